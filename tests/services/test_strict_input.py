"""Reading what others wrote: each refusal tells the place and a remedy, in Chinese."""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

import pytest

from secretariat.strict_input import (
    MAX_DEPTH,
    Problem,
    UnusableInputError,
    parse_json,
    read_bytes,
    refuse,
    shown_path,
    shown_value,
    validate,
)

FOREIGN_WORDS = re.compile(
    r"pydantic|dataclass|tuple|NoneType|datetime|Error\b|Expecting|[Ii]nput|should|codec|decode|Errno|Traceback"
)


def refusal(call, *arguments, **options):
    """Give the error that a call raises, once it is told as every error must be."""
    with pytest.raises(UnusableInputError) as caught:
        call(*arguments, **options)
    error = caught.value
    for text in (error.message, error.remedy):
        assert re.search("[一-鿿]", text)
        assert not FOREIGN_WORDS.search(text), text
        assert not text.endswith("。")
        assert len(text) < 1000
    assert 1 <= len(error.details) <= 11
    return error


# ---- bytes


def test_a_file_is_read_as_it_is(tmp_path):
    path = tmp_path / "区长.json"
    path.write_bytes(b"\x00\r\n\xff")
    assert read_bytes(path) == b"\x00\r\n\xff"


def test_a_file_just_at_the_limit_is_read_and_one_byte_more_is_refused(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bytes(path, limit=5) == b"12345"
    assert "文件太大：超过 4 字节" in refusal(read_bytes, path, limit=4).message


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    error = refusal(read_bytes, tmp_path / "没有.json")
    assert "没有.json：没有这个文件" in error.message
    assert "路径" in error.remedy
    (tmp_path / "file").touch()
    assert "没有这个文件" in refusal(read_bytes, tmp_path / "file" / "a.json").message


def test_a_folder_is_refused(tmp_path):
    assert "这是文件夹" in refusal(read_bytes, tmp_path).message


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_file_without_permission_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.touch(0o000)
    if os.geteuid() == 0:  # the superuser may read everything

        def denied(*_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", denied)
    assert "没有读取这个文件的权限" in refusal(read_bytes, path).message


def test_a_broken_disk_is_told_with_its_number(tmp_path, monkeypatch):
    def broken(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", broken)
    assert "读取文件失败（系统错误 5）" in refusal(read_bytes, tmp_path / "a").message


@pytest.mark.parametrize("name", ["a\0b", "长" * 300])
def test_a_name_that_no_file_can_have_is_refused(tmp_path, name):
    assert "文件名不能用" in refusal(read_bytes, tmp_path / name).message


def test_a_sparse_file_of_200_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert "文件太大：超过 64 MiB" in refusal(read_bytes, path).message


@pytest.mark.skipif(os.name == "nt", reason="there are no such files on Windows")
def test_what_never_ends_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "不是普通文件" in refusal(read_bytes, tmp_path / "pipe").message
    assert "不是普通文件" in refusal(read_bytes, Path("/dev/zero")).message
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "socket"))
        refusal(read_bytes, tmp_path / "socket")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs a file that hides its size")
def test_a_file_that_holds_more_than_it_says_is_read_up_to_the_limit():
    assert b"Pid:" in read_bytes(Path("/proc/self/status"))
    assert "太大" in refusal(read_bytes, Path("/proc/self/status"), limit=100).message


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is always text")
def test_a_name_in_gbk_can_be_told(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "卷宗".encode("gbk")))
    refusal(read_bytes, path).message.encode()


# ---- text and JSON


def test_json_is_read():
    data = '{"a": [1, -2.5, true, null, "区\\n😀\\ud83d\\ude00"], "b": {}}'.encode()
    assert parse_json(data, source="甲.json") == {"a": [1, -2.5, True, None, "区\n😀😀"], "b": {}}


