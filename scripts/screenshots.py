"""Pictures of the real window, taken off a screen of its own.

Starts Xvfb with a window manager for every picture, shows the window, presses keys as a user would, waits until the
screen stands still, and grabs the root window: what is in the picture is what a user sees. It shows the program with
the sample meetings, for the README; with ``--gallery`` the gallery of widgets, for whoever works on them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
GALLERY = (sys.executable, str(ROOT / "tests/ui/gallery.py"))
PROGRAM = (sys.executable, str(ROOT / "main.py"))
SAMPLES = ROOT / "resources/samples"
NEEDED = {"Xvfb": "xvfb", "openbox": "openbox", "import": "imagemagick", "xdotool": "xdotool"}
DEPARTMENT_FILE = "topic.zip"
STILL_S = 0.5
LONGEST_S = 20.0


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, what the program is told, what is pressed, the screen, and Qt's scale factor.

    ``topics``: with topics on their way to a meeting. A key ``file`` types the path of a department's file.
    """

    name: str
    arguments: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    empty: bool = False
    topics: bool = False
    size: tuple[int, int] = (1366, 768)
    factor: float = 1.0
    wait: float = 0.0
    moves: bool = False


def _turned(times: int) -> tuple[str, ...]:
    """The keys that turn to the tab so many further."""
    return ("ctrl+Tab",) * times


_MEETING = ("alt+2", "Return")
STORY = (
    Picture("first-start", empty=True),
    Picture("home", wait=4.0),  # until the meetings are judged
    Picture("meetings", keys=("alt+2",)),
    Picture("overview", keys=_MEETING),
    Picture("topics", keys=(*_MEETING, "ctrl+Tab")),
    Picture("notices", keys=(*_MEETING, *_turned(3))),
    Picture("agenda", keys=(*_MEETING, *_turned(2))),
    Picture("leave", keys=(*_MEETING, *_turned(4))),
    Picture("attendance", keys=(*_MEETING, *_turned(5))),
    Picture("minutes", keys=(*_MEETING, *_turned(6))),
    Picture("room", keys=(*_MEETING, *_turned(5), "F11")),
    Picture("leave-all", keys=("alt+4",)),
    Picture("away", keys=("alt+4", "ctrl+Tab")),
    Picture("statistics", keys=("alt+7",)),
    Picture("organisation", keys=("alt+8",)),
    Picture("person", keys=("alt+8", "Down", "Return")),
    Picture("import", keys=("alt+8", "ctrl+i")),
    Picture("rules", keys=("alt+9",)),
    Picture("attendance-150", keys=(*_MEETING, *_turned(5)), factor=1.5),
)
_BOARD = ("alt+3",)
_TOPIC = (*_BOARD, *("Down",) * 3, "Return")  # from the filter into the list, and to the one that was filed first
_AGENDA = (*_MEETING, *_turned(2))
_AGENDA_PUT = (*_AGENDA, *("Return",) * 3)
TOPICS = tuple(
    Picture(f"topics-{name}", keys=keys, topics=True)
    for name, keys in {
        "board": _BOARD,
        "one": _TOPIC,
        "chain": (*_TOPIC, "ctrl+Next"),
        "countersign": (*_TOPIC, "ctrl+Next", "ctrl+Next"),
        "coordination": (*_TOPIC, *("ctrl+Next",) * 3),
        "review": (*_TOPIC, *("ctrl+Next",) * 4),
        "material": (*_TOPIC, *("ctrl+Next",) * 5),
        "new": (*_BOARD, "ctrl+n", *("Tab",) * 4, *("Down",) * 4),
        "import": (*_BOARD, "ctrl+i", "Return", "file", "Return"),
        "bin": (*_BOARD, "shift+Tab", "shift+Tab", "Return", "Up", "Return"),
        "agenda-candidates": _AGENDA,
        "agenda-asked": (*_AGENDA_PUT, "ctrl+Return"),
        "agenda-set": (*_AGENDA_PUT, "ctrl+Return", "Return"),
    }.items()
)
GALLERY_PICTURES = (
    Picture("meeting-light", ("--page", "meetings")),
    Picture("meeting-dark", ("--page", "meetings", "--dark")),
    Picture("meeting-150", ("--page", "meetings"), size=(1920, 1080), factor=1.5),
    Picture("meeting-150-small-screen", ("--page", "meetings"), factor=1.5),
    Picture("fields-150-small-screen", ("--page", "topics"), factor=1.5),
    Picture("meeting-type-140", ("--page", "meetings", "--scale", "140")),
    Picture("meeting-narrow", ("--page", "meetings", "--act", "narrow"), wait=1.5),
    Picture("fields-light", ("--page", "topics")),
    Picture("fields-dark", ("--page", "topics", "--dark")),
    Picture("fields-150", ("--page", "topics"), size=(1920, 1080), factor=1.5),
    Picture("fields-type-140", ("--page", "topics", "--scale", "140")),
    Picture("empty-light", ("--page", "home")),
    Picture("paper-light", ("--page", "minutes")),
    Picture("paper-150", ("--page", "minutes"), size=(1920, 1080), factor=1.5),
    Picture("system-light", ("--page", "system")),
    Picture("system-dark", ("--page", "system", "--dark")),
    Picture("confirm", ("--page", "meetings", "--act", "confirm"), wait=1.5),
    Picture("danger-dark", ("--page", "meetings", "--act", "danger", "--dark"), wait=1.5),
    Picture("note", ("--page", "meetings", "--act", "note"), wait=1.5),
    Picture("error", ("--page", "meetings", "--act", "error"), wait=1.5),
    Picture("fault", ("--page", "meetings", "--act", "fault"), wait=1.5),
    Picture("progress", ("--page", "meetings", "--act", "progress"), wait=2.5, moves=True),
    Picture("calendar", ("--page", "topics", "--act", "calendar"), wait=1.5),
    Picture("calendar-dark", ("--page", "topics", "--act", "calendar", "--dark"), wait=1.5),
    Picture("people", ("--page", "topics", "--act", "people"), wait=1.5),
    Picture("files", ("--page", "meetings", "--act", "files"), wait=1.5),
)


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="拍摄窗口截图")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/screenshots")
    parser.add_argument("--only", default="", help="只拍名称含有此词的")
    parser.add_argument("--story", action="store_true", help="在真实窗口上走完整件工作，边走边拍")
    parser.add_argument("--gallery", action="store_true", help="拍摄部件陈列，而不是程序本身")
    parser.add_argument("--factor", type=float, help="一律按此倍数缩放，如 1.5")
    wanted = parser.parse_args()
    if missing := [package for tool, package in NEEDED.items() if shutil.which(tool) is None]:
        print(f"缺少软件包 {' '.join(missing)}，无法拍摄截图。", file=sys.stderr)
        return 1
    wanted.out.mkdir(parents=True, exist_ok=True)
    if wanted.story:
        return story(wanted.out)
    for picture in GALLERY_PICTURES if wanted.gallery else (*STORY, *TOPICS):
        if wanted.only in picture.name:
            if wanted.factor:
                picture = replace(picture, factor=wanted.factor)  # noqa: PLW2901 (the same picture, scaled)
            take(picture, wanted.out / f"{picture.name}.png", gallery=wanted.gallery)
            print(wanted.out / f"{picture.name}.png", flush=True)
    return 0


