"""scripts/build_fonts.py on packages made for the test: no network, no root."""

from __future__ import annotations

import bz2
import hashlib
import importlib
import shutil
import subprocess
import tomllib

import pytest
from fontTools.ttLib import TTFont

from secretariat.documents.fonts.catalogue import BUNDLED
from secretariat.documents.fonts.truetype import TrueTypeFace
from tests.documents.synthetic_fonts import save_font

RECIPE = """
changed = "2026-01-01"
[packages.fonts-made]
version = "1.0"
sha256 = "{font}"
[packages.unicode-made]
version = "1.0"
sha256 = "{unicode}"
[standard_characters]
package = "unicode-made"
member = "usr/share/Unihan.txt.bz2"
file = "standard-characters.txt"
count = 2
[[fonts]]
file = "made.ttf"
seconds = 1
family = "Made"
package = "fonts-made"
member = "usr/share/fonts/made.ttf"
characters = "all"
covers = ["standard"]
least = 2
thin = {{ by = 10, characters = "国" }}
widen = {{ open = "“" }}
[[licences]]
file = "made.txt"
package = "fonts-made"
member = "usr/share/doc/fonts-made/copyright"
"""


@pytest.fixture
def builder(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "scripts"))
    return importlib.import_module("build_fonts")


def make_package(folder, name, version, files):
    """Makes a .deb and gives its SHA-256."""
    if shutil.which("dpkg-deb") is None:
        pytest.skip("缺少 dpkg-deb（Debian 软件包 dpkg）")
    tree = folder / f"{name}-tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN" / "control").write_text(
        f"Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: a <a@b>\nDescription: made\n", "utf-8"
    )
    for member, source in files.items():
        (tree / member).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(source, bytes):
            (tree / member).write_bytes(source)
        else:
            shutil.copyfile(source, tree / member)
    path = folder / f"{name}_{version}_all.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "--build", tree, path], check=True, capture_output=True, umask=0o022
    )
    shutil.rmtree(tree)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def build(builder, tmp_path):
    """Gives ``build(characters, ...)``: makes the packages once and runs the script; its exit code."""
    packages = tmp_path / "packages"
    packages.mkdir()

    def run(*options, characters="国家“", version="1.0", output="out", pin=None):
        if not any(packages.iterdir()):
            font = save_font(tmp_path / "made.ttf", "Source", map(ord, characters))
            files = {"usr/share/fonts/made.ttf": font, "usr/share/doc/fonts-made/copyright": b"free\n"}
            unihan = bz2.compress(b"U+56FD\tkTGHZ2013\t1\nU+5BB6\tkTGHZ2013\t2\nU+4E00\tkOther\t1\n")
            hashes = {
                "font": make_package(packages, "fonts-made", version, files),
                "unicode": make_package(packages, "unicode-made", "1.0", {"usr/share/Unihan.txt.bz2": unihan}),
            }
            (tmp_path / "recipe.toml").write_text(RECIPE.format(**hashes | ({"font": pin} if pin else {})), "utf-8")
        places = {"recipe": "recipe.toml", "packages": "packages", "output": output, "cache": "cache"}
        named = [part for name, place in places.items() for part in (f"--{name}", str(tmp_path / place))]
        return builder.main([*named, *options])

    return run


