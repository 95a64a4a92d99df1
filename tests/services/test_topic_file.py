"""A topic as a file: written and read back without loss, and whatever is hostile refused with nothing taken."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

from secretariat.domain import facts
from secretariat.domain.states import FileKind, Opinion, ReviewKind, StepKind, TopicFlag, TopicType
from secretariat.domain.topic_fragment import dossier_of_fragment, fragment_of
from secretariat.errors import RefusedError
from secretariat.services import topic_zip
from secretariat.services.attachments import tidy
from secretariat.services.attachments_store import AttachmentFiles, FileNotHereError
from secretariat.services.database_faults import DiskFullError
from secretariat.services.exchange import dump
from secretariat.services.proposal_list import list_topics
from secretariat.services.store import load_dossier
from secretariat.services.suspicious_files import suspicion
from secretariat.services.topic_file import (
    Newcomers,
    Target,
    export_topic,
    import_topic,
    matched,
    parse_fragment,
    read_topic_file,
)
from secretariat.services.whole_files import UnwritableError
from secretariat.strict_input import UnusableInputError
from tests.databases import SECRETARY, new_database
from tests.services.topics_desk import FILED, NAME, Desk

ROOT = Path(__file__).parent.parent.parent
PDF, NOTE = b"%PDF-1.7 " + b"x" * 5000, b"note " * 100
TARGET = Target(government=NAME, kind="executive", filed_on=FILED)


def attachment(ref, name, data):
    return facts.Attachment(id=ref, name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def fragment(**more):
    """A topic as a department hands it in, with two files, an opinion and a reporter of its own."""
    values = {
        "format": "secretariat-topic/1",
        "government": {"name": NAME},
        "kind": "executive",
        "filed_on": "2026-11-02",
        "departments": [
            {"id": "d01", "name": "住建局", "kind": "department"},
            {"id": "d02", "name": "司法局", "kind": "department"},
            {"id": "d03", "name": "园林中心", "kind": "enterprise"},
        ],
        "people": [
            {"id": "p01", "name": "龚燚", "posts": [{"post": "department_head", "department": "d01"}]},
            {"id": "p02", "name": "牛郎中", "title": "园林中心主任"},
        ],
        "topic": {
            "title": "城市更新条例",
            "type": "normative_document",
            "flags": ["market_activity"],
            "sponsor": "d01",
            "concerns": ["d02", "d03"],
            "reporter": "p02",
            "form": {"signed_by": "p01", "sealed": True},
            "countersigns": [{"department": "d02", "opinion": "disagree", "grounds": "于法无据", "form": "a02"}],
            "reviews": [{"review": "legality", "by": "d02", "on": "2026-11-01", "passed": True}],
            "files": [{"attachment": "a01", "kind": "draft"}],
        },
        "attachments": [
            dataclasses.asdict(attachment("a01", "草案.pdf", PDF)),
            dataclasses.asdict(attachment("a02", "意见.txt", NOTE)),
        ],
    }
    return {**values, **more}


FILES = {"attachments/草案.pdf": PDF, "attachments/意见.txt": NOTE}


def text(**more):
    return json.dumps(fragment(**more)).encode()


def zipped(place, files=None, *, topic=None, packed=zipfile.ZIP_DEFLATED):
    """A ZIP as somebody else may make it; keys are names or whole entries."""
    with warnings.catch_warnings(), zipfile.ZipFile(place, "w", packed) as archive:
        warnings.simplefilter("ignore")  # of names that are there twice
        archive.writestr("topic.json", text() if topic is None else topic)
        for name, data in (FILES if files is None else files).items() if not isinstance(files, list) else files:
            archive.writestr(name, data)
    return place


@pytest.fixture
def files(tmp_path):
    return AttachmentFiles(tmp_path / "attachments")


@pytest.fixture
def desk(file_database):
    return Desk(file_database)


def take(desk, files, path, **more):
    return import_topic(desk.database, SECRETARY, files, read_topic_file(path), TARGET, **more)


# ---------------------------------------------------------------------------------------------------------- there, back


def test_a_file_is_written_and_read_back_without_loss(desk, files, tmp_path):
    preview = read_topic_file(zipped(tmp_path / "议题.zip"))
    who = matched(desk.database, preview, TARGET)
    assert who.newcomers == Newcomers(people=("牛郎中",), departments=("园林中心",))
    key = import_topic(desk.database, SECRETARY, files, preview, TARGET)
    dossier, topic = desk.dossier(key), desk.topic(key)
    names = {one.id: one.name for one in (*dossier.departments, *dossier.people)}
    assert (names[topic.sponsor], [names[one] for one in topic.concerns]) == ("住建局", ["司法局", "园林中心"])
    assert names[topic.reporter] == "牛郎中"
    assert [person.name for person in dossier.people] == ["林知远", "方致和", "龚燚", "牛郎中"]  # two of them new
    assert (topic.registered_on, topic.origin) == (FILED, "部门报送")
    assert (topic.type, topic.flags) == (TopicType.NORMATIVE_DOCUMENT, (TopicFlag.MARKET_ACTIVITY,))
    assert [files.read(one) for one in dossier.attachments] == [PDF, NOTE]
    assert desk.last().act.act == "导入议题：城市更新条例"

    out = export_topic(desk.database, files, key, 1, tmp_path / "out" / "议题.zip")
    again = take(desk, files, out)
    assert topic_of(desk, again) == topic_of(desk, key)
    twice = export_topic(desk.database, files, again, 1, tmp_path / "again.zip")
    assert twice.read_bytes() == out.read_bytes()
    plain = export_topic(desk.database, files, key, 1, tmp_path / "议题.json")
    assert read_topic_file(plain).fragment == read_topic_file(out).fragment
    assert "找回文件" in read_topic_file(plain).notes[0]
    desk.undo()
    assert [row.meeting for row in list_topics(desk.database)] == [key]


def topic_of(desk, key):
    """What a proposal says in words, whatever its ids are."""
    return dump(fragment_of(desk.dossier(key), 1))


def test_every_record_of_a_topic_survives():
    whole = facts.Topic(
        no=1,
        title="一",
        task=3,
        sponsor="x",
        proposed_by="q",
        steps=(facts.Step(step=StepKind.DEPUTY_REVIEW, by="q", on=FILED, opinion="同意", form="f"),),
        registered_on=FILED,
        material=facts.Material(submitted_on=FILED, signed_by="q"),
        countersigns=(facts.Countersign(department="y", opinion=Opinion.AGREE, round=2, due_on=FILED),),
        coordination=facts.Coordination(statement=True, by="q", text="说明", option="方案一", file="f"),
        reviews=(facts.Review(review=ReviewKind.RISK, by="x", passed=True, opinion="低风险", file="f"),),
        report_minutes=8,
        staff=1,
        files=(facts.TopicFile(attachment="f", kind=FileKind.BASIS, edition=2),),
        comments=(facts.Comment(person="q", text="建议", answer="采纳"),),
        origin="部门报送",
    )
    dossier = facts.Dossier(
        format="secretariat-dossier/2",
        government=facts.Government(name=NAME),
        meeting=facts.Meeting(kind="executive", date=FILED),
        departments=tuple(facts.Department(id=ref, name=ref, kind="department") for ref in ("x", "y")),
        people=(facts.Person(id="q", name="龚燚", phone="1", in_charge_of=("x",)), facts.Person(id="w", name="旁人")),
        topics=(whole,),
        attachments=(attachment("f", "../a?.pdf", PDF), attachment("g", "别的.pdf", NOTE)),
    )
    made = fragment_of(dossier, 1)
    assert parse_fragment(dump(made), "议题.json") == made
    assert [one.name for one in made.attachments] == ["_a_.pdf"]
    assert [(one.id, one.name, one.phone) for one in made.people] == [("p01", "龚燚", None)]
    back = dossier_of_fragment(made).topics[0]
    assert back.steps[0].form == back.reviews[0].file == "a01"
    assert dump(fragment_of(dossier_of_fragment(made), 1)) == dump(made)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"format": "secretariat-topic/2"}, "比本程序认识的新"),
        ({"format": "secretariat-dossier/1"}, "这是会议卷宗"),
        ({"colour": 1}, "colour"),
        ({"topic": {"title": "一", "sponser": "d01"}}, r"topic\.sponser"),
        ({"topic": {"title": "一", "sponsor": "d09"}}, r"topic\.sponsor：这个编号的部门不存在"),
        ({"topic": {"title": " "}}, r"topic\.title：是空白的"),
        ({"topic": {"title": "一", "decision": {}}}, r"topic\.decision：是上会以后才有的"),
        ({"kind": "常务会议"}, "kind：不是会议类别"),
        ({"attachments": [dataclasses.asdict(attachment("a1", "../../x.pdf", PDF))]}, "文件名不能用"),
        ({"attachments": [dataclasses.asdict(attachment("a1", "说明.pdf.exe", PDF))]}, "其实是程序"),
        ({"attachments": [dataclasses.asdict(attachment("a1", "nul.PDF", PDF))]}, "是 Windows 的设备名"),
        ({"attachments": [dataclasses.asdict(attachment("a1", f"{'汇' * 130}.pdf", PDF))]}, "有 134 个字，最多 120 个"),
        # Shown from right to left, it ends in exe.docx.
        ({"attachments": [dataclasses.asdict(attachment("a1", "汇报\u202excod.exe", PDF))]}, r"控制字符（U\+202E"),
        (
            {"topic": {"title": "一", "sponsor": "d01", "countersigns": [{"department": "d01"}]}},
            r"topic\.countersigns\[0\]\.department：主办单位不能会签自己",
        ),
    ],
)
def test_what_a_file_can_not_say_is_refused_by_name(more, said):
    with pytest.raises(UnusableInputError, match=said):
        parse_fragment(text(**{"topic": {"title": "一"}, **more}), "议题.json")


# -------------------------------------------------------------------------------------------------------------- hostile


def link(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


HOSTILE = {
    "traversal": ([("../../x", b"1")], "指向压缩包之外"),
    "traversal within": ([("attachments/../../x.pdf", b"1")], "指向压缩包之外"),
    "traversal of Windows": ([("attachments\\..\\..\\x.pdf", b"1")], "指向压缩包之外"),
    "absolute": ([("/etc/cron.d/x", b"1")], "绝对路径"),
    "drive": ([("C:\\x.pdf", b"1")], "绝对路径"),
    "share": ([("\\\\server\\x.pdf", b"1")], "绝对路径"),
    "link": ([(link("attachments/草案.pdf"), b"/etc/passwd")], "是链接"),
    "program": ([("attachments/说明.pdf.exe", b"MZ")], r"看起来是 pdf 文档，其实是程序（\.exe），可能是病毒"),
    "program with a dot behind": ([("attachments/说明.scr. ", b"MZ")], "是程序或脚本"),
    "macros": ([("attachments/表.xlsm", b"PK")], "含宏"),
    "unknown file": ([*FILES.items(), ("readme.txt", b"1")], "'readme.txt' 不属于议题文件"),
    "unknown attachment": ([*FILES.items(), ("attachments/多的.pdf", b"1")], "多的.pdf' 没有在 topic.json 里登记"),
    "missing": ([("attachments/草案.pdf", PDF)], "缺少附件 '意见.txt'"),
    "twice": ([*FILES.items(), ("attachments/草案.PDF", b"1")], "有两个"),
    "nested": ([("attachments/a/b.pdf", b"1")], "不属于议题文件"),
    "many": ([(f"attachments/{number}.pdf", b"") for number in range(10_000)], "有 10001 个文件，最多 200 个"),
    "bomb": ([("attachments/草案.pdf", bytes(30 * 1024 * 1024))], "压缩得异常小"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_before_anything_is_read(tmp_path, what):
    entries, said = HOSTILE[what]
    with pytest.raises(UnusableInputError, match=said) as caught:
        read_topic_file(zipped(tmp_path / "议题.zip", entries))
    assert "议题.zip" in caught.value.message
    assert caught.value.remedy


def flagged(path, *, flag):
    """Set a flag in all headers, as of a locked ZIP."""
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= flag
            at = data.find(mark, at + 1)
    path.write_bytes(data)
    return path


def test_locked_torn_and_lying_files_are_refused(tmp_path, monkeypatch):
    with pytest.raises(UnusableInputError, match="加了密码"):
        read_topic_file(flagged(zipped(tmp_path / "a.zip"), flag=1))
    whole = zipped(tmp_path / "b.zip").read_bytes()
    (tmp_path / "c.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnusableInputError, match="不完整或已损坏"):
        read_topic_file(tmp_path / "c.zip")
    (tmp_path / "d.zip").write_bytes(whole.replace(b"PK\x01\x02", b"PK\x01\x03"))
    with pytest.raises(UnusableInputError, match="已损坏"):
        read_topic_file(tmp_path / "d.zip")
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("attachments/草案.pdf", PDF)
    with pytest.raises(UnusableInputError, match=r"没有 topic\.json"):
        read_topic_file(tmp_path / "e.zip")
    with pytest.raises(UnusableInputError, match="压缩方式不支持"):
        read_topic_file(zipped(tmp_path / "f.zip", packed=zipfile.ZIP_LZMA))
    monkeypatch.setattr(topic_zip, "MOST_BYTES", 1000)
    with pytest.raises(UnusableInputError, match="展开后超过"):
        read_topic_file(tmp_path / "b.zip")
    monkeypatch.setattr(topic_zip, "LARGEST", 1000)
    with pytest.raises(UnusableInputError, match="每个附件最大 200 MB"):
        read_topic_file(tmp_path / "b.zip")


def central(data, number):
    """Where the record of an entry stands in the list at a ZIP's end (APPNOTE 4.3.12)."""
    at = -1
    for _ in range(number):
        at = data.index(b"PK\x01\x02", at + 1)
    return at