@pytest.mark.parametrize(
    ("data", "message", "remedy"),
    [
        (b"", "文件是空的", "重新导出"),
        (b" \n\t ", "文件是空的", "重新导出"),
        (b"%PDF-1.7\n1 0 obj", "这是PDF 文件", "选择正确的文件"),
        (b"PK\x03\x04....", "压缩包或办公文档", "选择正确的文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版办公文档", "选择正确的文件"),
        (b"\xef\xbb\xbf{}", "BOM", "另存为"),
        ('{"a": "区政府"}'.encode("gbk"), "GBK", "UTF-8"),
        ('{"a": "区政府"}'.encode("utf-16"), "UTF-16", "UTF-8"),
        ('{"a": "区政府"}'.encode("utf-16-le"), "UTF-16", "UTF-8"),
        ('{"a": "区政府"}'.encode("utf-16-be"), "UTF-16", "UTF-8"),
        ('{"a": "区政府"}'.encode("utf-32"), "UTF-32", "UTF-8"),
        (b'{\n "a": "\xff\xfe\xff"}', "第 2 行第 8 列不是 UTF-8 文字", "换一份"),
        (b'{\n "a": "\xed\xa0\x80"}', "第 2 行第 8 列不是 UTF-8 文字", "换一份"),
        (b'{"a": "\x00"}', "第 1 行第 8 列有空字节", "换一份"),
        (b"\x00" * 100, "第 1 行第 1 列有空字节", "换一份"),
        (b'{"a": "b\nc"}', "第 1 行第 9 列引号里有换行", "删去"),
        (b"{'a': 1}", "第 1 行第 2 列键应当用双引号", "引号"),
        (b'{"a": 1,}', "不是合格的 JSON：第 1 行第", "逗号"),
        (b'{"a": 1} {}', "第 1 行第 10 列结尾之后还有多余的内容", "删去"),
        (b'{"a" 1}', "第 1 行第 6 列缺少冒号", "冒号"),
        (b'{"a": x}', "第 1 行第 7 列缺少一个值", "补上"),
        (b'{"a": "\\x"}', "第 1 行第 8 列反斜杠", "反斜杠"),
        (b'{"a": "\\u12x4  "}', "十六进制", "改正"),
        (b"// note\n{}", "第 1 行第 1 列", "值"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(data, message, remedy):
    error = refusal(parse_json, data, source="甲.json")
    assert error.message.startswith("甲.json：")
    assert message in error.message
    assert remedy in error.remedy


def test_a_file_is_told_to_be_cut_off_wherever_it_is_cut_off():
    data = '{"名": ["区\\u0041\\\\", true, {"a": null}, "b"],\n"c": {"d": "e"}}'.encode()
    parse_json(data, source="x")
    for length in range(1, len(data)):
        assert "文件不完整：到第" in refusal(parse_json, data[:length], source="x").message
    assert "第 2 行第 4 列" in refusal(parse_json, data[: data.index(b'"c"') + 3] + b" ", source="x").message


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        (b'{"a": 1, "a": 1}', "a", "键 'a' 写了两次"),
        (b'{"a": [{}, {"b": {"c": 1, "d": 2, "c": 3}}]}', "a[1].b.c", "键 'c' 写了两次"),
        (b'{"a": [0, NaN]}', "a[1]", "不能用的数：NaN"),
        (b'{"a": Infinity}', "a", "不能用的数：Infinity"),
        (b'{"a": -Infinity}', "a", "不能用的数：-Infinity"),
        (b'{"a": 1e999}', "a", "不能用的数：1e999"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "a", "不能用的数：9999"),
        (b'{"a": {"b": "\\ud800"}}', "a.b", "有半个字符"),
        (b'{"a": {"b": "\\udc00\\ud800"}}', "a.b", "有半个字符"),
        (b'{"a": [{"\\ud800": 1}]}', "a[0]['\\ud800']", "有半个字符"),
        (b'{"a b": {"": NaN}}', "['a b']['']", "不能用的数"),
    ],
)
def test_values_that_can_not_be_used_are_refused_with_their_path(data, path, message):
    error = refusal(parse_json, data, source="甲.json")
    assert error.message.startswith(f"甲.json：{path}：{message}")
    error.message.encode()


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 10_000, 1_000_000])
@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
@pytest.mark.parametrize("closed", [True, False])
def test_bottomless_nesting_is_refused(depth, opening, closed):
    end = {b"[": b"]", b'{"a":': b"}", b'[{"a":': b"}]"}[opening]
    data = opening * depth + b"1" + (end * depth if closed else b"")
    assert f"嵌套超过 {MAX_DEPTH} 层" in refusal(parse_json, data, source="x").message


def test_brackets_in_texts_do_not_nest():
    data = b'{"a": "' + b"[{" * 200 + b'\\"[[\\\\", "b": [' + b"[]," * 200 + b"[" * 62 + b"]" * 62 + b"]}"
    value = parse_json(data, source="x")
    assert value["a"].endswith('"[[\\')


