"""Fonts and readers for the tests of the papers."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from secretariat.documents.fonts import FontBook, Role
from secretariat.documents.typecase import TypeCase
from secretariat.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def bundled_fonts() -> FontBook:
    """The fonts the program carries along, and none of the machine's own."""
    book = FontBook.open(folders=())
    try:
        for role in Role:
            book.runs(role, "国")
    except UserError as error:
        pytest.skip(f"缺少自带字库：{error}")
    return book


@pytest.fixture
def case(bundled_fonts) -> TypeCase:
    return TypeCase(bundled_fonts)


@pytest.fixture
def poppler(require_tool, tmp_path) -> Callable[..., bytes]:
    """Gives what one of poppler's tools says of a PDF, such as ``poppler("pdftotext", pdf, "-raw")``."""

    def run(tool: str, pdf: bytes, *options: str) -> bytes:
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf)
        return subprocess.run(
            [require_tool(tool), *options, path, *(["-"] if tool == "pdftotext" else [])],
            check=True,
            capture_output=True,
        ).stdout

    return run
