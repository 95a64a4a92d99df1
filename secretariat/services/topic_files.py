"""The files of a topic: added with their kind and level, replaced by a later edition, removed; each one act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from secretariat.domain import topic_files as editing
from secretariat.services.attachments_intake import take_in
from secretariat.services.meetings import act_on
from secretariat.services.progress import quiet

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.domain.permissions import Actor
    from secretariat.domain.states import FileKind, Security
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.database import Database
    from secretariat.services.progress import Report


def add_file(  # noqa: PLR0913 (what file, of what kind, with what level)
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    files: AttachmentFiles,
    path: Path,
    *,
    kind: FileKind,
    security: Security | None = None,
    report: Report = quiet,
) -> int:
    """Add a file of any type to a topic, as of today; raises what ``take_in`` and ``act_on`` raise."""
    taken = take_in(files, path, report=report)
    today = database.now().date()
    edit = partial(editing.add_file, no=no, file=taken, kind=kind, security=security, on=today)
    return act_on(database, actor, meeting_id, f"添加议题{no}材料：{taken.name}", edit)


def replace_file(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    files: AttachmentFiles,
    path: Path,
    old: str,
    *,
    report: Report = quiet,
) -> int:
    """Add a later edition of the file with the id ``old``; raises as ``add_file`` does."""
    taken = take_in(files, path, report=report)
    edit = partial(editing.replace_file, no=no, old=old, file=taken, on=database.now().date())
    return act_on(database, actor, meeting_id, f"更新议题{no}材料：{taken.name}", edit)


def change_file(database: Database, actor: Actor, meeting_id: int, no: int, attachment: str, **values: Any) -> int:  # noqa: ANN401
    """Change what is said of a file: ``kind``, ``security``."""
    edit = partial(editing.change_file, no=no, attachment=attachment, **values)
    return act_on(database, actor, meeting_id, f"修改议题{no}材料", edit)


def remove_file(database: Database, actor: Actor, meeting_id: int, no: int, attachment: str) -> int:
    """Take a file off a topic; its content stays for an undo."""
    edit = partial(editing.remove_file, no=no, attachment=attachment)
    return act_on(database, actor, meeting_id, f"移除议题{no}材料", edit)