def test_a_message_stays_short_whatever_the_file_holds():
    key = "键" * 100_000
    error = refusal(parse_json, f'{{"{key}": NaN}}'.encode(), source="x")
    assert len(error.message) < 200


# ---- values as dataclasses


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    name: str
    date: dt.date | None = None
    at: dt.time | None = None
    colour: Colour = Colour.RED
    from_: dt.date | None = None

    def __post_init__(self) -> None:
        if self.name == "错":
            raise ValueError("名称不能是错")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    count: int
    share: float = 0.5
    large: bool = False
    leaf: Leaf | None = None
    leaves: tuple[Leaf, ...] = ()
    words: list[str] | None = None
    by_name: dict[str, int] | None = None
    subject: int | str | None = None
    kind: Literal["oak", "elm"] | None = None
    anything: object = None


def tree(**values):
    return validate(Tree, {"count": 1, **values}, source="甲.toml")


def test_a_value_becomes_a_dataclass():
    leaf = {"name": "叶", "date": "2024-02-29", "at": "23:59", "colour": "green", "from": "2022-01-01"}
    expected = Leaf(
        name="叶", date=dt.date(2024, 2, 29), at=dt.time(23, 59), colour=Colour.GREEN, from_=dt.date(2022, 1, 1)
    )
    assert tree(leaf=leaf, leaves=[leaf], words=["a"], by_name={"b": 2}, subject="c", kind="oak", share=1) == Tree(
        count=1, leaf=expected, leaves=(expected,), words=["a"], by_name={"b": 2}, subject="c", kind="oak", share=1.0
    )


def test_toml_gives_real_dates():
    obj = tomllib.loads('count = 1\n[leaf]\nname = "叶"\nat = 09:30:00\nfrom = 2022-04-01\n')
    leaf = validate(Tree, obj, source="甲.toml").leaf
    assert leaf == Leaf(name="叶", at=dt.time(9, 30), from_=dt.date(2022, 4, 1))


def test_null_for_what_may_be_left_out_means_left_out():
    assert tree(share=None, large=None, leaves=None, leaf={"name": "叶", "colour": None}) == tree(leaf={"name": "叶"})


@pytest.mark.parametrize(
    ("values", "detail", "remedy"),
    [
        ({"count": "1"}, "count：不是整数：'1'", "不带引号"),
        ({"count": 1.0}, "count：不是整数：1.0", "小数点"),
        ({"count": True}, "count：不是整数：true", "数字"),
        ({"count": None}, "count：必填，不能是 null", "count"),
        ({"share": "1"}, "share：不是数：'1'", "数字"),
        ({"share": float("nan")}, "share：不是数：nan", "0.5"),
        ({"share": True}, "share：不是数：true", "数字"),
        ({"large": 1}, "large：不是真假值：1", "true 或 false"),
        ({"large": "true"}, "large：不是真假值：'true'", "true 或 false"),
        ({"leaf": []}, "leaf：不是一组键和值：[…]", "键和值"),
        ({"leaf": {}}, "leaf.name：缺少这个键", "必填的键 name"),
        ({"leaf": {"name": 3}}, "leaf.name：不是文字：3", "双引号"),
        ({"leaf": {"name": "错"}}, "leaf：名称不能是错：{…}", "改正"),
        ({"leaves": {}}, "leaves：不是列表：{…}", "方括号"),
        ({"leaves": "ab"}, "leaves：不是列表：'ab'", "方括号"),
        ({"leaves": [{"name": "a"}, None]}, "leaves[1]：必填，不能是 null", "填写"),
        ({"leaves": [{"name": "a", "nmae": 1}]}, "leaves[0].nmae：没有 'nmae' 这个键，是否应为 'name'", "name"),
        ({"leaves": [{"name": "a", "from_": 1}]}, "leaves[0].from_：没有 'from_' 这个键，是否应为 'from'", "from"),
        ({"leafs": None}, "leafs：没有 'leafs' 这个键，是否应为 'leaf'", "leaves"),
        ({"甲 乙": 1}, "['甲 乙']：没有 '甲 乙' 这个键", "可用的键：anything、by_name"),
        ({"words": ["a", 2]}, "words[1]：不是文字：2", "文字"),
        ({"by_name": {"x": "y"}}, "by_name.x：不是整数：'y'", "数字"),
        ({"subject": [1]}, "subject：不是整数，也不是文字：[…]", "数字"),
        ({"subject": True}, "subject：不是整数，也不是文字：true", "数字"),
        ({"kind": "oka"}, "kind：不在可用的值之内：'oka'，是否应为 'oak'", "其中之一：oak、elm"),
        ({"kind": 1}, "kind：不在可用的值之内：1", "oak、elm"),
        ({"leaf": {"name": "a", "colour": "gren"}}, "leaf.colour：不在可用的值之内：'gren'，是否应为 'green'", "red、"),
        ({"leaf": {"name": "a", "colour": 3}}, "leaf.colour：不在可用的值之内：3", "red、green"),
        ({"leaf": {"name": "a", "colour": []}}, "leaf.colour：不在可用的值之内：[…]", "red、green"),
    ],
)
def test_a_wrong_value_is_refused_with_its_path(values, detail, remedy):
    error = refusal(tree, **values)
    assert error.details[0] == detail
    assert error.message == f"甲.toml：{detail}"
    assert remedy in error.remedy


