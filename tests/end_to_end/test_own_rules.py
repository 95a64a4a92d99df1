"""The office's own rules on the command line: what goes into the database, judges from then on, and comes out of it.

Called without a process of its own, which would take most of the time.
"""

from __future__ import annotations

import json
import shutil
from types import SimpleNamespace

import pytest

from secretariat import cli


@pytest.fixture
def run(capsys, _ready_file, tmp_path):
    """Runs a command on a data folder with a database in which nothing is yet."""
    shutil.copy(_ready_file, tmp_path / "secretariat.sqlite3")

    def call(*arguments):
        capsys.readouterr()
        status = cli.run([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return SimpleNamespace(returncode=status, stdout=told.out, stderr=told.err)

    return call


@pytest.fixture
def dossier(root, tmp_path):
    """A copy of an example with something changed in it."""

    def write(change):
        told = json.loads((root / "tests/data/dossiers/zichuan-executive.json").read_text(encoding="utf-8"))
        change(told)
        path = tmp_path / "zichuan-executive.json"
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def test_a_stated_rulebook_that_was_not_in_force_names_the_right_one(run, dossier, tmp_path, root):
    data = tmp_path
    text = (root / "resources" / "rulebooks" / "zichuan-2022.toml").read_text(encoding="utf-8")
    earlier = text.replace("zichuan-2022", "zichuan-2018", 1).replace(
        "in_force = 2022-04-03", "in_force = 2018-04-24\nrepealed = 2022-04-03"
    )
    (tmp_path / "zichuan-2018.toml").write_text(earlier, encoding="utf-8")
    assert run("rulebooks", "--import", tmp_path / "zichuan-2018.toml", "--data", data).returncode == 0
    path = dossier(lambda told: told.update(rulebook="zichuan-2018"))
    done = run("check", path, "--data", data)
    assert done.returncode == 2
    assert "zichuan-2018" in done.stderr
    assert "2022年4月3日起废止" in done.stderr
    assert "请将 rulebook 改为 zichuan-2022" in done.stderr


def test_a_rulebook_of_ones_own_goes_in_judges_and_comes_out(run, dossier, tmp_path, root):
    text = (root / "resources" / "rulebooks" / "zichuan-2022.toml").read_text(encoding="utf-8")
    file = tmp_path / "本区规则.toml"
    own = text.replace("zichuan-2022", "ours-2026", 1).replace(
        'government = "淄川区人民政府"', 'government = "云溪区人民政府"', 1
    )
    file.write_text(own.replace('also_called = ["淄博市淄川区人民政府"]\n', "", 1), encoding="utf-8")
    done = run("rulebooks", "--import", file, "--data", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ours-2026\n", "")
    again = run("rulebooks", "--import", file, "--data", tmp_path)
    assert again.returncode == 2
    assert "ours-2026" in again.stderr
    assert run("rulebooks", "--import", file, "--replace", "--data", tmp_path).returncode == 0
    assert "ours-2026" in {book["code"] for book in json.loads(run("rulebooks", "--json", "--data", tmp_path).stdout)}
    out = tmp_path / "out.toml"
    assert run("rulebooks", "ours-2026", "--toml", "-o", out, "--data", tmp_path).returncode == 0
    assert out.read_bytes() == file.read_bytes()
    assert run("rulebooks", "ours-2026", "--toml", "--data", tmp_path).stdout == file.read_text(encoding="utf-8")

    def change(told):
        told.pop("rulebook")
        told["government"]["name"] = "云溪区人民政府"

    path = dossier(change)
    assert json.loads(run("check", path, "--json", "--data", tmp_path).stdout)["rulebook"] == "ours-2026"
    assert run("check", path).returncode == 2


def test_a_later_rulebook_proposes_to_end_the_former(run, tmp_path, root):
    sample = (root / "tests" / "data" / "rulebooks" / "dongyuan-2025.toml").read_text(encoding="utf-8")
    former = sample.replace("repealed = 2026-01-01\n", "", 1)
    for text, code in ((former, "dongyuan-2025"), (former.replace("2025-03-01", "2026-05-01", 1), "dongyuan-2026")):
        file = tmp_path / f"{code}.toml"
        file.write_text(text.replace("dongyuan-2025", code, 1), encoding="utf-8")
        done = run("rulebooks", "--import", file, "--data", tmp_path)
        assert done.returncode == 0
    assert (
        done.stderr.strip()
        == "提示：dongyuan-2026 自2026年5月1日起施行，dongyuan-2025 还没有废止日期，建议填为2026年5月1日。"
    )


def test_a_rulebook_file_that_can_not_be_used_is_refused_at_its_line(run, tmp_path, root):
    text = (root / "resources" / "rulebooks" / "zibo-2018.toml").read_text(encoding="utf-8")
    line = next(number for number, said in enumerate(text.splitlines(), 1) if said.startswith("share = "))
    file = tmp_path / "x.toml"
    file.write_text(
        text.replace("zibo-2018", "ours-2026", 1).replace('share = "1/2"', 'share = "3/2"', 1), encoding="utf-8"
    )
    done = run("rulebooks", "--import", file, "--data", tmp_path)
    assert done.returncode == 2
    assert f"第 {line} 行" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_offices_own_arrangement_goes_first(run, tmp_path):
    days = [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-04", "isOffDay": True},
    ]
    file = tmp_path / "2027.json"
    table = {"year": 2027, "papers": ["国办发明电〔2026〕7号"], "days": days}
    file.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    done = run("workdays", "--import", file, "--data", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2027\n", "")
    done = run("workdays", "2026-12-31", "+1", "--json", "--data", tmp_path)
    assert json.loads(done.stdout) == {
        "date": "2026-12-31",
        "count": 1,
        "result": "2027-01-05",
        "workday": True,
        "name": None,
        "missing_years": [],
    }
    listed = run("workdays", "--years", "--data", tmp_path)
    assert listed.stdout.splitlines()[0] == "2027　放假 2 天　调休上班 0 天　本单位录入，国办发明电〔2026〕7号"
    assert json.loads(run("workdays", "--years", "--json").stdout)[0]["year"] == 2026
    out = tmp_path / "out.json"
    assert run("workdays", "--export", "2027", "-o", out, "--data", tmp_path).returncode == 0
    assert json.loads(out.read_text(encoding="utf-8")) == table
    assert run("workdays", "--import", out, "--data", tmp_path).returncode == 2
    assert run("workdays", "--import", out, "--replace", "--data", tmp_path).returncode == 0


def test_an_arrangement_that_can_not_be_is_refused(run, tmp_path):
    file = tmp_path / "2027.json"
    days = [{"name": "元旦", "date": "2027-01-04", "isOffDay": False}]
    file.write_text(json.dumps({"year": 2027, "days": days}), encoding="utf-8")
    done = run("workdays", "--import", file, "--data", tmp_path)
    assert done.returncode == 2
    assert "周一" in done.stderr
    assert run("workdays", "--export", "2027").returncode == 2


@pytest.mark.parametrize(
    "words",
    [
        ("rulebooks", "--toml"),
        ("rulebooks", "zibo-2018", "-o", "x.toml"),
        ("rulebooks", "zibo-2018", "--import", "x.toml"),
        ("rulebooks", "--replace"),
        ("workdays", "2026-01-01", "--years"),
        ("workdays", "--years", "--export", "2026"),
        ("workdays", "--export", "26"),
        ("workdays", "--import", "x.json", "--json"),
    ],
)
def test_a_call_that_would_mean_nothing_is_refused(run, tmp_path, words):
    done = run(*words, "--data", tmp_path)
    assert done.returncode == 2
    assert "命令用法不对" in done.stderr
    assert done.stdout == ""