def story(out: Path) -> int:
    """Go through the whole job on the real window, as the stories among the tests do, with a picture at each step."""
    with screen((1366, 768)) as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with started(["openbox", "--sm-disable"], environment):
            pytest = [sys.executable, "-m", "pytest", "-q", "-n0"]
            told = [*pytest, f"--pictures={out}", "tests/end_to_end/test_story.py"]
            return subprocess.run(told, env=environment, check=False, cwd=ROOT).returncode


def take(picture: Picture, file: Path, *, gallery: bool) -> None:
    """Show the program on a screen of its own and grab that screen."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="screenshots-"))
        display = stack.enter_context(screen(picture.size))
        environment = {
            **os.environ,
            "DISPLAY": display,
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "HOME": home,
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": str(picture.factor),
            **{f"XDG_{name}_HOME": str(Path(home, name)) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
        }
        stack.enter_context(started(["openbox", "--sm-disable"], environment))
        command = [*GALLERY, *picture.arguments] if gallery else program(Path(home), environment, picture)
        stack.enter_context(started(command, environment))
        time.sleep(1.0 + picture.wait)
        wait_until_still(environment, file, longest=0 if picture.moves else LONGEST_S)
        for key in picture.keys:
            pressed = ["type", str(Path(home, DEPARTMENT_FILE))] if key == "file" else ["key", key]
            subprocess.run(["xdotool", *pressed], env=environment, check=True)
            wait_until_still(environment, file, longest=LONGEST_S)


def program(home: Path, environment: dict[str, str], picture: Picture) -> list[str]:
    """The program's command, with its data folder filled with what the picture shows."""
    data = home / "data"
    data.mkdir()
    if not picture.empty:
        samples = sorted(SAMPLES.glob("*.json"))
        command = [*PROGRAM, "import", *map(str, samples), "--data", str(data)]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
        from screenshot_data import file_topics, register_organisation

        if picture.topics:
            file_topics(data, samples[0], home / DEPARTMENT_FILE)
        else:
            register_organisation(data, samples[0])
    return [*PROGRAM, "--data", str(data)]


def wait_until_still(environment: dict[str, str], file: Path, longest: float) -> None:
    """Grab the screen until two grabs are the same and show something."""
    end, before = time.monotonic() + longest, b""
    while not before or time.monotonic() < end:
        subprocess.run(["import", "-silent", "-window", "root", f"png:{file}"], env=environment, check=True)
        now = subprocess.run(["convert", file, "rgb:-"], capture_output=True, check=True).stdout
        if now == before and len(set(now[:: len(now) // 997])) > 1:
            return
        before = now
        time.sleep(STILL_S)


@contextmanager
def screen(size: tuple[int, int]) -> Iterator[str]:
    """An X server of its own; it finds a free number itself and says which."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        f"{size[0]}x{size[1]}x24",
        "-nolisten",
        "tcp",
        "-dpi",
        "96",
    ]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise SystemExit("Xvfb 没有启动")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def started(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """A program, ended afterwards."""
    process = subprocess.Popen(command, env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