@pytest.mark.parametrize(
    "value",
    [
        "2022-13-01",
        "2022-2-30",
        "2022-02-30",
        "2023-02-29",
        "20220430",
        "2022-W17-5",
        "2022-04-30T00:00",
        "2022-04-30 ",
        "２０２２-04-30",
        "0000-01-01",
        "",
        20220431,
        1651276800.0,
        True,
        [],
        dt.datetime(2022, 4, 30, tzinfo=dt.UTC),
    ],
)
def test_a_wrong_date_is_refused(value):
    error = refusal(tree, leaf={"name": "a", "date": value})
    assert error.details == (f"leaf.date：不是日期：{shown_value(value)}",)
    assert "YYYY-MM-DD" in error.remedy


@pytest.mark.parametrize(
    "value",
    ["9:00", "24:00", "09:60", "09:00:00", "09:00Z", "0900", " 09:00", "", 901, True, dt.time(9, 0, 30), dt.date.max],
)
def test_a_wrong_time_is_refused(value):
    error = refusal(tree, leaf={"name": "a", "at": value})
    assert error.details == (f"leaf.at：不是时间：{shown_value(value)}",)
    assert "HH:MM" in error.remedy


def test_problems_are_told_in_the_order_of_the_file():
    obj = {"leaves": [{"colour": 1, "name": 2}, {"naem": ""}], "kind": 0, "leaf": 3}
    error = refusal(validate, Tree, obj, source="甲.toml")
    places = [detail.partition("：")[0] for detail in error.details]
    assert places == ["leaves[0].colour", "leaves[0].name", "leaves[1].naem", "leaves[1].name", "kind", "leaf", "count"]
    assert "（另有 6 处问题）" in error.message


def test_ten_further_problems_are_listed_at_most():
    error = refusal(tree, leaves=[{"name": number} for number in range(500)])
    assert len(error.details) == 11
    assert "（至少另有 10 处问题）" in error.message


def test_millions_of_wrong_values_are_told_quickly():
    assert refusal(tree, leaves=[1] * 500_000).details == ("leaves[0]：不是一组键和值：1",)
    assert "键超过 1000 个" in refusal(tree, **{f"k{number}": 1 for number in range(200_000)}).message


def test_a_value_that_is_no_mapping_at_all_is_refused():
    assert refusal(validate, Tree, [], source="x").message == "x：不是一组键和值：[…]"


def test_a_type_that_can_not_be_checked_is_a_fault_of_the_program():
    with pytest.raises(TypeError):
        validate(Odd, {"a": []}, source="x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    a: frozenset[str]


# ---- telling


def test_no_problems_are_no_refusal():
    refuse(iter(()), source="x")
    assert str(Problem((), "不对", "改正")) == "不对"


def test_a_value_is_quoted_on_one_line():
    assert shown_value("a\nb\u202e") == r"'a\nb\u202e'"
    assert len(shown_value("长" * 1000)) == 42
    assert len(shown_value(10**1000)) == 40
    assert shown_path(("topics", 2, "countersigns", 0, "asked_on")) == "topics[2].countersigns[0].asked_on"


def test_importing_loads_no_pydantic():
    code = "import sys, secretariat.strict_input; print([name for name in sys.modules if 'pydantic' in name])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
