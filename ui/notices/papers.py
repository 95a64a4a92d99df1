"""What goes out of the tab 通知: the register on paper, the reply sheet to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.services.notice_register import notice_register_pdf
from secretariat.services.reply_sheet import write_reply_sheet
from ui.widgets.dialogs import ask_save
from ui.widgets.paper_dialog import PaperDialog, file_name

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from secretariat.services.meetings import MeetingView
    from ui.meetings.desk import Tab

WORKBOOKS: Final = (("Excel 工作簿", "*.xlsx"),)


def show_register(tab: Tab, view: MeetingView) -> None:
    """Show the register, to be printed or saved."""
    shell = tab.shell
    made = shell.operations.read(notice_register_pdf, tab.desk.app.database, view.id, meeting=view.name)
    made.long("正在生成电话通知登记表")
    made.then(lambda paper: PaperDialog(tab.window(), shell, f"{view.name}电话通知登记表", paper).open())


def save_reply_sheet(tab: Tab, view: MeetingView) -> QFileDialog:
    """Ask where, and write the reply sheet there."""
    shell = tab.shell

    def write(path: Path) -> None:
        database = tab.desk.app.database
        written = shell.operations.write(write_reply_sheet, database, view.id, path, heading=view.name)
        written.long("正在生成回执表").then(lambda path: shell.note(f"回执表已保存到 {path}"))

    return ask_save(tab, "保存回执表", WORKBOOKS, file_name(f"{view.name}回执", "xlsx"), write)
