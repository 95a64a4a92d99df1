"""What the papers use of reportlab, imported without Pillow: that is for pictures, and would take 10 ms on every start.

Whoever does put a picture on a paper gets Pillow then.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import PIL


class _Later(ModuleType):
    """A module that is imported when something in it is looked up."""

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self.__name__), name)


if not hasattr(PIL, "Image"):
    PIL.Image = _Later("PIL.Image")  # type: ignore[attr-defined]

from reportlab import rl_config  # noqa: E402 - see above
from reportlab.pdfbase import pdfdoc, pdfmetrics  # noqa: E402 - see above
from reportlab.pdfgen.canvas import Canvas  # noqa: E402 - see above

# Pages as bytes: the letters of Base 85 are a quarter longer, and made one by one in Python.
rl_config.useA85 = 0

__all__ = ["Canvas", "pdfdoc", "pdfmetrics"]
