"""Papers are on the disk wholly and for good, or not at all and with the cause told."""

from __future__ import annotations

import os
import stat

import pytest

from secretariat.services.whole_files import UnwritableError, write_each_whole, write_whole


@pytest.fixture
def kept(monkeypatch):
    """What was brought to the disk for good, in order: ``file`` or ``folder``."""
    done = []
    fsync = os.fsync

    def told(handle):
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", told)
    return done


def test_two_papers_are_kept_and_their_folder_once(kept, tmp_path):
    papers = {tmp_path / "新" / "a.pdf": b"A", tmp_path / "新" / "b.pdf": b"B"}
    write_each_whole(papers)
    assert {path: path.read_bytes() for path in (tmp_path / "新").iterdir()} == papers
    assert kept == ["file", "file", "folder"]


def test_each_folder_is_kept(kept, tmp_path):
    write_each_whole({tmp_path / "x" / "a": b"A", tmp_path / "y" / "a": b"B"})
    assert kept == ["file", "file", "folder", "folder"]


def test_the_path_that_cannot_be_written_is_named_and_nothing_left(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(UnwritableError, match=r"无法写入 .*a\.pdf（该位置是目录）"):
        write_whole(tmp_path / "a.pdf", b"A")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
