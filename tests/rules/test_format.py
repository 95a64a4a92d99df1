"""The rulebook format as a whole: nothing in it is dead, and docs/rulebooks.md explains all of it.

The five bundled rulebooks and the invented one together use every key with something else than its default, and every
word of the format's own closed lists.
"""

from __future__ import annotations

import dataclasses
import typing
from enum import StrEnum
from functools import cache

import pytest

from secretariat.domain.records import field_types
from secretariat.errors import FileUnusableError
from secretariat.rules.loader import parse_rulebook
from secretariat.rules.rulebook import Rulebook
from tests.rules.build import ROOT, rulebook
from tests.rules.dongyuan import BOOK
from tests.rules.texts import GOVERNMENTS

if typing.TYPE_CHECKING:
    from collections.abc import Iterator

BOOKS = (*map(rulebook, GOVERNMENTS), BOOK)


def hints(hint: object) -> Iterator[object]:
    """A type hint and all that it is made of."""
    yield hint
    for inner in typing.get_args(hint):
        yield from hints(inner)


@cache
def classes() -> tuple[type, ...]:
    """Every class that a rulebook is made of."""
    found: list[type] = [Rulebook]
    for kind in found:  # grows meanwhile
        found += [
            inner
            for hint in field_types(kind).values()
            for inner in hints(hint)
            if isinstance(inner, type) and dataclasses.is_dataclass(inner) and inner not in found
        ]
    return tuple(dict.fromkeys(found))


def keys() -> list[tuple[type, str]]:
    """Every key of every class."""
    return [(kind, field.name) for kind in classes() for field in dataclasses.fields(kind)]


def words() -> list[tuple[type, str, str]]:
    """Every word of the lists that are closed by the format itself, with the key that takes it."""
    return [
        (kind, name, word)
        for kind in classes()
        for name, hint in field_types(kind).items()
        for inner in hints(hint)
        if typing.get_origin(inner) is typing.Literal
        for word in typing.get_args(inner)
    ]


def vocabularies() -> tuple[type[StrEnum], ...]:
    """The closed lists that rulebooks share with dossiers: posts, types of topics …."""
    found = (inner for kind in classes() for hint in field_types(kind).values() for inner in hints(hint))
    return tuple(dict.fromkeys(each for each in found if isinstance(each, type) and issubclass(each, StrEnum)))


def entries(value: object) -> Iterator[object]:
    """Every entry of a rulebook, at any depth, itself included."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from entries(getattr(value, field.name))
    elif isinstance(value, dict | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from entries(item)


def default(field: dataclasses.Field[object]) -> object:
    """What a key is where it is left out; a key that can't be has none, which no value equals."""
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()


SAID = [
    (type(entry), field, getattr(entry, field.name))
    for book in BOOKS
    for entry in entries(book)
    for field in dataclasses.fields(entry)
]


def test_the_walk_finds_the_format():
    found = {kind.__name__ for kind in classes()}
    assert {"Rulebook", "KindRule", "Seat", "TopicThreshold", "MonthWindow", "Escalation", "Attachments"} <= found
    assert {each.__name__ for each in vocabularies()} >= {"Post", "TopicType", "TopicFlag", "ReviewKind", "StepKind"}


def test_no_key_is_dead():
    used = {(kind, field.name) for kind, field, value in SAID if value != default(field)}
    assert [f"{kind.__name__}.{name}" for kind, name in keys() if (kind, name) not in used] == []


def test_no_word_is_dead():
    spoken = {
        (kind, field.name, word)
        for kind, field, value in SAID
        for word in (value if isinstance(value, tuple) else (value,))
        if isinstance(word, str)
    }
    assert [f"{kind.__name__}.{name} {word}" for kind, name, word in words() if (kind, name, word) not in spoken] == []


# --- what the loader refuses of it, beside what test_faults.py tells

SOURCE = (ROOT / "tests" / "data" / "rulebooks" / f"{BOOK.code}.toml").read_text(encoding="utf-8")
MEETING = 'side = "before", anchor = "meeting" }'
WRONG = {
    "material after the meeting": (
        f'days = 5, unit = "working_days", {MEETING}',
        "before",
        "after",
        "material[0].submitted.side",
    ),
    "registered after": (
        'deadline = { days = 10, unit = "calendar_days", side',
        "before",
        "after",
        "registration[0].deadline.side",
    ),
    "issued before the meeting": ("issued = ", "after", "before", "documents[0].issued.side"),
    "issued from a journey": ("issued = ", 'anchor = "meeting"', 'anchor = "departure"', "documents[0].issued.anchor"),
    "revised before the meeting": ("revised = ", "after", "before", "documents[0].revised.side"),
    "excused in a kind that there is not": (
        'code = "minutes.missing"',
        '"town_forum"',
        '"town_meeting"',
        "excusable[0].kinds[0]",
    ),
    "material of a kind that there is not": ("[[material]]", '"plenary"', '"plenum"', "material[0].kinds[0]"),
}


@pytest.mark.parametrize(("after", "old", "new", "place"), WRONG.values(), ids=list(WRONG))
def test_what_could_never_be_judged_is_refused(after, old, new, place):
    start = SOURCE.index(after)
    with pytest.raises(FileUnusableError) as caught:
        parse_rulebook(SOURCE[:start] + SOURCE[start:].replace(old, new, 1), source="规则.toml")
    assert f"：{place}：" in caught.value.message
