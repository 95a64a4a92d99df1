"""Dossiers that hypothesis makes up from the definition of the format; ``MEANINGS`` says what a reference may name."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing

from hypothesis import strategies as st

from secretariat.domain import facts
from secretariat.domain.states import Post
from secretariat.services import integrity
from secretariat.services.exchange import needed_format

PEOPLE = ("p01", "p02", "甲")
DEPARTMENTS = ("finance", "司法")
TOPICS = (1, 2, 7)
ATTACHMENTS = ("a1", "签发单")
CHARACTERS = st.characters(
    exclude_categories=["Cc", "Cs", "Zl", "Zp"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
NAMES = st.text(CHARACTERS, min_size=1, max_size=8).filter(str.strip)
VALUES = {
    integrity._person: st.sampled_from(PEOPLE),
    integrity._department: st.sampled_from(DEPARTMENTS),
    integrity._topic: st.sampled_from(TOPICS),
    integrity._attachment: st.sampled_from(ATTACHMENTS),
    integrity._subject: st.sampled_from((*TOPICS, *PEOPLE)),
    integrity._name: NAMES,
    integrity._line: st.text(CHARACTERS, max_size=8),
    integrity._prose: st.text(CHARACTERS | st.sampled_from("\n\t"), max_size=8),
    integrity._sha256: st.text("0123456789abcdef", min_size=64, max_size=64),
    integrity._counted: st.integers(1, integrity.LARGEST),
    integrity._amount: st.integers(0, integrity.LARGEST),
}
SCALARS = {
    bool: st.booleans(),
    dt.date: st.dates(),
    dt.time: st.times().map(lambda value: value.replace(second=0, microsecond=0)),
}


def values_of(hint, meaning):
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return st.lists(values_of(arguments[0], meaning), max_size=2).map(tuple)
    if types.NoneType in arguments:
        rest = typing.Union[tuple(argument for argument in arguments if argument is not types.NoneType)]  # noqa: UP007
        return st.none() | values_of(rest, meaning)
    if meaning is not None:
        return VALUES[meaning]
    if hint in SCALARS:
        return SCALARS[hint]
    return made_up(hint) if dataclasses.is_dataclass(hint) else st.sampled_from(arguments or list(hint))


def made_up(kind, **fixed):
    meanings = integrity.MEANINGS[kind]
    values = {
        name: values_of(hint, meanings.get(name))
        for name, hint in typing.get_type_hints(kind).items()
        if name not in fixed
    }
    return st.builds(kind, **values, **fixed).map(possible)


def possible(value):
    """Mend what strategies for single fields can't know."""
    if isinstance(value, facts.Holding | facts.Away) and value.from_ and value.to:
        value = dataclasses.replace(value, to=max(value.from_, value.to))
    if isinstance(value, facts.Holding) and value.post is Post.DEPARTMENT_HEAD:
        value = dataclasses.replace(value, department=value.department or DEPARTMENTS[0])
    return value


def all_of(kind, key, keys):
    return st.tuples(*(made_up(kind, **{key: st.just(value)}) for value in keys))


def without_files(value):
    """Take out every name of a file, however deep; what is nothing but a file goes."""
    if isinstance(value, tuple):
        return tuple(without_files(item) for item in value if not isinstance(item, facts.TopicFile))
    if not dataclasses.is_dataclass(value):
        return value
    meanings = integrity.MEANINGS[type(value)]
    held = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return dataclasses.replace(
        value,
        **{
            name: None if meanings.get(name) is integrity._attachment else without_files(item)
            for name, item in held.items()
        },
    )


def in_its_format(dossier):
    """Give a dossier of the version of the format that it is written in, with no name for a file that is not there."""
    if not dossier.attachments:
        dossier = without_files(dossier)
    return dataclasses.replace(dossier, format=needed_format(dossier))


DOSSIERS = made_up(
    facts.Dossier,
    departments=all_of(facts.Department, "id", DEPARTMENTS),
    people=all_of(facts.Person, "id", PEOPLE),
    topics=all_of(facts.Topic, "no", TOPICS),
    attachments=st.just(()) | all_of(facts.Attachment, "id", ATTACHMENTS),
    attendance=st.lists(made_up(facts.Attendance), max_size=2, unique_by=lambda line: (line.person, line.as_)).map(
        tuple
    ),
).map(in_its_format)
