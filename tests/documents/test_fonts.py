"""Every character of a name prints or is refused by name; the reader's own fonts come first, and only when they may."""

from __future__ import annotations

import io
import pickle
import subprocess

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont

from secretariat.documents.fonts import FontBook, MissingGlyphError, Role, Run
from secretariat.documents.fonts.catalogue import BUNDLED, bundled_folder, system_folders
from secretariat.documents.fonts.embedding import ShownFonts, cid_set, to_unicode
from secretariat.documents.fonts.truetype import TrueTypeFace
from secretariat.documents.pdf import Document
from secretariat.errors import FileUnusableError
from tests.documents.synthetic_fonts import REQUIRED, save_collection, save_font

RARE_NAMES = "𬭸䶮㛃龑玥喆堃镕旻翀"
NOWHERE = "𱅒"  # U+31152, of Unicode 13: no font carried along has it
BUNDLED_FILES = sorted({font.file for chain in BUNDLED.values() for font in chain})


@pytest.fixture
def standard(bundled_fonts):
    """The 8,105 characters of 《通用规范汉字表》."""
    text = (bundled_folder() / "standard-characters.txt").read_text("utf-8").strip()
    assert len(text) == 8105
    assert bundled_fonts.missing(Role.KAITI, text) == ()
    return text


def draw(book, lines, role=Role.FANGSONG):
    """Gives a PDF with these lines, 40 a page."""
    document, fonts = Document(595, 842), ShownFonts()
    for start in range(0, len(lines), 40):
        page = []
        for number, line in enumerate(lines[start : start + 40]):
            shown = [(fonts[run.font], run.text) for run in book.runs(role, line)]
            runs = (f"/{font.internal_name} 16 Tf <{font.codes(text).hex()}> Tj" for font, text in shown)
            page.append(f"BT 40 {800 - number * 19} Td {' '.join(runs)} ET")
        document.add_page("\n".join(page).encode())
    return document.finished(fonts.add_to(document), {}, "zh-CN")


# ---------------------------------------------------------------- what prints


@pytest.mark.parametrize("role", list(Role))
def test_every_standard_character_prints_in_every_face(bundled_fonts, standard, role):
    assert bundled_fonts.missing(role, standard) == ()


@pytest.mark.parametrize("role", list(Role))
def test_rare_names_print_in_every_face(bundled_fonts, role):
    runs = bundled_fonts.runs(role, RARE_NAMES)
    assert "".join(run.text for run in runs) == RARE_NAMES
    assert all(run.font for run in runs)


def test_a_line_of_fangsong_is_one_run_with_its_figures_and_marks(bundled_fonts):
    line = "〔2022〕5号“一网通办”《条例》——约3.5％，ABC……、；：（一）"
    assert bundled_fonts.runs(Role.FANGSONG, line) == (Run(bundled_fonts.cell(Role.FANGSONG, "国")[0], line),)


def test_only_the_character_that_is_lacking_changes_font(bundled_fonts):
    assert [run.text for run in bundled_fonts.runs(Role.FANGSONG, "张䶮、李四")] == ["张", "䶮", "、李四"]


@pytest.mark.parametrize("role", list(Role))
def test_chinese_marks_fill_a_cell_in_every_face(bundled_fonts, role):
    for mark in "“”‘’—…，。、；：（）《》〔〕　":
        assert bundled_fonts.width(role, mark, 16) == pytest.approx(16), mark


def test_figures_are_half_as_wide_as_characters_in_fangsong_and_songti(bundled_fonts):
    for role in (Role.FANGSONG, Role.SONGTI):
        assert bundled_fonts.width(role, "0123456789", 16) == pytest.approx(80)


def test_width_counts_fallback_characters_and_nothing_for_nothing(bundled_fonts):
    assert bundled_fonts.width(Role.FANGSONG, "赵𬭸", 16) == pytest.approx(32)
    assert bundled_fonts.width(Role.FANGSONG, "", 16) == 0
    assert bundled_fonts.runs(Role.FANGSONG, "") == ()


# ---------------------------------------------------------------- what does not


def test_a_character_that_no_font_has_is_refused_by_name_and_place(bundled_fonts):
    with pytest.raises(MissingGlyphError) as caught:
        bundled_fonts.runs(Role.FANGSONG, f"张{NOWHERE}、李{NOWHERE}\ue000")
    assert caught.value.characters == (NOWHERE, "\ue000")
    assert caught.value.message == f"字库缺字 {NOWHERE}（U+31152）、不可见字符（U+E000）"
    placed = MissingGlyphError((NOWHERE,)).at(f"第3页 列席名单 '张{NOWHERE}'")
    assert placed.message == f"第3页 列席名单 '张{NOWHERE}'：字库缺字 {NOWHERE}（U+31152）"
    assert placed.remedy
    assert str(pickle.loads(pickle.dumps(placed))) == str(placed)  # noqa: S301 (our own bytes)


def test_width_refuses_what_runs_refuses(bundled_fonts):
    with pytest.raises(MissingGlyphError, match="U\\+31152"):
        bundled_fonts.width(Role.SONGTI, NOWHERE, 16)
    assert bundled_fonts.missing(Role.SONGTI, f"{NOWHERE}国{NOWHERE}") == (NOWHERE,)


