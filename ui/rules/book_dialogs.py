"""What is asked before a rulebook is copied or ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QComboBox, QLineEdit

from secretariat.services import rulebooks
from secretariat.services.rulebooks import Copy, RulebookThereError
from ui.minutes.sign_off_dialogs import ActDialog
from ui.widgets.basics import abreast, named
from ui.widgets.card import Field
from ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from PySide6.QtWidgets import QWidget

    from secretariat.errors import UserError
    from secretariat.services.rulebooks import Kept
    from ui.main_window import Shell
    from ui.operations import Operation
    from ui.rules.shelf import OnShelf

_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def free_code(year: int, taken: Collection[str]) -> str:
    """A code that no rulebook has: own-2026, own-2026-2."""
    codes = (f"own-{year}" if number == 1 else f"own-{year}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in codes if code not in taken)


class CopyDialog(ActDialog):
    """Asks whose the copy is, its title and from which day it is in force; ``copied`` is told what came of it."""

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        of: OnShelf,
        *,
        governments: Sequence[str],
        taken: Collection[str],
        copied: Callable[[Kept], object],
    ) -> None:
        text = f"照《{of.title}》建立一部本单位的规则，再逐项修改。原来的规则不变。"
        super().__init__(parent, "copy-rulebook", "复制为本单位规则", "复制", text=text, icon="copy")
        self._shell, self._of, self._taken, self._copied = shell, of, taken, copied
        self.government = named(QComboBox(), "copy-government", "政府全称")
        self.government.setEditable(True)
        self.government.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = QLineEdit()
        self.government.setLineEdit(line)
        line.setPlaceholderText("如 云溪区人民政府")
        self.government.addItems(list(governments))
        self.name = named(QLineEdit(), "copy-title", "规则名称")
        self.day = DateField("copy-in-force", "施行日期", today=shell.today, value=shell.today)
        self.code = named(QLineEdit(), "copy-code", "代码")
        self.code.setText(free_code(shell.today.year, taken))
        self._proposed = ""
        self._fields = {
            "government": Field("政府全称", self.government, hint="与会议档案中的政府名称一致，会议才会按这部规则检查"),
            "title": Field("规则名称", self.name),
            "in_force": Field("施行日期", self.day, hint="自这一天起的会议按这部规则检查"),
            "code": Field("代码", self.code, hint="导出文件的名称"),
        }
        self.body.addWidget(self._fields["government"])
        self.body.addWidget(self._fields["title"])
        self.body.addLayout(abreast(self._fields["in_force"], self._fields["code"]))
        self.government.currentTextChanged.connect(self._propose)
        self._propose(self.government.currentText())
        self.finish()
        line.selectAll()
        line.setFocus()

    def _propose(self, government: str) -> None:
        """The usual title, while nobody has typed another."""
        if self.name.text() == self._proposed:
            self._proposed = f"{government.strip()}工作规则" if government.strip() else ""
            self.name.setText(self._proposed)

    def act(self) -> Operation[Any] | None:
        """Copy it."""
        self.go.setFocus()  # so that a day that is being typed is read
        copy = Copy(
            of=self._of.code,
            code=self.code.text().strip(),
            title=self.name.text().strip(),
            government=self.government.currentText().strip(),
            in_force=self.day.value or self._shell.today,
        )
        wrong = {
            "government": "" if copy.government else "请填写政府全称",
            "title": "" if copy.title else "请填写规则名称",
            "in_force": self.day.problem or ("" if self.day.value else "请填写施行日期"),
            "code": self._wrong_code(copy.code),
        }
        for key, problem in wrong.items():
            self._fields[key].show_problem(problem)
        if any(wrong.values()):
            return None
        app = self._shell.services
        made = self._shell.operations.write(rulebooks.copy_rulebook, app.database, app.actor, copy)
        return made.then(self._copied)

    def _wrong_code(self, code: str) -> str:
        if code in self._taken:
            return "已有这个代码"
        return "" if _CODE.fullmatch(code) else "只能用小写字母、数字和连字符，如 yunxi-2026"

    def show_error(self, error: UserError) -> None:
        """Say it, at the code if that is what it is about."""
        if isinstance(error, RulebookThereError):
            self._fields["code"].show_error(error)
            self.fit()
        else:
            super().show_error(error)


class RepealDialog(ActDialog):
    """Asks for the first day on which a rulebook is without force; empty: it goes on."""

    def __init__(self, parent: QWidget, shell: Shell, of: OnShelf, done: Callable[[], object]) -> None:
        text = f"《{of.title}》自哪一天起不再适用？以前的会议仍按它判断。"
        super().__init__(parent, "repeal-rulebook", "废止日期", "确定", text=text, icon="calendar")
        self._shell, self._of, self._done = shell, of, done
        self.day = DateField("repeal-day", "废止日期", today=shell.today, value=of.line.repealed)
        self._field = Field("废止日期", self.day, hint="失效的第一天；清空的，继续施行")
        self.body.addWidget(self._field)
        self.finish()

    def act(self) -> Operation[Any] | None:
        """Record it."""
        self.go.setFocus()  # as above
        if self.day.problem:
            self._field.show_problem(self.day.problem)
            return None
        app, line = self._shell.services, self._of.line
        made = self._shell.operations.write(
            rulebooks.repeal_rulebook, app.database, app.actor, line.code, self.day.value, version=line.version or 0
        )
        return made.then(lambda _: self._done())
