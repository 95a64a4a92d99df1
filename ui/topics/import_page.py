"""导入部门文件: a department's file is looked at, shown, and taken in as a candidate once that is confirmed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from secretariat.domain.labels import REVIEWS, TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.people_editing import unit_title
from secretariat.services.attachments_types import size_words
from secretariat.services.progress import quiet
from secretariat.services.topic_file import Target, import_topic, matched, read_topic_file
from secretariat.services.topic_form_file import read_topic_form
from secretariat.services.topic_people import AS_MEANT
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Choice
from ui.meetings.undoing import offer_undo, with_entry
from ui.minutes.file_drop import FileDrop
from ui.pages import Page
from ui.theme import M, S
from ui.topics.office import Office, read_office
from ui.topics.place import ONE
from ui.topics.words import FILE_LEVELS, OPINIONS, STEPS
from ui.widgets.basics import box, clear, column, label, row, scrolled, set_width
from ui.widgets.card import Card, Field
from ui.widgets.date_field import DateField
from ui.widgets.dialogs import ask_open
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.bootstrap import App
    from secretariat.domain.facts import Dossier, Person
    from secretariat.errors import UserError
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.progress import Report
    from secretariat.services.topic_file import Matched, TopicPreview
    from ui.main_window import Shell

KINDS: Final = (
    ("部门议题文件", "*.json *.zip *.docx *.xlsx"),
    ("所有文件", "*"),
)
_FORMS: Final = frozenset({".docx", ".xlsx", ".doc", ".wps", ".xls", ".et"})
"""Old ones too: whoever reads forms tells how to save them anew."""


def look_at(app: App, path: Path, book: Rulebook | None, kind: str) -> TopicPreview:
    """Look at a department's file: JSON or ZIP, or the form that was filled in."""
    if path.suffix.lower() in _FORMS and book is not None:
        return read_topic_form(path, app.reference, book, kind)
    return read_topic_file(path)


