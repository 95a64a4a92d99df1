"""What tests of the office's own rulebooks have in common: an actor, a rulebook by code and term, a meeting of it."""

from __future__ import annotations

import dataclasses
import datetime as dt

from secretariat.domain.facts import Dossier, Government, Meeting
from secretariat.domain.permissions import Actor, Role
from secretariat.domain.states import MeetingStatus
from secretariat.services import audit
from secretariat.services.dossiers import import_dossier
from secretariat.services.rulebook_drafts import draft_of
from secretariat.services.rulebooks import import_rulebook
from tests.conftest import ROOT

ACTOR = Actor("李会务", Role.SECRETARY, "一号席")
GOVERNMENT = "东原市人民政府"
SAMPLE = draft_of((ROOT / "tests" / "data" / "rulebooks" / "dongyuan-2025.toml").read_text(encoding="utf-8")).remove(
    ("repealed",)
)


def rulebook_text(code, in_force, **values):
    """The sample as another version of the same government's rules."""
    draft = SAMPLE.set(("code",), code).set(("in_force",), in_force)
    for key, value in values.items():
        draft = draft.set((key,), value)
    return draft.text


def written(folder, code, in_force, **values):
    path = folder / f"{code}.toml"
    path.write_text(rulebook_text(code, in_force, **values), encoding="utf-8")
    return path


def imported(database, folder, code, in_force, **values):
    return import_rulebook(database, ACTOR, written(folder, code, in_force, **values))


def meeting(database, day, *, number=1, status=MeetingStatus.HELD, rulebook=None, government=GOVERNMENT):
    dossier = Dossier(
        format="secretariat-dossier/1",
        rulebook=rulebook,
        government=Government(name=government),
        meeting=Meeting(kind="executive", number=number, date=day, status=status),
    )
    return import_dossier(database, ACTOR, dossier)


def on(dossier, day):
    return dataclasses.replace(dossier, meeting=dataclasses.replace(dossier.meeting, date=day))


def last_entry(database):
    with database.reader() as session:
        return audit.entries(session, limit=1)[0]


def day(text):
    return dt.date.fromisoformat(text)
