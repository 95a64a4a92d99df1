"""What every test of the window has: the application in Chinese with its style, a shell, and a watchdog."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.ui.watchdog import Watchdog
from ui.app import Start, make_window
from ui.errors import ErrorReporter
from ui.operations import Operations
from ui.settings_store import SettingsStore
from ui.theme import Theme
from ui.translation import speak_chinese

TODAY = date(2022, 4, 1)


def pytest_configure(config):
    # Said by Qt's offscreen screen of windows with a least size, and of popups; nothing is wrong with them.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support .*")


@pytest.fixture(scope="session")
def qapp_args():
    return ["tests", "-style", "fusion"]


@pytest.fixture(scope="session")
def chinese(qapp):
    """Qt's application, once: its words in Chinese, and its look."""
    speak_chinese(qapp)
    Theme(qapp).set_type()
    return qapp


@pytest.fixture
def operations(chinese):
    """The workers; what is left undone at the end fails the test."""
    made = Operations(chinese, clock=lambda: datetime(2022, 4, 1, 9, 41, 5))  # noqa: DTZ001
    yield made
    assert made.shutdown(wait_ms=3000), "something was still being written"
    made.deleteLater()


@pytest.fixture
def window(chinese, qtbot, tmp_path):
    """The frame, without pages, styled."""
    start = Start(
        database=str(tmp_path / "secretariat.db"),
        open_services=lambda _publish: None,
        add_pages=lambda _window, _shell: "",
        government="示例区政府",
        today=TODAY,
    )
    reporter = ErrorReporter(tmp_path / "log" / "secretariat.log", chinese)
    made = make_window(chinese, start, SettingsStore(tmp_path / "config"), reporter)
    qtbot.addWidget(made, before_close_func=_settle)
    yield made
    made.shell.operations.shutdown(wait_ms=3000)


def _settle(window):
    window.shell.operations.shutdown(wait_ms=3000)


@pytest.fixture
def shell(window):
    """What a page gets."""
    return window.shell


@pytest.fixture(scope="session")
def gallery():
    """The module of ``gallery.py``."""
    path = Path(__file__).with_name("gallery.py")
    spec = importlib.util.spec_from_file_location("gallery", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["gallery"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def full_window(window, gallery, qtbot):
    """The frame with the gallery's pages, shown."""
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.shell.go(gallery.add_pages(window, window.shell))
    qtbot.waitUntil(lambda: not window.shell.operations.busy)
    return window


@pytest.fixture
def main_thread_watchdog(chinese):
    """Fails a test in which the main thread was blocked for more than 100 ms, and says where."""
    chinese.processEvents()
    with Watchdog() as dog:
        yield dog
    if dog.late:
        pytest.fail(dog.verdict(), pytrace=False)
