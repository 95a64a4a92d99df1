"""Below the two tables: what is chosen in them, the conflicts of the agenda, and what was changed after it was set."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from secretariat.domain.namesakes import named_apart
from secretariat.domain.states import AgendaAct
from secretariat.services import meetings
from ui.agenda.asking import people_of
from ui.agenda.rows import GAP, attendees_of, history_lines, missing_lines
from ui.autosave import Autosave
from ui.icons import Mark
from ui.meetings.attendance_strips import Strip
from ui.meetings.sheet import Sheet
from ui.theme import XS, XXS, M, S, set_role
from ui.widgets.basics import box, button, clear, column, label, row, scrolled, set_width
from ui.widgets.card import Field
from ui.widgets.choices import Segmented
from ui.widgets.date_text import write_date
from ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QResizeEvent

    from secretariat.domain.facts import AgendaChange, Dossier, Topic
    from secretariat.domain.permissions import Actor
    from secretariat.rules.agenda_plan import Conflict
    from secretariat.services.database import Database
    from secretariat.services.topic_view import AgendaView
    from ui.agenda.rows import AgendaRow, CandidateRow
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation

CHOSEN, CONFLICTS, CHANGES = "chosen", "conflicts", "changes"
_ACTS: Final = {AgendaAct.ADDED: "临时追加", AgendaAct.WITHDRAWN: "撤出", AgendaAct.MOVED: "调整次序"}


def save_topics(database: Database, actor: Actor, meeting_id: int, edits: dict[int, dict[str, Any]]) -> int:
    """Write what was edited of topics, each as one act."""
    for no, values in edits.items():
        meetings.edit_topic(database, actor, meeting_id, no, **values)
    return meeting_id


class TopicPart(QWidget):
    """Who reports the topic chosen, for how long, and who attends for it. ``explain``: an act wanted."""

    explain = Signal()

    def __init__(self, desk: MeetingDesk, initials: Callable[[str], str]) -> None:
        super().__init__()
        self._desk = desk
        self.no = 0
        self.autosave = Autosave(desk.shell.operations, self._save, self)
        self._sheet = Sheet("agenda-topic", self)
        self._sheet.edited.connect(lambda name, value: self.autosave.note(f"{self.no}.{name}", value))
        self._who = PersonPicker("agenda-topic-reporter", "汇报人", initials=initials)
        reporter = self._sheet.picker("reporter", Field("汇报人", self._who), self._who)
        minutes = self._sheet.number("report_minutes", "汇报（分钟）", placeholder="如 10")
        for field, width in ((reporter, 9.5), (minutes, 4)):
            if isinstance(field, Field):
                set_width(field.editor, width)
        self._people: tuple[object, ...] = ()
        self.attendees = label("")
        self.wrong = label("", "small", tone="warning")
        self.ad_hoc = label("", "small")
        self._explain = button(
            "登记批准人和理由", "agenda-explain", role="link", icon="edit", clicked=self.explain.emit
        )
        links = row(self._explain, None, gap=M)
        words = column(self.attendees, self.ad_hoc, self.wrong, links, None, gap=XXS)
        fields = column(row(reporter, minutes, gap=M), None, gap=0)
        line = row(fields, words, gap=M, into=self)
        line.setStretch(1, 1)

    def show_topic(self, dossier: Dossier, topic: Topic, shown: AgendaRow, *, locked: bool) -> None:
        """Show a topic; what is being typed stays."""
        if topic.no != self.no:
            self.autosave.flush()
        self.no = topic.no
        people = people_of(dossier)
        if tuple(people) != self._people and not (self._who.hasFocus() and self._who.isModified()):
            self._people = tuple(people)
            self._who.set_people(people)
        unsaved = {name.partition(".")[2] for name in self.autosave.unsaved if name.startswith(f"{topic.no}.")}
        self._sheet.show_record(topic, keep=unsaved)
        self._sheet.bar(barred=locked)
        called = named_apart(dossier)
        titles = {one.id: one.title for one in dossier.people}
        names = [
            f"{called[one]}（{titles[one]}）" if titles.get(one) else called[one]
            for one in attendees_of(dossier).get(topic.no, [])
        ]
        self.attendees.setText(f"列席：{'、'.join(names)}" if names else "列席：还没有人为本项列席")
        self.ad_hoc.setText(_ad_hoc(topic, called))
        self.ad_hoc.setVisible(bool(self.ad_hoc.text()))
        self.wrong.setText("\n".join(shown.clashes))
        self.wrong.setVisible(bool(shown.clashes))
        self._explain.setVisible(topic.ad_hoc is not None and not locked)

    def offer_anew(self) -> None:
        """Have people offered by their initials, now that these are known."""
        self._people = ()

    def editor(self, name: str) -> QWidget:
        """The editor of a field."""
        field = self._sheet.field(name)
        return field.editor if isinstance(field, Field) else field

    def _save(self, values: dict[str, Any]) -> Operation[Any]:
        edits: dict[int, dict[str, Any]] = {}
        for key, value in values.items():
            no, _, name = key.partition(".")
            edits.setdefault(int(no), {})[name] = value
        return self._desk.act(save_topics, edits)


def _ad_hoc(topic: Topic, called: dict[str, str]) -> str:
    given = topic.ad_hoc
    if given is None:
        return ""
    day = "" if topic.added_on is None else f"{write_date(topic.added_on)}临时追加"
    by = "" if given.consent_by is None else f"经{called.get(given.consent_by, '')}批准"
    why = "" if not given.reason else f"理由：{given.reason}"
    return "，".join(filter(None, (day, by, why)))


class CandidatePart(QWidget):
    """What the candidate chosen lacks, and where it has been."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "second")
        self.history = label("", "second")
        self.lacks = label("")
        column(self.words, self.history, self.lacks, None, gap=XXS, into=self)

    def show_candidate(self, one: CandidateRow) -> None:
        """Show a candidate."""
        filed = "" if one.row.filed_on is None else f"{write_date(one.row.filed_on)}登记"
        led = "" if one.row.leader is None else f"{one.row.leader}分管"
        been = history_lines(one)
        origin = "" if been else one.row.origin or ""
        self.words.setText(GAP.join(filter(None, (one.row.sponsor or "", led, filed, one.other_kind, origin))))
        self.history.setText("\n".join(been))
        self.history.setVisible(bool(been))
        lines = missing_lines(one)
        waiting = "正在核对要件…" if one.sight is None else "要件齐备，可以列入议程。"
        if one.sight is not None and not one.sight.judged:
            waiting = "没有可用的工作规则，要件未作检查。"
        self.lacks.setText("\n".join(lines) if lines else waiting)


