"""An office with an organisation and a candidate, in a window: for the tests of the topics' pages."""

from __future__ import annotations

import datetime as dt

from secretariat.domain.organisation import Charge, Holding, Person
from secretariat.domain.states import DepartmentRole, Post, TopicFlag, TopicType
from secretariat.services import meetings, proposals
from secretariat.services import organisation as acts

NAME = "淄川区人民政府"
TODAY = dt.date(2026, 4, 7)
TITLE = "关于城市更新管理办法的请示"


class TopicsOffice:
    """What is in the database, by short names; the acts are those of the window's own seat."""

    def __init__(self, app):
        self.app = app
        self.key = acts.add_government(app.database, app.actor, NAME, term=18, office="淄川区人民政府办公室")
        self.justice = self._act(acts.add_department, "司法局", roles=(DepartmentRole.JUSTICE,))
        self.housing = self._act(acts.add_department, "住建局")
        self.head = self._person("林知远", Post.HEAD)
        self.deputy = self._person("方致和", Post.DEPUTY)
        self.director = self._person("魏书成", Post.OFFICE_DIRECTOR)
        self._act(acts.add_charge, self.deputy, Charge(key=0, department=self.housing))
        self._person("石磊", Post.DEPARTMENT_HEAD, self.justice)
        self.chief = self._person("龚燚", Post.DEPARTMENT_HEAD, self.housing)

    def _act(self, function, *values, **more):
        return function(self.app.database, self.app.actor, self.key, *values, **more)

    def _person(self, name, post, unit=None):
        held = Holding(key=0, post=post, department=unit, from_=dt.date(2022, 1, 1))
        return self._act(acts.add_person, Person(key=0, name=name, posts=(held,)), today=TODAY)

    def file(self, title=TITLE, **more):
        values = {"type": TopicType.NORMATIVE_DOCUMENT, "flags": (TopicFlag.MARKET_ACTIVITY,)}
        new = proposals.NewProposal(
            government=NAME,
            kind="executive",
            filed_on=dt.date(2026, 3, 30),
            title=title,
            **{"sponsor": self.housing, "concerns": (self.justice,), "values": values, **more},
        )
        return proposals.create_proposal(self.app.database, self.app.actor, new)

    def meeting(self):
        new = meetings.NewMeeting(
            government=NAME, kind="executive", date=dt.date(2026, 4, 17), term=18, number=5, from_organisation=True
        )
        return meetings.create_meeting(self.app.database, self.app.actor, new, name="第5次常务会议")
