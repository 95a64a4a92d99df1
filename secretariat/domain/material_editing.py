"""What is done to a topic's report material (汇报材料): handed in, delivered, commented on, given out by number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.editing import ImpossibleError, set_topic, topic_of
from secretariat.domain.facts import Comment, Copy, Material
from secretariat.domain.states import Part
from secretariat.domain.topic_editing import known_person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.domain.facts import Dossier, Topic

_GONE: Final = "它可能刚刚被修改或删除，请查看最新内容"


# -- handed in and delivered ------------------------------------------------------------------------------------------


def set_material(dossier: Dossier, no: int, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Material)
    """Record that the material was handed in (报送), signed, marked for recall; or change it."""
    known_person(dossier, values.get("signed_by"))
    material = topic_of(dossier, no).material or Material()
    return set_topic(dossier, no, material=replace(material, **values))


def deliver(dossier: Dossier, no: int, on: dt.date) -> Dossier:
    """Record a delivery to those attending (送达); deliveries stand in the order of their days."""
    material = topic_of(dossier, no).material or Material()
    return set_material(dossier, no, delivered_on=tuple(sorted((*material.delivered_on, on))))


def take_back_delivery(dossier: Dossier, no: int, on: dt.date) -> Dossier:
    """Take a delivery that was entered by mistake off the record."""
    material = topic_of(dossier, no).material or Material()
    days = list(material.delivered_on)
    if on not in days:
        raise ImpossibleError("没有这次送达", _GONE)
    days.remove(on)
    return set_material(dossier, no, delivered_on=tuple(days))


# -- what those said who got it ---------------------------------------------------------------------------------------


def comment(dossier: Dossier, no: int, person: str, text: str, *, on: dt.date | None = None) -> Dossier:
    """Record what somebody said of the material (征求意见)."""
    known_person(dossier, person)
    if not text.strip():
        raise ImpossibleError("没有填写意见", "请填写意见内容；没有意见的，可填写“无意见”")
    made = Comment(person=person, on=on, text=text.strip())
    return set_topic(dossier, no, comments=(*topic_of(dossier, no).comments, made))


def change_comment(dossier: Dossier, no: int, row: Comment, **values: Any) -> Dossier:  # noqa: ANN401 (of Comment)
    """Correct a comment, or record the sponsor's answer (反馈、采纳情况) to it."""
    rows = topic_of(dossier, no).comments
    place = _place(rows, row)
    known_person(dossier, values.get("person"))
    return set_topic(dossier, no, comments=(*rows[:place], replace(row, **values), *rows[place + 1 :]))


def remove_comment(dossier: Dossier, no: int, row: Comment) -> Dossier:
    """Take a comment off the record."""
    rows = topic_of(dossier, no).comments
    place = _place(rows, row)
    return set_topic(dossier, no, comments=(*rows[:place], *rows[place + 1 :]))


def _place(rows: tuple[Comment, ...], row: Comment) -> int:
    if row not in rows:
        raise ImpossibleError("没有这条意见", _GONE)
    return rows.index(row)


# -- numbered copies --------------------------------------------------------------------------------------------------


def holders(dossier: Dossier, no: int) -> tuple[str, ...]:
    """Who gets a copy: everybody on the list other than staff who is there for the topic, each once."""
    return tuple(
        dict.fromkeys(
            row.person
            for row in dossier.attendance
            if row.as_ is not Part.STAFF and (not row.topics or no in row.topics) and no not in row.out_for
        )
    )


def number_copies(dossier: Dossier, no: int, people: Iterable[str], *, spare: int = 0) -> Dossier:
    """Number copies (编份号): one for each of these people who has none, and some without a name.

    Numbers go on from the last that was given; a number is never given twice.
    """
    rows = topic_of(dossier, no).copies
    have = {copy.person for copy in rows}
    wanted: list[str | None] = [person for person in dict.fromkeys(people) if person not in have]
    wanted += [None] * spare
    if not wanted:
        raise ImpossibleError("没有需要编号的份数", "名单上的人都已有份号；另需备用的，请填写备用份数")
    for person in wanted:
        known_person(dossier, person)
    first = max((copy.no for copy in rows), default=0) + 1
    made = tuple(Copy(no=number, person=person) for number, person in enumerate(wanted, first))
    return set_topic(dossier, no, copies=(*rows, *made))


def set_copy(dossier: Dossier, no: int, copy: int, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Copy)
    """Change what is known of one copy: whose it is, whether signed for, a note."""
    known_person(dossier, values.get("person"))
    return _each_copy(dossier, no, (copy,), values)


def give_out(dossier: Dossier, no: int, copies: Iterable[int], *, on: dt.date, signed: bool = False) -> Dossier:
    """Record that copies were given out (分发); one without a name must have one first."""
    chosen = tuple(copies)
    nameless = [copy.no for copy in _copies(dossier, no, chosen) if copy.person is None]
    if nameless:
        raise ImpossibleError(f"{_numbers(nameless)}没有领取人", "请先填写领取人再登记分发")
    return _each_copy(dossier, no, chosen, {"given_on": on, "signed": signed})


def take_back(dossier: Dossier, no: int, copies: Iterable[int], *, on: dt.date) -> Dossier:
    """Record that copies came back (收回); with the last of them, material marked for recall is recalled."""
    chosen = tuple(copies)
    kept = [copy.no for copy in _copies(dossier, no, chosen) if copy.given_on is None]
    if kept:
        raise ImpossibleError(f"{_numbers(kept)}没有分发记录", "请先登记分发日期，再登记收回")
    changed = _each_copy(dossier, no, chosen, {"returned_on": on})
    topic = topic_of(changed, no)
    material = topic.material
    if material is not None and material.recall and material.recalled_on is None and not missing_copies(topic):
        return set_material(changed, no, recalled_on=on)
    return changed


def remove_copies(dossier: Dossier, no: int, copies: Iterable[int]) -> Dossier:
    """Take copies that were not made after all off the register; one that was given out stays until it is back."""
    chosen = tuple(copies)
    out = [copy.no for copy in _copies(dossier, no, chosen) if copy.given_on is not None and copy.returned_on is None]
    if out:
        raise ImpossibleError(f"{_numbers(out)}已经分发，尚未收回", "请先登记收回；分发登记有误的，先清除分发日期")
    left = tuple(copy for copy in topic_of(dossier, no).copies if copy.no not in chosen)
    return set_topic(dossier, no, copies=left)


def missing_copies(topic: Topic) -> tuple[Copy, ...]:
    """The copies that were given out and are not back."""
    return tuple(copy for copy in topic.copies if copy.given_on is not None and copy.returned_on is None)


def _each_copy(dossier: Dossier, no: int, chosen: tuple[int, ...], values: dict[str, Any]) -> Dossier:
    _copies(dossier, no, chosen)
    rows = topic_of(dossier, no).copies
    changed = tuple(replace(copy, **values) if copy.no in chosen else copy for copy in rows)
    return set_topic(dossier, no, copies=changed)


def _copies(dossier: Dossier, no: int, chosen: tuple[int, ...]) -> tuple[Copy, ...]:
    found = tuple(copy for copy in topic_of(dossier, no).copies if copy.no in chosen)
    unknown = [number for number in chosen if number not in {copy.no for copy in found}]
    if unknown or not chosen:
        raise ImpossibleError(f"没有{_numbers(unknown)}" if unknown else "没有选择份号", _GONE)
    return found


def _numbers(numbers: Iterable[int]) -> str:
    return "第" + "、".join(str(number) for number in numbers) + "份"
