"""How long the board of topics and one topic's page take in the real window, from the key until they are painted.

    make bench                                     with the other figures of topics
    .venv/bin/python tests/benchmarks/topics_window.py --topics 30000 --runs 20 --keep out/topics

The window stands on a screen in memory, over 20 years of topics as ``topics.py`` makes them. The board is there once
its rows are painted, each as high as it needs; what the rows lack is judged afterwards, and nobody waits for it. A
topic's page is seen once its first card is painted, and whole once the last one is. Told are the first time, then the
quickest, the median, the 95th of a hundred and the slowest of those that follow. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"

from PySide6.QtCore import QEvent, QObject, Qt, QTimer  # noqa: E402 (the path is set above; so all below)
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QPushButton, QScrollArea  # noqa: E402

from tests.benchmarks.topics import TODAY, made  # noqa: E402
from tests.benchmarks.waiting import pause, wait  # noqa: E402
from ui import app as window_app  # noqa: E402
from ui.errors import ErrorReporter  # noqa: E402
from ui.settings_store import SettingsStore  # noqa: E402
from ui.start import start  # noqa: E402
from ui.topics.card_set import CARDS  # noqa: E402
from ui.warm_up import NAME as WARM_UP  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.main_window import MainWindow
    from ui.topics.board_page import TopicsPage

BOARD_MS: Final = 200
PAGE_MS: Final = 150
SETTLED_S: Final = 0.04
"""So long nothing is painted any more once all is."""
REST_MS: Final = 400
"""Between two measurements: whoever works in the office looks before he goes on."""


class Painted(QObject):
    """When some widgets were last painted, and when first; only the paints count at which something is so."""

    def __init__(self, *widgets: QWidget, when: Callable[[], bool] = lambda: True) -> None:
        super().__init__()
        self.at = self.first = 0.0
        self._when = when
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._note)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Look at the clock once the paint is over, which is when the loop takes its next turn."""
        if event.type() == QEvent.Type.Paint and self._when():
            self._turn.start()
        return False

    def _note(self) -> None:
        self.at = time.perf_counter()
        self.first = self.first or self.at


def tell(title: str, took: list[float], limit: int, *, first: float | None = None) -> None:
    """Say how long it took."""
    took.sort()
    begin = "" if first is None else f"第一次 {first:.0f}；"
    print(
        f"{title}：{begin}最快 {took[0]:.0f}，中位 {statistics.median(took):.0f}，"
        f"95% 在 {took[min(int(len(took) * 0.95), len(took) - 1)]:.0f} 毫秒内，最慢 {took[-1]:.0f}（要求 {limit} 以内）"
    )


