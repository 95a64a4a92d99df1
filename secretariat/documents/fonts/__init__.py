"""Finds, checks and registers the fonts of the papers; see :class:`FontBook`."""

from secretariat.documents.fonts.book import FontBook, RejectedFont, Run, UsedFont
from secretariat.documents.fonts.catalogue import Role
from secretariat.documents.fonts.missing import MissingGlyphError

__all__ = ["FontBook", "MissingGlyphError", "RejectedFont", "Role", "Run", "UsedFont"]