def test_lists_that_lie_are_refused(desk, files, tmp_path):
    path = zipped(tmp_path / "a.zip", packed=zipfile.ZIP_STORED)
    whole = path.read_bytes()
    first, second = central(whole, 2), central(whole, 3)
    overlapping = bytearray(whole)
    overlapping[second + 42 : second + 46] = whole[first + 42 : first + 46]  # both begin at the same place
    path.write_bytes(overlapping)
    with pytest.raises(UnusableInputError, match=r"草案\.pdf' 和 .*意见\.txt' 重叠在一起"):
        read_topic_file(path)
    for declared in (9, 190 * 1024 * 1024):  # less than there is, and more
        lying = bytearray(whole)
        lying[first + 24 : first + 28] = declared.to_bytes(4, "little")
        path.write_bytes(lying)
        with pytest.raises(UnusableInputError, match=r"异常小|已损坏|大小与登记的不同"):
            take(desk, files, path)
    many = zipped(tmp_path / "b.zip", [(f"attachments/{number}.pdf", b"") for number in range(10_000)])
    data = bytearray(many.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 8 : end + 12] = b"\x01\x00" * 2  # says that there is one
    many.write_bytes(data)
    with pytest.raises(UnusableInputError, match="有 10001 个文件，最多 200 个"):
        read_topic_file(many)
    assert nothing_taken(desk, files)