def test_drawing_past_the_book_never_gives_an_empty_box(bundled_fonts):
    font, _ = bundled_fonts.cell(Role.FANGSONG, "张")
    with pytest.raises(MissingGlyphError, match="䶮"):
        ShownFonts()[font].codes("张䶮")


def test_a_blank_glyph_is_a_missing_one(tmp_path):
    face = TrueTypeFace(save_font(tmp_path / "a.ttf", "A", {0x56FD, 0x5BB6}, blank="家"))
    assert face.ink(face.glyph("国")) == (100, 0, 900, 800)
    assert face.ink(face.glyph(" ")) is None
    assert not face.glyph("家")
    assert face.glyph(" ")


@pytest.mark.usefixtures("bundled_fonts")
def test_fonts_are_opened_only_when_a_character_is_looked_for(tmp_path):
    absent = FontBook.open((tmp_path / "none",), bundled=tmp_path)
    with pytest.raises(FileUnusableError, match=r"fang\.ttf") as caught:
        absent.runs(Role.FANGSONG, "国")
    assert "make fonts" in caught.value.remedy
    fresh = FontBook.open(())
    fresh.runs(Role.FANGSONG, "国务院办公厅2022年")
    assert [link._font is not None for link in fresh._cells[Role.FANGSONG].chain] == [True, False, False, False, False]


# ---------------------------------------------------------------- in the PDF


@pytest.fixture
def many_rare(standard):
    """Lines with 1,000 different characters of one font, then every standard character above U+FFFF."""
    text = standard[:1000] + "".join(character for character in standard if ord(character) > 0xFFFF)
    assert len(text) > 1190
    return [text[start : start + 25] for start in range(0, len(text), 25)]


def test_pdfium_gives_back_every_character(bundled_fonts, many_rare):
    for role in (Role.KAITI, Role.FANGSONG):
        document = pdfium.PdfDocument(draw(bundled_fonts, many_rare, role))
        pages = [document[number] for number in range(len(document))]
        found = "".join(page.get_textpage().get_text_range() for page in pages)
        document.close()
        assert "".join(found.split()) == "".join(many_rare)


def test_poppler_gives_back_every_character(bundled_fonts, many_rare, poppler):
    for role in (Role.KAITI, Role.FANGSONG):
        found = poppler("pdftotext", draw(bundled_fonts, many_rare, role), "-raw").decode()
        assert "".join(found.split()) == "".join(many_rare)


def test_every_font_is_embedded_and_no_page_names_another(bundled_fonts, require_tool, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(draw(bundled_fonts, ["国务院" + RARE_NAMES]))
    told = subprocess.run([require_tool("pdffonts"), path], check=True, capture_output=True, text=True).stdout
    rows = [line for line in told.splitlines()[2:] if line]
    assert len(rows) == 2
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] and "+Secretariat" in row for row in rows)


def test_the_same_paper_gives_the_same_bytes(bundled_fonts):
    first = draw(bundled_fonts, ["国务院" + RARE_NAMES])
    assert first == draw(FontBook.open(()), ["国务院" + RARE_NAMES])
    assert str(bundled_folder()).encode() not in first


def test_to_unicode_is_utf16_in_blocks_of_a_hundred():
    shown = {chr(0x20000 + number): number + 1 for number in range(250)}
    text = to_unicode(shown)
    assert [int(line.split()[0]) for line in text.splitlines() if line.endswith("beginbfchar")] == [100, 100, 50]
    assert "<0001> <D840DC00>" in text


@pytest.mark.parametrize(("count", "bits"), [(0, b""), (1, b"\x80"), (8, b"\xff"), (11, b"\xff\xe0")])
def test_cid_set_has_one_bit_a_glyph(count, bits):
    assert cid_set(count) == bits


# ---------------------------------------------------------------- reading and cutting TrueType


