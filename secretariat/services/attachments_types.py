"""What kind of file an attachment is: by its first bytes, and where these leave it open, by the ending of its name."""

from __future__ import annotations

import re
from typing import Final

PDF: Final = "application/pdf"
PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/tiff"})
SCANS: Final = PICTURES | {PDF}
"""What a scanner gives; what the window shows by itself."""

_OLE: Final = "application/x-ole-storage"
_ZIP: Final = "application/zip"
_BEGINNINGS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", _ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
)
_OFFICE: Final = {
    _ZIP: {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "ofd": "application/ofd",
    },
    _OLE: {
        "doc": "application/msword",
        "xls": "application/vnd.ms-excel",
        "ppt": "application/vnd.ms-powerpoint",
        "wps": "application/vnd.ms-works",
    },
}
"""Formats that begin alike, by the endings of their names."""
_DOCUMENT: Final = re.compile(
    r"\.(pdf|jpe?g|png|tiff?|gif|bmp|docx?|xlsx?|pptx?|wps|et|dps|ofd|od[tsp]|rtf|txt|csv)$", re.IGNORECASE
)
_WORDS: Final = {PDF: "PDF", "image/jpeg": "JPEG 图片", "image/png": "PNG 图片", "image/tiff": "TIFF 图片"}
_PDF_WITHIN: Final = 1024


def media_type(head: bytes, name: str) -> str | None:
    """Give the media type of a file that begins with ``head`` (1 KiB is enough); ``None``: nobody knows.

    A name never makes a PDF or a picture of what is none: the window would try to show it.
    """
    if b"%PDF-" in head[:_PDF_WITHIN]:  # whatever a mail program or a scanner has put before it
        return PDF
    found = next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), None)
    ending = name.rpartition(".")[2].lower()
    return _OFFICE.get(found or "", {}).get(ending, found)


def is_document(name: str) -> bool:
    """Whether a computer opens a file of that name as a paper; others it may run as programs."""
    return _DOCUMENT.search(name) is not None


def type_words(kind: str | None) -> str:
    """How a media type is called: PDF, JPEG 图片; other kinds are files like any other."""
    return _WORDS.get(kind or "", "文件")


def size_words(size: int) -> str:
    """How large a file is: 820 字节, 35 KB, 1.2 MB."""
    if size < 1000:  # noqa: PLR2004 (as files are counted)
        return f"{size} 字节"
    if size < 1_000_000:  # noqa: PLR2004 (as above)
        return f"{max(size // 1000, 1)} KB"
    return f"{size / 1_000_000:.1f} MB"
