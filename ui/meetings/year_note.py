"""A note that the holidays of the meeting's year are not entered (未录入), with the way to enter them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from ui.icons import Mark
from ui.theme import XS
from ui.widgets.basics import button, label, row

if TYPE_CHECKING:
    from datetime import date

    from secretariat.services.reference import Reference
    from ui.main_window import Shell

_PAGE: Final = "system/year"
"""Where a year is entered; that page is none of the meetings' and is fetched when it is gone to."""


def not_entered(reference: Reference, day: date) -> int | None:
    """The year of that day, if its working days are only reckoned from Monday to Friday."""
    return next(iter(reference.calendar.missing(day, day)), None)


class YearNote(QWidget):
    """Nothing to see where the year is known."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._year = 0
        self._text = label("", "small", wrap=False)
        self._enter = button("录入", "meeting-year-enter", role="link", clicked=self._go)
        row(Mark("warning", "warning", 16), self._text, self._enter, None, gap=XS, into=self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_day(self, day: date) -> None:
        """Look whether that day's year is entered; on the reader: the calendar may have to be read first."""
        shell = self._shell
        asked = shell.operations.read_latest(("year-note", id(self)), not_entered, shell.services.reference, day)
        asked.then(self._show)

    def _show(self, year: int | None) -> None:
        self.setVisible(year is not None)
        if year is not None:
            self._year = year
            self._text.setText(f"{year}年放假安排未录入，期限按周一至周五推算")
            self._enter.setAccessibleName(f"录入{year}年放假安排")

    def _go(self) -> None:
        self._shell.go(_PAGE, self._year)
