"""How fast the window comes, next to the barest that could come in its place, in the same run.

    make bench                         ratios, after those of the papers
    .venv/bin/python tests/benchmarks/window.py --runs 20

First paint: from the start of the process until the window has been painted once, against a bare ``QMainWindow``.
Usable list: until the list of 1,000 meetings stands there, against a bare window that then imports ``sqlalchemy.orm``
and asks the same database one question. First meeting: until the first of the list, gone to at once, is open, against
the same. Ratios of pairs taken in turns; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Each program says "ready" when it is, and is then ended: closing is not what is timed.
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
import sys
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        ready()
def ready():
    print("ready", flush=True)
application = QApplication([])
window = Window()
window.resize(1366, 768)
"""
FIRST_BARE = (
    BARE
    + """
window.show()
application.exec()
"""
)
_LIST = """
def ready():
    import sqlalchemy.orm
    engine = sqlalchemy.create_engine("sqlite:///" + sys.argv[1])
    with sqlalchemy.orm.Session(engine) as session:
        session.execute(sqlalchemy.text("SELECT * FROM meeting ORDER BY date DESC")).all()
    print("ready", flush=True)
window.show()
application.exec()
"""
LIST_BARE = BARE + _LIST
OURS = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from PySide6.QtCore import QTimer
import ui.app
from ui.start import start
def watch(window):
    if sys.argv[3] == "paint":
        window.painted.connect(lambda: print("ready", flush=True))
        return
    timer = QTimer(window, interval=2)
    def look():
        page = window.page
        table = None if page is None else page.findChild(object, "meetings-table") or page.findChild(QTableView)
        if page is None:
            return
        if type(page).__name__ == "HomePage":
            window.shell.go("meetings")
        elif type(page).__name__ == "MeetingPage":
            if page.desk.view is not None and page.settled:
                timer.stop()
                print("ready", flush=True)
        elif table is not None and table.model() is not None and table.model().rowCount() > 0 and table.isVisible():
            if sys.argv[3] == "meeting":
                window.shell.go("meetings/one", page.model.rows[0].id)
                return
            timer.stop()
            print("ready", flush=True)
    timer.timeout.connect(look)
    from PySide6.QtWidgets import QTableView
    timer.start()
make = ui.app.make_window
def watched(*arguments):
    window = make(*arguments)
    watch(window)
    return window
ui.app.make_window = watched
ui.app.run(start(Path(sys.argv[1])))
"""


def seconds(command: list[str]) -> float:
    """How long a program takes until it says that it is ready."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as program:
        said = program.stdout.readline() if program.stdout else ""
        took = time.perf_counter() - begun
        program.kill()
        if said.strip() != "ready":
            sys.exit(f"did not get ready: {said}{program.stderr.read() if program.stderr else ''}")
    return took


def compare(title: str, ours: list[str], bare: list[str], runs: int) -> None:
    """Runs both in turns and prints the median ratio, with the least and the greatest."""
    pairs = [(seconds(ours), seconds(bare)) for _ in range(runs + 1)][1:]
    ratios = [one / other for one, other in pairs]
    our, their = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"{title}：{statistics.median(ratios):.2f} 倍（{min(ratios):.2f}—{max(ratios):.2f}）　"
        f"本程序 {our:.3f} 秒，空窗口 {their:.3f} 秒"
    )


def fill(data: Path, meetings: int) -> None:
    """A database with many meetings, each with a little in it."""
    import datetime as dt  # noqa: PLC0415 (only here)

    sys.path.insert(0, str(ROOT))
    from secretariat.bootstrap import open_app  # noqa: PLC0415 (as above)
    from secretariat.domain.facts import Dossier, Government, Meeting  # noqa: PLC0415 (as above)
    from secretariat.domain.permissions import Permission  # noqa: PLC0415 (as above)
    from secretariat.services.store import store_meeting  # noqa: PLC0415 (as above)

    app = open_app(data)
    with app.database.transaction(actor=app.actor, permission=Permission.IMPORT_MEETINGS, act="填充") as act:
        for number in range(1, meetings + 1):
            meeting = Meeting(
                kind="executive",
                number=number,
                date=dt.date(2006, 1, 6) + dt.timedelta(days=7 * number),
                place="会议室",
            )
            government = Government(name="云溪区人民政府", term=1)
            dossier = Dossier(
                format="secretariat-dossier/1", rulebook="zichuan-2022", government=government, meeting=meeting
            )
            store_meeting(act.session, dossier)
    app.close()


def main() -> None:
    """Reads what is wanted, and does it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9, help="rounds for each comparison")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = folder
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "compiled"))
        data = Path(folder, "data")
        fill(data, 1000)
        database, python = str(data / "secretariat.sqlite3"), sys.executable
        ours = [python, "-c", OURS, str(data), str(ROOT)]
        compare("窗口首次绘出", [*ours, "paint"], [python, "-c", FIRST_BARE], arguments.runs)
        bare = [python, "-c", LIST_BARE, database]
        compare("会议列表可用（1000 次会议）", [*ours, "list"], bare, arguments.runs)
        compare("列表中第一次会议打开", [*ours, "meeting"], bare, arguments.runs)


if __name__ == "__main__":
    main()
