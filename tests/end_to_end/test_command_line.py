"""The command line as others use it: a process, its exit status, its JSON, what it loads and what it writes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Run = "Callable[..., subprocess.CompletedProcess[str]]"


@pytest.fixture
def run(root: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, root / "main.py", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)

    return call


@pytest.fixture
def dossiers(root: Path) -> Path:
    return root / "tests" / "data" / "dossiers"


@pytest.fixture
def changed(dossiers: Path, tmp_path: Path) -> Callable[..., Path]:
    """A copy of an example with something changed in it."""

    def write(name: str, change: Callable[[dict], None]) -> Path:
        dossier = json.loads((dossiers / f"{name}.json").read_text(encoding="utf-8"))
        change(dossier)
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(dossier, ensure_ascii=False), encoding="utf-8")
        return path

    return write


# -- check ------------------------------------------------------------------------------------------------------------


def test_check_of_a_clean_meeting_says_so(run, dossiers):
    done = run("check", dossiers / "zichuan-executive.json", "--as-of", "2022-05-31")
    assert done.returncode == 0
    assert "应到 7　实到 7　需到 4" in done.stdout
    assert "未发现问题" in done.stdout
    assert done.stderr == ""


def test_check_prints_one_json_object_with_exactly_the_agreed_keys(run, dossiers):
    done = run("check", dossiers / "huancui-executive-wrong-signer.json", "--as-of", "2022-11-30", "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert list(told) == ["rulebook", "kind", "as_of", "quorum", "minutes_signer", "findings", "counts"]
    assert told["as_of"] == "2022-11-30"
    assert told["rulebook"] == "huancui-2022"
    assert told["minutes_signer"]["person"] == "p02"
    assert told["minutes_signer"]["posts"] == ["executive_deputy"]
    [finding] = told["findings"]
    assert finding["code"] == "minutes.wrong_signer"
    assert finding["severity"] == "violation"
    assert finding["article"] == "第五十三条"
    assert told["counts"] == {"violation": 1, "warning": 0, "info": 0, "excused": 0}
    assert told["quorum"]["topics"][0] == {"no": 1, "present": 6, "needed": 4, "met": True}


def test_a_kind_that_is_not_provided_for_has_no_quorum_and_no_signer(run, changed):
    path = changed("huancui-executive", lambda dossier: dossier["meeting"].update(kind="party_group"))
    done = run("check", path, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["quorum"] == {"due": 0, "present": 0, "needed": None, "met": None}
    assert told["minutes_signer"]["silent"] is True
    assert [finding["code"] for finding in told["findings"]] == ["kind.not_provided"]


def test_the_rulebook_is_found_from_the_government_and_the_day(run, changed):
    path = changed("zichuan-executive", lambda dossier: dossier.pop("rulebook"))
    assert json.loads(run("check", path, "--json").stdout)["rulebook"] == "zichuan-2022"


def test_a_meeting_before_any_rulebook_is_refused_with_the_remedy(run, changed):
    def change(dossier):
        dossier.pop("rulebook")
        dossier["meeting"]["date"] = "2016-01-08"

    done = run("check", changed("zichuan-executive", change))
    assert done.returncode == 2
    assert "2016年1月8日没有淄川区人民政府有效的工作规则" in done.stderr
    assert "导入" in done.stderr


def test_an_unknown_government_is_refused_naming_those_there_are(run, changed):
    def change(dossier):
        dossier.pop("rulebook")
        dossier["government"]["name"] = "无名县人民政府"

    done = run("check", changed("zichuan-executive", change))
    assert done.returncode == 2
    assert "无名县人民政府" in done.stderr
    assert "周村区人民政府" in done.stderr


@pytest.mark.parametrize("text", ["", "[]", "{}", "{", "%PDF-1.7", '{"format": "secretariat-dossier/9"}'])
def test_a_file_that_is_no_dossier_is_refused_with_a_remedy(run, tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    done = run("check", path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "请" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_named(run):
    done = run("check", "没有.json")
    assert done.returncode == 2
    assert "没有.json" in done.stderr


# -- minutes ----------------------------------------------------------------------------------------------------------


def test_minutes_are_written_with_the_sign_off_sheet_beside_them(run, dossiers, tmp_path):
    done = run("minutes", dossiers / "zichuan-executive.json", "-o", tmp_path / "out" / "纪要.pdf")
    assert done.returncode == 0, done.stderr
    for path in (tmp_path / "out" / "纪要.pdf", tmp_path / "out" / "纪要-签发单.pdf"):
        assert path.read_bytes().startswith(b"%PDF-")
        assert str(path) in done.stdout
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["纪要-签发单.pdf", "纪要.pdf"]


def _unsigned(dossier):
    for key in ("signed_by", "signed_on", "issued_on"):
        dossier["minutes"].pop(key)


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("zichuan-executive", _unsigned, "尚未签发"),
        ("zichuan-executive", lambda dossier: dossier.pop("minutes"), "尚未形成"),
        ("huancui-executive-wrong-signer", lambda _: None, "应由"),
    ],
    ids=["unsigned", "no minutes", "wrongly signed"],
)
def test_minutes_that_nobody_entitled_signed_are_printed_only_as_a_draft(run, changed, tmp_path, name, change, says):
    path = changed(name, change)
    out = tmp_path / "纪要.pdf"
    refused = run("minutes", path, "-o", out)
    assert refused.returncode == 1
    assert says in refused.stderr
    assert "--draft" in refused.stderr
    assert not out.exists()
    assert list(tmp_path.glob("*.pdf")) == []
    assert run("minutes", path, "-o", out, "--draft").returncode == 0
    assert out.exists()


def test_a_name_that_no_font_has_is_refused_by_name_and_place_and_nothing_is_written(run, changed, tmp_path):
    # U+2FFFD is no character at all: no font can have it.
    path = changed("zichuan-executive", lambda dossier: dossier["people"][2].update(name="沈\U0002fffc"))
    done = run("minutes", path, "-o", tmp_path / "纪要.pdf")
    assert done.returncode == 2
    assert "字库缺字" in done.stderr
    assert "U+2FFFC" in done.stderr
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_folder_that_cannot_be_written_is_said_with_the_remedy(run, dossiers, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("minutes", dossiers / "zichuan-executive.json", "-o", tmp_path / "file" / "纪要.pdf")
    assert done.returncode == 2
    assert "请" in done.stderr
    assert "Traceback" not in done.stderr


# -- rulebooks --------------------------------------------------------------------------------------------------------


def test_rulebooks_are_listed_and_shown(run):
    listed = json.loads(run("rulebooks", "--json").stdout)
    assert {book["code"] for book in listed} == {
        "zichuan-2022",
        "zhoucun-2017",
        "huancui-2022",
        "zibo-2018",
        "gangcheng-2022",
    }
    shown = run("rulebooks", "huancui-2022")
    assert shown.returncode == 0
    assert "第一副区长" in shown.stdout
    assert "第四十三条" in shown.stdout
    whole = json.loads(run("rulebooks", "huancui-2022", "--json").stdout)
    assert whole["kinds"]["executive"]["quorum"]["share"] == "1/2"


@pytest.mark.parametrize("code", ["nowhere-1999", "../zichuan-2022", ""])
def test_an_unknown_rulebook_is_refused_naming_those_there_are(run, code):
    done = run("rulebooks", code)
    assert done.returncode == 2
    assert "zhoucun-2017" in done.stderr


# -- workdays ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "result"),
    [
        (("2026-09-24", "+5"), "2026-10-09"),  # 09-25 to 09-27 and 10-01 to 10-07 off: 28, 29, 30, 8, 9
        (("2026-10-12", "-1"), "2026-10-10"),  # a Saturday that is worked (调休)
        (("2026-02-13", "+1"), "2026-02-14"),  # a Saturday that is worked before the Spring Festival
        (("2022-04-29", "+5"), "2022-05-10"),  # 04-30 to 05-04 off, 05-07 a Saturday that is worked: 5, 6, 7, 9, 10
        (("2026-03-27",), "2026-03-27"),
    ],
)
def test_workdays_know_the_holidays_and_the_days_made_up(run, words, result):
    done = run("workdays", *words, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["result"] == result
    assert run("workdays", *words).stdout.startswith(result)


def test_a_year_that_is_not_entered_is_said(run):
    done = run("workdays", "2026-12-30", "+5")
    assert done.returncode == 0
    assert "2027年放假安排未录入" in done.stdout


@pytest.mark.parametrize(
    "words", [("2026-13-01",), ("2026-1-1",), ("20260101",), ("2026-01-01", "5天"), ("9999-12-30", "+9"), ()]
)
def test_what_is_no_date_or_count_is_refused(run, words):
    done = run("workdays", *words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "请" in done.stderr
    assert "Traceback" not in done.stderr


# -- import and export -------------------------------------------------------------------------------------------------


def test_what_is_imported_is_exported_as_it_was(run, dossiers, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    files = sorted(dossiers.glob("*executive*.json"))
    done = run("import", *files, "--data", data)
    assert done.returncode == 2  # two examples of a government are of one and the same meeting
    keys = dict(line.split("\t") for line in done.stdout.splitlines())
    assert len(keys) == 4
    assert done.stderr.count("已在数据库中") == len(files) - 4
    assert run("export", "1", "-o", tmp_path / "out.json", "--data", data).returncode == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["format"] == "secretariat-dossier/1"
    again = run("check", tmp_path / "out.json", "--json", "--as-of", "2022-11-30")
    assert json.loads(again.stdout) == json.loads(run("check", files[0], "--json", "--as-of", "2022-11-30").stdout)


def test_a_meeting_imported_twice_is_refused_replaced_or_kept_beside(run, dossiers, tmp_path):
    file = dossiers / "zibo-plenary.json"
    assert run("import", file, "--data", tmp_path).returncode == 0
    refused = run("import", file, "--data", tmp_path)
    assert refused.returncode == 2
    assert "请" in refused.stderr
    assert run("import", file, "--data", tmp_path, "--if-exists", "replace").stdout.startswith("1\t")
    assert run("import", file, "--data", tmp_path, "--if-exists", "keep-both").stdout.startswith("2\t")
    run("export", "2", "-o", tmp_path / "copy.json", "--data", tmp_path)
    assert "number" not in json.loads((tmp_path / "copy.json").read_text(encoding="utf-8"))["meeting"]


def test_one_bad_file_does_not_keep_the_others_out(run, dossiers, tmp_path):
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    done = run("import", tmp_path / "bad.json", dossiers / "zibo-plenary.json", "--data", tmp_path)
    assert done.returncode == 2
    assert "bad.json" in done.stderr
    assert done.stdout.startswith("1\t")


@pytest.mark.parametrize("words", [("export", "7", "-o", "x.json"), ("export", "abc", "-o", "x.json"), ("import",)])
def test_what_is_not_there_is_said(run, tmp_path, words):
    done = run(*words, "--data", tmp_path)
    assert done.returncode == 2
    assert "请" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.json").exists()


def test_a_file_that_is_no_database_is_said_and_left_alone(run, dossiers, tmp_path):
    (tmp_path / "secretariat.sqlite3").write_text("not a database, but somebody's notes" * 100, encoding="utf-8")
    before = (tmp_path / "secretariat.sqlite3").read_bytes()
    done = run("import", dossiers / "zibo-plenary.json", "--data", tmp_path)
    assert done.returncode == 2
    assert "请" in done.stderr
    assert (tmp_path / "secretariat.sqlite3").read_bytes() == before


# -- all commands -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("filled", [False, True], ids=["bundled", "own"])
@pytest.mark.parametrize(
    "words", [("check", "FILE"), ("minutes", "FILE", "-o", "OUT"), ("rulebooks",), ("workdays", "2026-03-27", "+3")]
)
def test_no_command_loads_qt_or_the_database(root, dossiers, own_rules, tmp_path, words, filled):
    """Not even where the office has rulebooks of its own: they are asked for in plain SQL."""
    if filled:
        (tmp_path / "home" / "secretariat").mkdir(parents=True)
        shutil.copy(own_rules, tmp_path / "home" / "secretariat" / "secretariat.sqlite3")
    known = {"FILE": dossiers / "zichuan-executive.json", "OUT": tmp_path / "out.pdf"}
    arguments = [str(known.get(word, word)) for word in words]
    code = (
        "import sys; from main import main; status = main(sys.argv[1:]);"
        "loaded = {name.partition('.')[0] for name in sys.modules} & {'PySide6', 'sqlalchemy', 'alembic'};"
        "sys.exit(f'loaded: {loaded}' if loaded or status else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "home")},
    )
    assert done.returncode == 0, done.stderr
    assert ("dongyuan-2025" in done.stdout) == (filled and words == ("rulebooks",))


@pytest.mark.parametrize(
    "words", [("check",), ("frobnicate",), ("check", "a", "b"), ("minutes", "a"), ("check", "--as-of")]
)
def test_a_wrong_call_is_said_in_chinese(run, words):
    done = run(*words)
    assert done.returncode == 2
    assert "命令用法不对" in done.stderr
    assert "usage" not in done.stderr
