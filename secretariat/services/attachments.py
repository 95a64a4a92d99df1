"""Attachments of a meeting: added and removed as acts that leave their files alone, found again, kept in order.

A file is stored first, then the row that names it; and while any row or any entry of the audit trail names a file, it
stays. So whatever is removed by mistake can be brought back, by an undo or from a restored database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from models.attachments import Attachment as AttachmentTable
from models.audit import AuditLine
from models.away import AwayFile
from secretariat.domain import editing
from secretariat.services.attachments_intake import take_in
from secretariat.services.meetings import act_on
from secretariat.services.progress import quiet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from secretariat.domain.facts import Attachment
    from secretariat.domain.permissions import Actor
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.database import Database
    from secretariat.services.progress import Report

_DAY: Final = 86400.0
YOUNG: Final = 1 * _DAY
"""How long a file may wait for its row, in seconds."""
KEPT: Final = 30 * _DAY
"""How long a file that nobody names stays in the bin."""
_NAMING: Final = (AttachmentTable, AwayFile)
"""The tables whose rows name files."""
_DIGEST: Final = re.compile('"([0-9a-f]{64})"')


def add(
    database: Database,
    actor: Actor,
    meeting_id: int,
    files: AttachmentFiles,
    path: Path,
    *,
    report: Report = quiet,
) -> int:
    """Attach a file of any kind to a meeting; raises what ``take_in`` raises."""
    attachment = take_in(files, path, report=report)
    edit = partial(editing.add_attachment, attachment=attachment)
    return act_on(database, actor, meeting_id, f"添加附件：{attachment.name}", edit)


def remove(database: Database, actor: Actor, meeting_id: int, attachment: Attachment) -> int:
    """Remove an attachment that nothing refers to; its file stays for an undo."""
    edit = partial(editing.remove_attachment, attachment_id=attachment.id)
    return act_on(database, actor, meeting_id, f"移除附件：{attachment.name}", edit)


def find_again(files: AttachmentFiles, attachment: Attachment, path: Path, *, report: Report = quiet) -> None:
    """Put the file of an attachment back that is not on this computer; raises ``OtherFileError`` for another file."""
    take_in(files, path, expected=attachment.sha256, report=report)


def here(files: AttachmentFiles, attachments: Iterable[Attachment]) -> frozenset[str]:
    """Give the SHA-256 of those whose files are on this computer."""
    return frozenset(one.sha256 for one in attachments if files.has(one))


# ------------------------------------------------------------------------------------------------------- keeping order


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was found when the program started: copies that never ended, files that nobody names, such as are gone."""

    unfinished: int = 0
    put_away: int = 0
    taken_back: int = 0
    thrown_away: int = 0

    def __bool__(self) -> bool:
        return bool(self.unfinished or self.put_away or self.taken_back or self.thrown_away)

    def __str__(self) -> str:
        """Say it in a sentence."""
        told = (
            (self.unfinished, "清理了上次没有复制完的附件 {} 个"),
            (self.put_away, "没有登记的附件文件 {} 个移入回收处，保留 30 天"),
            (self.taken_back, "从回收处找回附件文件 {} 个"),
            (self.thrown_away, "清除了回收处满 30 天的附件文件 {} 个"),
        )
        return "；".join(text.format(number) for number, text in told if number)


def tidy(database: Database, files: AttachmentFiles, *, now: float) -> Tidied:
    """Bring the files in order, for a start: those under way and those that anything names are left alone.

    ``now`` is a time stamp, as files have it. Only what was stored and never came to a row, as when the power failed
    between the two, goes to the bin, and from there after ``KEPT``.
    """
    if not files.folder.is_dir():
        return Tidied()
    unfinished = files.sweep_unfinished()
    stored, binned = files.stored(), files.binned()
    with database.reader() as session:
        rows = {sha256 for table in _NAMING for sha256 in session.scalars(sa.select(table.sha256).distinct())}
        needed = rows if stored.keys() <= rows and not binned else rows | _named_in_trail(session)
    lost = [sha256 for sha256, at in stored.items() if sha256 not in needed and now - at > YOUNG]
    found = [sha256 for sha256 in binned if sha256 in needed]
    old = [sha256 for sha256, at in binned.items() if sha256 not in needed and now - at > KEPT]
    for sha256 in lost:
        files.put_away(sha256, now=now)
    for sha256 in found:
        files.take_back(sha256)
    for sha256 in old:
        files.throw_away(sha256)
    return Tidied(unfinished, len(lost), len(found), len(old))


def _named_in_trail(session: Session) -> set[str]:
    """Every SHA-256 that was ever on record: an undo of any entry may bring it back."""
    of = AuditLine
    whole_or_sha256 = sa.or_(of.field.is_(None), of.field == "sha256")
    lines = sa.select(of.before, of.after).where(
        of.table.in_([table.__tablename__ for table in _NAMING]), whole_or_sha256
    )
    return {
        digest
        for values in session.execute(lines)
        for text in values
        if text is not None
        for digest in _DIGEST.findall(text)
    }
