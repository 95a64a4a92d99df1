"""What a dossier is refused for: each refusal tells the path and a remedy, in Chinese; breaking a rule is none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from secretariat.errors import FileUnusableError
from secretariat.services.exchange import parse_dossier, read_dossier
from secretariat.strict_input import UnusableInputError

EXAMPLES = Path(__file__).parent.parent / "data" / "dossiers"
EXAMPLE = (EXAMPLES / "huancui-executive.json").read_bytes()
FOREIGN_WORDS = re.compile(
    r"pydantic|dataclass|tuple|NoneType|datetime|Error\b|Expecting|[Ii]nput|should|codec|decode|Errno|Traceback"
    r"|\b(Topic|Person|Dossier|Holding|Attendance|Government|Meeting|Post|Part)\b"
)
LEFT_OUT = object()


def refusal(data, source="甲.json"):
    """Give the error for ``data`` (bytes, or what its JSON stands for), once it is told as every error must be."""
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(UnusableInputError) as caught:
        parse_dossier(data, source)
    error = caught.value
    assert isinstance(error, FileUnusableError)
    assert error.message.startswith(f"{source}：")
    assert 1 <= len(error.details) <= 11
    for text in (error.message, error.remedy, *error.details):
        assert re.search("[一-鿿]", text)
        assert not FOREIGN_WORDS.search(text), text
        assert len(text) < 1000
    return error


def changed(*changes):
    """Give the example with values put at paths such as ``("topics", 0, "no")``; ``LEFT_OUT`` deletes."""
    obj = json.loads(EXAMPLE)
    for *steps, key, value in changes:
        holder = obj
        for step in steps:
            holder = holder[step]
        if value is LEFT_OUT:
            del holder[key]
        elif isinstance(holder, list) and key == len(holder):
            holder.append(value)
        else:
            holder[key] = value
    return obj


# ---- no dossier


@pytest.mark.parametrize(
    ("data", "message", "remedy"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF", "选择"),
        (b"", "文件是空的", "重新导出"),
        (b"[]", "不是会议卷宗：最外层", "选择"),
        (b"3", "不是会议卷宗：最外层", "选择"),
        (b"null", "不是会议卷宗：最外层", "选择"),
        (b"{}", "不是会议卷宗：缺少 format 键", "secretariat-dossier/1"),
        (b'{"name": "npm"}', "不是会议卷宗：缺少 format 键", "secretariat-dossier/1"),
        (b'{"format": "other"}', "format：不是会议卷宗：'other'", "secretariat-dossier/2"),
        (b'{"format": 1}', "format：不是会议卷宗：1", "secretariat-dossier/2"),
        (b'{"format": []}', "format：不是会议卷宗：[…]", "secretariat-dossier/2"),
        (b'{"format": null}', "format：不是会议卷宗：null", "secretariat-dossier/2"),
        (b'{"format": "secretariat-dossier/3"}', "比本程序认识的新", "升级"),
        (b'{"format": "secretariat-dossier/1"}', "government：缺少这个键", "government"),
        (EXAMPLE.decode().encode("gbk"), "GBK", "UTF-8"),
        (EXAMPLE.decode().encode("utf-16"), "UTF-16", "UTF-8"),
        (b"\xef\xbb\xbf" + EXAMPLE, "BOM", "UTF-8"),
    ],
)
def test_what_is_no_dossier_is_refused(data, message, remedy):
    error = refusal(data)
    assert message in error.message
    assert remedy in error.remedy


@pytest.mark.parametrize("share", [0.001, 0.1, 0.33, 0.5, 0.75, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_told_so(share):
    assert "文件不完整：到第" in refusal(EXAMPLE[: int(len(EXAMPLE) * share)]).message


def test_each_last_byte_counts():
    for cut in range(2, 300):
        assert "文件不完整：到第" in refusal(EXAMPLE[:-cut]).message


def test_a_sparse_file_of_200_megabytes_is_refused(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(FileUnusableError, match="文件太大：超过 64 MiB") as caught:
        read_dossier(path)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (b'"term": 18', b'"term": 18, "term": 18', "government.term：键 'term' 写了两次"),
        (b'"post": "head"', b'"post": "head", "post": "deputy"', "people[0].posts[0].post：键 'post' 写了两次"),
        (b'"term": 18', b'"term": NaN', "government.term：不能用的数：NaN"),
        (b'"term": 18', b'"term": -Infinity', "government.term：不能用的数：-Infinity"),
        (b'"term": 18', b'"term": 1e400', "government.term：不能用的数：1e400"),
        (b'"term": 18', b'"term": ' + b"9" * 5000, "government.term：不能用的数：999"),
        (b'"term": 18', b'"term": 99999999999', "government.term：应在 1 到 2147483647 之间：99999999999"),
        (b'"title": "', b'"title": "\\ud800', "people[0].title：有半个字符"),
        (b'"title": "', b'"title": "\\u0000', "people[0].title：有不能打印的控制字符（U+0000"),
        (b'"title": "', b'"title": "\x00', "行第"),
        (b'"term": 18', b'"term": 18, "x": ' + b"[" * 10_000 + b"]" * 10_000, "嵌套超过 64 层"),
        (b'"term": 18', b'"term": 18, "x": ' + b'{"y":' * 1_000_000 + b"1" + b"}" * 1_000_000, "嵌套超过 64 层"),
    ],
)
def test_json_that_can_not_be_used_is_refused(old, new, path):
    assert path in refusal(EXAMPLE.replace(old, new, 1)).message


# ---- shape


@pytest.mark.parametrize(
    ("steps", "value", "detail", "remedy"),
    [
        (("topcis",), [], "topcis：没有 'topcis' 这个键，是否应为 'topics'", "topics"),
        (
            ("people", 3, "posts", 0, "departmant"),
            "x",
            "people[3].posts[0].departmant：没有 'departmant' 这个键",
            "from",
        ),
        (("people", 3, "from_"), None, "people[3].from_：没有 'from_' 这个键", "name"),
        (("people", 3, "name"), LEFT_OUT, "people[3].name：缺少这个键", "name"),
        (("meeting",), LEFT_OUT, "meeting：缺少这个键", "meeting"),
        (("meeting", "date"), "2022-13-01", "meeting.date：不是日期：'2022-13-01'", "YYYY-MM-DD"),
        (("meeting", "date"), "2022-2-30", "meeting.date：不是日期：'2022-2-30'", "YYYY-MM-DD"),
        (("meeting", "date"), "20220430", "meeting.date：不是日期：'20220430'", "YYYY-MM-DD"),
        (("meeting", "date"), "2022-04-30T00:00:00", "meeting.date：不是日期：'2022-04-30T00:00:00'", "YYYY-MM-DD"),
        (("meeting", "date"), 20220430, "meeting.date：不是日期：20220430", "YYYY-MM-DD"),
        (("meeting", "start"), "9:00", "meeting.start：不是时间：'9:00'", "HH:MM"),
        (("meeting", "start"), "24:00", "meeting.start：不是时间：'24:00'", "HH:MM"),
        (("meeting", "start"), "09:00:00", "meeting.start：不是时间：'09:00:00'", "HH:MM"),
        (
            ("meeting", "status"),
            "isued",
            "meeting.status：不在可用的值之内：'isued'，是否应为 'issued'",
            "planned、held",
        ),
        (("topics", 0, "no"), "1", "topics[0].no：不是整数：'1'", "不带引号"),
        (("topics", 0, "no"), 1.0, "topics[0].no：不是整数：1.0", "小数点"),
        (("topics", 0, "no"), True, "topics[0].no：不是整数：true", "数字"),
        (("topics", 0, "staff_consent"), "false", "topics[0].staff_consent：不是真假值：'false'", "true 或 false"),
        (("topics", 0, "flags"), ["towns", "x"], "topics[0].flags[1]：不在可用的值之内：'x'", "public_interest"),
        (("topics", 0, "material"), [], "topics[0].material：不是一组键和值：[…]", "键和值"),
        (("attendance", 0, "as"), "boss", "attendance[0].as：不在可用的值之内：'boss'", "member、attendee"),
        (("minutes", "reviews"), [{"on": "2022-01-01"}], "minutes.reviews[0].by：缺少这个键", "by"),
        (("exceptions",), [{"code": "x", "subject": 1.5}], "exceptions[0].subject：不是整数，也不是文字：1.5", "数字"),
    ],
)
def test_a_wrong_shape_is_refused(steps, value, detail, remedy):
    error = refusal(changed((*steps, value)))
    assert error.details[0].startswith(detail)
    assert error.message.startswith(f"甲.json：{detail}")
    assert remedy in error.remedy


def test_a_deep_path_is_told_in_full():
    sign = [{"department": "finance", "asked_on": "2022-13-01"}]
    error = refusal(changed(("topics", 1, "countersigns", sign)))
    assert error.details == ("topics[1].countersigns[0].asked_on：不是日期：'2022-13-01'",)


# ---- what can't be

NOBODY = "这个编号的人员不存在：'p99'"
NOWHERE = "这个编号的部门不存在：'mars'"


@pytest.mark.parametrize(
    ("steps", "value"),
    [
        (("people", 0, "pair"), "p99"),
        (("meeting", "chair"), "p99"),
        (("meeting", "commissioned_by"), "p99"),
        (("attendance", 0, "person"), "p99"),
        (("attendance", 0, "substitute"), "p99"),
        (("attendance", 0, "substitute_consent_by"), "p99"),
        (("leave", 0), {"person": "p99"}),
        (("leave", 0), {"person": "p01", "approved_by": "p99"}),
        (("away", 0), {"from": "2022-01-01", "person": "p99"}),
        (("away", 0), {"from": "2022-01-01", "person": "p01", "acting": "p99"}),
        (("away", 0), {"from": "2022-01-01", "person": "p01", "consented_by": "p99"}),
        (("away", 0), {"from": "2022-01-01", "person": "p01", "approved_by": "p99"}),
        (("away", 0), {"from": "2022-01-01", "person": "p01", "told": ["p02", "p99"]}),
        (("topics", 0, "proposed_by"), "p99"),
        (("topics", 0, "steps"), [{"step": "head_decision", "by": "p99"}]),
        (("topics", 0, "ad_hoc"), {"consent_by": "p99"}),
        (("topics", 0, "form"), {"signed_by": "p99"}),
        (("topics", 0, "material"), {"signed_by": "p99"}),
        (("topics", 0, "countersigns"), [{"department": "finance", "signed_by": "p99"}]),
        (("topics", 0, "coordination"), {"by": "p99"}),
        (("topics", 0, "reporter"), "p99"),
        (("minutes", "drafted_by"), "p99"),
        (("minutes", "reviews"), [{"by": "p99"}]),
        (("minutes", "head_approval"), {"by": "p99"}),
        (("minutes", "commission_approval"), {"by": "p99"}),
        (("minutes", "signed_by"), "p99"),
        (("exceptions", 0), {"code": "x", "allowed_by": "p99"}),
        (("people", 0, "in_charge_of"), ["finance", "mars"]),
        (("people", 0, "posts"), [{"post": "department_head", "department": "mars"}]),
        (("attendance", 0, "department"), "mars"),
        (("topics", 0, "sponsor"), "mars"),
        (("topics", 0, "concerns"), ["mars"]),
        (("topics", 0, "countersigns"), [{"department": "mars"}]),
        (("topics", 0, "reviews"), [{"review": "legality", "by": "mars"}]),
        (("topics", 0, "decision"), {"responsible": ["mars"]}),
        (("topics", 0, "decision"), {"assisting": ["finance", "mars"]}),
    ],
)
def test_who_and_what_is_not_there_can_not_be_named(steps, value):
    obj = json.loads(EXAMPLE)
    for key in ("leave", "away", "exceptions"):
        obj[key] = []
    holder = obj
    for step in steps[:-1]:
        holder = holder[step]
    if steps[-1] == 0:
        holder.append(value)
    else:
        holder[steps[-1]] = value
    error = refusal(obj)
    place, _, said = error.details[0].partition("：")
    assert place.startswith(steps[0])
    assert said.startswith((NOBODY, NOWHERE))
    assert ("在 people 里" if said.startswith(NOBODY) else "在 departments 里") in error.remedy
    named = obj
    for step in re.findall(r"[a-z_]+|[0-9]+", place):
        named = named[int(step) if step.isdigit() else step]
    assert named in {"p99", "mars"}


def test_a_person_is_no_department():
    error = refusal(changed(("topics", 0, "sponsor", "p01"), ("topics", 0, "reporter", "finance")))
    assert "topics[0].sponsor：是人员的编号，这里要部门的编号：'p01'" in error.details
    assert "topics[0].reporter：是部门的编号，这里要人员的编号：'finance'" in error.details


def test_the_nearest_id_is_proposed():
    assert "是否应为 'finance'" in refusal(changed(("topics", 0, "sponsor", "finace"))).message


@pytest.mark.parametrize(
    ("changes", "detail", "remedy"),
    [
        ([("people", 1, "id", "p01")], "people[1].id：人员编号 'p01' 重复", "编号"),
        ([("departments", 1, "id", "office")], "departments[1].id：部门编号 'office' 重复", "编号"),
        ([("topics", 1, "no", 1)], "topics[1].no：议题序号 1 重复", "序号"),
        ([("topics", 0, "no", 0)], "topics[0].no：应在 1 到 2147483647 之间：0", "改正"),
        ([("topics", 0, "staff", -1)], "topics[0].staff：应在 0 到 2147483647 之间：-1", "改正"),
        ([("attendance", 0, "out_for", [1, 9])], "attendance[0].out_for[1]：没有第 9 号议题", "topics"),
        ([("attendance", 0, "topics", [9])], "attendance[0].topics[0]：没有第 9 号议题", "topics"),
        ([("exceptions", [{"code": "x", "subject": 9}])], "exceptions[0].subject：没有第 9 号议题", "topics"),
        ([("exceptions", [{"code": "x", "subject": "1"}])], "exceptions[0].subject：既不是议题序号", "数字"),
        (
            [("people", 0, "posts", [{"post": "department_head"}])],
            "people[0].posts[0].department：部门负责人没有写明",
            "department",
        ),
        (
            [("people", 0, "posts", [{"post": "head", "from": "2022-02-01", "to": "2022-01-31"}])],
            "people[0].posts[0].to：结束日期 2022-01-31 早于开始日期 2022-02-01",
            "from",
        ),
        (
            [("away", [{"person": "p01", "from": "2022-02-01", "to": "2022-01-31"}])],
            "away[0].to：结束日期 2022-01-31 早于开始日期 2022-02-01",
            "from",
        ),
        ([("government", "name", "　")], "government.name：是空白的", "填写"),
        ([("people", 0, "name", "")], "people[0].name：是空白的", "填写"),
        ([("people", 0, "title", " ")], "people[0].title：是空白的", "删去"),
        ([("topics", 0, "title", "\t")], "topics[0].title：是空白的", "填写"),
        ([("departments", 0, "name", "")], "departments[0].name：是空白的", "填写"),
        ([("minutes", "sent_to", ["区委办公室", ""])], "minutes.sent_to[1]：是空白的", "填写"),
        ([("people", 0, "name", "林\n知远")], "people[0].name：有不能打印的控制字符（U+000A，第 2 个字）", "删去"),
        ([("meeting", "place", "一\u007f室")], "meeting.place：有不能打印的控制字符（U+007F", "删去"),
        ([("topics", 0, "discussion", "一\n二\r三")], "topics[0].discussion：有不能打印的控制字符（U+000D", "删去"),
        ([("topics", 0, "title", "一\u202e二")], "topics[0].title：有不能打印的控制字符（U+202E", "删去"),
        ([("minutes", "sent_to", ["区委\u2028办公室"])], "minutes.sent_to[0]：有不能打印的控制字符（U+2028", "删去"),
    ],
)
def test_what_can_not_be_is_refused(changes, detail, remedy):
    error = refusal(changed(*changes))
    assert error.details[0].startswith(detail)
    assert error.message.startswith(f"甲.json：{detail}")
    assert remedy in error.remedy


def test_blank_ids_are_refused():
    people = json.loads(EXAMPLE)["people"]
    error = refusal(changed(("people", len(people), {"id": " ", "name": "新人"})))
    assert error.details == (f"people[{len(people)}].id：是空白的",)


def test_nobody_is_twice_on_the_list_in_the_same_part():
    obj = json.loads(EXAMPLE)
    line = obj["attendance"][0]
    obj["attendance"].append(dict(line))
    error = refusal(obj)
    assert f"attendance[{len(obj['attendance']) - 1}].person：'{line['person']}' 以同一身份列了两次" in error.message
    assert "并成一条" in error.remedy
    obj["attendance"][-1]["as"] = "guest"
    parse_dossier(json.dumps(obj).encode(), "x")


def test_all_problems_are_listed():
    error = refusal(changed(("meeting", "chair", "p99"), ("minutes", "signed_by", "p98"), ("people", 0, "name", "")))
    assert [detail.partition("：")[0] for detail in error.details] == [
        "meeting.chair",
        "people[0].name",
        "minutes.signed_by",
    ]
    assert "（另有 2 处问题）" in error.message


# ---- breaking a rule is no reason


@pytest.mark.parametrize(
    "changes",
    [
        [("minutes", "signed_on", "2030-01-01"), ("minutes", "signed_by", "p18")],
        [("meeting", "start", "11:30"), ("meeting", "end", "09:00")],
        [("meeting", "chair", "p18")],
        [
            (
                "topics",
                0,
                "steps",
                [{"step": "head_decision", "on": "2022-05-01"}, {"step": "deputy_report", "by": "p18"}],
            )
        ],
        [("topics", 0, "material", {"delivered_on": ["2030-01-01", "2020-01-01"]})],
        [("topics", 0, "discussion", "一\n\t二"), ("topics", 0, "decision", {"text": "一\n二"})],
        [("people", 0, "posts", [{"post": "head", "from": "2022-02-01", "to": "2022-02-01"}])],
        [("people", 0, "posts", []), ("attendance", []), ("exceptions", [{"code": "no.such", "subject": "p01"}])],
        [("people", 0, "name", "\ue000\U00020bb7"), ("people", 0, "title", None)],
        [("format", "secretariat-dossier/2")],
    ],
)
def test_a_record_of_what_happened_is_not_refused(changes):
    parse_dossier(json.dumps(changed(*changes)).encode(), "x")
