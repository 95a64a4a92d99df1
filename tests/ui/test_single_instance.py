"""One window for one database: the second start calls the first."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ui.single_instance import SingleInstance


@pytest.mark.usefixtures("chinese")
def test_the_second_start_calls_the_first(qtbot, tmp_path, root):
    first = SingleInstance(str(tmp_path / "a.db"), tmp_path)
    assert first.claim()
    first.listen()
    second = SingleInstance(str(tmp_path / "a.db"), tmp_path)
    assert not second.claim()
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from ui.single_instance import SingleInstance; qt = QCoreApplication([]);"
        "sys.exit(not SingleInstance(sys.argv[1], Path(sys.argv[2])).call_first())"
    )
    caller = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "a.db"), str(tmp_path)], cwd=root)
    with qtbot.waitSignal(first.called):
        pass
    qtbot.waitUntil(lambda: caller.poll() is not None)
    assert caller.returncode == 0
    other = SingleInstance(str(tmp_path / "b.db"), tmp_path)
    assert other.claim()
    first.release()
    assert second.claim()
    second.release()
    other.release()
