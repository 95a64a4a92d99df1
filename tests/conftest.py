"""What every test has: a home of its own, no screen, tools by name, and nothing said that nobody expected."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent

# A test never sees the settings, data or caches of whoever runs it, and needs no screen, no message bus, no home.
_home = tempfile.TemporaryDirectory(prefix="secretariat-tests-")
for _variable, _folder in {
    "HOME": "home",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
}.items():
    os.environ[_variable] = str(Path(_home.name, _folder))
    Path(_home.name, _folder).mkdir(mode=0o700)
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long an example takes says more about the machine than about the code. In CI a commit always tries the same ones.
hypothesis.settings.register_profile("office", deadline=None, derandomize="CI" in os.environ, print_blob=True)
hypothesis.settings.load_profile("office")

# Each tool that a test may ask for, and the package of Debian that has it; scripts/debian_packages.sh installs them.
_PACKAGES = {
    "cupsd": "cups",
    "initdb": "postgresql",
    "java": "default-jre-headless",
    "openbox": "openbox",
    "pdffonts": "poppler-utils",
    "pdfimages": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftocairo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pg_ctl": "postgresql",
    "pg_dump": "postgresql",
    "psql": "postgresql",
    "softhsm2-util": "softhsm2",
    "soffice": "libreoffice-writer-nogui",
    "Xvfb": "xvfb",
    "xclip": "xclip",
    "xdotool": "xdotool",
}


def _find_tool(name: str) -> str | None:
    """The tool's path; PostgreSQL keeps its own tools out of the way of everyday use, the newest version last."""
    folders = [os.defpath, "/usr/sbin", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(folders))


@pytest.fixture(scope="session")
def require_tool() -> Callable[[str], str]:
    """Gives a tool's path, as in ``require_tool("pdftotext")``; without the tool the test is skipped, naming it."""

    def find(name: str) -> str:
        package = _PACKAGES[name]
        path = _find_tool(name)
        if path is None:
            pytest.skip(f"缺少 {name}（Debian 软件包 {package}）")
        return path

    return find


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(autouse=True)
def _no_unexpected_log_line(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test that leaves a warning or worse in the log; one that expects it looks, then ``caplog.clear()``s."""
    yield
    lines = [
        record.getMessage()
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    if lines:
        pytest.fail("unexpected in the log:\n" + "\n".join(lines), pytrace=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fail-on-skip", action="store_true", help="a run in which any test was skipped has failed")
    parser.addoption("--pictures", metavar="FOLDER", help="take pictures of the stories on the way; needs a screen")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is installed nothing may be skipped: a test that does not run proves nothing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not session.config.getoption("--fail-on-skip") or reporter is None:
        return
    skipped = reporter.stats.get("skipped", [])
    if skipped and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and config.getoption("--fail-on-skip"):
        terminalreporter.write_line(f"--fail-on-skip: {len(skipped)} skipped, so this run has failed", red=True)
