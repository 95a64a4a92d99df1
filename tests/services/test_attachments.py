"""Attachments as acts: taken from wherever the user has them, on record, undone, and never lost by mistake."""

from __future__ import annotations

import errno
import io
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import Attachment
from secretariat.errors import RefusedError
from secretariat.services import attachments, attachments_intake
from secretariat.services.attachments import KEPT, YOUNG, Tidied, tidy
from secretariat.services.attachments_intake import name_of, take_in
from secretariat.services.attachments_opened import OpenedFiles
from secretariat.services.attachments_store import AttachmentFiles, OtherFileError
from secretariat.services.attachments_types import SCANS, media_type, size_words
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.undo import undo
from secretariat.strict_input import UnusableInputError
from tests.databases import SECRETARY

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"
PDF = b"%PDF-1.7\nscan"


@pytest.fixture
def files(tmp_path):
    return AttachmentFiles(tmp_path / "attachments")


@pytest.fixture
def meeting(database):
    return import_dossier(database, SECRETARY, read_dossier(EXAMPLE))


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "签发单.pdf"
    path.write_bytes(PDF)
    return path


def of(database, meeting):
    return export_dossier(database, meeting).attachments


def on_disk(files):
    return sorted(place.name for place in files.folder.rglob("*") if place.is_file())


# -------------------------------------------------------------------------------------------------- taking a file in


def test_a_file_of_any_kind_is_taken_with_its_sum_size_and_kind(files, scan):
    taken = take_in(files, scan)
    assert (taken.name, taken.size, taken.media_type) == ("签发单.pdf", len(PDF), "application/pdf")
    assert files.read(taken) == PDF
    note = scan.with_name("说明")
    note.write_text("没有后缀的文字", encoding="utf-8")
    assert take_in(files, note).media_type is None


def test_progress_is_told_and_can_end_it(files, tmp_path, monkeypatch):
    monkeypatch.setattr(attachments_intake, "PIECE", 4)
    path = tmp_path / "大.bin"
    path.write_bytes(b"0123456789")
    told = []
    take_in(files, path, report=lambda *step: told.append(step))
    assert told == [("正在复制 大.bin（MB）", number, 3) for number in (1, 2, 3)]

    def cancelled(*_):
        raise KeyboardInterrupt

    path.write_bytes(b"another")
    before = on_disk(files)
    with pytest.raises(KeyboardInterrupt):
        take_in(files, path, report=cancelled)
    assert on_disk(files) == before


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (Path.mkdir, "这是文件夹"),
        (Path.touch, "文件是空的"),
        (lambda path: path.symlink_to(path.with_name("gone")), "没有这个文件"),
        (os.mkfifo, "不是普通文件"),
        (lambda path: path.write_bytes(b"x" * 21), "文件太大：21 字节，每个附件最大 200 MB"),
        (lambda path: path.write_bytes(b"PK\x03\x04"), "不是 PDF、JPEG 图片、PNG 图片、TIFF 图片"),
    ],
    ids=["folder", "empty", "gone", "pipe", "too large", "no scan"],
)
def test_what_cannot_be_taken_is_refused_by_name_and_nothing_stored(files, tmp_path, monkeypatch, make, words):
    monkeypatch.setattr(attachments_intake, "LARGEST", 20)
    path = tmp_path / "签发单.pdf"
    make(path)
    with pytest.raises(UnusableInputError, match=rf"签发单\.pdf：{words}") as caught:
        take_in(files, path, only=SCANS)
    assert caught.value.remedy
    assert not files.folder.exists()


def test_the_limit_is_200_mb():
    assert attachments_intake.LARGEST == 200 * 1024 * 1024


def grown(path):
    with path.open("ab") as file:
        file.write(b"more")


def rewritten(path):
    path.write_bytes(b"9876543210")
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("change", [grown, rewritten, lambda path: os.truncate(path, 5)])
def test_a_file_that_changes_while_it_is_read_is_refused(files, tmp_path, monkeypatch, change):
    monkeypatch.setattr(attachments_intake, "PIECE", 8)
    path = tmp_path / "正在扫描.pdf"
    path.write_bytes(b"0123456789")
    with pytest.raises(UnusableInputError, match="读取时文件被改动"):
        take_in(files, path, report=lambda _, done, __: change(path) if done == 1 else None)
    assert on_disk(files) == []


