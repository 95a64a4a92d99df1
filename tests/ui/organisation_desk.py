"""The pages on the organisation in a window, with a database behind them: for their tests."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt

from secretariat.domain.organisation import Holding, Person
from secretariat.domain.states import Post
from secretariat.services import organisation as acts
from secretariat.services.organisation_view import governments, open_organisation
from tests.ui.meeting_desk import SECRETARY
from tests.ui.rules_desk import GOVERNMENT, TODAY, RulesDesk
from ui.places import PAGES

ENTER = Qt.Key.Key_Return


class Desk(RulesDesk):
    """A window with the pages on the organisation, and what a user does there."""

    def __init__(self, qt, qtbot, window, folder):
        super().__init__(qt, qtbot, window, folder)
        for page in PAGES:
            if page.key.startswith("organisation"):
                window.register(page.key, page.build, page.title)
        self.key_of = {}
        self.government = None

    # --- what there is before the window shows it

    def fill(self, *, term=18):
        """A head since 2021, a deputy who headed a unit before, and two heads of units."""
        self.government = acts.add_government(self.database, SECRETARY, GOVERNMENT, term=term)
        for name in ("财政局", "司法局", "城东镇"):
            self.key_of[name] = acts.add_department(self.database, SECRETARY, self.government, name)
        self.add("林知远", (Post.HEAD, None, dt.date(2021, 12, 1), None), title="区长")
        self.add(
            "单雄信",
            (Post.DEPUTY, None, dt.date(2022, 5, 1), None),
            (Post.DEPARTMENT_HEAD, "财政局", dt.date(2017, 3, 1), dt.date(2022, 4, 30)),
            title="副区长",
        )
        self.add("金巧云", (Post.DEPARTMENT_HEAD, "财政局", dt.date(2022, 5, 1), None), title="财政局局长")
        self.add("仇和", (Post.TOWN_HEAD, "城东镇", dt.date(2022, 5, 1), None), title="城东镇镇长")
        return self

    def add(self, name, *posts, **values):
        held = tuple(
            Holding(key=0, post=post, department=self.key_of.get(unit), from_=from_, to=to)
            for post, unit, from_, to in posts
        )
        person = Person(key=0, name=name, posts=held, **values)
        self.key_of[name] = acts.add_person(self.database, SECRETARY, self.government, person, today=TODAY)

    # --- what there is now

    @property
    def now(self):
        government = self.government or governments(self.database)[0].key
        return open_organisation(self.database, government)

    def person(self, name):
        return next(person for person in self.now.people if person.name == name)

    @property
    def names(self):
        return [person.name for person in self.now.people]

    @property
    def listed(self):
        return [line.called for line in self.page.lists.people.model.rows]

    # --- what a user does

    def open(self):
        return self.go("organisation")

    def type(self, text):
        """Type where the focus is; Chinese is put in as an input method does."""
        line = self.qt.focusWidget()
        if text.isascii():
            self.qtbot.keyClicks(line, text)
        else:
            line.insert(text)
            line.textEdited.emit(line.text())
        return self.idle()

    def edit(self, name):
        """The card of somebody, opened from the list by Enter."""
        self.page.lists.people.table.go_to(self.key_of[name])
        self.page.lists.people.table.setFocus()
        self.key(ENTER)
        return self.page.card
