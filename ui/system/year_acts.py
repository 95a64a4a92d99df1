"""What is done to a year's holidays from any page: saved, imported, exported, deleted, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from secretariat.services import calendar_years
from secretariat.services.calendar_years import YearThereError
from secretariat.services.whole_files import write_whole
from ui.meetings.undoing import DoneHere, keep_entry
from ui.widgets.dialogs import ask_open, ask_save, choose
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from secretariat.domain.permissions import Actor
    from secretariat.domain.year_entry import YearEntry
    from secretariat.errors import UserError
    from secretariat.services.calendar_years import KnownYear
    from secretariat.services.database import Database
    from ui.operations import Operation
    from ui.pages import Page

TABLE: Final = "calendar_year"
"""The table of the office's own years, as ``Changes`` name it."""
_KINDS: Final = (("放假安排", "*.json"),)


def export_to(database: Database, year: int, path: Path) -> Path:
    """Write a year to a file."""
    write_whole(path, calendar_years.export_year(database, year))
    return path


class YearActs(QObject):
    """The acts of one page. ``stored`` tells the year, once it is in the database, as a ``KnownYear``."""

    stored = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._shell = page.shell
        self.done = DoneHere(page.shell)

    # --- acts

    def save(self, entry: YearEntry, version: int | None) -> Operation[int | None]:
        """Save a year that was typed."""
        return self._store("保存", calendar_years.enter_year, entry, version=version)

    def ask_import(self) -> QFileDialog:
        """Ask which file."""
        return ask_open(self._page, "导入放假安排", _KINDS, lambda paths: self.take(paths[0]))

    def take(self, path: Path, *, replace: bool = False) -> None:
        """Import a file; where the office has entered that year already, ask."""
        self._page.quiet()
        taken = self._store("导入", calendar_years.import_year, path, replace=replace)

        def refused(error: UserError) -> None:
            if isinstance(error, YearThereError):
                self._ask_to_replace(error, path)
            else:
                self._page.tell_error(error)

        taken.long(f"正在导入 {path.name}").failed(refused)

    def _ask_to_replace(self, error: UserError, path: Path) -> None:
        act = Act(name="replace", text="替换", run=lambda: self.take(path, replace=True), danger=True)
        text = f"{error.message}。替换：以文件中的安排代替已有的全部内容，替换后可以立即撤销。"
        choose(self._page, "这一年已经录入", text, [act], object_name="year-exists")

    def export(self, year: int) -> QFileDialog:
        """Ask where, then write it there."""
        shell = self._shell

        def write(path: Path) -> None:
            written = shell.operations.write(export_to, shell.services.database, year, path)
            written.then(lambda path: shell.note(f"已导出到 {path}"))

        return ask_save(self._page, "导出放假安排", _KINDS, f"{year}年放假安排.json", write)

    def delete(self, year: int, version: int) -> None:
        """Delete a year of the office's own; that can be undone at once."""
        gone = keep_entry(self._shell, calendar_years.delete_year, year, version=version)
        gone.then(lambda entry: self.done.offer(f"已删除本单位录入的{year}年放假安排", entry))

    def _store(self, done: str, service: Any, *args: Any, **kwargs: Any) -> Operation[int | None]:  # noqa: ANN401 (a service)
        known: list[KnownYear] = []

        def store(database: Database, actor: Actor) -> None:
            known.append(service(database, actor, *args, **kwargs))

        def stored(entry: int | None) -> None:
            self.done.offer(f"已{done}{known[-1].year}年放假安排", entry)
            self.stored.emit(known[-1])

        return keep_entry(self._shell, store).then(stored)
