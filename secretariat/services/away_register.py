"""What is done to the register of those away (外出登记): one function for each act, each one transaction.

Whoever edits hands back the ``version`` that he saw; ``ChangedElsewhereError`` says that another seat was faster. What
cannot be is refused with ``AwayFaultError``, which names the fields; what breaks a rule is recorded all the same, and
was told before (``away_judging.py``). All acts can be undone, deletions too. No act touches a meeting but those of
``away_meetings.py``.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from models.away import AwayRecord
from models.organisation import Person
from secretariat.domain.away_register import AwayExcuse, AwayFile, Fault, back, faults
from secretariat.domain.numerals import date_text
from secretariat.domain.permissions import Permission
from secretariat.domain.plain_text import tidy
from secretariat.errors import RefusedError, UserError
from secretariat.rules.codes import CODES
from secretariat.services.attachments_intake import take_in
from secretariat.services.away_store import file_row, journey_of, journeys_in, journeys_of, write
from secretariat.services.database_faults import changed_elsewhere
from secretariat.services.organisation_guard import one_at_a_time
from secretariat.services.progress import quiet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from secretariat.domain.away_register import Journey
    from secretariat.domain.facts import Attachment
    from secretariat.domain.permissions import Actor
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.database import Database
    from secretariat.services.progress import Report
    from secretariat.services.transaction import ActSession

TABLE: Final = "away_record"
TABLES: Final = frozenset({TABLE, "away_record_told", "away_file", "away_excuse"})
"""The register's tables, as ``Changes`` name them."""


class AwayFaultError(UserError):
    """A journey that cannot be; ``faults`` name the fields."""

    def __init__(self, found: Sequence[Fault]) -> None:
        more = f"（另有 {len(found) - 1} 处问题）" if len(found) > 1 else ""
        super().__init__(f"{found[0].text}{more}", found[0].remedy)
        self.faults = tuple(found)


class NoSuchJourneyError(UserError):
    """A journey that is not in the register."""


def no_such_journey() -> NoSuchJourneyError:
    """Give what is said of a journey that is not there."""
    return NoSuchJourneyError("这条外出记录已不在登记中", "它可能刚被删除，请查看最新内容")


# ------------------------------------------------------------------------------------------------------------- reading


def open_register(
    database: Database, government: int, first: dt.date | None = None, last: dt.date | None = None
) -> tuple[Journey, ...]:
    """Give the journeys that touch a time, in the order of leaving; cancelled ones too."""
    with database.reader() as session:
        return journeys_in(session, government, first, last)


def open_journey(database: Database, key: int) -> Journey:
    """Give one journey; raises ``NoSuchJourneyError``."""
    with database.reader() as session:
        row = session.get(AwayRecord, key)
        if row is None:
            raise no_such_journey()
        return journey_of(row)


# ---------------------------------------------------------------------------------------------------------------- acts


def add(database: Database, actor: Actor, government: int, journey: Journey) -> int:
    """Enter a journey and give its key; its files are added afterwards."""
    with _act(database, actor, "登记外出", government) as session:
        made = _tidy(journey)
        _refuse(session, government, made)
        row = AwayRecord(government_id=government, person_id=made.person, from_=made.from_)
        write(row, made)
        session.add(row)
        session.flush()
        return row.id


def edit(database: Database, actor: Actor, journey: Journey) -> int:
    """Record what a journey says now, as somebody changed it who saw it in ``journey.version``; gives its key."""
    return _change(database, actor, journey.key, "修改外出登记", lambda _: journey, version=journey.version)


def report_back(database: Database, actor: Actor, key: int, on: dt.date, *, version: int) -> int:
    """Record that he is back and has said so (销假); who came back early was away until that day."""
    return _change(database, actor, key, f"销假（{date_text(on)}）", lambda journey: back(journey, on), version=version)


def cancel(database: Database, actor: Actor, key: int, on: dt.date, *, version: int) -> int:
    """Record that he did not go; the journey stays in the register and counts for nothing."""
    return _change(database, actor, key, "取消外出", lambda journey: replace(journey, cancelled_on=on), version=version)


def restore(database: Database, actor: Actor, key: int, *, version: int) -> int:
    """Have a cancelled journey count again."""
    return _change(
        database, actor, key, "恢复外出", lambda journey: replace(journey, cancelled_on=None), version=version
    )


def delete(database: Database, actor: Actor, key: int, *, version: int) -> None:
    """Delete a journey that was entered by mistake, its files' rows with it; the files stay for an undo."""
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act="删除外出登记") as transaction:
        transaction.session.delete(_seen(transaction.session, key, version))


