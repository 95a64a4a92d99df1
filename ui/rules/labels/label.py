"""What is to be known of a field for a form to show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Label:
    """A field: what it is called, a sentence that explains it, and what might stand in it.

    ``words`` are those of its closed list. ``form`` says how it is edited where its type does not: ``text`` (some
    paragraphs), ``listed`` (several words with 、 between), ``mark``, ``share``, ``kinds``, ``code``, ``whole`` (a
    form of its own, without a heading), ``no`` (not at all). ``when`` names a field and the values of it with which
    this one says something. ``none`` is what is chosen where nothing is; ``wide`` takes the whole line.
    """

    title: str
    hint: str = ""
    example: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    when: tuple[str, tuple[object, ...]] | None = None
    none: str = "不限"
    wide: bool = False
    anchors: tuple[str, ...] = ("meeting", "agenda")
    sides: tuple[str, ...] = ("before",)
    """Of a deadline: from which days it may count, and in which direction; the first is proposed."""


ARTICLE = Label("依据条文", example="照原文写，如 四十九 或 第×条")
KINDS = Label("适用的会议", form="kinds", wide=True)
TYPES = Label("议题类型", wide=True)
FLAGS = Label("议题特征", hint="带有其中一项特征的议题", wide=True)
