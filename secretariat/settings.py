"""Where the program's own resources lie and where a seat keeps its data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"
RULEBOOKS = RESOURCES / "rulebooks"
FONTS = RESOURCES / "fonts"
SAMPLES = RESOURCES / "samples"

DATABASE = "secretariat.sqlite3"
ATTACHMENTS = "attachments"
"""The folder beside the database that holds the files of attachments."""
OPENED = "opened"
"""The private folder for copies of attachments that other programs open."""
BUSY_SECONDS = 5
"""How long a seat waits for another one's act to end."""

_FOLDER = "secretariat"


def default_data_folder() -> Path:
    """The platform's own folder for this program's data; it need not exist.

    The same places as platformdirs gives, without importing it: the command line asks on every start.
    """
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / _FOLDER
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / _FOLDER
