"""The name under which a list's filters are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ui.widgets.basics import button, named
from ui.widgets.card import Field
from ui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_LONGEST = 20


class ViewDialog(Dialog):
    """Asks for the name; one that is known is written over."""

    def __init__(self, parent: QWidget, run: Callable[[str], object], *, known: tuple[str, ...] = ()) -> None:
        text = "现在的状态和筛选条件存在本机，以后从“常用视图”一次取用。"
        super().__init__(parent, "view-keep", "存为视图", text=text, icon="save")
        self._run, self._known = run, known
        self.name = named(QLineEdit(), "view-name", "视图名称")
        self.name.setMaxLength(_LONGEST)
        self._field = Field("视图名称", self.name, hint="如“本周到期”；同名的将被替换")
        self.body.addWidget(self._field)
        self.add_cancel()
        keep = button("保存", "view-keep-act", role="primary", clicked=self._keep)
        keep.setDefault(True)
        self.acts.addWidget(keep)
        self.open()
        self.name.setFocus()

    def _keep(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self._field.show_problem("请填写视图名称")
            return
        self.accept()
        self._run(name)
