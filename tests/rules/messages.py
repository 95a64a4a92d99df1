"""What a finding tells the official is looked at with these: who or which topic, by which day, what is to be done."""

from __future__ import annotations

from dataclasses import replace

from secretariat.domain.facts import (
    Attendance,
)
from secretariat.domain.states import (
    Part,
    Presence,
)
from tests.rules.invented import ARTICLE, BOOK, book, dossier, judged

KINDS = {"article": ARTICLE, "kinds": ("executive",)}
SUBJECT = "议题3《关于城市更新的请示》"


def kind(**changes):
    return book(kinds={"executive": replace(BOOK.kinds["executive"], **changes)})


def line(person, part=Part.MEMBER, status=Presence.PRESENT, **more):
    return Attendance(person=person, as_=part, status=status, **more)


def listed(*lines, given=None):
    """The meeting with these lines in the place of those people's own."""
    whole = given or dossier()
    named = {each.person for each in lines}
    return replace(whole, attendance=(*(row for row in whole.attendance if row.person not in named), *lines))


def check(rules, given, code, words):
    """There is one finding of that code, and its message has these words."""
    found = [each.message for each in judged(rules, given).findings if each.code == code]
    assert len(found) == 1, found
    assert [word for word in words if word not in found[0]] == []
    assert found[0].endswith("。")
    assert "None" not in found[0]
