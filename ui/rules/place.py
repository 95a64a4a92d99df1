"""By which keys the pages on rules are gone to."""

from __future__ import annotations

from typing import Final

RULES: Final = "rules"
"""To be read; its place is a code, or (code, article)."""
EDIT: Final = "rules/edit"
"""To be changed; its place is a code."""
