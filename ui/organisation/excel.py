"""The organisation to Excel: the template to be filled in, and all of it with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.services.organisation_export import export_organisation, write_template
from secretariat.services.organisation_view import open_organisation
from secretariat.services.post_words import post_words
from secretariat.services.progress import quiet
from ui.organisation.import_lines import names_of
from ui.widgets.dialogs import ask_save

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from secretariat.bootstrap import App
    from secretariat.services.progress import Report
    from ui.pages import Page

KINDS: Final = (("Excel 工作簿", "*.xlsx"),)
_TEMPLATE: Final = "人员名册模板.xlsx"


def download_template(page: Page, government: int | None = None) -> QFileDialog:
    """Ask where, and write the template there; with a government its units stand in it to choose from."""
    shell = page.shell

    def write(path: Path) -> None:
        written = shell.operations.write(_template, shell.services, government, path, shell.today)
        written.long("正在写模板").then(lambda path: shell.note(f"模板已保存到 {path}"))

    return ask_save(page, "保存人员名册模板", KINDS, _TEMPLATE, write)


def export_all(page: Page, government: int) -> None:
    """Ask where, and write the whole organisation there; it comes back by the import as it is."""
    shell = page.shell

    def ask(names: dict[int, str]) -> None:
        name = f"{names.get(government, '')}组织资料 {shell.today.isoformat()}.xlsx"
        ask_save(page, "导出组织资料", KINDS, name, write)

    def write(path: Path) -> None:
        written = shell.operations.write(_export, shell.services, government, path, shell.today)
        written.long("正在导出组织资料", reports=True).then(lambda path: shell.note(f"已导出到 {path}"))

    shell.operations.read(names_of, shell.services).then(ask)


def _template(app: App, government: int | None, path: Path, today: dt.date) -> Path:
    if government is None:
        write_template(path)
    else:
        organisation = open_organisation(app.database, government)
        write_template(path, organisation, post_words(app.reference, organisation.name, today))
    return path


def _export(app: App, government: int, path: Path, today: dt.date, *, report: Report = quiet) -> Path:
    words = post_words(app.reference, names_of(app).get(government, ""), today)
    export_organisation(app.database, government, path, words, report=report)
    return path
