"""换届: which posts end and which begin, what that comes to line by line, and then all of it in one act."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.term_change import change_term, preview_change_of_term
from ui.meetings.sheet import read_number
from ui.organisation.desk import OrganisationDesk, Sight
from ui.organisation.openings import Openings
from ui.organisation.place import ORGANISATION
from ui.organisation.term_rows import (
    Fate,
    HeldPost,
    change_of,
    held_posts,
    line_columns,
    next_fate,
    post_columns,
)
from ui.pages import Page
from ui.table_model import TableModel
from ui.theme import XS, M, S
from ui.widgets.basics import box, column, label, named, row, set_width
from ui.widgets.card import Field
from ui.widgets.date_field import DateField
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.notice import Notice
from ui.widgets.table import FilteredTable, Table

if TYPE_CHECKING:
    from secretariat.domain.change_of_term import Line, Preview
    from secretariat.errors import UserError
    from ui.main_window import Shell

_DAY: Final = 11.5
_TERM: Final = 5
_ONE_DAY: Final = dt.timedelta(days=1)


class TermPage(Page):
    """The page ``organisation/term``; its ``place`` is the key of a government."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "换届", scroll=False, foot=True, back=True)
        self.desk = OrganisationDesk(self)
        self.desk.shown.connect(self._show)
        self.preview: Preview | None = None
        self._fates: dict[int, Fate] = {}
        self._begun: int | None = None
        self._can: tuple[bool, str] | None = None
        self._make_fields()
        self._make_posts()
        self._make_preview()
        sides = row(self._left, self._right, gap=M)
        sides.setStretch(0, 5)
        sides.setStretch(1, 6)
        self.body.setSpacing(S)
        self.body.addWidget(self._days)
        self.body.addLayout(sides, 1)

    def _make_fields(self) -> None:
        today = self.shell.today
        self.first = DateField("term-first", "新一届第一天", today=today, value=today)
        self.last = DateField("term-last", "上一届最后一天", today=today)
        self.last.setPlaceholderText("前一天")
        self.number = named(QLineEdit(), "term-number", "新届次")
        for editor, wide in ((self.first, _DAY), (self.last, _DAY), (self.number, _TERM)):
            set_width(editor, wide)
        self._fields = {
            "first": Field("新一届第一天（选举或任命之日）", self.first),
            "last_day": Field("上一届最后一天", self.last),
            "term": Field("新届次", self.number),
        }
        self.first.changed.connect(self._choose_first)
        self.last.changed.connect(lambda _: self._ask())
        self.number.textEdited.connect(lambda _: self._ask())
        self._days = box(row(*self._fields.values(), None, gap=M))

    def _make_posts(self) -> None:
        self.model: TableModel[HeldPost] = TableModel(
            post_columns(lambda post: post.title), lambda post: post.key, self
        )
        empty = EmptyState("这一天没有人任职", "请核对新一届第一天，或先在组织页登记任职。", icon="person")
        self.posts = FilteredTable("term-posts", "现任", self.model, empty=empty, hint="姓名、职务、连任、离任")
        self.posts.table.marked.connect(self.turn)
        self.posts.table.opened.connect(self.turn)
        self.openings = Openings(self.desk)
        self.openings.changed.connect(self._ask)
        hint = label("空格切换：连任、离任、不变", "small")
        left = column(self.posts, hint, self.openings, gap=XS)
        left.setStretch(0, 1)
        self._left = box(left)

    def _make_preview(self) -> None:
        self._heading = label("办理后", "strong")
        self._heading.setObjectName("term-heading")
        self._heading.setMinimumHeight(self.posts.filter.sizeHint().height())  # beside it
        self.wrong = Notice()
        self.wrong.setObjectName("term-wrong")
        self.line_model: TableModel[tuple[int, Line]] = TableModel(line_columns(), lambda line: line[0], self)
        self.lines = Table("term-lines", "换届预览", self.line_model)
        right = column(self._heading, self.wrong, self.lines, gap=S)
        right.setStretch(2, 1)
        self._right = box(right)

    # --- coming

    def enter(self, place: Any) -> None:  # noqa: ANN401 (the key of a government)
        """Begin with what is proposed; what was chosen and not done stays, for the same government."""
        if place is not None:
            self.desk.government = int(place)
        if self._begun != self.desk.government:
            self._begin()
        self.desk.day = (self.first.value or self.shell.today) - _ONE_DAY
        self.desk.read()

    def _begin(self) -> None:
        self._begun = self.desk.government
        self._fates = {}
        self.first.set_value(self.shell.today)
        self.last.set_value(None)
        self.number.setText("")
        self.number.setModified(False)
        self.openings.clear()
        self.quiet()

    def changed(self, changes: object) -> None:
        """Show it anew where another page has changed it."""
        if self.isVisible():
            self.desk.heard(changes)  # type: ignore[arg-type]  # (the database tells nothing else)

    def undo(self) -> None:
        """Take back the last act."""
        self.desk.undo()

    def first_focus(self) -> QWidget | None:
        """The first day."""
        return self.first

    # --- choosing

    def _show(self, sight: Sight) -> None:
        there = self.desk.organisation
        if there is None:
            return
        self.head.show_title("换届", there.name)
        if not self.number.isModified() and there.term is not None:
            self.number.setText(str(there.term + 1))
        self._fill(sight)
        self.openings.show_openings()
        self._ask()

    def _fill(self, sight: Sight) -> None:
        self.posts.set_rows(held_posts(sight, self.first.value or self.shell.today, self._fates))
        if not self.posts.table.currentIndex().isValid() and self.model.rows:
            self.posts.table.go_to(self.model.rows[0].key)

    def turn(self, key: Any) -> None:  # noqa: ANN401 (a key)
        """Let another thing become of a post."""
        post = next((post for post in self.model.rows if post.key == key), None)
        if post is not None:
            self._fates[post.key] = next_fate(post.fate)
            self._fill(self.desk.sight)
            self._ask()

    def _choose_first(self, day: dt.date | None) -> None:
        if day is None:
            self._fields["first"].show_problem("请填写新一届第一天")
            return
        self.desk.day = day - _ONE_DAY
        self.desk.read()

    def _ask(self) -> None:
        """Have it previewed."""
        first, there = self.first.value, self.desk.organisation
        term, wrong = read_number(self.number.text())
        self._fields["term"].show_problem(wrong)
        if first is None or there is None or wrong:
            self._take(None)
            return
        posts = held_posts(self.desk.sight, first, self._fates)
        change = change_of(posts, self.openings.openings, first_day=first, last_day=self.last.value, term=term)
        asked = self.shell.operations.read_latest(
            ("term", id(self)),
            preview_change_of_term,
            self.desk.app.database,
            there.key,
            change,
            self.desk.sight.words,
        )
        asked.then(self._take)

    # --- the preview

    def _take(self, preview: Preview | None) -> None:
        self.preview = preview
        lines = () if preview is None else preview.lines
        faults = () if preview is None else preview.faults
        self.line_model.set_rows(enumerate(lines))
        self._heading.setText(f"办理后：{len(lines)} 项变动" if lines else "没有变动")
        days = next((fault for fault in faults if fault.field == "last_day"), None)
        self._fields["last_day"].show_problem("" if days is None else f"{days.text}。{days.remedy}")
        if faults:
            more = f"（另有 {len(faults) - 1} 处）" if len(faults) > 1 else ""
            self.wrong.show_notice(f"{faults[0].text}{more}", faults[0].remedy, tone="violation")
        else:
            self.wrong.close_notice()
        self._show_acts(bool(lines) and not faults, "有问题，请先改正" if faults else "没有变动")

    def _show_acts(self, can: bool, why: str) -> None:  # noqa: FBT001 (told by place, here only)
        if self._can != (can, why):
            self._can = can, why
            act = Act(name="term-change", text="办理换届", run=self.change, enabled=can, why=why)
            self.foot.show_acts(act, Act(name="term-drop", text="放弃", run=self._drop))

    def change(self) -> None:
        """Do it, just as it is shown."""
        if self.preview is None or self.preview.faults:
            return
        shown = self.preview
        said = f"换届已办理：{len(shown.lines)} 项变动，过去的会议不受影响"
        self.desk.act(said, change_term, shown).then(lambda _: self._done()).failed(self._refused)

    def _done(self) -> None:
        self._begun = None
        self.shell.navigation.back()
        self.shell.go(ORGANISATION, self.desk.government)

    def _drop(self) -> None:
        self._begun = None
        self.shell.navigation.back()

    def _refused(self, error: UserError) -> None:
        if isinstance(error, ChangedElsewhereError):
            self.tell(error.message, error.remedy, tone="violation")
            self.desk.read()
        else:
            self.desk.refuse(error)
