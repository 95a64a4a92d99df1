"""The PDF file itself: each value as ISO 32000-1 writes it, each object where the table says."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest

from secretariat.documents.pdf import Document, Name, Reference, written

PARTICULARS = {"Title": "纪要（一）\\ 赵𬭸", "Author": "A (B) \\ C", "Subject": ""}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Name("ABCDEF+Some-Font"), b"/ABCDEF+Some-Font"),
        (Name("a b#/(é"), b"/a#20b#23#2F#28#C3#A9"),
        (Reference(5), b"5 0 R"),
        (True, b"true"),
        (False, b"false"),
        (-3, b"-3"),
        (595.2756, b"595.2756"),
        (1000.0, b"1000"),
        (0.00001, b"0"),
        ("zh-CN", b"(zh-CN)"),
        ("a(b)\\c", b"(a\\(b\\)\\\\c)"),
        ("a\rb", b"<feff0061000d0062>"),
        ("𬭸", b"<feffd872df78>"),
        (b"\x00\xff", b"<00ff>"),
        ([1, [2.5], {"K": Name("V")}], b"[1 [2.5] <</K /V>>]"),
    ],
)
def test_a_value_is_written_as_the_standard_has_it(value, expected):
    assert written(value) == expected


def made(*pages, particulars=PARTICULARS):
    document = Document(595.2756, 841.8898)
    for page in pages:
        document.add_page(page)
    return document.finished({}, particulars, "zh-CN")


def test_the_table_says_where_each_object_stands():
    pdf = made(b"0 0 m 1 1 l S", b"")
    table = int(re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", pdf)[1])
    first, *entries = re.findall(rb"(\d{10}) \d{5} [nf] \n", pdf[table:])
    assert first == b"0000000000"
    assert b"xref\n0 %d\n" % (len(entries) + 1) == pdf[table : pdf.index(first, table)]
    for number, place in enumerate(entries, 1):
        assert pdf[int(place) :].startswith(b"%d 0 obj\n" % number)
    for stream in re.finditer(rb"/Length (\d+).*?\nstream\n", pdf):
        assert pdf[stream.end() + int(stream[1]) :].startswith(b"\nendstream\nendobj\n")


def test_a_reader_finds_pages_and_particulars():
    document = pdfium.PdfDocument(made(b"", b"", b""))
    assert [page.get_size() for page in document] == [pytest.approx((595.2756, 841.8898), abs=0.001)] * 3
    told = document.get_metadata_dict(skip_empty=True)
    document.close()
    assert told == {key: text for key, text in PARTICULARS.items() if text}


def test_its_identifier_is_that_of_its_content():
    def identifier(pdf):
        first, second = re.search(rb"/ID \[<(\w{32})> <(\w{32})>\]", pdf).groups()
        assert first == second
        return first

    assert made(b"1 w") == made(b"1 w")
    assert len({identifier(made(b"1 w")), identifier(made(b"2 w")), identifier(made(b"1 w", particulars={}))}) == 3


def test_poppler_has_nothing_to_say_against_it(poppler):
    told = poppler("pdfinfo", made(b"0 0 m 1 1 l S")).decode()
    assert re.search(r"^Title: +纪要（一）\\ 赵𬭸$", told, re.MULTILINE)
    assert re.search(r"^Page size: .*A4", told, re.MULTILINE)
