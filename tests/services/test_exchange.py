"""Dossiers as files: every example and every made-up one round trips; a mutilated one is read or refused."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
import random
import subprocess
import sys
import time
import typing
from pathlib import Path

import pytest
from hypothesis import given, settings

from secretariat.domain import facts
from secretariat.domain.states import Post
from secretariat.errors import UserError
from secretariat.services import integrity
from secretariat.services.exchange import dump_dossier, equal, parse_dossier, read_dossier
from tests.made_up import DOSSIERS

EXAMPLES = sorted((Path(__file__).parent.parent / "data" / "dossiers").glob("*.json"))
each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def recorded(value):
    """Take out null, false and empty lists, written without the program's own means."""
    if isinstance(value, dict):
        return {
            key: recorded(item) for key, item in value.items() if item is not None and item is not False and item != []
        }
    return [recorded(item) for item in value] if isinstance(value, list) else value


def test_there_are_ten_examples():
    assert len(EXAMPLES) == 10


@each_example
def test_an_example_round_trips(path):
    dossier = read_dossier(path)
    written = dump_dossier(dossier)
    assert parse_dossier(written, "x") == dossier
    assert json.loads(written) == recorded(json.loads(path.read_bytes()))
    assert equal(dossier, json.loads(path.read_bytes()))
    assert dump_dossier(parse_dossier(written, "x")) == written


def test_the_file_is_written_as_the_examples_are():
    dossier = facts.Dossier(
        format="secretariat-dossier/1",
        government=facts.Government(name="淄川区人民政府"),
        meeting=facts.Meeting(kind="executive", date=dt.date(2022, 4, 29), start=dt.time(9, 5)),
        people=(
            facts.Person(id="p01", name="张伟", posts=(facts.Holding(post=Post.HEAD, from_=dt.date(2021, 1, 2)),)),
        ),
        topics=(facts.Topic(no=1, title="题", ad_hoc=facts.AdHoc()),),
    )
    assert dump_dossier(dossier).decode() == (
        '{\n "format": "secretariat-dossier/1",\n "government": {\n  "name": "淄川区人民政府"\n },\n "meeting": {\n'
        '  "kind": "executive",\n  "date": "2022-04-29",\n  "start": "09:05"\n },\n'
        ' "people": [\n  {\n   "id": "p01",\n   "name": "张伟",\n   "posts": [\n    {\n     "post": "head",\n'
        '     "from": "2021-01-02"\n    }\n   ]\n  }\n ],\n'
        ' "topics": [\n  {\n   "no": 1,\n   "title": "题",\n   "ad_hoc": {}\n  }\n ]\n}\n'
    )
    assert parse_dossier(dump_dossier(dossier), "x") == dossier


@pytest.mark.parametrize("start", [dt.time(9, 0, 30), dt.time(9, 0, tzinfo=dt.UTC)])
def test_what_the_format_can_not_hold_is_never_dropped_silently(start):
    dossier = read_dossier(EXAMPLES[0])
    meeting = dataclasses.replace(dossier.meeting, start=start)
    with pytest.raises(ValueError, match="09:00:"):
        dump_dossier(dataclasses.replace(dossier, meeting=meeting))
    meeting = dataclasses.replace(dossier.meeting, date=dt.datetime(2022, 4, 29, tzinfo=dt.UTC))
    with pytest.raises(ValueError, match="2022"):
        dump_dossier(dataclasses.replace(dossier, meeting=meeting))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ({"a": None, "b": False, "c": []}, {}, True),
        ({"a": {"b": None}}, {"a": {}}, True),
        ({"a": {"b": None}}, {}, False),
        ({"a": [{"b": False}]}, {"a": [{}]}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"a": 1.0}, False),
        ({"a": 0}, {}, False),
        ({"a": ""}, {}, False),
        ({"a": [1, 2]}, {"a": [2, 1]}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
    ],
)
def test_two_dossiers_are_equal_without_null_false_and_empty_lists(a, b, same):
    assert equal(a, b) is same
    assert equal(b, a) is same


