"""What this seat has chosen for the window: scale, ground, the window's place, the width of columns.

Kept as ``window.toml`` in the platform's folder for settings. A file that cannot be read is as good as none: nobody is
kept from work by how wide a column is; the next change writes a good one.
"""

from __future__ import annotations

import os
import sys
from dataclasses import field, fields, replace
from pathlib import Path
from typing import Any, Final

from secretariat.domain.records import record

_FOLDER: Final = "secretariat"
_FILE: Final = "window.toml"
_SCALES: Final = (90, 140)


def config_folder() -> Path:
    """The platform's own folder for this program's settings; it need not exist."""
    if sys.platform == "win32":
        return _base("APPDATA", "AppData/Roaming") / _FOLDER
    return _base("XDG_CONFIG_HOME", ".config") / _FOLDER


def log_folder() -> Path:
    """The platform's own folder for this program's log; it need not exist."""
    if sys.platform == "win32":
        return _base("LOCALAPPDATA", "AppData/Local") / _FOLDER / "log"
    return _base("XDG_STATE_HOME", ".local/state") / _FOLDER


def _base(variable: str, default: str) -> Path:
    given = os.environ.get(variable)
    return Path(given) if given else Path.home() / default


@record(kw_only=True)
class WindowSettings:
    """The choices themselves."""

    scale: int = 100
    """Per cent, 90 to 140."""
    dark: bool = False
    geometry: tuple[int, int, int, int] | None = None
    """Where the window stood: left, top, width, height."""
    maximized: bool = False
    folder: str = ""
    """The folder that was last used in a file dialog."""
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    """Widths by table and column."""
    views: dict[str, dict[str, str]] = field(default_factory=dict)
    """What lists are narrowed by, under the names that the user gave: ``topics.急办`` and its filters."""


class SettingsStore:
    """Reads once, writes on every change, whole or not at all."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or config_folder()) / _FILE
        self.window = self._read()

    def change(self, **values: Any) -> None:  # noqa: ANN401 (the fields' own types)
        """Choose otherwise: ``change(dark=True)``."""
        changed = replace(self.window, **values)
        if changed != self.window:
            self.window = changed
            self._write()

    def columns(self, table: str) -> dict[str, int]:
        """The widths that a table's columns had."""
        return self.window.columns.get(table, {})

    def remember_columns(self, table: str, widths: dict[str, int]) -> None:
        """Keep the widths of a table's columns."""
        self.change(columns={**self.window.columns, table: widths})

    def views(self, of: str) -> dict[str, dict[str, str]]:
        """The views kept of a list, by name."""
        mine = f"{of}."
        return {name.removeprefix(mine): kept for name, kept in self.window.views.items() if name.startswith(mine)}

    def keep_view(self, of: str, name: str, values: dict[str, str] | None) -> None:
        """Keep what a list is narrowed by under a name; ``None`` forgets it."""
        kept = {key: view for key, view in self.window.views.items() if key != f"{of}.{name}"}
        self.change(views=kept if values is None else {**kept, f"{of}.{name}": values})

    def _read(self) -> WindowSettings:
        if not self.path.exists():
            return WindowSettings()
        import tomllib  # noqa: PLC0415 (5 ms)

        try:
            read = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return WindowSettings()
        good = {name: value for name, value in read.items() if _fits(name, value)}
        if "geometry" in good:
            good["geometry"] = tuple(good["geometry"])
        return WindowSettings(**good)

    def _write(self) -> None:
        lines, tables = [], []
        for one in fields(self.window):
            value = getattr(self.window, one.name)
            if isinstance(value, dict):
                for table, kept in value.items():
                    tables.append(f"\n[{one.name}.{_quoted(table)}]")
                    tables += [f"{_quoted(name)} = {_quoted(what)}" for name, what in kept.items()]
            elif value is not None:
                lines.append(f"{one.name} = {_quoted(value)}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            new = self.path.with_suffix(".new")
            new.write_text("\n".join([*lines, *tables, ""]), encoding="utf-8")
            new.replace(self.path)
        except OSError:
            return  # a seat whose settings cannot be kept works all the same


def _quoted(value: object) -> str:
    """A value as TOML writes it, which for these types is how JSON does."""
    import json  # noqa: PLC0415 (3 ms)

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _fits(name: str, value: object) -> bool:  # noqa: PLR0911 (one for each kind of setting)
    """Whether a value read from the file is one that the setting can have."""
    match name, value:
        case "scale", int():
            return _SCALES[0] <= value <= _SCALES[1] and value is not True
        case (("dark" | "maximized"), bool()):
            return True
        case "folder", str():
            return True
        case "geometry", [int(), int(), int(width), int(height)]:
            return width > 0 and height > 0
        case "columns", dict():
            return all(
                isinstance(widths, dict) and all(isinstance(width, int) and width > 0 for width in widths.values())
                for widths in value.values()
            )
        case "views", dict():
            return all(
                isinstance(view, dict) and all(isinstance(what, str) for what in view.values())
                for view in value.values()
            )
    return False
