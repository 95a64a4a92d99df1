"""How a long act tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[str, int, int], object]
"""Gets what is being done, how much of it is done, and how much there is; may raise, which ends the act."""


def quiet(what: str, done: int, total: int) -> None:
    """Tell nobody."""
    del what, done, total
