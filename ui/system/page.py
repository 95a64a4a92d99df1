"""系统: how the window looks, which years' holidays are known, and where the database and the log are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QLibraryInfo, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from ui import PROGRAM, VERSION
from ui.pages import Page
from ui.system.year_acts import TABLE, YearActs
from ui.system.year_page import KEY
from ui.system.years_card import YearsCard
from ui.theme import SCALES, UI_FONTS, M, S
from ui.widgets.basics import button, label, named, row, set_width
from ui.widgets.card import Card
from ui.widgets.choices import Segmented

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from secretariat.services.transaction import Changes
    from ui.main_window import Shell

_STEP: Final = 10
_LINE: Final = 23
"""The least height of a line, so that those with buttons stand no further apart."""


class SystemPage(Page):
    """The page of the last digit of the rail."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "系统")
        self.years = YearActs(self)
        self.years.stored.connect(lambda known: shell.go(KEY, known.year))
        self._years = YearsCard(shell, self.years)
        self.body.addWidget(self._look())
        self.body.addWidget(self._years)
        self.body.addWidget(self._places())
        self.body.addWidget(self._program())

    def enter(self, place: Any) -> None:  # noqa: ANN401 (nothing)
        """Read which years are known; nobody is there to ask where the page is shown by itself."""
        del place
        if self.shell.services is not None:
            self._years.read()

    def changed(self, changes: object) -> None:
        """Read the years anew where one was touched."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        if TABLE in told.tables and self.isVisible():
            self._years.read()

    def undo(self) -> None:
        """Take back the last import."""
        self.years.done.undo()

    def first_focus(self) -> QWidget | None:
        """The first choice."""
        return self._ground.findChild(QWidget, f"ground-{'dark' if self.shell.theme.dark else 'light'}")

    def _look(self) -> QWidget:
        theme = self.shell.theme
        self._ground = Segmented("ground", "界面颜色", [("light", "浅色"), ("dark", "深色")])
        self._ground.set_value("dark" if theme.dark else "light")
        self._ground.chosen.connect(lambda key: theme.change(dark=key == "dark"))
        self._scale = named(QSlider(Qt.Orientation.Horizontal), "scale", "字号")
        self._scale.setRange(SCALES[0] // _STEP, SCALES[1] // _STEP)
        self._scale.setPageStep(1)
        self._scale.setValue(round(theme.scale / _STEP))
        self._scale.setFixedWidth(240)
        self._scale.setToolTip("← → 调整字号")
        self._percent = label(f"{theme.scale}%", "second", wrap=False)
        self._scale.valueChanged.connect(self._choose_scale)
        return Card("显示").add(
            _line("界面颜色", row(self._ground, None)), _line("字号", row(self._scale, self._percent, None, gap=S))
        )

    def _choose_scale(self, steps: int) -> None:
        self._percent.setText(f"{steps * _STEP}%")
        self.shell.theme.change(scale=steps * _STEP)

    def _places(self) -> QWidget:
        log = self.shell.errors.log_file
        return Card("数据与日志").add(
            _line("数据库", row(_selectable(self.shell.database), self._copy("copy-database", self.shell.database))),
            _line(
                "日志文件",
                row(
                    _selectable(str(log)),
                    button(
                        "打开所在文件夹",
                        "open-log-folder",
                        role="link",
                        clicked=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log.parent))),
                    ),
                    self._copy("copy-log", str(log)),
                ),
            ),
            _line("界面设置", row(_selectable(str(self.shell.settings.path)))),
        )

    def _copy(self, name: str, text: str) -> QWidget:
        def copy() -> None:
            QGuiApplication.clipboard().setText(text)
            self.shell.note("已复制")

        made = button("复制路径", name, role="link", clicked=copy)
        made.setAccessibleName(f"复制路径：{text}")
        return made

    def _program(self) -> QWidget:
        family = QFontInfo(self.font()).family()
        face = family if family in UI_FONTS else f"本程序自带的黑体（{family}）"
        return Card("程序").add(
            _line("名称", row(_selectable(PROGRAM))),
            _line("版本", row(_selectable(VERSION))),
            _line("界面字体", row(_selectable(f"{face}，{self.font().pointSizeF():g} 磅"))),
            _line("图形组件", row(_selectable(f"Qt {QLibraryInfo.version().toString()}"))),
        )


def _line(title: str, value: QLayout) -> QLayout:
    name = label(title, "second", wrap=False)
    set_width(name, 6, around=0)
    name.setMinimumHeight(_LINE)
    line = row(name, value, gap=M)
    line.setStretch(1, 1)
    if isinstance(value, QHBoxLayout) and isinstance(value.itemAt(0).widget(), QLabel):
        value.setStretch(0, 1)
    return line


def _selectable(text: str) -> QWidget:
    words = label(text)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words