@pytest.mark.usefixtures("bundled_fonts")
@pytest.mark.parametrize("file", BUNDLED_FILES)
def test_a_face_is_read_as_fonttools_reads_it(file):
    path = bundled_folder() / file
    face = TrueTypeFace(path)
    with TTFont(path, lazy=True) as font:
        mapping = font.getBestCmap()
        codes = [*sorted(mapping)[:: max(1, len(mapping) // 60)], 0xA5A5, 0x3FFFF]
        for code in codes:
            name = mapping.get(code)
            glyph = face.glyph(chr(code))
            if glyph:
                assert glyph == font.getGlyphID(name)
                assert face.advance(glyph) == font["hmtx"][name][0]
            else:
                assert name is None or not font["glyf"][name].numberOfContours
        glyphs = [0, *filter(None, (face.glyph(chr(code)) for code in codes))]
        program, count = face.program(glyphs)
        cut = TTFont(io.BytesIO(program), recalcBBoxes=False)
        assert cut["maxp"].numGlyphs == count >= len(glyphs)
        for place, glyph in enumerate(glyphs):
            old, new = font.getGlyphName(glyph), cut.getGlyphName(place)
            outline, ends, _ = font["glyf"][old].getCoordinates(font["glyf"])
            again, ends_again, _ = cut["glyf"][new].getCoordinates(cut["glyf"])
            assert (list(outline), list(ends)) == (list(again), list(ends_again))
            assert font["hmtx"][old] == cut["hmtx"][new]


@pytest.mark.parametrize(
    ("bits", "allowed"),
    [
        (0x0000, True),
        (0x0002, False),
        (0x0004, True),
        (0x0006, True),  # several permissions in an old font: the freest holds
        (0x0008, True),
        (0x0108, False),
        (0x0200, False),
    ],
)
def test_licence_bits_decide_whether_a_font_may_be_embedded(tmp_path, bits, allowed):
    assert TrueTypeFace(save_font(tmp_path / "a.ttf", "A", {0x56FD}, fs_type=bits)).may_be_embedded is allowed


@pytest.mark.parametrize("data", [b"", b"OTTO" + bytes(60), b"no font at all", b"\0\1\0\0" + b"\xff" * 40, b"ttcf"])
def test_what_is_no_truetype_font_is_named(tmp_path, data):
    path = tmp_path / "坏.ttf"
    path.write_bytes(data)
    with pytest.raises(FileUnusableError, match=r"坏\.ttf"):
        TrueTypeFace(path)


# ---------------------------------------------------------------- the reader's own fonts


def own(tmp_path, role):
    """Gives the font that serves a role first, and why others were not taken."""
    book = FontBook.open((tmp_path,))
    first = next(font for font in book.used() if font.role is role)
    return book, first, {rejected.file.name: rejected.reason for rejected in book.rejected()}


@pytest.mark.usefixtures("bundled_fonts")
def test_the_readers_own_font_comes_first_and_lacks_are_filled(tmp_path):
    save_font(tmp_path / "win" / "SIMFANG.TTF", "FangSong")
    book, first, _ = own(tmp_path, Role.FANGSONG)
    assert (first.source, first.family, first.fallback) == ("system", "FangSong", False)
    runs = book.runs(Role.FANGSONG, "国䶮")
    assert len({run.font for run in runs}) == 2
    assert book.width(Role.FANGSONG, "1", 16) == 16  # the made font's box, not FandolFang's figure
    assert next(font.source for font in book.used() if font.role is Role.HEITI) == "bundled"


@pytest.mark.usefixtures("bundled_fonts")
def test_the_font_of_the_standard_goes_before_its_like(tmp_path):
    save_font(tmp_path / "simfang.ttf", "FangSong")
    save_font(tmp_path / "仿宋_GB2312.ttf", "仿宋_GB2312")
    assert own(tmp_path, Role.FANGSONG)[1].family == "仿宋_GB2312"


@pytest.mark.usefixtures("bundled_fonts")
def test_a_face_of_a_collection_is_found_by_its_family(tmp_path):
    save_collection(tmp_path / "simsun.ttc", "NSimSun", "SimSun")
    book, first, _ = own(tmp_path, Role.SONGTI)
    assert (first.source, first.family) == ("system", "SimSun")
    assert "-1-" in book.runs(Role.SONGTI, "国")[0].font


@pytest.mark.usefixtures("bundled_fonts")
def test_another_family_under_the_right_file_name_is_not_taken(tmp_path):
    save_font(tmp_path / "simfang.ttf", "Something Else")
    assert own(tmp_path, Role.FANGSONG)[1].source == "bundled"


@pytest.mark.usefixtures("bundled_fonts")
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: save_font(path, "SimHei", fs_type=2), "不允许嵌入"),
        (lambda path: save_font(path, "SimHei", REQUIRED - {ord("国")}), "缺 1 个常用字，如 国（U+56FD）"),
        (lambda path: path.write_bytes(b"OTTO" + bytes(60)), "PostScript"),
        (lambda path: path.write_bytes(b"\0\1\0\0 broken"), "损坏"),
    ],
)
def test_a_font_that_cannot_serve_is_refused_with_the_reason(tmp_path, make, reason):
    make(tmp_path / "simhei.ttf")
    _, first, rejected = own(tmp_path, Role.HEITI)
    assert first.source == "bundled"
    assert reason in rejected["simhei.ttf"]


def test_used_tells_all_roles_with_licences(bundled_fonts):
    used = bundled_fonts.used()
    assert {font.role for font in used if not font.fallback} == set(Role)
    assert all(font.licence and font.file.is_file() for font in used)


def test_fonts_are_looked_for_where_each_system_keeps_them():
    windows = system_folders("win32", {"WINDIR": "C:/Windows", "LOCALAPPDATA": "C:/Users/a/AppData/Local"})
    assert [folder.as_posix() for folder in windows] == [
        "C:/Windows/Fonts",
        "C:/Users/a/AppData/Local/Microsoft/Windows/Fonts",
    ]
    linux = system_folders("linux", {"HOME": "/home/a"})
    assert [folder.as_posix() for folder in linux] == [
        "/home/a/.local/share/fonts",
        "/usr/share/fonts",
        "/usr/local/share/fonts",
    ]
