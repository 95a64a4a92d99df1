"""What is done to a topic's material (汇报材料): handed in, delivered, commented on, given out by number; acts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from secretariat.domain import material_editing
from secretariat.services.meetings import act_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from secretariat.domain.facts import Comment
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database


def edit_material(database: Database, actor: Actor, meeting_id: int, no: int, **values: Any) -> int:  # noqa: ANN401
    """Record that the material was handed in, signed, marked for recall: fields of ``facts.Material``."""
    edit = partial(material_editing.set_material, no=no, **values)
    return act_on(database, actor, meeting_id, f"登记议题{no}材料", edit)


def deliver(database: Database, actor: Actor, meeting_id: int, no: int, on: dt.date) -> int:
    """Record a delivery to those attending."""
    return act_on(database, actor, meeting_id, f"登记议题{no}材料送达", partial(material_editing.deliver, no=no, on=on))


def take_back_delivery(database: Database, actor: Actor, meeting_id: int, no: int, on: dt.date) -> int:
    """Take a delivery off the record."""
    edit = partial(material_editing.take_back_delivery, no=no, on=on)
    return act_on(database, actor, meeting_id, f"删除议题{no}材料送达登记", edit)


def comment(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    person: str,
    text: str,
    *,
    on: dt.date | None = None,
) -> int:
    """Record what somebody said of the material."""
    edit = partial(material_editing.comment, no=no, person=person, text=text, on=on)
    return act_on(database, actor, meeting_id, f"登记议题{no}征求意见", edit)


def change_comment(database: Database, actor: Actor, meeting_id: int, no: int, row: Comment, **values: Any) -> int:  # noqa: ANN401
    """Correct a comment, or record the answer to it."""
    act = f"登记议题{no}意见反馈" if values.keys() == {"answer"} else f"修改议题{no}征求意见"
    edit = partial(material_editing.change_comment, no=no, row=row, **values)
    return act_on(database, actor, meeting_id, act, edit)


def remove_comment(database: Database, actor: Actor, meeting_id: int, no: int, row: Comment) -> int:
    """Take a comment off the record."""
    edit = partial(material_editing.remove_comment, no=no, row=row)
    return act_on(database, actor, meeting_id, f"删除议题{no}征求意见", edit)


def number_copies(
    database: Database, actor: Actor, meeting_id: int, no: int, people: Sequence[str], *, spare: int = 0
) -> int:
    """Number copies for people who have none (``material_editing.holders`` gives who gets one), and spare ones."""
    edit = partial(material_editing.number_copies, no=no, people=people, spare=spare)
    return act_on(database, actor, meeting_id, f"议题{no}材料编份号", edit)


def edit_copy(database: Database, actor: Actor, meeting_id: int, no: int, copy: int, **values: Any) -> int:  # noqa: ANN401
    """Change what is known of one copy."""
    edit = partial(material_editing.set_copy, no=no, copy=copy, **values)
    return act_on(database, actor, meeting_id, f"修改议题{no}第{copy}份材料", edit)


def give_out(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    copies: Iterable[int],
    *,
    on: dt.date,
    signed: bool = False,
) -> int:
    """Record that copies were given out."""
    edit = partial(material_editing.give_out, no=no, copies=tuple(copies), on=on, signed=signed)
    return act_on(database, actor, meeting_id, f"登记议题{no}材料分发", edit)


def take_back(database: Database, actor: Actor, meeting_id: int, no: int, copies: Iterable[int], *, on: dt.date) -> int:
    """Record that copies came back."""
    edit = partial(material_editing.take_back, no=no, copies=tuple(copies), on=on)
    return act_on(database, actor, meeting_id, f"登记议题{no}材料收回", edit)


def remove_copies(database: Database, actor: Actor, meeting_id: int, no: int, copies: Iterable[int]) -> int:
    """Take copies off the register."""
    edit = partial(material_editing.remove_copies, no=no, copies=tuple(copies))
    return act_on(database, actor, meeting_id, f"删除议题{no}份号", edit)
