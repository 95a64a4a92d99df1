"""Every field of a rulebook has its label, every word of its closed lists a word, and each can be edited in a form."""

from __future__ import annotations

import dataclasses
import re
from enum import StrEnum
from typing import Literal, get_args, get_origin

import pytest

from secretariat.domain.records import field_types
from secretariat.rules.rulebook import Rulebook
from secretariat.services.reference import Reference
from ui.rules.labels import ENUMS, LABELS, words_of
from ui.rules.labels.label import Label
from ui.rules.sections import place_of, sections
from ui.rules.sentences import Teller
from ui.rules.templates import template


def inner(hint):
    """The types that a type is made of."""
    members = get_args(hint)
    if get_origin(hint) is Literal or not members:
        return [hint]
    return [found for member in members if member not in {type(None), ...} for found in inner(member)]


def schema(kind, known=None):
    """All classes that a rulebook is made of."""
    known = {} if known is None else known
    known[kind] = field_types(kind)
    for hint in known[kind].values():
        for found in inner(hint):
            if dataclasses.is_dataclass(found) and found not in known:
                schema(found, known)
    return known


CLASSES = schema(Rulebook)
FIELDS = [(kind, name) for kind, hints in CLASSES.items() for name in hints]
BOOKS = tuple(Reference().rulebooks.values())


def test_every_field_has_a_label():
    assert {kind: set(hints) for kind, hints in CLASSES.items()} == {
        kind: set(labels) for kind, labels in LABELS.items()
    }
    for labels in LABELS.values():
        for label in labels.values():
            assert re.search("[一-鿿]", label.title)


def test_every_word_of_a_closed_list_has_a_word():
    lists = 0
    for kind, name in FIELDS:
        label = LABELS[kind][name]
        for hint in inner(CLASSES[kind][name]):
            if get_origin(hint) is Literal and label.form != "no":
                words = words_of(hint, label)
                assert set(words) == set(get_args(hint)), (kind, name)
                lists += 1
            elif isinstance(hint, type) and issubclass(hint, StrEnum):
                words = words_of(hint, label)
                assert set(words) == {word.value for word in hint}
            else:
                continue
            assert all(re.search("[一-鿿]", text) for text in words.values())
            assert len(set(words.values())) == len(words)
    assert lists > 15
    assert {hint for hints in CLASSES.values() for one in hints.values() for hint in inner(one) if _is_enum(hint)} <= {
        *ENUMS
    }


def _is_enum(hint):
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def test_a_ruled_field_names_a_field_and_its_words():
    for kind, name in FIELDS:
        when = LABELS[kind][name].when
        if when is not None:
            ruler, values = when
            allowed = words_of(inner(CLASSES[kind][ruler])[0], LABELS[kind][ruler])
            assert set(values) - {None} <= set(allowed), (kind, name)


def test_every_field_belongs_to_one_section():
    code = "executive"
    found = sections({code: "常务会议"})
    keys = {(section.key, group.key) for section in found for group in section.groups}
    shown = [(group.kind, name) for section in found for group in section.groups for name in group.fields]
    assert len(shown) == len(set(shown))
    for name, label in LABELS[Rulebook].items():
        if name not in {"kinds", "agenda"} and label.form != "no":
            assert (Rulebook, name) in shown
            assert place_of((name,)) in keys
    for name in CLASSES[_kind_rule()]:
        section, group = place_of(("kinds", code, name))
        assert section == "kind.executive"
        assert (section, group) in keys
        assert (_kind_rule(), name) in shown
    assert place_of(("agenda", "staff", "at_most")) == ("papers", "staff")


def _kind_rule():
    return next(kind for kind in CLASSES if kind.__name__ == "KindRule")


def test_what_is_added_begins_with_all_that_must_be_said():
    entries = {get_args(hint)[0] for hints in CLASSES.values() for hint in hints.values() if get_origin(hint) is tuple}
    for kind in filter(dataclasses.is_dataclass, entries):
        made = template(kind, Label(""))
        needed = {
            field.name
            for field in dataclasses.fields(kind)
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        }
        assert needed <= set(made), kind
        assert set(made) <= set(CLASSES[kind])


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.code)
def test_every_entry_is_told_in_a_sentence(book):
    teller = Teller(book, {}, {code: kind.name for code, kind in book.kinds.items()})
    for name, hint in CLASSES[Rulebook].items():
        if get_origin(hint) is tuple and dataclasses.is_dataclass(get_args(hint)[0]):
            for entry in getattr(book, name):
                said, small = teller.tell(get_args(hint)[0], raw(entry))
                assert said != "尚未填写完整", entry
                assert re.search("条", small)
    for kind in book.kinds.values():
        for seat in (*kind.members, *kind.standing):
            assert teller.tell(type(seat), raw(seat))[0] != "尚未填写完整"
        for task in kind.tasks:
            assert teller.tell(type(task), raw(task))[0] == f"{task.no}. {task.text}"


def raw(entry):
    """An entry as its file has it."""
    if dataclasses.is_dataclass(entry):
        values = {field.name: raw(getattr(entry, field.name)) for field in dataclasses.fields(entry)}
        return {name: value for name, value in values.items() if value not in (None, [], {})}
    if isinstance(entry, tuple):
        return [raw(item) for item in entry]
    return str(entry) if isinstance(entry, StrEnum) else entry


def test_the_sentence_of_an_entry_that_is_not_complete_says_so():
    book = BOOKS[0]
    kind = next(kind for kind in CLASSES if kind.__name__ == "LeaveRule")
    teller = Teller(book, {}, {})
    assert teller.tell(kind, {"article": "一", "kinds": []}) == ("尚未填写完整", "")