def test_a_disk_pulled_out_while_it_is_read_is_told_as_the_files_fault(files, scan, monkeypatch):
    reads = []

    class Pulled(io.BufferedReader):
        def read(self, size=-1):
            reads.append(size)
            if len(reads) > 1:  # the first look at it went well
                raise OSError(errno.EIO, "made up")
            return super().read(size)

    monkeypatch.setattr(os, "fdopen", lambda descriptor, _: Pulled(io.FileIO(descriptor)))
    with pytest.raises(UnusableInputError, match=r"签发单\.pdf：读取文件失败"):
        take_in(files, scan)
    assert on_disk(files) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("签发单.pdf", "签发单.pdf"),
        ("a\tb\u202epdf.exe", "a_b_pdf.exe"),
        ("字" * 200 + ".pdf", "字" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_as_a_record_can_hold_it(name, kept):
    assert name_of(Path("/x") / name) == kept


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.4", "x", "application/pdf"),
        (b"\r\n\r\n%PDF-1.4", "x.doc", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "x.pdf", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "x", "image/png"),
        (b"II*\x00", "x", "image/tiff"),
        (b"MM\x00*", "x", "image/tiff"),
        (b"PK\x03\x04", "x.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04", "x.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"PK\x03\x04", "x.ofd", "application/ofd"),
        (b"PK\x03\x04", "x.pdf", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.doc", "application/msword"),
        (b"text", "x.pdf", None),
        (b"", "x", None),
    ],
)
def test_the_content_says_what_a_file_is(head, name, kind):
    assert media_type(head, name) == kind


def test_sizes_are_told_as_files_are_counted():
    assert [size_words(size) for size in (820, 35_900, 1_234_567)] == ["820 字节", "35 KB", "1.2 MB"]


# ------------------------------------------------------------------------------------------------------------ as acts


def test_an_attachment_is_added_and_removed_on_record_and_undone(database, files, meeting, scan):
    told = []
    database.subscribe(told.append)
    attachments.add(database, SECRETARY, meeting, files, scan)
    attachments.add(database, SECRETARY, meeting, files, scan)
    one, two = of(database, meeting)
    assert (one.id, two.id, one.sha256) == ("a01", "a02", two.sha256)
    attachments.remove(database, SECRETARY, meeting, one)
    assert of(database, meeting) == (two,)
    undo(database, SECRETARY, told[-1].entry)
    assert {kept.id for kept in of(database, meeting)} == {"a01", "a02"}
    assert files.read(one) == PDF


def test_an_act_that_is_refused_leaves_no_row(database, meeting):
    with pytest.raises(ImpossibleError, match="没有这个附件"):
        attachments.remove(database, SECRETARY, meeting, Attachment(id="a9", name="x", sha256="0" * 64, size=1))
    assert of(database, meeting) == ()


def test_the_file_of_an_imported_record_is_put_back_only_by_itself(database, files, meeting, scan, tmp_path):
    elsewhere = AttachmentFiles(tmp_path / "elsewhere")
    attachments.add(database, SECRETARY, meeting, elsewhere, scan)
    (known,) = of(database, meeting)
    assert attachments.here(files, [known]) == frozenset()
    other = tmp_path / "另一个.pdf"
    other.write_bytes(PDF + b"?")
    with pytest.raises(OtherFileError):
        attachments.find_again(files, known, other)
    attachments.find_again(files, known, scan)
    assert attachments.here(files, [known]) == {known.sha256}


# ------------------------------------------------------------------------------------------------------- keeping order


def aged(files, sha256, seconds):
    place = files.folder / sha256[:2] / sha256
    time = place.stat().st_mtime - seconds
    os.utime(place, (time, time))


def test_at_a_start_only_what_nothing_names_goes_and_not_at_once(database, files, meeting, scan):
    now = scan.stat().st_mtime
    assert tidy(database, files, now=now) == Tidied()  # there is no folder yet
    attachments.add(database, SECRETARY, meeting, files, scan)
    (known,) = of(database, meeting)
    attachments.remove(database, SECRETARY, meeting, known)
    lost = files.put([b"stored, and then the power failed"]).sha256
    for sha256 in (known.sha256, lost):
        aged(files, sha256, YOUNG / 2)
    (files.folder / ".unfinished.0123.part").write_bytes(b"half")
    assert str(tidy(database, files, now=now)) == "清理了上次没有复制完的附件 1 个"
    for sha256 in (known.sha256, lost):
        aged(files, sha256, YOUNG)
    found = tidy(database, files, now=now)
    assert str(found) == "没有登记的附件文件 1 个移入回收处，保留 30 天"
    assert (files.stored().keys(), files.binned()) == ({known.sha256}, {lost: now})
    assert not tidy(database, files, now=now + KEPT)
    assert str(tidy(database, files, now=now + KEPT + 1)) == "清除了回收处满 30 天的附件文件 1 个"
    # What was removed by mistake is there as long as the trail tells of it.
    assert not tidy(database, files, now=now + 1000 * KEPT)
    assert files.read(known) == PDF


def test_what_a_restored_database_names_comes_back_out_of_the_bin(file_database, files, scan):
    now = scan.stat().st_mtime
    sha256 = take_in(files, scan).sha256
    files.put_away(sha256, now=now)
    known = Attachment(id="a1", name="签发单.pdf", sha256=sha256, size=len(PDF))
    import_dossier(file_database, SECRETARY, replace(read_dossier(EXAMPLE), attachments=(known,)))
    assert str(tidy(file_database, files, now=now)) == "从回收处找回附件文件 1 个"
    assert (list(files.stored()), files.binned()) == ([sha256], {})


# ---------------------------------------------------------------------------------------------------- opened elsewhere


@pytest.fixture
def letter(files, tmp_path):
    path = tmp_path / "报告.docx"
    path.write_bytes(b"PK\x03\x04 a letter")
    return take_in(files, path)


def test_another_program_gets_a_copy_that_only_its_owner_reads_and_that_is_wiped(files, letter, tmp_path):
    opened = OpenedFiles(tmp_path / "opened")
    place = opened.copy(files, replace(letter, name="../报告?.docx"))
    assert place.name == "_报告_.docx"
    assert place.read_bytes() == b"PK\x03\x04 a letter"
    assert stat.S_IMODE(place.stat().st_mode) == 0o400
    assert stat.S_IMODE(opened.folder.stat().st_mode) == 0o700
    assert opened.copy(files, replace(letter, name="../报告?.docx")) == place
    opened.wipe()
    assert not opened.folder.exists()
    opened.wipe()


def test_a_program_is_never_opened(files, letter, tmp_path):
    opened = OpenedFiles(tmp_path / "opened")
    for name in ("报告.exe", "报告.pdf.desktop", "报告.docm", "报告"):
        with pytest.raises(RefusedError, match="不是文档"):
            opened.copy(files, replace(letter, name=name))
    assert not opened.folder.exists()