@each_example
def test_null_stands_for_whatever_may_be_left_out(path):
    dossier = read_dossier(path)

    obj = json.loads(path.read_bytes())
    obj |= {"rulebook": None, "away": None, "exceptions": None, "minutes": None}
    obj["meeting"] |= {"security": None, "enlarged": None, "start": None}
    for person in obj["people"]:
        person |= {"cpc_member": None, "in_charge_of": None}
    again = parse_dossier(json.dumps(obj).encode(), "x")
    assert again == dataclasses.replace(
        dossier,
        rulebook=None,
        away=(),
        exceptions=(),
        minutes=None,
        meeting=dataclasses.replace(dossier.meeting, enlarged=False, start=None, security=None),
        people=tuple(dataclasses.replace(p, cpc_member=False, in_charge_of=()) for p in dossier.people),
    )


# ---- made-up dossiers


@settings(max_examples=40)
@given(DOSSIERS)
def test_any_dossier_round_trips(dossier):
    written = dump_dossier(dossier)
    assert parse_dossier(written, "x") == dossier
    assert equal(dossier, json.loads(written))
    assert recorded(json.loads(written)) == json.loads(written)


# ---- mutilated dossiers

TYPES = (None, True, False, 0, -1, 1.5, 10**40, "", "x", "p01", "justice", "2022-02-30", [], {}, [[]], [None], {"a": 1})


def mutilated(text, chance):
    """Give a copy with one place changed: a key deleted, a type changed, two values swapped."""
    obj = json.loads(text)
    places = []
    waiting = [obj]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        places += [(holder, key) for key in keys]
        waiting += [holder[key] for key in keys if isinstance(holder[key], dict | list)]
    holder, key = chance.choice(places)
    match chance.randrange(4):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(chance.choice(TYPES))
        case 2:
            other, other_key = chance.choice(places)
            holder[key], other[other_key] = copy.deepcopy(other[other_key]), copy.deepcopy(holder[key])
        case _ if isinstance(holder, dict):
            holder[f"{key}{chance.choice('x _')}"] = holder.pop(key)
        case _:
            holder.append(copy.deepcopy(holder[key]))
    return obj


@each_example
def test_a_mutilated_dossier_is_read_or_refused_and_nothing_else(path):
    original = path.read_bytes()
    chance = random.Random(path.name)  # noqa: S311 - the same each time
    read = refused = 0
    for _ in range(300):
        obj = mutilated(original, chance)
        try:
            dossier = parse_dossier(json.dumps(obj).encode(), "x")
        except UserError as error:
            refused += 1
            assert error.message.startswith("x：")  # noqa: PT017 - it may also be read
            assert error.remedy  # noqa: PT017
        else:
            read += 1
            assert parse_dossier(dump_dossier(dossier), "x") == dossier
    assert read > 20
    assert refused > 100


@each_example
def test_mutilated_bytes_are_read_or_refused_and_nothing_else(path):
    original = path.read_bytes()
    chance = random.Random(path.name)  # noqa: S311 - the same each time
    for _ in range(100):
        data = bytearray(original)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            parse_dossier(bytes(data), "x")
        except UserError as error:
            assert error.remedy  # noqa: PT017 - it may also be read


# ---- what it costs, and what it says of the dossier


def test_every_text_number_and_reference_of_the_dossier_has_a_meaning():
    kinds = {kind for kind in vars(facts).values() if isinstance(kind, type) and kind.__module__ == facts.__name__}
    assert kinds == set(integrity.MEANINGS)
    for kind, meanings in integrity.MEANINGS.items():
        plain = {
            name for name, hint in typing.get_type_hints(kind).items() if {str, int} & {hint, *typing.get_args(hint)}
        }
        assert plain == set(meanings), kind


def test_reading_loads_no_database_window_or_paper():
    code = (
        "import sys, pathlib; from secretariat.services.exchange import read_dossier;"
        "assert not any('pydantic' in name for name in sys.modules);"
        "read_dossier(pathlib.Path(sys.argv[1]));"
        "print([name for name in ('sqlalchemy', 'PySide6', 'secretariat.documents', 'models', 'pydantic')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, EXAMPLES[0]], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_a_large_dossier_is_read_in_seconds():
    obj = json.loads(EXAMPLES[0].read_bytes())
    topic = obj["topics"][0] | {"discussion": "区长：" + "同意。" * 100}
    obj["topics"] = [topic | {"no": no} for no in range(1, 4001)]
    data = json.dumps(obj, ensure_ascii=False, indent=1).encode()
    assert len(data) > 5_000_000
    before = time.process_time()
    dossier = parse_dossier(data, "x")
    assert time.process_time() - before < 10
    assert len(dossier.topics) == 4000