def excuse(
    database: Database, actor: Actor, key: int, *, code: str, allowed_by: int, on: dt.date, reason: str, version: int
) -> int:
    """Record an exception; one that is there for the same finding is replaced.

    Who may allow it is told by ``away_judging.who_may_excuse``, and judged: an exception by somebody else counts for
    nothing. Raises ``RefusedError`` without a reason.
    """
    if not reason.strip():
        raise RefusedError("没有填写例外的理由", "请写明理由")
    made = AwayExcuse(code=code, allowed_by=allowed_by, on=on, reason=reason.strip())

    def edit(journey: Journey) -> Journey:
        return replace(journey, excuses=(*(one for one in journey.excuses if one.code != code), made))

    return _change(database, actor, key, f"记录例外：{CODES[code].title}", edit, version=version)


def withdraw_excuse(database: Database, actor: Actor, key: int, code: str, *, version: int) -> int:
    """Take an exception back; the finding counts again."""

    def edit(journey: Journey) -> Journey:
        return replace(journey, excuses=tuple(one for one in journey.excuses if one.code != code))

    return _change(database, actor, key, f"撤销例外：{CODES[code].title}", edit, version=version)


# --------------------------------------------------------------------------------------------------------------- files


def add_file(
    database: Database, actor: Actor, key: int, files: AttachmentFiles, path: Path, *, report: Report = quiet
) -> int:
    """Add a paper to a journey: the file is stored first, then its row; the papers then count as handed in.

    Raises what ``take_in`` raises.
    """
    stored = take_in(files, path, report=report)
    with database.transaction(
        actor=actor, permission=Permission.EDIT_MEETINGS, act=f"添加外出附件：{stored.name}"
    ) as transaction:
        row = transaction.session.get(AwayRecord, key)
        if row is None:
            raise no_such_journey()
        if any(one.sha256 == stored.sha256 for one in row.files):
            raise RefusedError(f"“{stored.name}”已经在附件中", "同一个文件只需添加一次")
        row.files.append(file_row(_file(stored)))
        if not row.attachments:
            row.attachments = True
    return key


def remove_file(database: Database, actor: Actor, key: int, file: AwayFile) -> int:
    """Remove a paper; its file stays for an undo. With the last one the papers count as not handed in."""
    with database.transaction(
        actor=actor, permission=Permission.EDIT_MEETINGS, act=f"移除外出附件：{file.name}"
    ) as transaction:
        row = transaction.row(AwayRecord, key)
        row.files = [one for one in row.files if one.id != file.key]
        if not row.files and row.attachments:
            row.attachments = False
    return key


def _file(stored: Attachment) -> AwayFile:
    return AwayFile(key=0, name=stored.name, sha256=stored.sha256, size=stored.size, media_type=stored.media_type)


# -------------------------------------------------------------------------------------------------------------- within


@contextmanager
def _act(database: Database, actor: Actor, act: str, government: int) -> Iterator[ActSession]:
    """One act on a government's register, and one at a time: two seats must not send somebody to two places."""
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=act) as transaction:
        one_at_a_time(transaction.session, government)
        yield transaction.session


def _seen(session: ActSession, key: int, version: int) -> AwayRecord:
    """Give a row as it was when somebody saw it in that version; raises ``ChangedElsewhereError``."""
    row = session.get(AwayRecord, key)
    if row is None or journey_of(row).version != version:
        raise changed_elsewhere()
    return row


def _change(
    database: Database, actor: Actor, key: int, act: str, edit: Callable[[Journey], Journey], *, version: int
) -> int:
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=act) as transaction:
        session = transaction.session
        row = _seen(session, key, version)
        one_at_a_time(session, row.government_id)
        before = journey_of(row)
        after = _tidy(edit(before))
        known = {fault.text for fault in faults(before, journeys_of(session, before.person))}
        _refuse(session, row.government_id, after, known)
        write(row, after)
    return key


def _tidy(journey: Journey) -> Journey:
    texts: dict[str, Any] = {name: tidy(getattr(journey, name) or "") or None for name in ("place", "reason", "note")}
    return replace(journey, **texts, told=tuple(dict.fromkeys(journey.told)))


def _refuse(session: Session, government: int, journey: Journey, known: set[str] | None = None) -> None:
    found = [
        fault for fault in faults(journey, journeys_of(session, journey.person)) if fault.text not in (known or set())
    ]
    if found:
        raise AwayFaultError(found)
    there = set(
        session.scalars(sa.select(Person.id).where(Person.id.in_(journey.people), Person.government_id == government))
    )
    if journey.people - there:
        raise RefusedError("所选人员已不在组织中", "请重新选择；可能刚被另一席位删除")
