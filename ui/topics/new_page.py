"""新建议题: typed in; while type and flags are chosen, what the rule will ask is told beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox

from secretariat.domain.facts import Department
from secretariat.domain.labels import TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.organisation import as_of
from secretariat.domain.states import DepartmentKind, Post
from secretariat.rules.intake_batches import batch_of, intake_rule
from secretariat.rules.topic_asks import asks_for
from secretariat.services import proposals
from secretariat.services.proposals import NewProposal
from ui.main_window import Stop
from ui.meetings.article import show_article
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Choice, GrowingText
from ui.meetings.undoing import undo_entry, with_entry
from ui.meetings.units import UnitChips, UnitPicker
from ui.pages import Page
from ui.rules.tab_order import read_in_order
from ui.theme import XXS
from ui.topics.asks_panel import AsksPanel
from ui.topics.office import Office, read_office
from ui.topics.place import ONE
from ui.widgets.basics import label, named
from ui.widgets.card import Card, Field
from ui.widgets.date_field import DateField
from ui.widgets.footer import Act
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from secretariat.domain.organisation import Organisation
    from secretariat.domain.states import TopicFlag
    from secretariat.errors import UserError
    from secretariat.rules.rulebook import Rulebook
    from ui.main_window import Shell

_KIND = "executive"
_NOT_THERE = "组织中没有“{}”，请先到组织页登记；也可以先不填，保存后在议题页添加"


class NewTopicPage(Page):
    """A page of fields; the act at the foot files the topic and goes to it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "新建议题", foot=True, back=True)
        self._office = Office(names=(), own={}, books={})
        self._suggested: str | None = None
        """Whom the page has put in as the reporter."""
        self._make_fields()
        self._make_cards()
        self.panel = AsksPanel()
        self.panel.article.connect(self._show_article)
        self.show_panel(self.panel)
        create = Act(name="topic-create", text="登记议题", run=self.create_topic)
        self.foot.show_acts(create, Act(name="topic-cancel", text="取消", run=shell.navigation.back))

    # --- the fields

    def _make_fields(self) -> None:
        today = self.shell.today
        self.title = GrowingText("new-topic-title", "标题", lines=1, one_line=True)
        self.title.setPlaceholderText("如 关于……的请示")
        self.government = Choice("new-topic-government", "政府")
        self.kind = Choice("new-topic-kind", "拟上会议")
        self.day = DateField("new-topic-day", "登记日期", today=today, value=today)
        self.sponsor = UnitPicker("new-topic-sponsor", "提报单位")
        self.reporter = PersonPicker("new-topic-reporter", "汇报人")
        self.type = Choice("new-topic-type", "议题类型", TOPIC_TYPES.items(), none="未定")
        self.task = Choice("new-topic-task", "对应主要任务", none="未定")
        self.concerns = UnitChips("new-topic-concerns", "涉及部门")
        self.flags: dict[TopicFlag, QCheckBox] = {}
        for flag, words in TOPIC_FLAGS.items():
            made = named(QCheckBox(words), f"new-topic-flag-{flag}", words)
            made.clicked.connect(lambda _=False: self._follow())
            self.flags[flag] = made
        self.government.picked.connect(lambda _: self._follow())
        self.kind.picked.connect(lambda _: self._follow())
        self.type.picked.connect(lambda _: self._follow())
        self.day.changed.connect(lambda _: self._follow())
        self.sponsor.picked.connect(self._suggest_reporter)
        self.title.textChanged.connect(lambda: self._fields["title"].show_problem(""))
        self.sponsor.wanted.connect(lambda name: self._fields["sponsor"].show_problem(_NOT_THERE.format(name)))
        self.concerns.wanted.connect(self._unknown_concern)

    def _make_cards(self) -> None:
        self._fields = {
            "title": Field("标题", self.title, needed=True),
            "government": Field("政府", self.government),
            "kind": Field("拟上会议", self.kind),
            "day": Field("登记日期", self.day, needed=True),
            "sponsor": Field("提报单位", self.sponsor),
            "reporter": Field("汇报人", self.reporter),
            "type": Field("议题类型", self.type),
            "task": Field("对应主要任务", self.task),
            "concerns": Field("涉及部门", self.concerns, hint="除提报单位以外、需要会签的部门"),
        }
        self._judge = label("", "small")
        self._batch = label("", "small")
        first = FittingForm(2).add(self._fields["title"], span=2)
        for key in ("sponsor", "reporter"):
            first.add(self._fields[key])
        first.add(self._fields["concerns"], span=2)
        kind = FittingForm(2)
        for key in ("type", "task"):
            kind.add(self._fields[key])
        held = named(FittingForm(2, gap=XXS), "new-topic-flags", "议题情形")
        for made in self.flags.values():
            held.add(made)
        kind.add(Field("情形", held), span=2)
        where = FittingForm(3)
        for key in ("kind", "day", "government"):  # the last is there only where there are several
            where.add(self._fields[key])
        self.body.addWidget(Card("议题").add(first))
        self.body.addWidget(Card("类型和情形").add(kind))
        self.body.addWidget(Card("拟上会议").add(where, self._judge, self._batch))
        read_in_order(self.body.parentWidget())

    # --- coming

    def enter(self, _place: Any) -> None:  # noqa: ANN401 (nothing)
        """Begin anew."""
        self.quiet()
        self.title.clear()
        self.day.set_value(self.shell.today)
        for made in self.flags.values():
            made.setChecked(False)
        for choice in (self.type, self.task):
            choice.set_value(None)
        self.sponsor.set_value(None)
        self.reporter.set_value(None)
        self.concerns.show_ids(())
        for field in self._fields.values():
            field.show_problem("")
        self.shell.operations.read_latest("new-topic", read_office, self.shell.services).then(self._take)

    def first_focus(self) -> QWidget | None:
        """The title."""
        return self.title

    def _take(self, office: Office) -> None:
        self._office = office
        names = office.names or tuple(dict.fromkeys(book.government for book in office.books.values()))
        self.government.set_options((name, name) for name in names)
        if self.government.value not in names and names:
            self.government.set_value(names[0])
        self._fields["government"].setVisible(len(names) > 1)
        self._follow()

    # --- what follows from what

    @property
    def book(self) -> Rulebook | None:
        """The rulebook that will judge the topic."""
        name = self.government.value
        return None if name is None else self._office.book_of(name, self.day.value or self.shell.today)

    @property
    def _chosen(self) -> tuple[TopicFlag, ...]:
        return tuple(flag for flag, made in self.flags.items() if made.isChecked())

    def _follow(self) -> None:
        """Show what can be chosen for that government and day, and what the rule will ask."""
        name, day, book = self.government.value, self.day.value or self.shell.today, self.book
        kinds, before = self._office.kinds_of(name or "", day), self.kind.value
        self.kind.set_options(kinds.items())
        if before not in kinds:
            self.kind.set_value(_KIND if _KIND in kinds else next(iter(kinds)))
        self._offer(self._office.own.get(name or ""))
        kind = self.kind.value
        rule = None if book is None else book.kinds.get(kind)
        tasks = () if rule is None else rule.tasks
        self.task.set_options((task.no, f"{task.no}　{task.text}") for task in tasks)
        self._fields["task"].setVisible(bool(tasks))
        if book is None:
            self._judge.setText("没有这个政府当日有效的工作规则：可以照常登记，但不作规则检查")
            self.panel.show_asks((), why_none="没有可用的工作规则，无从列出要求。")
            self._batch.hide()
            return
        self._judge.setText(f"按《{book.title}》办理")
        self.panel.show_asks(asks_for(book, kind, self.type.value, self._chosen))
        intake = intake_rule(book, kind)
        batch = None if intake is None else batch_of(intake, day)
        last = "" if batch is None else f"{batch.last.month}月{batch.last.day}日"
        self._batch.setText("" if batch is None else f"列入{batch.name}，本批截止{last}（{batch.window}）")
        self._batch.setVisible(batch is not None)

    def _offer(self, own: Organisation | None) -> None:
        now = None if own is None else as_of(own, self.day.value or self.shell.today)
        units = [] if now is None else [_unit(one.key, one.name) for one in now.departments]
        people = [] if own is None else [PersonChoice(str(one.key), one.name, one.title or "") for one in own.people]
        for part in (self.sponsor, self.concerns):
            part.set_units(units)
        if not (self.reporter.hasFocus() and self.reporter.isModified()):
            self.reporter.set_people(people)
        missing = "" if own is not None else "还没有组织资料，单位和人员请在保存后到议题页填写"
        for key in ("sponsor", "reporter", "concerns"):
            self._fields[key].editor.setEnabled(own is not None)
        self._fields["sponsor"].show_hint(missing)

    def _suggest_reporter(self, unit: object) -> None:
        """Put in the head of the department that hands it in, who reports as a rule; whom one has chosen stays."""
        self.concerns.leave_out(() if unit is None else (str(unit),))
        own = self._office.own.get(self.government.value or "")
        if own is None or self.reporter.value not in {None, self._suggested}:
            return
        heads = [
            str(person.key)
            for person in as_of(own, self.day.value or self.shell.today).people
            for held in person.posts
            if held.post is Post.DEPARTMENT_HEAD and str(held.department) == unit
        ]
        self._suggested = heads[0] if len(heads) == 1 else None
        self.reporter.set_value(self._suggested)

    def _unknown_concern(self, name: str) -> None:
        self.concerns.show_ids(one for one in self.concerns.ids if one != name)
        self._fields["concerns"].show_problem(_NOT_THERE.format(name))

    def _show_article(self, article: str) -> None:
        book, kind = self.book, self.kind.value
        if book is not None and kind is not None:
            show_article(self, self.shell, self.panel, book, kind, article)

    # --- filing

    def create_topic(self) -> None:
        """File it, if what it needs is there; else say what is missing, at its field."""
        if self.foot.primary is not None:
            self.foot.primary.setFocus()  # so that the field being typed in is read
        problems = {
            "title": "" if self.title.toPlainText().strip() else "请填写标题",
            "day": self.day.problem or ("" if self.day.value else "请填写登记日期"),
            "sponsor": self.sponsor.problem,
            "reporter": self.reporter.problem,
        }
        for key, text in problems.items():
            if text or key in {"title", "day"}:
                self._fields[key].show_problem(text)
        wrong = next((key for key, text in problems.items() if text), None)
        name, day = self.government.value, self.day.value
        if wrong is not None or day is None:
            self._fields[wrong or "day"].editor.setFocus()
            return
        if name is None:
            self.tell("还没有政府", "请先到组织页登记政府和人员，或导入一次会议", tone="violation")
            return
        own = name in self._office.own
        new = NewProposal(
            government=name,
            kind=self.kind.value,
            filed_on=day,
            title=" ".join(self.title.toPlainText().split()),
            sponsor=_key(self.sponsor.value) if own else None,
            concerns=tuple(int(one) for one in self.concerns.ids) if own else (),
            reporter=_key(self.reporter.value) if own else None,
            values={"type": self.type.value, "flags": self._chosen, "task": self.task.value},
            from_organisation=own,
        )
        app = self.shell.services
        made = self.shell.operations.write(with_entry, app, proposals.create_proposal, new)
        made.then(self._created).failed(self._refused)

    def _created(self, made: tuple[int, int | None]) -> None:
        key, entry = made
        self.shell.navigation.back()
        self.shell.go(ONE, key)

        def undo() -> None:
            if self.shell.navigation.here == Stop(ONE, key):
                self.shell.navigation.back()  # from its page, which will have nothing to show
            undo_entry(self.shell, entry or 0).then(lambda _: self.shell.note("已撤销"))

        self.shell.note("已登记议题", act=None if entry is None else Act(name="undo", text="撤销", run=undo))

    def _refused(self, error: UserError) -> None:
        self.tell_error(error)


def _unit(key: int, name: str) -> Department:
    return Department(id=str(key), name=name, kind=DepartmentKind.DEPARTMENT)


def _key(value: str | None) -> int | None:
    return None if value is None else int(value)
