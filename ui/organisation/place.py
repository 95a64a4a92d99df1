"""Where the pages on the organisation are found."""

from __future__ import annotations

from typing import Final

ORGANISATION: Final = "organisation"
"""Its place is the key of a government, or nothing."""
TERM: Final = "organisation/term"
"""The change of term; its place is the key of a government."""
IMPORT: Final = "organisation/import"
"""The import from Excel; its place is the key of a government, or nothing."""
