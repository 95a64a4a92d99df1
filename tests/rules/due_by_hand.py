"""The tables of `due_tables.py` as meetings to make a list of, and as the list that there should be."""

from __future__ import annotations

import json

import pytest

from secretariat.domain.states import Part
from secretariat.services.exchange import parse_dossier
from secretariat.services.reference import Reference
from tests.rules import due_tables as hand
from tests.rules.texts import GOVERNMENTS

CASES = [(code, kind) for code, kinds in hand.TABLES.items() for kind in kinds]
UNPROVIDED = [(code, kind) for code, kinds in hand.NOT_PROVIDED.items() for kind in kinds]
REFERENCE = Reference()
CALLED = {person["id"]: person["name"] for person in hand.PEOPLE}

CHAIRS = [
    (None, hand.CONCERNED),
    # 副区长召集和主持: he sits there, in his place in the order; on his last day too.
    ("deputy_last_day", hand.CONCERNED.replace("director", "deputy_last_day director")),
    ("head", f"head {hand.CONCERNED}"),
    # Deputy till the eve, office director till the eve, commissioned vice director: none of them chairs by right.
    ("moved_to_housing", hand.CONCERNED),
    ("east", hand.CONCERNED),
    ("vice_director", hand.CONCERNED),
]
"""Who chairs a special-topic meeting with the topics, and who is due then."""


def each(cases):
    """Runs a test for each government and kind."""
    return pytest.mark.parametrize(("code", "kind"), cases, ids=["-".join(case) for case in cases])


def meeting_of(code, kind, *, people=hand.PEOPLE, topics=(), chair=None):
    """The meeting on the day, as a dossier with nobody on its list."""
    made = {
        "format": "secretariat-dossier/1",
        "government": {"name": GOVERNMENTS[code]},
        "departments": hand.DEPARTMENTS,
        "people": list(people),
        "meeting": {"kind": kind, "date": hand.DAY.isoformat(), "chair": chair},
        "topics": list(topics),
    }
    return parse_dossier(json.dumps(made).encode(), "表")


def by_hand(table, *, topics=False):
    """What the table says of it."""
    asked = for_topics(table.by_topic) if topics else {}
    return [
        *members_of(*table.members.split()),
        *((person, Part.ATTENDEE, ()) for person in table.standing.split()),
        *((person, Part.ATTENDEE, numbers) for person, numbers in asked.items()),
    ]


def for_topics(written):
    """Those who are asked for topics, and for which."""
    pairs = (pair.split("=") for pair in written.split())
    return {person: tuple(map(int, numbers.split(","))) for person, numbers in pairs}


def members_of(*people):
    """Members for the whole meeting."""
    return [(person, Part.MEMBER, ()) for person in people]