def test_an_archive_among_the_attachments_is_kept_as_it_is_and_never_unpacked(desk, files, tmp_path):
    bomb = zipped(tmp_path / "inner.zip", [(f"{number}.txt", bytes(5_000_000)) for number in range(4)]).read_bytes()
    told = fragment(attachments=[dataclasses.asdict(attachment("a01", "-rf 附图.zip", bomb))], topic={"title": "一"})
    path = zipped(tmp_path / "a.zip", {"attachments/-rf 附图.zip": bomb}, topic=json.dumps(told))
    (kept,) = desk.dossier(take(desk, files, path)).attachments
    assert (kept.name, files.read(kept)) == ("-rf 附图.zip", bomb)
    assert sum(files.stored().values()) > 0
    assert [place.stat().st_size for place in files.folder.rglob("*") if place.is_file()] == [len(bomb)]


def test_a_reply_before_the_question_is_asked_about_and_then_taken(desk, files, tmp_path):
    topic = fragment()["topic"]
    topic["countersigns"] = [{"department": "d02", "asked_on": "2026-11-10", "replied_on": "2026-11-09"}]
    for path in (zipped(tmp_path / "a.zip", topic=text(topic=topic)), tmp_path / "a.json"):
        if path.suffix == ".json":
            path.write_bytes(text(topic=topic))
        preview = read_topic_file(path)
        assert "请核对：司法局会签的回复日期（2026年11月9日）早于送签日期（2026年11月10日）" in preview.notes
    key = take(desk, files, tmp_path / "a.zip")
    assert str(desk.topic(key).countersigns[0].replied_on) == "2026-11-09"


