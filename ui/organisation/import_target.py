"""Whose organisation a file is imported into: one that is there, or one that the import registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from secretariat.domain.plain_text import tidy
from ui.organisation.import_lines import government_in
from ui.theme import S
from ui.widgets.basics import label, named, row, set_width
from ui.widgets.card import Field

if TYPE_CHECKING:
    from ui.organisation.import_lines import Known

_WIDTH = 22
_NEW = "尚未登记，确认导入时一并登记"


class TargetField(QWidget):
    """A field for the government's name, chosen or typed. ``chosen`` tells that another one is meant now."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box = named(QComboBox(), "import-government", "政府全称")
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._line = QLineEdit()
        self._box.setLineEdit(self._line)
        self._line.setPlaceholderText("如 云溪区人民政府")
        set_width(self._box, _WIDTH)
        self._field = Field("政府全称", self._box)
        self._field.label.hide()
        title = label("政府全称", "second", wrap=False)
        title.setMinimumHeight(self._box.sizeHint().height())
        self._note = label("", "second", wrap=False)
        self._note.setMinimumHeight(self._box.sizeHint().height())
        line = row(title, self._field, self._note, None, gap=S, into=self)
        for part in (title, self._field, self._note):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self._known: Known | None = None
        self._proposed = ""
        self._told = ""
        self._box.activated.connect(lambda _: self._tell())
        self._line.editingFinished.connect(self._tell)
        self._line.textEdited.connect(lambda _: self._field.show_problem(""))

    @property
    def known(self) -> bool:
        """Whether it has been told which governments there are."""
        return self._known is not None

    @property
    def value(self) -> int | str | None:
        """The key of the government, the name of one to be registered, or nothing."""
        name = tidy(self._box.currentText())
        registered = {} if self._known is None else self._known.registered
        return next((key for key, known in registered.items() if known == name), name or None)

    def show_known(self, known: Known) -> None:
        """Offer these; the only one that has an organisation is meant until another is chosen."""
        self._known = known
        held = self._box.currentText()
        self._box.clear()
        self._box.addItems(list(known.names))
        registered = list(known.registered.values())
        self._set(held or (registered[0] if len(registered) == 1 else ""))

    def propose(self, file: str) -> None:
        """Take the government from a file's name, unless somebody has chosen one."""
        found = government_in(file, () if self._known is None else self._known.names)
        if found is not None and self._box.currentText() in {"", self._proposed}:
            self._set(found)

    def ask(self) -> None:
        """Say that it is needed, and go there."""
        self._field.show_problem("请填写政府全称，与会议文件上的一致")
        self._line.setFocus()

    def _set(self, name: str) -> None:
        self._box.setEditText(name)
        self._proposed = self._told = name
        self._explain()

    def _tell(self) -> None:
        self._explain()
        if self._box.currentText() != self._told:
            self._told = self._box.currentText()
            self.chosen.emit()

    def _explain(self) -> None:
        self._field.show_problem("")
        self._note.setText(_NEW if self.known and isinstance(self.value, str) else "")
