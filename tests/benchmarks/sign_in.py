"""How long a mark in the room takes, from Enter to its being on disk and painted, with 300 people on the list.

    make bench                                       after the others
    .venv/bin/python tests/benchmarks/sign_in.py --people 300 --marks 100

The real window on a screen in memory, the meeting's page behind it, as in the office. Told are the quickest, the
median, the 95th of a hundred and the slowest: of marks with a pause between them, as people come in, and of marks one
straight after the other, as a scanner makes them. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer  # noqa: E402 (the path is set above; so all below)
from PySide6.QtTest import QTest  # noqa: E402

from secretariat import settings  # noqa: E402
from secretariat.bootstrap import open_app  # noqa: E402
from secretariat.domain.facts import Attendance, Holding, Person  # noqa: E402
from secretariat.domain.states import MeetingStatus, Part, Post, Presence  # noqa: E402
from secretariat.services.dossiers import import_dossier  # noqa: E402
from secretariat.services.exchange import read_dossier  # noqa: E402
from ui import app as window_app  # noqa: E402
from ui.errors import ErrorReporter  # noqa: E402
from ui.room.opening import open_room  # noqa: E402
from ui.settings_store import SettingsStore  # noqa: E402
from ui.start import start  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.domain.facts import Dossier
    from ui.room.window import RoomWindow

PAUSE_MS: Final = 600
WANTED_MS: Final = 50


def plenary(people: int) -> Dossier:
    """A meeting before anybody has come, with as many due."""
    dossier = read_dossier(next(settings.SAMPLES.glob("*.json")))
    made = tuple(
        Person(id=f"p{no}", name=f"成员{no}", title="局长", posts=(Holding(post=Post.DEPUTY),)) for no in range(people)
    )
    return dataclasses.replace(
        dossier,
        meeting=dataclasses.replace(
            dossier.meeting, status=MeetingStatus.PLANNED, start=dt.time(9), end=None, chair=None, commissioned_by=None
        ),
        people=made,
        departments=(),
        attendance=tuple(Attendance(person=one.id, as_=Part.MEMBER, status=Presence.ABSENT) for one in made),
        topics=(),
        leave=(),
        away=(),
        exceptions=(),
        minutes=None,
    )


class Painted(QObject):
    """Tells when what has come of a mark has been painted; waits for it as the window itself waits for events."""

    def __init__(self, window: RoomWindow) -> None:
        super().__init__()
        self.at = 0.0
        self._loop = QEventLoop()
        self._patience = QTimer(singleShot=True, interval=60_000)
        self._patience.timeout.connect(lambda: self._loop.exit(1))
        self._waits = False
        window.desk.acted.connect(self._acted)
        window.told.said.installEventFilter(self)

    def _acted(self, _marked: object) -> None:
        self._waits = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Paint and self._waits:
            self._waits = False
            self.at = time.perf_counter()
            self._loop.quit()
        return False

    def wait(self) -> None:
        """Let the window work until it is painted."""
        self._patience.start()
        if not self.at and self._loop.exec():
            sys.exit("等待超时")


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    loop = QEventLoop()
    end = time.monotonic() + 60
    while not until():
        if time.monotonic() > end:
            sys.exit("等待超时")
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)


def pause(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def tell(title: str, took: list[float]) -> None:
    """Say how long it took."""
    took.sort()
    print(
        f"{title}：最快 {took[0]:.1f}，中位 {statistics.median(took):.1f}，"
        f"95% 在 {took[int(len(took) * 0.95)]:.1f} 毫秒内，最慢 {took[-1]:.1f}，"
        f"超过 50 毫秒的 {sum(one > WANTED_MS for one in took)} 次"
    )


def marks(window: RoomWindow, numbers: range, *, apart: int) -> list[float]:
    """Mark these, each by its number and Enter; the time from Enter to the paint, in milliseconds."""
    painted = Painted(window)
    took = []
    for number in numbers:
        QTest.keyClicks(window.entry, str(number))
        pause(apart)
        begun, painted.at = time.perf_counter(), 0.0
        QTest.keyClick(window.entry, Qt.Key.Key_Return)
        painted.wait()
        took.append((painted.at - begun) * 1000)
        pause(apart)
    return took


def main() -> None:
    """Reads what is wanted, and does it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--marks", type=int, default=60, help="marks of each kind")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = folder
        data = Path(folder, "data")
        app = open_app(data)
        meeting = import_dossier(app.database, app.actor, plenary(wanted.people))
        app.database.close(copy=False)
        sys.setswitchinterval(0.0005)  # as ui.app.run has it
        qt = window_app.application(["bench"])
        opened: list[object] = []
        begun = start(data, opened=opened)  # type: ignore[arg-type]
        frame = window_app.make_window(qt, begun, SettingsStore(Path(folder)), ErrorReporter(Path(folder, "log")))
        frame.appear()
        window_app.open_database(begun, frame)
        wait(lambda: frame.page is not None)
        frame.shell.go("meetings/one", (meeting, "attendance"))
        wait(lambda: getattr(frame.page, "settled", False) and not frame.shell.operations.busy)
        window = open_room(frame.shell, meeting, frame)
        window.resize(1920, 1080)
        wait(lambda: bool(window.desk.readings) and not frame.shell.operations.busy)
        pause(2000)
        count = wanted.marks
        print(f"名单 {wanted.people} 人，从回车到写入磁盘并显示出来（毫秒）")
        tell(f"隔 {PAUSE_MS * 2 / 1000:.1f} 秒一人，共 {count} 人", marks(window, range(count), apart=PAUSE_MS))
        tell(f"一个接一个，共 {count} 人", marks(window, range(count, 2 * count), apart=0))
        window.close()
        wait(lambda: not frame.shell.operations.writing)
        frame.shell.operations.shutdown(wait_ms=5000)
        for one in opened:
            one.database.close(copy=False)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