def nothing_taken(desk, files):
    return list_topics(desk.database) == () and not files.stored()


def test_an_attachment_that_is_not_what_is_on_record_leaves_nothing(desk, files, tmp_path):
    other = {**FILES, "attachments/意见.txt": b"evil " * 100}
    with pytest.raises(UnusableInputError, match=r"意见\.txt：内容与登记的校验值"):
        take(desk, files, zipped(tmp_path / "a.zip", other))
    longer = {**FILES, "attachments/意见.txt": NOTE * 2}
    with pytest.raises(UnusableInputError, match="展开后比登记的大"):
        take(desk, files, zipped(tmp_path / "b.zip", longer))
    shorter = {**FILES, "attachments/意见.txt": NOTE[:9]}
    with pytest.raises(UnusableInputError, match="大小与登记的不同"):
        take(desk, files, zipped(tmp_path / "c.zip", shorter))
    program = b"MZ" + PDF
    said = fragment(attachments=[dataclasses.asdict(attachment("a01", "草案.pdf", program))])
    said["topic"]["countersigns"] = []
    with pytest.raises(UnusableInputError, match="名称是文档，内容却是Windows 程序"):
        take(desk, files, zipped(tmp_path / "d.zip", {"attachments/草案.pdf": program}, topic=json.dumps(said)))
    assert nothing_taken(desk, files)


