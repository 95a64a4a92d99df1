"""Scanned pictures as pages of A4: as they are looked at, all images of a file, a kind word for a broken one."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QImage

from secretariat.errors import FileUnusableError
from ui.pdf_pages import measure, render

pytestmark = pytest.mark.usefixtures("chinese")
TURNED = 6
"""EXIF: the top of the picture is at the right."""


def sheet(width, height, mode="1"):
    """White with a black bar at its upper left."""
    made = Image.new(mode, (width, height), "white")
    ImageDraw.Draw(made).rectangle((width // 10, height // 20, width // 2, height // 10), fill="black")
    return made


def saved(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def drawn(picture, number, scale=0.5):
    page = render(picture, number, scale)
    return QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()


def whole(size):
    return round(size.width), round(size.height)


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "L"), ("JPEG", "L"), ("TIFF", "1")])
def test_a_scan_fills_a_sheet_of_a4(kind, mode):
    upright = saved(sheet(620, 877, mode), kind)
    assert [whole(size) for size in measure(upright)] == [(595, 842)]
    assert [whole(size) for size in measure(saved(sheet(877, 620, mode), kind))] == [(842, 595)]
    image = drawn(upright, 0)
    assert (image.width(), image.height()) == (298, 421)
    assert image.pixelColor(90, 30).lightness() < 40
    assert image.pixelColor(200, 300).lightness() > 215


def test_a_telephones_picture_is_shown_as_it_was_held():
    exif = Image.Exif()
    exif[0x0112] = TURNED
    picture = saved(sheet(800, 600, "L"), "JPEG", exif=exif)
    assert [whole(size) for size in measure(picture)] == [(595, 794)]
    image = drawn(picture, 0)
    assert image.pixelColor(275, 60).lightness() < 40  # the bar now stands at the upper right


def test_all_images_of_a_tiff_are_pages():
    more = [sheet(877, 620), sheet(500, 500)]
    fax = saved(sheet(620, 877), "TIFF", compression="group4", save_all=True, append_images=more)
    assert [whole(size) for size in measure(fax)] == [(595, 842), (842, 595), (595, 595)]
    assert all(drawn(fax, number).pixelColor(90, 22).lightness() < 128 for number in range(3))


def test_what_a_picture_leaves_open_is_paper():
    assert drawn(saved(Image.new("RGBA", (100, 100), (0, 0, 0, 0)), "PNG"), 0).pixelColor(50, 50).name() == "#ffffff"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n and no more", "这张图片无法打开"),
        (b"no picture at all", "这张图片无法打开"),
        (b"%PDF-1.7 and no more", "这份 PDF 无法打开"),
    ],
)
def test_what_cannot_be_read_is_told(content, words):
    with pytest.raises(FileUnusableError, match=words) as caught:
        measure(content)
    assert caught.value.remedy


def test_a_picture_that_breaks_off_is_told_when_it_is_drawn(capfd):
    picture = saved(Image.effect_noise((400, 400), 50), "PNG")[:3000]
    with pytest.raises(FileUnusableError, match="这张图片无法打开"):
        render(picture, 0, 1.0)
    capfd.readouterr()  # libpng says so itself


def test_a_pdf_with_a_password_is_told_as_such():
    # The smallest that asks for one: an encryption dictionary whose sums fit no password.
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> /P -4 >>",
    ]
    paper, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(paper))
        paper += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(paper)
    paper += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    ids = b"<" + b"22" * 16 + b">"
    paper += b"trailer << /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [%s%s] >>\nstartxref\n%d\n%%%%EOF\n" % (
        ids,
        ids,
        start,
    )
    with pytest.raises(FileUnusableError, match="设有密码"):
        measure(paper)
