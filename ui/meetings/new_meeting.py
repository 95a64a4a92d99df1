"""新建会议: a meeting typed in from nothing, or begun like the last one of its kind."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from secretariat.domain.facts import Government, Meeting
from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.numerals import date_text
from secretariat.rules.rulebook import in_force_on
from secretariat.services import meetings
from secretariat.services.dossiers import export_dossier
from secretariat.services.meetings import NewMeeting
from secretariat.services.organisation_view import governments
from ui.meetings.form import FittingForm
from ui.meetings.new_roster import RosterChoice
from ui.meetings.place import KEY
from ui.meetings.rows import Line, meeting_lines
from ui.meetings.sheet import Choice, read_number
from ui.meetings.words import common_kind, common_name
from ui.pages import Page
from ui.theme import M, S
from ui.widgets.basics import box, label, named, row
from ui.widgets.card import Card, Field
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.bootstrap import App
    from secretariat.domain.facts import Dossier
    from secretariat.errors import UserError
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.organisation_view import GovernmentLine
    from ui.main_window import Shell

_PARTY_GROUP = "party_group"
_USUAL = "executive"
"""The kind that is held most often; what comes first where nothing is known yet."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What a new meeting can be begun from."""

    lines: tuple[Line, ...]
    books: dict[str, Rulebook]
    latest: Dossier | None = None
    organisations: Mapping[str, GovernmentLine] = dataclasses.field(default_factory=dict)
    """The governments that have an organisation here, by name."""


def _known(app: App) -> _Known:
    lines = meeting_lines(app.database)
    latest = export_dossier(app.database, lines[0].id) if lines else None
    own = {one.name: one for one in governments(app.database) if one.people}
    return _Known(lines, dict(app.reference.rulebooks), latest, own)


