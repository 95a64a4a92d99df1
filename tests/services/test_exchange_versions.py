"""Versions of the format: an earlier file can't say what came later, and the earliest that suffices is written."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from secretariat.domain import facts
from secretariat.domain.states import MinutesStage
from secretariat.errors import UserError
from secretariat.services.exchange import dump_dossier, equal, parse_dossier, read_dossier

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"


def with_stage(dossier):
    minutes = dataclasses.replace(dossier.minutes, stage=MinutesStage.SIGNED)
    return dataclasses.replace(dossier, minutes=minutes)


def test_the_earliest_version_that_can_say_it_all_is_written():
    dossier = dataclasses.replace(read_dossier(EXAMPLE), format="secretariat-dossier/2")
    assert json.loads(dump_dossier(dossier))["format"] == "secretariat-dossier/1"
    written = json.loads(dump_dossier(with_stage(dossier)))
    assert written["format"] == "secretariat-dossier/2"
    assert written["minutes"]["stage"] == "signed"
    assert parse_dossier(dump_dossier(with_stage(dossier)), "x") == with_stage(dossier)


def test_a_row_deep_inside_asks_for_the_later_version():
    dossier = read_dossier(EXAMPLE)
    topic = dataclasses.replace(dossier.topics[0], countersigns=(facts.Countersign(department="finance", round=2),))
    assert json.loads(dump_dossier(dataclasses.replace(dossier, topics=(topic,))))["format"] == "secretariat-dossier/2"


@pytest.mark.parametrize(
    ("place", "key", "value", "path"),
    [
        (("meeting",), "urgency", "特急", "meeting.urgency"),
        (("meeting",), "security_period", None, "meeting.security_period"),
        (("minutes",), "stage", "issued", "minutes.stage"),
        (("topics", 1), "started", "09:00", "topics[1].started"),
        (("attendance", 0), "recusals", [], "attendance[0].recusals"),
        ((), "attachments", [], "attachments"),
    ],
)
def test_an_earlier_version_refuses_by_name_what_came_later(place, key, value, path):
    obj = json.loads(EXAMPLE.read_bytes())
    inner = obj
    for step in place:
        inner = inner[step]
    inner[key] = value
    with pytest.raises(UserError) as caught:
        parse_dossier(json.dumps(obj).encode(), "x")
    assert caught.value.message == f"x：{path}：没有 '{key}' 这个键，secretariat-dossier/2 才有"
    assert caught.value.remedy == "请把 format 改为 secretariat-dossier/2，或删去这个键"
    obj["format"] = "secretariat-dossier/2"
    parse_dossier(json.dumps(obj).encode(), "x")


def test_the_version_is_how_a_dossier_is_written_and_not_what_it_says():
    obj = json.loads(EXAMPLE.read_bytes())
    assert equal(obj, obj | {"format": "secretariat-dossier/2"})
    assert equal(read_dossier(EXAMPLE), obj | {"format": "secretariat-dossier/2"})
    assert not equal(with_stage(read_dossier(EXAMPLE)), obj)
