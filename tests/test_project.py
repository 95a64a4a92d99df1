"""What holds for the project as a whole: its boundaries, its locks, the way it is tested."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def locked(lock: str) -> dict[str, str]:
    """Each package of a lock and its version."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ]+)", text, flags=re.MULTILINE))


def asked(requirements: list[str]) -> dict[str, str]:
    """Each package of a list of pins, under the name that a lock gives it."""
    pins = (re.fullmatch(r"([\w.-]+)(?:\[.*\])?==([\w.]+)", line) for line in requirements)
    return {re.sub(r"[-_.]+", "-", pin[1]).lower(): pin[2] for pin in pins if pin}


# --- locks


def test_everything_that_is_asked_for_is_pinned():
    for requirements in (PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["dev"]):
        assert len(asked(requirements)) == len(requirements)


def test_locks_hold_what_is_asked_for():
    runtime = asked(PROJECT["project"]["dependencies"])
    development = asked(PROJECT["dependency-groups"]["dev"])
    assert runtime.items() <= locked("requirements.lock").items()
    assert development.items() <= locked("requirements-dev.lock").items()


def test_development_adds_to_the_program_and_changes_nothing():
    assert locked("requirements.lock").items() < locked("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place(lock):
    """The one who installs decides where from: no address, no option, no path."""
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(
            r"#.*|[a-z0-9.-]+==[\w.]+( ; [\w '=!<>.()]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line
        ), line
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_nothing_that_is_installed_lacks_what_it_needs():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# --- who may import what; `make lint` holds the rest


def imports(module: Path) -> set[str]:
    """The names of all that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: written out in full, an import can be searched for"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("module", sorted((ROOT / "secretariat/domain").rglob("*.py")), ids=lambda path: path.stem)
def test_the_domain_needs_the_standard_library_only(module):
    foreign = {
        name
        for name in imports(module)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not name.startswith("secretariat.domain")
        and name != "secretariat.errors"
    }
    assert not foreign


def test_every_part_of_the_program_has_its_layer():
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["id"] == "layers")["layers"]
    known = set(re.findall(r"[\w.]+", " ".join(layers)))
    parts = {
        f"secretariat.{path.stem}"
        for path in (ROOT / "secretariat").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"secretariat.__init__"}
    assert parts <= known


# --- the test run itself

SAMPLES = {
    "passes": "def test_it():\n    pass\n",
    "skips": "import pytest\n\ndef test_it():\n    pytest.skip('no reason')\n",
    "skips_whole": "import pytest\n\npytest.importorskip('no_such_module')\n",
    "lacks_a_tool": "def test_it(require_tool, monkeypatch):\n"
    "    monkeypatch.setattr('shutil.which', lambda *_, **__: None)\n"
    "    require_tool('pdftotext')\n",
    "warns": "import warnings\n\ndef test_it():\n    warnings.warn('old', DeprecationWarning)\n",
    "logs": "import logging\n\ndef test_it():\n    logging.getLogger('x').warning('odd')\n",
    "logs_as_expected": "import logging\n\ndef test_it(caplog):\n    logging.getLogger('x').warning('odd')\n"
    "    assert caplog.messages == ['odd']\n    caplog.clear()\n",
    "qt_warns": "from PySide6.QtCore import qWarning\n\ndef test_it(qapp):\n    qWarning('odd')\n",
}


@pytest.fixture
def run_samples(tmp_path):
    """Runs some of the samples in a process of its own, under this project's configuration."""

    def run(names: str, *options: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "tests").mkdir()
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        shutil.copy(ROOT / "tests/conftest.py", tmp_path / "tests")
        for name in names.split():
            (tmp_path / f"tests/test_{name}.py").write_text(SAMPLES[name], encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


def test_a_skipped_test_is_told_by_name_and_by_the_package_it_lacks(run_samples):
    done = run_samples("passes skips_whole lacks_a_tool")
    assert done.returncode == 0, done.stdout
    assert "缺少 pdftotext（Debian 软件包 poppler-utils）" in done.stdout
    assert "1 passed, 2 skipped" in done.stdout


@pytest.mark.parametrize("options", [[], ["-n", "1"]], ids=["alone", "workers"])
@pytest.mark.parametrize("sample", ["skips", "skips_whole"])
def test_with_fail_on_skip_a_skipped_test_fails_the_run(run_samples, sample, options):
    done = run_samples(f"passes {sample}", "--fail-on-skip", *options)
    assert done.returncode == 1, done.stdout
    assert "1 passed, 1 skipped" in done.stdout


def test_with_fail_on_skip_a_run_without_skips_passes(run_samples):
    done = run_samples("passes logs_as_expected", "--fail-on-skip")
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_what_nobody_expected_to_be_said_fails(run_samples):
    done = run_samples("warns logs qt_warns")
    assert set(re.findall(r"^(?:FAILED|ERROR) tests/test_(\w+)", done.stdout, flags=re.MULTILINE)) == {
        "warns",
        "logs",
        "qt_warns",
    }, done.stdout


@pytest.mark.parametrize(
    "script", sorted([ROOT / ".ci/run", *(ROOT / "scripts").glob("*.sh")]), ids=lambda path: path.name
)
def test_a_script_can_be_run(script):
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


def test_a_python_that_is_too_old_is_refused_in_words(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    command = ["bash", ROOT / "scripts/find_python.sh"]
    done = subprocess.run(command, env={"PYTHON": str(old)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "需要 Python 3.11 或更高版本" in done.stderr
