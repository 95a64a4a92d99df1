"""放假安排: one year's holidays and make-up workdays, typed off the notice, checked as they are typed, seen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QPushButton, QScrollArea, QWidget

from secretariat.domain.year_entry import YearEntry, days_of
from secretariat.services.calendar_years import KnownYear, YearThereError, known_years
from secretariat.services.database_faults import ChangedElsewhereError
from ui.pages import Page
from ui.system.year_acts import TABLE, YearActs
from ui.system.year_form import YearForm
from ui.system.year_strip import YearStrip
from ui.theme import XL, L, M
from ui.widgets.basics import label
from ui.widgets.card import Card
from ui.widgets.dialogs import confirm
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from secretariat.errors import UserError
    from secretariat.services.database import Database
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell

KEY: Final = "system/year"
"""Its place is a year."""


def source_of(known: KnownYear | None) -> tuple[str, str]:
    """Where a year's holidays come from, as the window says it, and its tone."""
    if known is None:
        return "未录入", "warning"
    return ("本单位录入", "good") if known.own else ("随程序提供", "info")


def count_of(entry: YearEntry) -> str:
    """How many days are off and how many are made up."""
    days = days_of(entry)
    off = sum(day.off for day in days)
    return f"放假 {off} 天，调休上班 {len(days) - off} 天"


def find_year(database: Database, year: int) -> KnownYear | None:
    """A year, if anything is known of it."""
    return next((known for known in known_years(database) if known.year == year), None)


class YearPage(Page):
    """The page of one year. It is saved as a whole: half a year would be reckoned with as if it were all of it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "放假安排", foot=True, back=True)
        self.year = shell.today.year
        self._known: KnownYear | None = None
        self._edited = False
        self._foot_shown: tuple[bool, bool] | None = None
        self.acts = YearActs(self)
        self.acts.stored.connect(self._stored)
        self.form = YearForm(shell.today)
        self.form.edited.connect(self._edit)
        self.form.done.connect(self._to_save)
        self.form.moved.connect(self._scroll_to)
        self.strip = YearStrip()
        self._count = label("", "second")
        self._count.setObjectName("year-count")
        self._whole = Card("全年").add(self.strip, self._count)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(M)
        self._sides.addWidget(self.form)
        self._sides.addWidget(self._whole, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._sides)

    # --- coming

    def enter(self, place: Any) -> None:  # noqa: ANN401 (a year)
        """Show that year; what was typed and not saved stays."""
        year = self.year if place is None else int(place)
        if not self._edited:
            self.quiet()
            self._open(year)
        elif year != self.year:
            self._ask_to_drop(year)

    def _ask_to_drop(self, year: int) -> None:
        text = f"{self.year}年放假安排有修改没有保存。打开{year}年，这些修改将丢失。"
        confirm(
            self,
            "有修改尚未保存",
            text,
            f"不保存，打开{year}年",
            lambda: self._open(year),
            danger=True,
            object_name="drop-year",
        )

    def _open(self, year: int) -> None:
        self.year = year
        self._edited = False
        self._read()

    def _read(self) -> None:
        shell = self.shell
        shell.operations.read_latest("year", find_year, shell.services.database, self.year).then(self._show)

    def changed(self, changes: object) -> None:
        """Read it anew, unless something was typed and not saved."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        if TABLE in told.tables and not self._edited and self.isVisible():
            self._read()

    def undo(self) -> None:
        """Take back what was saved, imported or deleted here last."""
        self.acts.done.undo()

    def first_focus(self) -> QWidget | None:
        """The number of the notice."""
        return self.form.notices

    # --- showing

    def _show(self, known: KnownYear | None) -> None:
        self._known = known
        self._edited = False
        empty = YearEntry(year=self.year)
        self.form.show_entry(empty if known is None else known.entry, usual=known is None)
        said, _ = source_of(known)
        self.head.show_title(f"{self.year}年放假安排", f"{said}，按周一至周五推算" if known is None else said)
        self._preview()
        self._show_acts()
        self._fit()

    def _preview(self) -> None:
        entry = self.form.sound()
        self.strip.show_days(self.year, days_of(entry))
        self._count.setText(count_of(entry))

    def _show_acts(self) -> None:
        there, own = self._known is not None, self._known is not None and self._known.own
        if (there, own) != self._foot_shown:
            self._foot_shown = there, own
            others = [Act(name="year-import", text="导入…", run=self.acts.ask_import, icon="import")]
            if there:
                export = Act(name="year-export", text="导出…", run=lambda: self.acts.export(self.year), icon="export")
                others.append(export)
            if own:
                others.append(Act(name="year-delete", text="删除", run=self._delete, icon="delete"))
            drop = Act(name="year-drop", text="放弃修改", run=self._drop, icon="undo")
            self.foot.show_acts(Act(name="year-save", text="保存", run=self.save), *others, drop)
        self._show_edited()

    def _show_edited(self) -> None:
        """Offer to save or to drop what was typed. The buttons stay, so that none goes away between two keys."""
        for name in ("year-save", "year-drop"):
            made = self.foot.findChild(QPushButton, name)
            if made is None:
                continue
            if made.hasFocus() and not self._edited:
                self.form.notices.setFocus(Qt.FocusReason.OtherFocusReason)
            made.setEnabled(self._edited)

    # --- typing and saving

    def _edit(self) -> None:
        self._edited = True
        self._preview()
        self._show_edited()

    def _to_save(self) -> None:
        if self.foot.primary is not None and self.foot.primary.isEnabled():
            self.foot.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def _drop(self) -> None:
        self.quiet()
        self._open(self.year)

    def save(self) -> None:
        """Save the year, if it is whole; else say what is missing, at its field."""
        self._to_save()  # so that the field being typed in is read
        if not self.form.check(whole=True):
            return
        self.quiet()
        known = self._known
        version = known.version if known is not None else None
        self._edited = False
        self.acts.save(self.form.entry, version).failed(self._refused)

    def _stored(self, known: KnownYear) -> None:
        if self.isVisible() and known.year != self.year and not self._edited:
            self.shell.go(KEY, known.year)
        elif known.year == self.year:
            self._known = known
            self._show_acts()

    def _refused(self, error: UserError) -> None:
        self._edited = True
        self._show_edited()
        if isinstance(error, ChangedElsewhereError | YearThereError):
            latest = Act(name="year-latest", text="查看最新内容", run=self._drop)
            self.tell(error.message, error.remedy, tone="violation", act=latest)
        else:
            self.tell_error(error)

    def _delete(self) -> None:
        known = self._known
        if known is not None and known.version is not None:
            self._edited = False
            self.acts.delete(known.year, known.version)

    # --- room

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fit to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put the year beside the fields, or below them where there is no room."""
        needed = self.form.minimumSizeHint().width() + self._whole.minimumSizeHint().width() + M + 2 * L
        fits = self.width() >= needed
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way != self._sides.direction():
            self._sides.setDirection(way)

    def _scroll_to(self, field: QWidget) -> None:
        area = self.findChild(QScrollArea, "page-body")
        if area is not None:
            # Once what has just come up, a line or the words at a field, has its room.
            QTimer.singleShot(0, field, lambda: area.ensureWidgetVisible(field, 0, 2 * XL))