class About(QLabel):
    """What is chosen, with its title where that is short enough: the row above says it in full."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, role="strong")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._short, self._title = "", ""

    def show_about(self, short: str, title: str) -> None:
        """Say what is chosen."""
        self._short, self._title = short, title
        self.setToolTip(title)
        self.setAccessibleName(f"{short}　{title}")
        self._fit()

    def _fit(self) -> None:
        whole = GAP.join(filter(None, (self._short, self._title)))
        self.setText(whole if self.fontMetrics().horizontalAdvance(whole) <= self.width() else self._short)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()


class Below(Strip):
    """One of three, as the segments at its head say; ``locate`` asks for a topic's row, and its field.

    ``opened`` tells that one of them is wanted: where there is little room only the head is there until then.
    """

    opened = Signal()
    locate = Signal(int, str)
    visit = Signal()
    attend = Signal()

    def __init__(self, desk: MeetingDesk, initials: Callable[[str], str]) -> None:
        super().__init__("agenda-below", "议程详情")
        options = [(CHOSEN, "所选议题"), (CONFLICTS, "冲突 0"), (CHANGES, "调整记录 0")]
        self.segments = Segmented("agenda-below-part", "详情", options)
        self.segments.set_value(CHOSEN)
        self.segments.chosen.connect(self._turn)
        self.about = About()
        self._visit = button("打开议题", "agenda-visit", role="link", icon="open", clicked=self.visit.emit)
        self.topic, self.candidate = TopicPart(desk, initials), CandidatePart()
        self._none = label("在上面选一项，这里显示它的安排。", "second")
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._conflicts = column(gap=XS)
        self._changes = column(gap=XXS)
        self._stack = QStackedWidget()
        self._areas: dict[QWidget, QScrollArea] = {}
        for key, part in (
            ("topic", self.topic),
            ("candidate", self.candidate),
            ("none", self._none),
            (CONFLICTS, box(column(self._conflicts, None, gap=0))),
            (CHANGES, box(column(self._changes, None, gap=0))),
        ):
            area = scrolled(part, f"agenda-below-{key}", "议程详情")
            area.setProperty("role", "ring")
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus if key in {"topic", CONFLICTS} else Qt.FocusPolicy.TabFocus)
            self._areas[part] = area
            self._stack.addWidget(area)
        self._lists = {CONFLICTS: self._stack.widget(3), CHANGES: self._stack.widget(4)}
        self._chosen: QWidget = self._none
        self.locked = False
        self._shown: tuple[object, ...] = ()
        self._attend = button(
            "列席人员",
            "agenda-attend",
            role="link",
            icon="person",
            hint="按规则列入本项的列席人员",
            clicked=self.attend.emit,
        )
        head = row(self.segments, self.about, None, self._attend, self._visit, gap=M)
        head.setStretch(1, 1000)  # words take what there is; without them the segments stay where they are
        column(head, self._stack, gap=XS, pad=(M, XS), into=self).setStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show_part()

    def _turn(self, key: str) -> None:
        self.segments.set_value(key)
        self._show_part()
        self.opened.emit()

    def fold(self, *, folded: bool, height: int) -> None:
        """Show the head alone, or all of it at that height."""
        self._stack.setVisible(not folded)
        self.setFixedHeight(self.segments.sizeHint().height() + 2 * XS if folded else height)

    def show_part(self, key: str) -> None:
        """Turn to one of the three."""
        self._turn(key)

    def choose(self, part: QWidget | None, short: str = "", title: str = "") -> None:
        """Show the topic or the candidate that is chosen, if that is in front."""
        self._chosen = part or self._none
        self.about.show_about(short, title)
        self._show_part()

    def _show_part(self) -> None:
        shown = self._lists.get(self.segments.value or CHOSEN) or self._areas[self._chosen]
        chosen = self.segments.value == CHOSEN
        self.about.setVisible(chosen)
        self._visit.setVisible(chosen and self._chosen is not self._none)
        self._attend.setVisible(chosen and self._chosen is self.topic and not self.locked)
        self._stack.setCurrentWidget(shown)

    def show_agenda(self, plan: AgendaView, dossier: Dossier) -> None:
        """Show the conflicts and the changes."""
        shown = (plan.conflicts, dossier.agenda_changes)
        if shown == self._shown:
            return
        self._shown = shown
        self.segments.set_texts(
            {CONFLICTS: f"冲突 {len(plan.conflicts)}", CHANGES: f"调整记录 {len(dossier.agenda_changes)}"}
        )
        self._show_conflicts(plan.conflicts)
        clear(self._changes)
        called = named_apart(dossier)
        for change in reversed(dossier.agenda_changes):
            self._changes.addWidget(label(change_words(change, called)))
        if not dossier.agenda_changes:
            self._changes.addWidget(label("议程审定以后的追加、撤出和次序调整，会逐条记在这里。", "second"))

    def _show_conflicts(self, found: Iterable[Conflict]) -> None:
        clear(self._conflicts)
        for number, one in enumerate(found):
            go = button(
                "定位",
                f"agenda-conflict-{number}",
                role="link",
                hint=f"定位到议题{one.topic}",
                clicked=partial(self.locate.emit, one.topic, one.role),
            )
            line = row(Mark("warning", "warning", 16), label(one.text), go, gap=S)
            line.setStretch(1, 1)
            self._conflicts.addWidget(box(line))
        if not self._conflicts.count():
            self._conflicts.addWidget(label("没有冲突：汇报人和分管领导都能到会。", "second"))

    def leave(self) -> None:
        """Save what is being typed."""
        self.topic.autosave.flush()


def change_words(change: AgendaChange, called: dict[str, str]) -> str:
    """A change of the agenda in a sentence."""
    where = {
        AgendaAct.ADDED: f"列为议题{change.to_no}",
        AgendaAct.WITHDRAWN: f"原议题{change.from_no}",
        AgendaAct.MOVED: f"由第 {change.from_no} 项调整为第 {change.to_no} 项",
    }[change.what]
    by = "" if change.by is None else f"{called.get(change.by, '')}同意"
    why = "" if not change.reason else f"理由：{change.reason}"
    said = GAP.join(filter(None, (f"“{change.title}”", where, by, why)))
    return f"{write_date(change.on)}{GAP}{_ACTS[change.what]}{GAP}{said}"
