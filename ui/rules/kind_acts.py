"""Kinds of meeting are added and taken away, with all that binds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QLineEdit

from secretariat.domain.naming import COMMON_KINDS
from ui.meetings.sheet import Choice
from ui.rules.templates import new_kind
from ui.rules.values import Edit, put
from ui.widgets.basics import named
from ui.widgets.card import Field
from ui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from ui.rules.form_desk import FormDesk

_LISTS: Final = (
    "leave",
    "decided_in",
    "chains",
    "intake",
    "registration",
    "remit",
    "forms",
    "countersigns",
    "reviews",
    "material",
    "recall",
    "ad_hoc",
    "documents",
    "supervision",
    "excusable",
)
_OF_AGENDA: Final = ("first_topic", "report_time", "staff")
_STANDING: Final = ("agenda", "standing_topics")


class _KindDialog(Dialog):
    """Asks which kind it is, and what it is called."""

    def __init__(self, parent: QWidget, desk: FormDesk, added: Callable[[str], object]) -> None:
        super().__init__(parent, "new-kind", "添加会议类别")
        self._desk, self._added = desk, added
        known = {code: name for code, name in COMMON_KINDS.items() if code not in desk.kinds}
        self.kind = Choice("new-kind-kind", "类别", known.items(), none="其他类别")
        self.name = named(QLineEdit(), "new-kind-name", "名称")
        self.name.setPlaceholderText("如 调度会议")
        self._name_field = Field("名称", self.name, hint="照规则中的叫法")
        self.kind.picked.connect(lambda code: self.name.setText(known.get(code, "")))
        self.body.addWidget(Field("类别", self.kind, hint="各地通用的类别，新建会议时能直接选用"))
        self.body.addWidget(self._name_field)
        self.add_cancel()
        go = self.add_act("添加", "act", lambda: None, role="primary")
        go.clicked.disconnect()
        go.clicked.connect(self._add)
        self.open()

    def _add(self) -> None:
        name = self.name.text().strip()
        if not name or name in self._desk.kinds.values():
            self._name_field.show_problem("已有这类会议" if name else "请填写名称")
            self.fit()
            return
        taken = self._desk.kinds
        code = self.kind.value or next(
            code for number in range(1, len(taken) + 2) if (code := f"kind_{number}") not in taken
        )
        self.accept()
        self._desk.put(("kinds", code), new_kind(name))
        self._added(code)

    def fit(self) -> None:
        """As high as the words need."""
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))


def add_kind(parent: QWidget, desk: FormDesk, added: Callable[[str], object]) -> None:
    """Ask for a kind of meeting and add it; ``added`` is told its code."""
    _KindDialog(parent, desk, added)


def remove_kind(desk: FormDesk, code: str) -> str:
    """Take a kind away, and it out of all that names it; give what was done in words."""
    name = desk.kinds[code]
    edits = list(_unbinding(desk, code))
    gone = sum(edit.value is None for edit in edits)
    desk.editing.edit(*edits, put(("kinds", code), None))
    return f"已删除{name}" + (f"和只适用于它的{gone}项规定" if gone else "")


def _unbinding(desk: FormDesk, code: str) -> Iterator[Edit]:
    """What takes a kind out of every entry; one that binds nothing else goes, from the last on."""
    for path in (*((name,) for name in _LISTS), _STANDING):
        entries: list[dict[str, Any]] = desk.value(path) or []
        for number in reversed(range(len(entries))):
            yield from _without(entries[number], (*path, number), code)
    for name in _OF_AGENDA:
        yield from _without(desk.value(("agenda", name)) or {}, ("agenda", name), code)


def _without(entry: dict[str, Any], path: tuple[str | int, ...], code: str) -> Iterator[Edit]:
    kinds = entry.get("kinds", [])
    if code in kinds:
        left = [kind for kind in kinds if kind != code]
        yield put((*path, "kinds"), left) if left else put(path, None)