class Seat:
    """The window with its pages, and what is done to it by keys."""

    def __init__(self, frame: MainWindow) -> None:
        self.frame = frame

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return self.frame.shell.operations.busy

    def rest(self) -> None:
        """Wait until nothing is under way any more, and for as long as one looks."""
        wait(lambda: not self.busy)
        pause(REST_MS)
        wait(lambda: not self.busy)

    # --- the board

    def press_board(self) -> float:
        """Go to the board by its digit; the time until its rows are painted, in milliseconds."""
        known: Any = self.frame._pages.get("topics")
        watch = None if known is None else Shown(known)
        begun = time.perf_counter()
        QTest.keyClick(self.frame, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
        if watch is None:
            made_: Any = self.frame._pages["topics"]
            watch = Shown(made_)
        return watch.took(begun)

    def boards(self, runs: int) -> None:
        """The board as it opens, and as it is narrowed down by each of its parts."""
        first = self.press_board()
        self.rest()
        took = []
        for _ in range(runs):
            QTest.keyClick(self.frame, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
            self.rest()
            took.append(self.press_board())
            self.rest()
        tell("看板打开（Alt+3 至绘出）", took, BOARD_MS, first=first)
        page: Any = self.frame.page
        for state, name in (("candidate", "候选"), ("heard", "已审议"), ("all", "全部")):
            took = [self._state(page, state) for _ in range(max(runs // 2, 3))]
            tell(f"看板转到“{name}”", took, BOARD_MS)
            self._narrowed(page, name, runs)

    def _state(self, page: TopicsPage, state: str) -> float:
        other = "on_agenda"
        self._pressed(page, other)
        self.rest()
        took = self._pressed(page, state)
        self.rest()
        return took

    @staticmethod
    def _pressed(page: TopicsPage, state: str) -> float:
        key = page.states.findChild(QPushButton, f"topics-state-{state}")
        key.setFocus()
        watch, begun = Shown(page), time.perf_counter()
        QTest.keyClick(key, Qt.Key.Key_Space)
        return watch.took(begun)

    def _narrowed(self, page: TopicsPage, name: str, runs: int) -> None:
        for choice in ("sponsor", "leader", "type"):
            took = []
            box = page.choices[choice]
            for _ in range(runs):
                box.setFocus()
                watch, begun = Shown(page), time.perf_counter()
                QTest.keyClick(box, Qt.Key.Key_Down)
                took.append(watch.took(begun))
                self.rest()
            page.clear()
            self.rest()
            tell(f"看板“{name}”按{box.accessibleName()}筛选", took, BOARD_MS)
        took = []
        for number in range(runs):
            page.filter.setFocus()
            watch, begun = Shown(page), time.perf_counter()
            QTest.keyClick(page.filter, "123456789"[number % 3])
            took.append(watch.took(begun))
            self.rest()
            if number % 3 == 2:
                page.clear()
                self.rest()
        page.clear()
        self.rest()
        tell(f"看板“{name}”按文字筛选（一个字）", took, BOARD_MS)

    # --- one topic's page

    def topics(self, state: str, name: str, runs: int) -> None:
        """Pages of topics one after the other, each opened from the board."""
        board: Any = self.frame.page
        self._pressed(board, state)
        self.rest()
        board.table.setFocus()
        seen, whole = [], []
        for number in range(runs + 1):
            board.table.setCurrentIndex(board.model.index(number * 3, 1))
            pause(REST_MS)  # one reads the line before one opens it
            begun = time.perf_counter()
            QTest.keyClick(board.table, Qt.Key.Key_Return)
            one, all_ = self._page(begun)
            seen.append(one)
            whole.append(all_)
            self.rest()
            QTest.keyClick(self.frame, Qt.Key.Key_Escape)
            wait(lambda: self.frame.page is board)
            self.rest()
            board.table.setFocus()
        tell(f"议题页（{name}）回车至首屏绘出", seen[1:], PAGE_MS, first=seen[0])
        tell(f"议题页（{name}）回车至全部绘出", whole[1:], PAGE_MS, first=whole[0])

    def _page(self, begun: float) -> tuple[float, float]:
        wait(lambda: self.frame.page is not None and self.frame.page.objectName() == "page-topics/one")
        page: Any = self.frame.page
        area = page.findChild(QScrollArea, "page-body")
        first = Painted(area.widget(), when=lambda: "basics" in page.cards)
        painted = Painted(area.viewport(), area.widget())
        wait(lambda: len(page.cards) == len(CARDS))
        whole = time.perf_counter()
        wait(lambda: page.settled and not self.busy)
        pause(60)
        return (first.first - begun) * 1000, (max(whole, painted.at) - begun) * 1000


class Shown:
    """Tells when what the board reads next is painted."""

    def __init__(self, page: TopicsPage) -> None:
        self._page = page
        self._before = page._sight
        self._painted = Painted(page.table.viewport())

    def took(self, begun: float) -> float:
        """The time since ``begun``, in milliseconds, once the rows are as high as they need and painted."""
        table = self._page.table
        wait(lambda: self._page._sight is not self._before)
        told = time.perf_counter()
        wait(lambda: time.perf_counter() - told > SETTLED_S and not table._fit.isActive())
        return (max(self._painted.at, told) - begun) * 1000


def show(folder: Path, runs: int) -> None:
    """Measure on the window over the database in that folder."""
    with tempfile.TemporaryDirectory() as home:
        for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = home
        sys.setswitchinterval(0.0005)  # as ui.app.run has it
        qt = window_app.application(["bench"])
        opened: list[Any] = []
        begun = start(folder, opened=opened, today=TODAY)
        frame = window_app.make_window(qt, begun, SettingsStore(Path(home)), ErrorReporter(Path(home, "log")))
        frame.resize(1366, 768)
        frame.show()
        window_app.open_database(begun, frame)
        wait(lambda: frame.page is not None)
        frame.activateWindow()
        seat = Seat(frame)
        wait(lambda: not frame._to_fetch and frame.findChild(QTimer, WARM_UP) is None)
        seat.rest()
        seat.boards(runs)
        for state, name in (("candidate", "候选"), ("on_agenda", "已列议程"), ("heard", "已审议")):
            seat.topics(state, name, runs)
        frame.shell.operations.shutdown(wait_ms=5000)
        for one in opened:
            one.database.close(copy=False)


def main() -> None:
    """Reads what is wanted, and does it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--topics", type=int, default=30_000)
    parser.add_argument("--units", type=int, default=40)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--keep", type=Path, help="a folder in which the database is made once, and then stays")
    wanted = parser.parse_args()
    with nullcontext(wanted.keep) if wanted.keep else tempfile.TemporaryDirectory() as folder:
        made(Path(folder), wanted.topics, wanted.units)
        show(Path(folder), wanted.runs)


if __name__ == "__main__":
    main()
