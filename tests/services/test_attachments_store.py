"""Files under their SHA-256: wholly there or not at all, whatever fails, and read only as what was stored."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import random
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.domain.facts import Attachment
from secretariat.services import attachments_store as module
from secretariat.services.attachments_store import (
    AttachmentFiles,
    DamagedFileError,
    FileNotHereError,
    OtherFileError,
    UnreachableFilesError,
)
from secretariat.services.database_faults import DiskFullError, ReadOnlyDatabaseError
from secretariat.services.whole_files import Part, part_in, sweep_parts

ROOT = Path(__file__).parent.parent.parent
WORDS = "签发单".encode()


@pytest.fixture
def files(tmp_path):
    return AttachmentFiles(tmp_path / "attachments")


def of(content, name="签发单.pdf"):
    return Attachment(id="a1", name=name, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def on_disk(files):
    return sorted(place.name for place in files.folder.rglob("*") if place.is_file())


def test_what_was_put_is_there_under_its_sum(files):
    stored = files.put(iter([WORDS[:3], WORDS[3:]]))
    assert (stored.sha256, stored.size) == (of(WORDS).sha256, 9)
    place = files.folder / stored.sha256[:2] / stored.sha256
    assert place.read_bytes() == WORDS  # a plain file that any tool can check, until it is encrypted
    with files.open(of(WORDS)) as file:
        assert file.read() == WORDS
    assert files.read(of(WORDS)) == WORDS
    assert files.has(of(WORDS))
    assert not files.has(of(b"other"))


@settings(max_examples=30)
@given(st.lists(st.binary(max_size=40), max_size=6), st.integers(1, 7))
def test_any_contents_come_back_each_stored_once(tmp_path_factory, contents, step):
    files = AttachmentFiles(tmp_path_factory.mktemp("files"))
    for content in contents:
        pieces = (content[start : start + step] for start in range(0, len(content), step))
        assert files.put(pieces).sha256 == of(content).sha256
    assert all(files.read(of(content)) == content for content in contents)
    assert on_disk(files) == sorted({of(content).sha256 for content in contents})


def test_a_file_that_is_not_here_is_told_with_what_to_do(files):
    for look in (files.open, files.read):
        with pytest.raises(FileNotHereError, match=r"附件“签发单\.pdf”的文件不在本机.*找回文件"):
            look(of(WORDS))


def test_a_damaged_file_is_never_shown_and_mended_by_the_right_one(files):
    files.put([WORDS])
    place = files.folder / of(WORDS).sha256[:2] / of(WORDS).sha256
    place.write_bytes(WORDS[:-1] + b"?")
    with pytest.raises(DamagedFileError, match="已损坏"):
        files.read(of(WORDS))
    files.put([WORDS])
    assert files.read(of(WORDS)) == WORDS


def test_only_the_file_that_was_asked_for_is_taken(files):
    with pytest.raises(OtherFileError, match="不是登记的那个文件"):
        files.put([b"other"], expected=of(WORDS).sha256)
    assert on_disk(files) == []
    files.put([WORDS], expected=of(WORDS).sha256)
    assert files.has(of(WORDS))


def test_a_name_is_never_a_path(files):
    with pytest.raises(ValueError, match="etc"):
        files.has(Attachment(id="a1", name="x", sha256="../../etc/passwd", size=1))


# ------------------------------------------------------------------------------------------------------ what can fail


class StopError(Exception):
    """Somebody has cancelled."""


def stopping():
    yield WORDS
    raise StopError


def test_a_copy_that_is_cancelled_leaves_nothing(files):
    with pytest.raises(StopError):
        files.put(stopping())
    assert on_disk(files) == []


@pytest.mark.parametrize(
    ("number", "fault", "words"),
    [
        (errno.ENOSPC, DiskFullError, "磁盘空间不足"),
        (errno.EDQUOT, DiskFullError, "磁盘空间不足"),
        (errno.EROFS, ReadOnlyDatabaseError, "只能读取"),
        (errno.EIO, UnreachableFilesError, "读写失败"),
    ],
)
@pytest.mark.parametrize("step", ["write", "keep_as"])
def test_a_disk_that_fails_is_told_and_keeps_what_was_there(files, monkeypatch, number, fault, words, step):
    files.put([WORDS])

    def fail(*_):
        raise OSError(number, "made up")

    if step == "keep_as":
        monkeypatch.setattr(Part, "keep_as", fail)
    else:
        begin = Part.__init__

        class Full(io.BufferedWriter):
            write = fail

        def begun(part, place):
            begin(part, place)
            part.file = Full(part.file.detach())

        monkeypatch.setattr(Part, "__init__", begun)
    with pytest.raises(fault, match=words) as caught:
        files.put([b"x" * 100])
    assert caught.value.remedy
    assert on_disk(files) == [of(WORDS).sha256]
    assert files.read(of(WORDS)) == WORDS


def test_a_disk_without_room_is_told_before_anything_is_copied(files, monkeypatch):
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as the standard library has it
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage(10, 9, 1))
    with pytest.raises(DiskFullError):
        files.put((pytest.fail("read") for _ in range(1)), size=2)
    assert on_disk(files) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "attachments").write_text("a file")
    with pytest.raises(UnreachableFilesError, match="读写失败"):
        AttachmentFiles(tmp_path / "attachments").put([WORDS])


# -------------------------------------------------------------------------------------------------------------- the bin


def test_the_bin_is_still_read_until_it_is_emptied(files):
    sha256 = files.put([WORDS]).sha256
    files.put_away(sha256, now=1000.0)
    assert (files.stored(), files.binned()) == ({}, {sha256: 1000.0})
    assert files.read(of(WORDS)) == WORDS
    files.take_back(sha256)
    assert (list(files.stored()), files.binned()) == ([sha256], {})
    files.put_away(sha256, now=1000.0)
    files.throw_away(sha256)
    assert not files.has(of(WORDS))


def test_what_somebody_is_still_writing_is_not_swept(files):
    files.folder.mkdir()
    with part_in(files.folder, "unfinished") as part:
        part.file.write(WORDS)
        assert files.sweep_unfinished() == 0
        part.keep_as(files.folder / "x")
    assert (files.folder / "x").read_bytes() == WORDS


# ----------------------------------------------------------------------------------------------------------- kill -9


@pytest.mark.parametrize("rounds", [6, pytest.param(100, marks=pytest.mark.slow)])
def test_kill_9_while_a_big_file_is_copied_leaves_it_wholly_or_not_at_all(tmp_path, rounds):
    folder = tmp_path / "attachments"
    code = f"import sys; sys.path[:0] = [{str(ROOT)!r}]; from tests.services.killed_copying import main; "
    code += f"main({str(folder)!r}, {rounds}, {random.Random(rounds).randrange(99)})"  # noqa: S311 - the same each time
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    shown = json.loads(done.stdout)
    files = AttachmentFiles(folder)
    stored = files.stored()
    assert {hashlib.sha256((folder / one[:2] / one).read_bytes()).hexdigest() for one in stored} == stored.keys()
    assert set(shown) <= stored.keys()
    killed = len(list(folder.glob(".*.part")))
    assert killed > 0  # or the test shows nothing
    assert files.sweep_unfinished() == killed
    assert sweep_parts(folder) == 0
    assert files.stored() == stored
