"""The window's settings: kept beside the data, put to use at once, and in nobody's way when they are bad."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.settings_store import SettingsStore, WindowSettings
from ui.theme import DARK, LIGHT, tokens_of


def test_settings_are_kept_and_bad_ones_ignored(tmp_path):
    store = SettingsStore(tmp_path)
    store.change(dark=True, scale=120, geometry=(1, 2, 300, 400), folder='D:\\会议 "一"')
    store.remember_columns("议题 表", {"no": 64})
    assert SettingsStore(tmp_path).window == store.window
    for text in ("dark = 1\nscale = 500\ngeometry = [1]\nunknown = 3", "not toml ="):
        store.path.write_text(text, encoding="utf-8")
        assert SettingsStore(tmp_path).window == WindowSettings()


def test_settings_that_cannot_be_written_stop_nobody(tmp_path):
    store = SettingsStore(Path(tmp_path, "file", "sub"))
    Path(tmp_path, "file").write_text("", encoding="utf-8")
    store.change(dark=True)
    assert store.window.dark


def test_the_look_changes_at_once_and_is_kept(full_window):
    shell = full_window.shell
    shell.theme.change(dark=True, scale=140)
    assert tokens_of(full_window.palette()) is DARK
    assert SettingsStore(shell.settings.path.parent).window.dark
    assert full_window.font().pointSizeF() == pytest.approx(11 * 1.4)
    shell.theme.change(dark=False, scale=100)
    assert tokens_of(full_window.palette()) is LIGHT
