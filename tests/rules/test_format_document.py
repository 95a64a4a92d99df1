"""docs/rulebooks.md explains the whole format and nothing else, and its example does what it says."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.facts import Attendance, Dossier, Government, Leave, Material, Meeting, Topic
from secretariat.domain.states import MeetingStatus, Part, Post, Presence, TopicType
from secretariat.errors import FileUnusableError
from secretariat.rules.codes import CODES
from secretariat.rules.engine import judge
from secretariat.rules.finding import Severity
from secretariat.rules.loader import parse_rulebook
from secretariat.services.rulebook_report import rulebook_text
from tests.rules.build import DEPARTMENTS, ROOT, someone
from tests.rules.test_format import classes, vocabularies, words

DOCUMENT = (ROOT / "docs" / "rulebooks.md").read_text(encoding="utf-8")
PARTS = {
    name: text
    for names, text in re.findall(r"<!-- (?:keys|words): ([\w ]+) -->\n(.*?)(?=\n<!--|\n## |\Z)", DOCUMENT, re.DOTALL)
    for name in names.split()
}
# Keys that mean the same everywhere are explained once.
COMMON = {"article", "kinds", "types", "flags"}


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)


# --- nothing is left out, nothing is there that is not


@pytest.mark.parametrize("kind", classes(), ids=lambda kind: kind.__name__)
def test_every_key_is_explained_where_its_table_is(kind):
    told = set(re.findall(r"`(\w+)`", PARTS[kind.__name__])) | set(re.findall(r"(\w+) = ", PARTS[kind.__name__]))
    assert {field.name for field in dataclasses.fields(kind)} - COMMON <= told


def test_no_key_is_explained_that_is_not_there():
    known = {field.name for kind in classes() for field in dataclasses.fields(kind)}
    for text in PARTS.values():
        rows = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
        assert {key for row in rows for key in re.findall(r"`(\w+)`", row)} <= known | set(CODES)


def test_what_is_required_is_marked():
    """A star follows a key that has no default, in the first column or where the key is named beside its entry."""
    for kind in classes():
        for field in dataclasses.fields(kind):
            left_out = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
            text = PARTS[kind.__name__]
            if not left_out and field.name not in COMMON and f"`{field.name}`" in text:
                assert f"`{field.name}` *" in text, (kind.__name__, field.name)


def test_every_word_of_a_key_is_explained():
    assert [word for kind, _, word in words() if f"`{word}`" not in PARTS[kind.__name__]] == []


@pytest.mark.parametrize("vocabulary", vocabularies(), ids=lambda each: each.__name__)
def test_every_word_of_the_closed_lists_is_explained(vocabulary):
    told = re.findall(r"`(\w+)` [\u4e00-\u9fff]", PARTS[vocabulary.__name__])
    assert {each.value for each in vocabulary} <= set(told)


def test_every_code_stands_with_its_title_and_severity():
    signs = {Severity.VIOLATION: "✕", Severity.WARNING: "▲", Severity.INFO: "●"}
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \| (\S) \| (\S+) \| \S.*\|$", DOCUMENT, re.MULTILINE)
    assert rows == [(code, signs[entry.severity], entry.title) for code, entry in CODES.items()]


def test_its_links_lead_somewhere():
    headings = re.findall(r"^#+ (.*)$", DOCUMENT, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for target in re.findall(r"\]\(([^)]+)\)", DOCUMENT):
        assert target[1:] in anchors if target.startswith("#") else (ROOT / "docs" / target).is_file(), target


def test_it_speaks_both_languages():
    for section in re.split(r"^## ", DOCUMENT, flags=re.MULTILINE):
        prose = re.sub(r"```.*?```|`[^`]*`", "", section, flags=re.DOTALL)
        assert re.search("[\u4e00-\u9fff]{8}", prose)
        assert re.search("[a-z]+ [a-z]+ [a-z]+", prose)


# --- the example

NAME = "qinglan-2025.toml"
(EXAMPLE,) = blocks("toml")
SHOWN, REFUSALS = blocks("text")
BOOK = parse_rulebook(EXAMPLE, source=NAME)


def test_the_example_reads_as_shown():
    assert rulebook_text(BOOK).count(SHOWN) == 1


REFUSED = (
    ('share = "2/3"', 'share = "三分之二"'),
    ('comparison = "at_least"', 'comparison = "以上"'),
    ('kinds = ["executive"]\nneeds', 'kinds = ["plenary"]\nneeds'),
)


def test_mistakes_are_refused_as_shown():
    for (old, new), told in zip(REFUSED, REFUSALS.splitlines(), strict=True):
        assert EXAMPLE.count(old) == 1
        with pytest.raises(FileUnusableError) as caught:
            parse_rulebook(EXAMPLE.replace(old, new), source=NAME)
        assert str(caught.value) == told


def test_the_meeting_of_the_example_is_told_what_it_says():
    there = {"head": Presence.PRESENT, "executive": Presence.PRESENT, "director": Presence.PRESENT}
    rows = tuple(
        Attendance(person=person, as_=Part.MEMBER, status=status)
        for person, status in (there | {"deputy": Presence.LEAVE}).items()
    )
    judgement = judge(
        BOOK,
        Dossier(
            format="secretariat-dossier/1",
            government=Government(name="青岚区人民政府"),
            departments=DEPARTMENTS,
            people=(
                someone("head", Post.HEAD),
                someone("executive", Post.EXECUTIVE_DEPUTY),
                someone("deputy", Post.DEPUTY, in_charge_of="d-housing"),
                someone("director", Post.OFFICE_DIRECTOR),
                someone("justice", Post.DEPARTMENT_HEAD, of="d-justice"),
            ),
            meeting=Meeting(
                kind="executive",
                date=date(2025, 9, 10),
                chair="head",
                status=MeetingStatus.HELD,
                agenda_set_on=date(2025, 9, 8),
            ),
            attendance=(*rows, Attendance(person="justice", as_=Part.ATTENDEE, status=Presence.PRESENT)),
            leave=(
                Leave(person="deputy", asked_on=date(2025, 9, 9), approved_by="head", approved_on=date(2025, 9, 9)),
            ),
            topics=(
                Topic(
                    no=1,
                    title="住房保障办法（草案）",
                    type=TopicType.NORMATIVE_DOCUMENT,
                    sponsor="d-housing",
                    added_on=date(2025, 9, 9),
                    material=Material(submitted_on=date(2025, 9, 6)),
                ),
            ),
        ),
        as_of=date(2025, 9, 10),
        calendar=WorkCalendar({}),
    )
    told = [(each.code, each.article) for each in judgement.findings if each.severity is Severity.VIOLATION]
    assert told == re.findall(r"^\| `(\S+)` \| (第\S+条) \|", DOCUMENT, re.MULTILINE)
    quorum = judgement.quorum
    assert (quorum.due, quorum.present, quorum.needed, quorum.met) == (4, 3, 3, True)