class ImportTopicPage(Page):
    """The page; ``place`` is a file, or nothing."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "导入部门文件", scroll=False, foot=True, back=True)
        self._office = Office(names=(), own={}, books={})
        self._path: Path | None = None
        self._preview: TopicPreview | None = None
        self._storing = False
        self.government = Choice("import-topic-government", "政府")
        self.kind = Choice("import-topic-kind", "拟上会议")
        self.day = DateField("import-topic-day", "登记日期", today=shell.today, value=shell.today)
        self.government.picked.connect(lambda _: self._follow())
        for part in (self.government.picked, self.kind.picked, self.day.changed):
            part.connect(lambda _: self._match())
        self.reporter = PersonPicker("import-topic-reporter", "汇报人")
        self._reporter_field = Field("汇报人", self.reporter)
        self.reporter.picked.connect(lambda _: self._reporter_field.show_hint(""))
        self._matched = False
        self._government_field = Field("政府", self.government)
        where = FittingForm(3).add(Field("拟上会议", self.kind)).add(Field("登记日期", self.day))
        where.add(self._reporter_field).add(self._government_field)
        self._title = label("", "section")
        self._file = label("", "small")
        self._notes = label("", "second")
        self._new = label("", "second")
        self._lines = column(gap=S)
        self._empty = EmptyState(
            "选择部门报送的文件",
            "本程序的议题文件（JSON，或带附件的 ZIP），或填好的报送表（Word、Excel）。先看内容，确认后才登记。",
            Act(name="import-topic-ask", text="选择文件…", run=self.ask, icon="open", shortcut="Ctrl+O"),
            icon="import",
        )
        content = QWidget()
        about = Card().add(self._title, self._file, self._lines, self._notes, self._new)
        column(about, Card("登记到").add(where), None, gap=M, into=content)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(scrolled(content, "import-topic", "文件内容"))
        self.body.addWidget(self._stack)
        self._drop = FileDrop(self)
        self._drop.dropped.connect(lambda paths: self.take(paths[0]))
        self._show_acts()

    # --- coming

    def enter(self, place: Any) -> None:  # noqa: ANN401 (a file, or nothing)
        """Ask for a file, or show that one."""
        self.quiet()
        self._forget()
        reading = self.shell.operations.read_latest("import-topic-office", read_office, self.shell.services)
        reading.then(lambda office: self._take_office(office, place))

    def _take_office(self, office: Office, place: Any) -> None:  # noqa: ANN401 (as above)
        self._office = office
        names = office.names or tuple(dict.fromkeys(book.government for book in office.books.values()))
        self.government.set_options((name, name) for name in names)
        if names and self.government.value not in names:
            self.government.set_value(names[0])
        self._government_field.setVisible(len(names) > 1)
        self._follow()
        if isinstance(place, str | Path):
            self.take(Path(place))

    def _follow(self) -> None:
        kinds, before = self._office.kinds_of(self.government.value or "", self.shell.today), self.kind.value
        self.kind.set_options(kinds.items())
        if before not in kinds:
            self.kind.set_value("executive" if "executive" in kinds else next(iter(kinds)))

    def first_focus(self) -> QWidget | None:
        """What asks for the file, or what confirms it."""
        return self.findChild(QWidget, "import-topic-ask") if self._preview is None else self.foot.primary

    # --- reading

    def ask(self) -> None:
        """Ask which file."""
        ask_open(self, "选择部门报送的文件", KINDS, lambda paths: self.take(paths[0]))

    def take(self, path: Path) -> None:
        """Look at that file."""
        self._path = path
        self.read()

    def read(self) -> None:
        """Look at the file again, as it is on the disk now."""
        path = self._path
        if path is None or self._storing:
            return
        self.quiet()
        book = self._office.book_of(self.government.value or "", self.shell.today)
        reading = self.shell.operations.read_latest(
            "import-topic", look_at, self.shell.services, path, book, self.kind.value or "executive"
        )
        reading.long(f"正在读取 {path.name}", can_cancel=True).then(self._show).failed(self._unusable)

    def _unusable(self, error: UserError) -> None:
        path = self._path
        self._forget()
        self._path = path
        again = Act(name="import-topic-again", text="重新读取", run=self.read, icon="refresh", shortcut="F5")
        self.tell(error.message, error.remedy, tone="violation", act=again)

    def _forget(self) -> None:
        self._preview = self._path = None
        self._stack.setCurrentIndex(0)
        self._show_acts()

    # --- showing

    def _show(self, preview: TopicPreview) -> None:
        self._preview = preview
        fragment = preview.fragment
        self._title.setText(fragment.topic.title)
        self._file.setText(f"来自 {preview.path.name}")
        if fragment.kind is not None and fragment.kind in self._office.kinds_of(
            self.government.value or "", self.shell.today
        ):
            self.kind.set_value(fragment.kind)
        clear(self._lines)
        for name, words in _told(preview):
            head = label(name, "label", wrap=False)
            set_width(head, 6, around=0)
            line = row(head, label(words), gap=S)
            line.setStretch(1, 1)
            self._lines.addWidget(box(line))
        self._notes.setText("\n".join(preview.notes))
        self._notes.setVisible(bool(preview.notes))
        self._match()
        self._stack.setCurrentIndex(1)
        self._show_acts()
        if self.foot.primary is not None:
            self.foot.primary.setFocus()

    def _match(self) -> None:
        """Look up who of the organisation is meant; until that is known, it is whom the file means."""
        self._matched = False
        target = self._target()
        self._reporter_field.setVisible(target is not None and target.from_organisation)
        self._new.hide()
        if self._preview is not None and target is not None:
            database = self.shell.services.database
            reading = self.shell.operations.read_latest("import-topic-match", matched, database, self._preview, target)
            reading.then(self._show_match)

    def _show_match(self, who: Matched) -> None:
        meant = who.reporter
        people = [PersonChoice(one.id, one.name, _title_of(one, who.dossier)) for one in who.dossier.people]
        unknown = meant.person is None and meant.said
        if unknown:
            people.insert(0, PersonChoice(AS_MEANT, meant.said, "文件所填，组织中没有对应的人"))
        self.reporter.set_people(people)
        self.reporter.set_value(AS_MEANT if unknown else meant.person)
        self._reporter_field.show_hint(_said_of(who))
        self._matched = True
        names = [name for name in who.newcomers.people if name != meant.said]
        told = (("单位", who.newcomers.departments), ("人员", names))
        parts = [f"{what} {'、'.join(found)}" for what, found in told if found]
        self._new.setText(f"组织中没有，随议题登记：{'；'.join(parts)}")
        self._new.setVisible(bool(parts) and not self._reporter_field.isHidden())

    def _target(self) -> Target | None:
        name, day = self.government.value, self.day.value
        if name is None or day is None:
            return None
        reporter = self.reporter.value if self._matched else AS_MEANT
        own = name in self._office.own
        return Target(
            government=name,
            kind=self.kind.value,
            filed_on=day,
            from_organisation=own,
            reporter=reporter if own else AS_MEANT,
        )

    def _show_acts(self) -> None:
        if self._preview is None:
            self.foot.show_acts(None)
            return
        self.foot.show_acts(
            Act(name="import-topic-apply", text="确认导入", run=self.confirm, enabled=not self._storing),
            Act(name="import-topic-other", text="换一个文件…", run=self.ask, icon="import", shortcut="Ctrl+O"),
            Act(name="import-topic-again", text="重新读取", run=self.read, icon="refresh", shortcut="F5"),
        )

    # --- writing

    def confirm(self) -> None:
        """Take in what is shown, and go to it."""
        preview, target = self._preview, self._target()
        if self.reporter.problem:
            self.reporter.setFocus()
            return
        if preview is None or self._storing or target is None:
            if self.government.value is None:
                self.tell("还没有政府", "请先到组织页登记政府，或导入一次会议", tone="violation")
            return
        self.quiet()
        self._storing = True
        app = self.shell.services

        def store(report: Report = quiet) -> tuple[int, int | None]:
            return with_entry(app, partial(import_topic, report=report), app.attachments, preview, target)

        storing = self.shell.operations.write(store)
        storing.long(f"正在导入 {preview.path.name}", reports=True)
        storing.then(self._stored).failed(self.tell_error).finally_(self._ended)

    def _ended(self) -> None:
        self._storing = False
        self._show_acts()

    def _stored(self, done: tuple[int, int | None]) -> None:
        key, entry = done
        self._forget()
        self.shell.navigation.back()
        self.shell.go(ONE, key)
        offer_undo(self.shell, "已导入议题", entry)


def _told(preview: TopicPreview) -> Iterator[tuple[str, str]]:
    """What the file says, line by line."""
    fragment, topic = preview.fragment, preview.fragment.topic
    units = {unit.id: unit.name for unit in fragment.departments}
    people = {person.id: person.name for person in fragment.people}
    yield "提报单位", units.get(topic.sponsor or "", "未填")
    kind = "未填" if topic.type is None else TOPIC_TYPES[topic.type]
    flags = "、".join(TOPIC_FLAGS[flag] for flag in topic.flags)
    yield "类型", f"{kind}（{flags}）" if flags else kind
    if topic.concerns:
        yield "涉及部门", "、".join(units.get(one, "") for one in topic.concerns)
    if topic.reporter is not None:
        yield "汇报人", people.get(topic.reporter, "")
    for row_ in topic.countersigns:
        said = "已送签" if row_.opinion is None else OPINIONS[row_.opinion]
        grounds = f"（{row_.grounds}）" if row_.grounds else ""
        yield "会签", f"{units.get(row_.department, '')}：{said}{grounds}"
    for review in topic.reviews:
        yield "审查论证", f"{REVIEWS[review.review]}：{'通过' if review.passed else '未通过'}"
    for step in topic.steps:
        yield "审批", f"{STEPS[step.step]}：{people.get(step.by or '', '未填')}"
    levels = {file.attachment: file.security for file in topic.files}
    if preview.form:
        level = next(iter(levels.values()), None)
        yield "材料密级", "未填" if level is None else FILE_LEVELS[level]
    for file in fragment.attachments:
        level = None if preview.form else levels.get(file.id)
        parts = (size_words(file.size), "" if level is None else FILE_LEVELS[level])
        yield "报送表" if preview.form else "附件", f"{file.name}（{'，'.join(filter(None, parts))}）"


def _said_of(who: Matched) -> str:
    """How the reporter was found, or why he has to be chosen."""
    meant = who.reporter
    people = {person.id: person for person in who.dossier.people}
    if not meant.said:
        return "文件没有填汇报人，可以在这里选择"
    if meant.person is None and meant.called:
        return f"组织中有 {len(meant.called)} 位“{people[meant.called[0]].name}”，请选择是哪一位"
    if meant.person is None:
        return f"组织中没有“{meant.said}”，可以改选；不改的随议题登记"
    found, title = people[meant.person], _title_of(people[meant.person], who.dossier)
    several = "，同名的中取提报单位的" if len(meant.called) > 1 else ""
    written = f"，文件写作“{meant.said}”" if meant.said != found.name else ""
    return f"组织中的{title}{found.name}{several}{written}"


def _title_of(person: Person, dossier: Dossier) -> str:
    """What tells somebody from others of his name: his title, else the unit of his post."""
    return person.title or unit_title(dossier, person)
