"""A government is registered, or its name, office and term (届) are mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from secretariat.services import organisation as acts
from ui.meetings.form import FittingForm
from ui.meetings.sheet import read_number
from ui.meetings.undoing import with_entry
from ui.organisation.desk import while_there
from ui.organisation.import_lines import known_governments
from ui.organisation.side_form import SideForm
from ui.theme import M, set_role
from ui.widgets.basics import button, named, row
from ui.widgets.card import Field

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from secretariat.domain.organisation import Organisation
    from secretariat.errors import UserError
    from ui.organisation.desk import OrganisationDesk
from ui.organisation.import_lines import Known

_WIDEST: Final = 560


class GovernmentForm(SideForm):
    """The fields of a government. ``saved`` tells its key once it is registered or changed."""

    saved = Signal(int)
    other = Signal()
    """Another one is to be registered."""

    def __init__(self, desk: OrganisationDesk, there: Organisation | None) -> None:
        title = "登记本级政府" if there is None else "政府资料"
        super().__init__("government-form", title)
        self.desk, self._there = desk, there
        self.name = _line("government-name", "政府全称", "如 云溪区人民政府")
        self.office = _line("government-office", "办公室名称", "如 云溪区人民政府办公室")
        self.term = _line("government-term", "届次", "第几届")
        self._fields = {
            "name": Field("政府全称", self.name, needed=True, hint="与会议文件、工作规则中的名称一致"),
            "office": Field("办公室（厅）名称", self.office, hint="印发纪要、落款时用"),
            "term": Field("届次", self.term, hint="如 18"),
        }
        form = FittingForm(1, gap=M)
        form.setMaximumWidth(_WIDEST)
        for key, field in self._fields.items():
            form.add(field)
            field.editor.textEdited.connect(lambda _, key=key: self._say({key: ""}))  # type: ignore[attr-defined]
        word = "登记" if there is None else "保存"
        role = "primary" if there is None else ""
        self._save = button(word, "government-save", role=role, hint=f"{word}（回车）", clicked=self.save)
        self.inside.addWidget(form)
        self.inside.addLayout(row(self._save, None))
        self.inside.addStretch(1)
        if there is None:
            app = desk.app
            desk.shell.operations.read_latest(("known-governments", id(desk)), known_governments, app).then(self._offer)
        else:
            self.name.setText(there.name)
            self.office.setText(there.office or "")
            self.term.setText("" if there.term is None else str(there.term))
            other = button("登记另一个政府", "government-other", role="link", icon="add", clicked=self.other.emit)
            self.acts.addWidget(other)

    def first_focus(self) -> None:
        """Begin at the name."""
        self.name.setFocus(Qt.FocusReason.TabFocusReason)
        self.name.selectAll()

    def _offer(self, known: Known) -> None:
        """Offer the governments that have rules and are not registered yet."""
        offered = QCompleter(list(known.others), self)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        set_role(offered.popup(), role="popup")
        self.name.setCompleter(offered)

    def save(self) -> None:
        """Register it, or save what was changed; else say what is wrong, at its field."""
        name, office = self.name.text().strip(), self.office.text().strip() or None
        term, wrong = read_number(self.term.text())
        problems = {"name": "" if name else "请填写政府全称", "term": wrong}
        self._say(problems)
        if first := next((key for key, text in problems.items() if text), ""):
            self._fields[first].setFocus()
            return
        values: dict[str, Any] = {"office": office, "term": term}
        if self._there is None:
            self._register(name, values)
            return
        version = self._there.version
        changing = self.desk.act("已修改政府资料", acts.edit_government, version=version, name=name, **values)
        key = self._there.key
        changing.then(while_there(self, lambda _: self.saved.emit(key))).failed(self._refused)

    def _register(self, name: str, values: dict[str, Any]) -> None:
        app = self.desk.app
        made = self.desk.shell.operations.write(lambda: with_entry(app, acts.add_government, name, **values))
        made.then(self._registered).failed(self._refused)

    def _registered(self, made: tuple[int, int | None]) -> None:
        key, entry = made
        self.desk.offer(f"已登记 {self.name.text().strip()}", entry)
        self.saved.emit(key)

    def _refused(self, error: UserError) -> None:
        self._say({"name": str(error)})
        self._fields["name"].setFocus()

    def _say(self, problems: dict[str, str]) -> None:
        for key, text in problems.items():
            self._fields[key].show_problem(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter saves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.save()
        else:
            super().keyPressEvent(event)


def _line(object_name: str, title: str, hint: str) -> QLineEdit:
    made = named(QLineEdit(), object_name, title)
    made.setPlaceholderText(hint)
    return made