def snapshot(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_packages_become_fonts_licences_and_a_manifest(build, tmp_path, capsys):
    assert build() == 0
    assert {path.as_posix() for path in snapshot(tmp_path / "out")} == {
        "made.ttf",
        "licences/made.txt",
        "standard-characters.txt",
        "manifest.json",
    }
    assert (tmp_path / "out" / "standard-characters.txt").read_text("utf-8") == "国家\n"
    assert "注意" not in capsys.readouterr().out


def test_a_second_run_does_nothing_and_a_forced_one_gives_the_same_bytes(build, tmp_path, capsys):
    assert build() == 0
    first = snapshot(tmp_path / "out")
    moment = (tmp_path / "out" / "made.ttf").stat().st_mtime_ns
    capsys.readouterr()
    assert build() == 0
    assert "已是最新" in capsys.readouterr().out
    assert (tmp_path / "out" / "made.ttf").stat().st_mtime_ns == moment
    assert build(output="again") == 0
    assert snapshot(tmp_path / "again") == first


def test_a_file_that_was_tampered_with_is_found_and_mended(build, tmp_path, capsys):
    assert build() == 0
    first = snapshot(tmp_path / "out")
    path = tmp_path / "out" / "made.ttf"
    path.write_bytes(path.read_bytes()[:-1] + b"\x7f")
    capsys.readouterr()
    assert build("--check") == 1
    assert "made.ttf" in capsys.readouterr().out
    path.unlink()
    assert build() == 0
    assert snapshot(tmp_path / "out") == first


def test_another_version_is_taken_with_a_note_when_it_has_the_characters(build, capsys):
    assert build(version="2.0", pin="0" * 64) == 0
    assert "注意：fonts-made 2.0 与固定版本 1.0 不同" in capsys.readouterr().out


def test_the_same_version_with_other_content_is_noted(build, capsys):
    assert build(pin="0" * 64) == 0
    assert "注意：fonts-made 1.0 内容与固定的校验值不同" in capsys.readouterr().out


def test_a_package_that_lacks_characters_is_refused_and_nothing_is_left(build, tmp_path, capsys):
    assert build(characters="国“", version="2.0", pin="0" * 64) == 1
    assert "made.ttf 缺 1 个应有的字：家（U+5BB6）" in capsys.readouterr().out
    assert not any(path.is_file() for path in (tmp_path / "out").rglob("*"))


def test_without_network_the_missing_package_and_the_remedy_are_named(builder, build, tmp_path, capsys, monkeypatch):
    assert build() == 0
    (tmp_path / "packages" / "fonts-made_1.0_all.deb").unlink()
    monkeypatch.setattr(
        builder, "apt", lambda *_, **__: subprocess.CompletedProcess([], 100, "", "E: could not resolve")
    )
    assert build("--force") == 1
    told = capsys.readouterr().out
    assert "缺少字体软件包：fonts-made" in told
    assert "--packages" in told


def test_a_broken_package_is_not_taken_for_a_font(builder, build, tmp_path, capsys, monkeypatch):
    assert build() == 0
    path = tmp_path / "packages" / "fonts-made_1.0_all.deb"
    path.write_bytes(path.read_bytes()[:400])
    monkeypatch.setattr(builder, "apt", lambda *_, **__: subprocess.CompletedProcess([], 100, "", ""))
    assert build("--force") == 1
    assert "无法" in capsys.readouterr().out


def test_marks_are_widened_and_strokes_thinned(build, tmp_path):
    assert build() == 0
    face = TrueTypeFace(tmp_path / "out" / "made.ttf")
    assert face.width("“") == 1
    assert face.names() == {"Made"}
    with TTFont(tmp_path / "out" / "made.ttf") as font:
        glyph = font["glyf"][font.getBestCmap()[ord("国")]]
        assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (110, 10, 890, 790)
        assert "Changed 2026-01-01" in font["name"].getDebugName(10)


def test_the_recipe_makes_what_the_catalogue_names(root):
    recipe = tomllib.loads((root / "scripts" / "fonts.toml").read_text("utf-8"))
    assert {font["file"] for font in recipe["fonts"]} == {font.file for chain in BUNDLED.values() for font in chain}
    assert {part["package"] for part in recipe["fonts"] + recipe["licences"]} <= set(recipe["packages"])


@pytest.mark.slow
def test_the_real_fonts_come_out_the_same_again(builder, root, tmp_path):
    if not list((root / ".cache" / "fonts-deb").glob("texlive-lang-chinese_*.deb")):
        pytest.skip("缺少字体软件包：先运行 make fonts")
    assert builder.main(["--output", str(tmp_path / "fonts")]) == 0
    made = root / "resources" / "fonts"
    for path in sorted((tmp_path / "fonts").rglob("*.ttf")):
        assert path.read_bytes() == (made / path.relative_to(tmp_path / "fonts")).read_bytes(), path.name
