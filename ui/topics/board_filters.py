"""By what the board is narrowed down: words, who and what, what is missing until when; and the views that are kept."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from secretariat.domain.labels import TOPIC_TYPES
from ui.meetings.sheet import Choice
from ui.theme import XS
from ui.topics.board_rows import DUES, MISSING, Wanted
from ui.topics.views import ViewDialog
from ui.widgets.basics import button, set_width
from ui.widgets.choices import FlowLayout
from ui.widgets.filter_edit import FilterEdit

if TYPE_CHECKING:
    from ui.main_window import Shell
    from ui.topics.board_rows import Sight

_LIST: Final = "topics"
"""The name under which the views of this list are kept."""
_TYPING_MS: Final = 50


class BoardFilters(QWidget):
    """Keeps what is wanted; ``narrowed`` tells that it is something else by now."""

    narrowed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.wanted = Wanted()
        self.filter = FilterEdit("topics-filter", "筛选议题", "标题、单位、领导")
        set_width(self.filter, 11)
        self.filter.filtered.connect(self._typed)
        self.choices: dict[str, Choice] = {
            "sponsor": Choice("topics-sponsor", "提报单位", none="提报单位：全部"),
            "leader": Choice("topics-leader", "分管领导", none="分管领导：全部"),
            "type": Choice("topics-type", "类型", TOPIC_TYPES.items(), none="类型：全部"),
            "missing": Choice("topics-missing", "缺什么", MISSING.items(), none="手续：全部"),
            "due": Choice("topics-due", "期限", DUES.items(), none="期限：全部"),
        }
        flow = FlowLayout(gap=XS)
        flow.addWidget(self.filter)
        for name, choice in self.choices.items():
            set_width(choice, 7, around=60)
            choice.view().setMinimumWidth(200)
            choice.picked.connect(partial(self._picked, name))
            flow.addWidget(choice)
        self.views = Choice("topics-view", "常用视图", none="常用视图…")
        set_width(self.views, 7, around=44)
        self.views.picked.connect(self._take_view)
        self._keep = button("存为视图…", "topics-view-keep", role="link", icon="save", clicked=self._ask_for_name)
        self._forget = button("删除视图", "topics-view-forget", role="link", clicked=self._forget_view)
        self._clear = button("清除筛选", "topics-clear", role="link", clicked=self.clear)
        for part in (self.views, self._keep, self._forget, self._clear):
            flow.addWidget(part)
        self.setLayout(flow)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.narrowed)
        self._show_views()
        self._tell()

    @property
    def typing(self) -> bool:
        """Whether somebody has typed, and what that leaves has not been asked for yet."""
        return self._typing.isActive()

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state narrows the list down."""
        return self.wanted != Wanted(state=self.wanted.state)

    # --- what is wanted

    def want(self, wanted: Wanted) -> bool:
        """Show other filters; gives whether they are others."""
        if wanted == self.wanted:
            return False
        self.wanted = wanted
        if self.filter.text() != wanted.text:
            self.filter.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
            self.filter.setText(wanted.text)
            self.filter.blockSignals(False)  # noqa: FBT003 (as above)
        for name, choice in self.choices.items():
            value = getattr(wanted, name)
            if (choice.value or "") != value:
                choice.set_value(value or None)
        self._tell()
        return True

    def narrow(self, **values: str) -> None:
        """Narrow it down further, or less."""
        if self.want(replace(self.wanted, **values)):
            self.narrowed.emit()

    def clear(self) -> None:
        """Narrow nothing down but by state."""
        self.views.set_value(None)
        self.narrow(**{one.name: "" for one in dataclasses.fields(Wanted) if one.name != "state"})

    def offer(self, sight: Sight) -> None:
        """Offer the departments and leaders that there are."""
        self.choices["sponsor"].set_options((name, name) for name in sight.sponsors)
        self.choices["leader"].set_options((name, name) for name in sight.leaders)

    def _typed(self, text: str) -> None:
        self.wanted = replace(self.wanted, text=text.strip())
        self._tell()
        self._typing.start()

    def _picked(self, name: str, value: object) -> None:
        self.views.set_value(None)  # it is not that view any more
        self.narrow(**{name: "" if value is None else str(value)})
        self._tell()

    def _tell(self) -> None:
        self._clear.setVisible(self.is_narrow)
        self._keep.setVisible(self.is_narrow)
        self._forget.setVisible(self.views.value is not None)

    # --- views

    def _show_views(self) -> None:
        known = self._shell.settings.views(_LIST)
        self.views.set_options((name, name) for name in known)
        self.views.setVisible(bool(known))

    def _take_view(self, name: object) -> None:
        found = self._shell.settings.views(_LIST).get(str(name))
        known = {one.name for one in dataclasses.fields(Wanted)}
        if found is None:
            self.clear()
        elif self.want(Wanted(**{key: value for key, value in found.items() if key in known})):
            self.narrowed.emit()
        self._tell()

    def _ask_for_name(self) -> None:
        ViewDialog(self.window(), self._keep_view, known=tuple(self._shell.settings.views(_LIST)))

    def _keep_view(self, name: str) -> None:
        values: dict[str, Any] = dataclasses.asdict(self.wanted)
        self._shell.settings.keep_view(_LIST, name, values)
        self._show_views()
        self.views.set_value(name)
        self._tell()
        self._shell.note(f"已存为视图“{name}”")

    def _forget_view(self) -> None:
        name = self.views.value
        if isinstance(name, str):
            self._shell.settings.keep_view(_LIST, name, None)
            self.views.set_value(None)
            self._show_views()
            self._tell()
            self._shell.note(f"已删除视图“{name}”")
