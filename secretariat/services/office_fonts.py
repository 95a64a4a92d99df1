"""The fonts that this seat prints with."""

from __future__ import annotations

from functools import cache

from secretariat import settings
from secretariat.documents.fonts import FontBook


@cache
def office_fonts() -> FontBook:
    """The seat's fonts, found once: they do not change while the program runs."""
    return FontBook.open(bundled=settings.FONTS)
