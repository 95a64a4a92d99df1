"""Pictures of what a test shows, when somebody asks for them: ``pytest --pictures FOLDER`` on a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

_STILL_MS = 300  # by then what was done last has been laid out and painted


@pytest.fixture
def album(request, chinese, qtbot):
    """Takes a picture of the whole screen under a name; without ``--pictures`` it takes none.

    The offscreen platform has no screen to take: there a picture that was asked for is a mistake.
    """
    folder = request.config.getoption("--pictures")

    def take(name):
        if folder is None:
            return
        qtbot.wait(_STILL_MS)
        taken = chinese.primaryScreen().grabWindow(0)
        assert not taken.isNull(), "no screen to take a picture of; set QT_QPA_PLATFORM=xcb"
        Path(folder).mkdir(parents=True, exist_ok=True)
        assert taken.save(str(Path(folder, f"{request.node.name.removeprefix('test_')}-{name}.png")))

    return take
