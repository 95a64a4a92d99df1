"""A meeting as a file: asked where, written whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ui.widgets.dialogs import ask_save

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from secretariat.services.database import Database
    from secretariat.services.meetings import MeetingView
    from ui.pages import Page

KINDS = (("会议文件", "*.json"),)
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


def export_to(database: Database, meeting_id: int, path: Path) -> Path:
    """Write a meeting to a file."""
    # On the worker, as in ``import_flow``.
    from secretariat.services.dossiers import export_dossier  # noqa: PLC0415 (see above)
    from secretariat.services.exchange import dump_dossier  # noqa: PLC0415 (see above)
    from secretariat.services.whole_files import write_whole  # noqa: PLC0415 (see above)

    write_whole(path, dump_dossier(export_dossier(database, meeting_id)))
    return path


def export_meeting(page: Page, view: MeetingView) -> QFileDialog:
    """Ask where, then write it there."""
    shell = page.shell

    def write(path: Path) -> None:
        written = shell.operations.write(export_to, shell.services.database, view.id, path)
        written.then(lambda path: shell.note(f"已导出到 {path}"))

    name = _NOT_IN_NAMES.sub("", f"{view.name}（{view.dossier.meeting.date.isoformat()}）")
    return ask_save(page, "导出会议文件", KINDS, f"{name}.json", write)