class NewMeetingPage(Page):
    """A page of fields; the act at the foot creates the meeting and goes to it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "新建会议", foot=True, back=True)
        self._known = _Known((), {})
        self._made_number = ""
        self._make_fields()
        self._make_cards()
        create = Act(name="meeting-create", text="建立会议", run=self.create_meeting)
        self.foot.show_acts(create, Act(name="meeting-cancel", text="取消", run=shell.navigation.back))

    # --- the fields

    def _make_fields(self) -> None:
        self.government = named(QComboBox(), "new-government", "政府")
        self.government.setEditable(True)
        self.government.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._typed_government = QLineEdit()
        self.government.setLineEdit(self._typed_government)
        self._typed_government.setPlaceholderText("如 云溪区人民政府")
        self.rulebook = Choice("new-rulebook", "工作规则", none="按政府和日期自动选用")
        self.kind = Choice("new-kind", "会议类别", COMMON_KINDS.items())
        self.term = named(QLineEdit(), "new-term", "届次")
        self.term.setPlaceholderText("第几届")
        self.number = named(QLineEdit(), "new-number", "次数")
        self.number.setPlaceholderText("第几次")
        self.day = DateField("new-date", "会议日期", today=self.shell.today, value=self.shell.today)
        self.start = TimeField("new-start", "开始时间")
        self.place = named(QLineEdit(), "new-place", "地点")
        self.place.setPlaceholderText("如 第一会议室")
        self.people = RosterChoice(self.shell, self)
        self.roster = self.people.choice
        self.government.currentTextChanged.connect(lambda _: self._follow())
        self.rulebook.picked.connect(lambda _: self._follow())
        self.kind.picked.connect(lambda _: self._follow())
        self.day.changed.connect(lambda _: self._follow())
        self.term.textEdited.connect(lambda _: self._follow())
        for editor, field in ((self.term, "term"), (self.number, "number")):
            editor.textEdited.connect(lambda _, field=field: self._fields[field].show_problem(""))

    def _make_cards(self) -> None:
        self._fields = {
            "government": Field("政府", self.government, needed=True),
            "rulebook": Field("工作规则", self.rulebook),
            "kind": Field("会议类别", self.kind, needed=True),
            "term": Field("届次", self.term, hint="按年度编次的可不填"),
            "number": Field("次数", self.number, hint="尚未编次的可不填"),
            "day": Field("会议日期", self.day, needed=True),
            "start": Field("开始时间", self.start),
            "place": Field("地点", self.place),
            "roster": Field("人员名单", self.roster),
        }
        fields = self._fields
        self._judge = label("", "small")
        self._judge.setObjectName("new-judge")
        self._name = label("", "strong")
        self._name.setObjectName("new-name")
        called = row(label("名称", "small", wrap=False), self._name, gap=S)
        called.setStretch(1, 1)
        self._called_line = box(called)
        rules = FittingForm(2).add(fields["government"]).add(fields["rulebook"])
        meeting = FittingForm(3)
        for key in ("kind", "term", "number", "day", "start", "place"):
            meeting.add(fields[key])
        people = FittingForm(2).add(fields["roster"])
        self.body.setSpacing(M)
        self.body.addWidget(Card("政府与工作规则").add(rules, self._judge))
        self.body.addWidget(Card("会议").add(meeting, self._called_line))
        self.body.addWidget(Card("人员").add(people, self.people.said))

    # --- coming

    def enter(self, place: Any) -> None:  # noqa: ANN401 (nothing)
        """Begin anew."""
        del place
        self.quiet()
        self._clear()
        self.shell.operations.read_latest("new-meeting", _known, self.shell.services).then(self._take)

    def first_focus(self) -> QWidget | None:
        """The government."""
        return self.government

    def _clear(self) -> None:
        for field in self._fields.values():
            field.show_problem("")
        for line in (self.term, self.number, self.place):
            line.clear()
        self.day.set_value(self.shell.today)
        self.start.set_value(None)
        self.rulebook.set_value(None)
        self.people.clear()
        self._made_number = ""

    def _take(self, known: _Known) -> None:
        """Offer what there is, and begin like the latest meeting."""
        self._known = known
        lines = known.lines
        names = [*(line.row.government for line in lines), *sorted(known.organisations)]
        names += [book.government for book in known.books.values()]
        typed = self.government.currentText()
        self.government.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
        self.government.clear()
        self.government.addItems(list(dict.fromkeys(names)))
        only = next(iter(known.organisations.values())) if len(known.organisations) == 1 else None
        self.government.setCurrentText(typed or (lines[0].row.government if lines else only.name if only else ""))
        self.government.blockSignals(False)  # noqa: FBT003 (as above)
        self.rulebook.set_options((book.code, f"{book.title}（{book.in_force.year}）") for book in known.books.values())
        self.people.show_known(known.organisations, [(line.id, f"{line.day}　{line.name}") for line in lines])
        if lines:
            latest = lines[0].row
            own = in_force_on(known.books.values(), latest.government, self.shell.today)
            if own is None and known.latest is not None and known.latest.rulebook in known.books:
                # Another government's rules are stated only while this one has none of its own in force.
                self.rulebook.set_value(known.latest.rulebook)
            self.kind.set_value(latest.kind)
            self.place.setText(latest.place or "")
            self.start.set_value(latest.start)
            self.term.setText("" if latest.term is None else str(latest.term))
        else:
            self.kind.set_value(_USUAL)
            self.term.setText(str(only.term) if only is not None and only.term is not None else "")
        self._typed_government.selectAll()
        self._follow()

    # --- what follows from what

    @property
    def book(self) -> Rulebook | None:
        """The rulebook that will judge the meeting."""
        chosen = self.rulebook.value
        if chosen is not None:
            return self._known.books.get(chosen)
        day = self.day.value or self.shell.today
        return in_force_on(self._known.books.values(), self.government.currentText().strip(), day)

    def _follow(self) -> None:
        """Show which rulebook will judge, its kinds, the next number, and what the meeting will be called."""
        government = self.government.currentText().strip()
        book = self.book
        day = self.day.value
        if book is not None:
            kinds = {kind: rule.name for kind, rule in book.kinds.items()}
            fits = day is None or book.covers(day)
            says = f"将由《{book.title}》判断（{date_text(book.in_force)}起施行）"
            self._judge.setText(says if fits else f"《{book.title}》在会议当日无效，请核对日期或另选")
        else:
            kinds = {kind: common_kind(kind, government) for kind in COMMON_KINDS}
            self._judge.setText(
                "没有这个政府当日有效的工作规则：可以照常办会，但不作规则检查；也可另选一部作参照" if government else ""
            )
        self._judge.setVisible(bool(self._judge.text()))
        if self.kind.value not in kinds:
            self.kind.set_value(next(iter(kinds)))
        self.kind.set_options(kinds.items())
        self._propose_number(government)
        self._show_name(government)
        self.people.follow(government, self.kind.value, day or self.shell.today)

    def _propose_number(self, government: str) -> None:
        """The number after the last one of this kind in its term or year, while nobody has typed one."""
        if self.number.text() != self._made_number:
            return
        kind, day = self.kind.value, self.day.value or self.shell.today
        term, _ = read_number(self.term.text())
        used = [
            line.row.number
            for line in self._known.lines
            if (line.row.government, line.row.kind) == (government, kind)
            and line.row.number is not None
            and (
                line.row.term == term
                if term is not None and kind != _PARTY_GROUP
                else (line.row.year or line.row.date.year) == day.year
            )
        ]
        self._made_number = str(max(used) + 1) if used else ""
        self.number.setText(self._made_number)

    def _show_name(self, government: str) -> None:
        number, _ = read_number(self.number.text())
        self._name.setText(self._called(government, number) if government else "")
        self._called_line.setVisible(bool(government))

    def _called(self, government: str, number: int | None) -> str:
        term, _ = read_number(self.term.text())
        day = self.day.value or self.shell.today
        year = self._year(term)
        meeting = Meeting(kind=self.kind.value, date=day, number=number, year=year)
        return common_name(meeting, Government(name=government, term=term))

    def _year(self, term: int | None) -> int | None:
        """Meetings that no term counts are counted by year."""
        day = self.day.value or self.shell.today
        return day.year if term is None or self.kind.value == _PARTY_GROUP else None

    # --- creating

    def create_meeting(self) -> None:
        """Create the meeting, if what it needs is there; else say what is missing, at its field."""
        if self.foot.primary is not None:
            self.foot.primary.setFocus()  # so that the field being typed in is read
        government = self.government.currentText().strip()
        term, wrong_term = read_number(self.term.text())
        number, wrong_number = read_number(self.number.text())
        problems = {
            "government": "" if government else "请填写政府名称",
            "term": wrong_term,
            "number": wrong_number,
            "day": self.day.problem or ("" if self.day.value else "请填写会议日期"),
            "start": self.start.problem,
        }
        for name, problem in problems.items():
            self._fields[name].show_problem(problem)
        if wrong := next((name for name, problem in problems.items() if problem), ""):
            self._fields[wrong].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        new = NewMeeting(
            government=government,
            kind=self.kind.value,
            date=self.day.value or self.shell.today,
            term=term,
            rulebook=self.rulebook.value,
            number=number,
            year=self._year(term),
            start=self.start.value,
            place=self.place.text().strip() or None,
            roster_of=self.people.roster_of,
            from_organisation=self.people.from_organisation,
            office=self._office(government),
        )
        app = self.shell.services
        made = self.shell.operations.write(
            meetings.create_meeting, app.database, app.actor, new, name=self._called(government, number)
        )
        made.then(self._created).failed(self._refused)

    def _office(self, government: str) -> str | None:
        """What the government's office was called at its latest meeting, or is in its organisation."""
        latest = self._known.latest
        if latest is not None and latest.government.name == government and latest.government.office:
            return latest.government.office
        known = self._known.organisations.get(government)
        return None if known is None else known.office

    def _created(self, key: int) -> None:
        self.shell.navigation.back()
        self.shell.go(KEY, key)

    def _refused(self, error: UserError) -> None:
        if "已经有了" in error.message:
            self._fields["number"].show_error(error)
        else:
            self.tell_error(error)