def test_what_changes_or_vanishes_after_the_preview_is_refused(desk, files, tmp_path):
    path = zipped(tmp_path / "a.zip")
    preview = read_topic_file(path)
    zipped(path, topic=text(kind="plenary"))
    with pytest.raises(RefusedError, match="在预览之后被改动"):
        import_topic(desk.database, SECRETARY, files, preview, TARGET)
    path.unlink()
    with pytest.raises(UnusableInputError, match="没有这个文件"):
        import_topic(desk.database, SECRETARY, files, preview, TARGET)
    assert nothing_taken(desk, files)


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EROFS, "只能读取"), (errno.EACCES, "只能读取")]
)
def test_a_disk_that_takes_nothing_leaves_nothing(desk, files, tmp_path, monkeypatch, number, said):
    path = zipped(tmp_path / "a.zip")

    def full(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr("secretariat.services.whole_files.os.fsync", full)
        with pytest.raises(Exception, match=said) as caught:
            take(desk, files, path)
        with pytest.raises(UnwritableError):
            export_topic(desk.database, files, desk.file(), 1, tmp_path / "out" / "b.zip")
    assert number != errno.ENOSPC or isinstance(caught.value, DiskFullError)
    assert not files.stored()
    assert not list((tmp_path / "out").iterdir())
    assert [row.title for row in list_topics(desk.database)] == ["城市更新条例"]


def test_a_source_that_fails_while_it_is_read_is_told(desk, files, tmp_path, monkeypatch):
    path = zipped(tmp_path / "a.zip")
    preview = read_topic_file(path)
    read, left = zipfile.ZipExtFile.read, [2]

    def vanishing(file, size=-1):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.EIO, "gone")
        return read(file, size)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", vanishing)
    with pytest.raises(UnusableInputError, match="文件不见了"):
        import_topic(desk.database, SECRETARY, files, preview, TARGET)
    assert nothing_taken(desk, files)


