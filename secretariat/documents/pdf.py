"""A PDF file: its objects, pages and particulars, written as ISO 32000-1 has it and nothing more.

The clauses named here are those of ISO 32000-1:2008. Whoever writes a page brings its operators (8, 9) as bytes; fonts
are made by :mod:`secretariat.documents.fonts.embedding`. The same calls give the same bytes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HEADER: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
"""The version whose features are used, which PDF/A-1 asks for too; then four bytes that say "binary" (7.5.2)."""
_FINGERPRINT: Final = 2**128 - 159
"""The largest prime under 2¹²⁸."""


class Name(str):
    """``/Name`` (7.3.5)."""

    __slots__ = ()


class Reference(int):
    """The number of an object, by which other objects name it: ``5 0 R`` (7.3.10)."""

    __slots__ = ()


Value = bool | int | float | str | bytes | list["Value"] | dict[str, "Value"]
"""What an object is made of. A ``str`` is text for people (7.9.2.2), ``bytes`` are a string of bytes (7.3.4)."""


def written(value: Value) -> bytes:
    """A value as it stands in the file (7.3)."""
    return _WRITERS[type(value)](value)


def _name(value: Name) -> bytes:
    return b"/" + value.encode().decode("latin-1").translate(_IN_NAMES).encode()


def _text(value: str) -> bytes:
    if value.isascii() and value.isprintable():
        # Letters that PDFDocEncoding has in common with ASCII; three of them mean something in a string.
        return b"(" + value.translate(_ESCAPED).encode() + b")"
    return _string(b"\xfe\xff" + value.encode("utf-16-be"))


def _string(value: bytes) -> bytes:
    return b"<" + value.hex().encode() + b">"


def _array(value: list[Value]) -> bytes:
    return b"[" + b" ".join(map(written, value)) + b"]"


def _dictionary(value: dict[str, Value]) -> bytes:
    return b"<<" + b" ".join(_name(Name(key)) + b" " + written(entry) for key, entry in value.items()) + b">>"


_ESCAPED: Final = str.maketrans({mark: "\\" + mark for mark in "\\()"})
_IN_NAMES: Final = {byte: f"#{byte:02X}" for byte in (*range(ord("!")), *b"#%()/<>[]{}", *range(ord("~") + 1, 256))}
_WRITERS: Final[Mapping[type, Callable[[Any], bytes]]] = {
    Name: _name,
    Reference: lambda value: b"%d 0 R" % value,
    bool: lambda value: b"true" if value else b"false",
    int: lambda value: b"%d" % value,
    float: lambda value: f"{value:.4f}".rstrip("0").rstrip(".").encode(),
    str: _text,
    bytes: _string,
    list: _array,
    dict: _dictionary,
}


class Document:
    """A PDF in the making: put objects and pages in, then take the bytes."""

    def __init__(self, width: float, height: float) -> None:
        """All pages are so wide and high, in pt."""
        self._objects: list[bytes] = []
        self._paper: list[Value] = [0, 0, float(width), float(height)]
        self._pages: list[Value] = []
        # Each page names the root of the page tree, which is written last.
        self._root = self.add({})

    def add(self, value: Value) -> Reference:
        """Add an object (7.3.10)."""
        self._objects.append(written(value))
        return Reference(len(self._objects))

    def add_stream(self, data: bytes, entries: Mapping[str, Value] | None = None) -> Reference:
        """Add a stream, compressed (7.3.8, 7.4.4), with what its dictionary says besides."""
        # Outlines hardly shrink; to look for the last 5 % would take a sixth of the time of a paper.
        packed = zlib.compress(data, zlib.Z_BEST_SPEED)
        head = written({"Length": len(packed), "Filter": Name("FlateDecode"), **(entries or {})})
        self._objects.append(b"%b\nstream\n%b\nendstream" % (head, packed))
        return Reference(len(self._objects))

    def add_page(self, content: bytes) -> None:
        """Add a page that shows what these operators draw (7.7.3.3, 7.8.2)."""
        shown = self.add_stream(content)
        self._pages.append(self.add({"Type": Name("Page"), "Parent": self._root, "Contents": shown}))

    def finished(self, fonts: Mapping[str, Reference], particulars: Mapping[str, str], language: str) -> bytes:
        """The file.

        ``fonts``: by the names that the pages call them (7.8.3). ``particulars``: what the document says of itself,
        ``Title`` and the like (14.3.3). ``language``: of its text (14.9.2).
        """
        # Paper and fonts are the same for all pages: they inherit them (7.7.3.4).
        tree: dict[str, Value] = {
            "Type": Name("Pages"),
            "Kids": self._pages,
            "Count": len(self._pages),
            "MediaBox": self._paper,
            "Resources": {"Font": dict(fonts)},
        }
        self._objects[self._root - 1] = written(tree)
        catalogue = self.add(
            {
                "Type": Name("Catalog"),
                "Pages": self._root,
                "Lang": language,
                # The window of the reader's program bears the title, not the file's name (12.2).
                "ViewerPreferences": {"DisplayDocTitle": True},
            }
        )
        info = self.add({key: text for key, text in particulars.items() if text})
        return self._file({"Root": catalogue, "Info": info})

    def _file(self, trailer: dict[str, Value]) -> bytes:
        """Header, objects, cross-reference table and trailer (7.5)."""
        parts, places, end = [_HEADER], [], len(_HEADER)
        for number, content in enumerate(self._objects, 1):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, content)
            parts.append(part)
            places.append(end)
            end += len(part)
        body = b"".join(parts)
        # The identifier (14.4) need not be secure, only another for another file: loading OpenSSL for it takes 5 ms.
        identifier = (int.from_bytes(body, "big") % _FINGERPRINT).to_bytes(16, "big")
        size = len(places) + 1
        table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places)
        said = written({"Size": size, **trailer, "ID": [identifier, identifier]})
        return b"%b%btrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (body, table, said, end)
