"""What a topic names of its dossier by id: people, departments, attachments; and the same topic in other ids."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain import facts
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

_PEOPLE: Final[Mapping[type, tuple[str, ...]]] = {
    facts.Topic: ("proposed_by", "reporter", "written_opinions"),
    facts.Step: ("by",),
    facts.AdHoc: ("consent_by",),
    facts.Form: ("signed_by",),
    facts.Material: ("signed_by",),
    facts.Countersign: ("signed_by",),
    facts.Coordination: ("by",),
    facts.Decision: ("leader",),
    facts.Reservation: ("person",),
    facts.Comment: ("person",),
    facts.Copy: ("person",),
}
_DEPARTMENTS: Final[Mapping[type, tuple[str, ...]]] = {
    facts.Topic: ("sponsor", "concerns"),
    facts.Countersign: ("department",),
    facts.Review: ("by",),
    facts.Decision: ("responsible", "assisting"),
}
_FILES: Final[Mapping[type, tuple[str, ...]]] = {
    facts.Step: ("form",),
    facts.Countersign: ("form",),
    facts.Coordination: ("file",),
    facts.Review: ("file",),
    facts.TopicFile: ("attachment",),
}


@record(kw_only=True)
class Named:
    """The ids that a topic names, each once, in the order in which it names them."""

    people: tuple[str, ...]
    departments: tuple[str, ...]
    files: tuple[str, ...]


def named_in(topic: facts.Topic) -> Named:
    """Give what a topic names."""
    people, departments, files = _Seen(), _Seen(), _Seen()
    renamed(topic, people=people, departments=departments, files=files)
    return Named(people=tuple(people), departments=tuple(departments), files=tuple(files))


def renamed(
    topic: facts.Topic, *, people: Mapping[str, str], departments: Mapping[str, str], files: Mapping[str, str]
) -> facts.Topic:
    """Give a topic with other ids; every id that it names must be among the keys."""
    changed: facts.Topic = _renamed(topic, ((_PEOPLE, people), (_DEPARTMENTS, departments), (_FILES, files)))
    return changed


_Renaming = tuple[tuple["Mapping[type, tuple[str, ...]]", "Mapping[str, str]"], ...]


def _renamed(value: Any, renaming: _Renaming) -> Any:  # noqa: ANN401 (whatever a topic holds)
    if isinstance(value, tuple):
        return tuple(_renamed(item, renaming) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    ids = {name: to for where, to in renaming for name in where.get(type(value), ())}
    changed = {}
    for field in fields(value):
        held = getattr(value, field.name)
        if field.name not in ids:
            changed[field.name] = _renamed(held, renaming)
        elif isinstance(held, tuple):
            changed[field.name] = tuple(ids[field.name][one] for one in held)
        elif held is not None:
            changed[field.name] = ids[field.name][held]
    return replace(value, **changed)


class _Seen(dict[str, str]):
    """Keeps every id as it is, and which ones were asked for."""

    def __missing__(self, key: str) -> str:
        self[key] = key
        return key