def test_an_export_without_the_file_leaves_none(desk, files, tmp_path):
    key = take(desk, files, zipped(tmp_path / "a.zip"))
    for sha256 in files.stored():
        files.put_away(sha256, now=0)
        files.throw_away(sha256)
    with pytest.raises(FileNotHereError, match="不在本机"):
        export_topic(desk.database, files, key, 1, tmp_path / "out" / "b.zip")
    assert not list((tmp_path / "out").iterdir())


def test_names_of_a_chinese_windows_are_read(tmp_path):
    path = zipped(tmp_path / "a.zip", {"attachments/AAAA.pdf": PDF, "attachments/BBBB.txt": NOTE})
    # As it writes them: in its own encoding, without the flag that says UTF-8.
    data = path.read_bytes().replace(b"AAAA.pdf", "草案.pdf".encode("gbk"))
    path.write_bytes(data.replace(b"BBBB.txt", "意见.txt".encode("gbk")))
    assert set(read_topic_file(path).fragment.attachments) == {
        attachment("a01", "草案.pdf", PDF),
        attachment("a02", "意见.txt", NOTE),
    }


def test_a_folder_that_somebody_unpacked_and_packed_again_is_read(desk, files, tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("议题一/")
        archive.mkdir("议题一/attachments/")
        for name, data in (("topic.json", text()), *FILES.items()):
            archive.writestr(f"议题一/{name}", data)
    # As some programs do: in UTF-8, without the flag that says so.
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] &= ~0x08
            at = data.find(mark, at + 1)
    path.write_bytes(data)
    dossier = desk.dossier(take(desk, files, path))
    assert [(one.name, files.read(one)) for one in dossier.attachments] == [("草案.pdf", PDF), ("意见.txt", NOTE)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("议题一/topic.json", text())
        archive.writestr("议题一/../../x", b"1")
    with pytest.raises(UnusableInputError, match="指向压缩包之外"):
        read_topic_file(path)


def test_suspicion_tells_programs_from_papers():
    assert suspicion("汇报材料.docx", b"PK\x03\x04") is None
    assert "可能是病毒" in suspicion("汇报材料.docx", b"MZ\x90")
    assert "脚本" in suspicion("运行.BAT")


# -------------------------------------------------------------------------------------------------------------- killed


@pytest.mark.parametrize("megabytes", [8, pytest.param(100, marks=pytest.mark.slow)])
def test_kill_9_during_an_import_leaves_it_whole_or_not_there(desk, files, tmp_path, megabytes):
    path = desk.database.path
    desk.database.close(copy=False)
    code = f"import sys; sys.path[:0] = [{str(ROOT)!r}]; from tests.services.killed_importing import main; "
    code += f"main({str(path)!r}, {str(files.folder)!r}, {str(tmp_path)!r}, {megabytes}, {3 if megabytes < 99 else 8})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    shown = json.loads(done.stdout)
    again = new_database(path)
    try:
        there = list_topics(again)
        assert {int(key) for key in shown} <= {row.meeting for row in there}
        assert len(there) <= len(shown) + 8
        with again.reader() as session:
            named = [one for row in there for one in load_dossier(session, row.meeting).attachments]
        for one in named:
            assert sum(len(piece) for piece in files.pieces(one)) == one.size  # and what is in it was checked
        after = max(files.stored().values(), default=0.0) + 2 * 86400
        tidied = tidy(again, files, now=after)
        assert set(files.stored()) == {one.sha256 for one in named}
        assert tidied.unfinished or "没有复制完" not in str(tidied)
        assert tidied  # the first was killed half done
    finally:
        again.close(copy=False)
