"""A small organisation, its meetings and proposals, for the tests of topics."""

from __future__ import annotations

import datetime as dt

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.organisation import Charge, Holding, Person
from secretariat.domain.states import DepartmentRole, Post
from secretariat.services import audit, decisions, meetings, proposals
from secretariat.services import organisation as acts
from secretariat.services.dossiers import export_dossier
from secretariat.services.organisation_view import open_organisation
from secretariat.services.proposal_view import history
from secretariat.services.undo import undo
from tests.databases import SECRETARY

NAME = "淄川区人民政府"
FILED, DAY, TODAY = dt.date(2026, 11, 2), dt.date(2026, 12, 1), dt.date(2026, 11, 20)


class Desk:
    """A small organisation, and acts by short names."""

    def __init__(self, database):
        self.database = database
        self.key = acts.add_government(database, SECRETARY, NAME, term=18, office="淄川区人民政府办公室")
        self.justice = self.act(acts.add_department, "司法局", roles=(DepartmentRole.JUSTICE,))
        self.housing = self.act(acts.add_department, "住建局")
        self.head = self.add("林知远", Post.HEAD)
        self.deputy = self.add("方致和", Post.DEPUTY)
        self.act(acts.add_charge, self.deputy, Charge(key=0, department=self.housing))
        self.chief = self.add("龚燚", Post.DEPARTMENT_HEAD, self.housing)

    def act(self, function, *values, **more):
        return function(self.database, SECRETARY, self.key, *values, **more)

    def add(self, name, post, department=None):
        posts = (Holding(key=0, post=post, department=department, from_=dt.date(2022, 1, 1)),)
        return self.act(acts.add_person, Person(key=0, name=name, posts=posts), today=TODAY)

    def version(self, person):
        return open_organisation(self.database, self.key).person(person).version

    def file(self, title="城市更新条例", **more):
        new = proposals.NewProposal(
            government=NAME,
            kind="executive",
            filed_on=FILED,
            title=title,
            **{"sponsor": self.housing, "concerns": (self.justice,), "reporter": self.chief, **more},
        )
        return proposals.create_proposal(self.database, SECRETARY, new)

    def meeting(self, number=4, day=DAY, **more):
        new = meetings.NewMeeting(
            government=NAME,
            kind="executive",
            date=day,
            term=18,
            number=number,
            **{"from_organisation": True, **more},
        )
        return meetings.create_meeting(self.database, SECRETARY, new, name=f"第{number}次常务会议")

    def place(self, proposal, meeting, **more):
        return proposals.place(self.database, SECRETARY, [proposal], meeting, **more)[0]

    def decide(self, meeting, no, outcome):
        decisions.record_decision(self.database, SECRETARY, meeting, no, calendar=WorkCalendar({}), outcome=outcome)

    def dossier(self, key):
        return export_dossier(self.database, key)

    def ref(self, key, name):
        return next(person.id for person in self.dossier(key).people if person.name == name)

    def topic(self, proposal):
        return self.dossier(proposal).topics[0]

    def ends(self, proposal):
        return [placed.end for placed in history(self.database, proposal)]

    def undo(self):
        undo(self.database, SECRETARY, self.last().no)

    def last(self):
        with self.database.reader() as session:
            return audit.entries(session, limit=1)[0]
