"""What importing a workbook would do to the organisation: each row new, changed, same or wrong; nothing is done here.

An import adds and changes, it takes nothing away: who does not occur in the sheets stays, and an empty cell leaves what
there is. A row is matched by name (and distinction), a term of office by post and unit, then by its days.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.editing import ImpossibleError
from secretariat.domain.labels import DEPARTMENT_KINDS, POSTS
from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Person, span_text
from secretariat.domain.organisation_editing import new_key
from secretariat.domain.organisation_faults import doubts, faults
from secretariat.domain.people_editing import OF_UNITS, unit_kind
from secretariat.domain.protocol_order import merged
from secretariat.domain.records import record
from secretariat.services.organisation_columns import CHARGES, DEPARTMENTS, PAIRS, PEOPLE, of_some_unit, post_named
from secretariat.services.organisation_rows import Line, PlannedRow, RowState
from secretariat.services.pinyin import checked_correction
from secretariat.services.progress import quiet
from secretariat.services.term_matching import Span, Term, matched
from secretariat.strict_input import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from secretariat.domain.organisation import Part
    from secretariat.domain.organisation_faults import Fault
    from secretariat.domain.states import Post
    from secretariat.services.organisation_reading import Table
    from secretariat.services.progress import Report
    from secretariat.services.workbook_tables import Note

_TELL_EVERY: Final = 200
_MOST_HINTS: Final = 50
"""Names for which the nearest one is looked for: that takes its time, and says nothing after the fiftieth."""


@record(kw_only=True)
class Plan:
    """What an import would do; ``after`` only counts where nothing is wrong."""

    rows: tuple[PlannedRow, ...]
    notes: tuple[Note, ...]
    after: Organisation

    def count(self, state: RowState) -> int:
        """How many rows are in that state."""
        return sum(row.state is state for row in self.rows)


def plan(
    organisation: Organisation,
    tables: Sequence[Table],
    posts: Mapping[Post, str] = POSTS,
    *,
    report: Report = quiet,
) -> Plan:
    """Compare what a workbook says with the organisation as it stands; ``posts`` are the government's words.

    ``report`` is told now and then, and may raise to give up.
    """
    return _Planner(organisation, posts, report).plan(tables)


class _Planner:
    def __init__(self, organisation: Organisation, posts: Mapping[Post, str], report: Report) -> None:
        self.organisation = organisation
        self.words = posts
        self.report = report
        self.last_key = new_key(organisation) + 1
        self.units = {unit.key: unit for unit in organisation.departments}
        self.unit_keys = {unit.name: unit.key for unit in organisation.departments}
        self.people = {person.key: person for person in organisation.people}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for person in organisation.people:
            self.by_name[person.name].append(person.key)
        self.pairs = {pair.key: pair for pair in organisation.pairs}
        self.ranks: dict[Part, dict[int, int]] = {
            "department": {key: number for number, key in enumerate(self.units, 1)},
            "person": {key: number for number, key in enumerate(self.people, 1)},
        }
        # What the rows said so far: of which unit or person which field, and in which row; and whose row is whose.
        self.said: dict[tuple[int, str], Line] = {}
        self.rows: dict[tuple[str, int], Line] = {}
        self.numbers: dict[Part, dict[int, int]] = {"department": {}, "person": {}}
        self.hints: dict[str, str] = {}

    def plan(self, tables: Sequence[Table]) -> Plan:
        lines = {
            table.sheet.key: [
                Line(table, entry, problems=list(entry.problems), notes=list(entry.notes)) for entry in table.entries
            ]
            for table in tables
        }
        # Units first: all else names them.
        for line in lines.get(DEPARTMENTS.key, ()):
            self._department(line)
        total = sum(map(len, lines.values()))
        told: list[tuple[Line, int]] = []
        for number, line in enumerate(lines.get(PEOPLE.key, ())):
            if number % _TELL_EVERY == 0:
                self.report("与现有组织核对", number, total)
            if (key := self._person(line)) is not None:
                told.append((line, key))
            else:
                self._post(line, self._unit(line))  # so that all that is wrong with it is told at once
        self._posts(told)
        self._charges(lines.get(CHARGES.key, ()))
        self._pairs(lines.get(PAIRS.key, ()))
        self.report("与现有组织核对", total, total)
        after = replace(
            self.organisation,
            departments=tuple(self._ordered("department", self.units)),
            people=tuple(self._ordered("person", self.people)),
            pairs=tuple(self.pairs.values()),
        )
        self._look_for_faults(after)
        rows = tuple(line.planned() for table in tables for line in lines[table.sheet.key])
        return Plan(rows=rows, notes=tuple(note for table in tables for note in table.notes), after=after)

    def _key(self) -> int:
        self.last_key -= 1
        return self.last_key

    # --------------------------------------------------------------------------------------------- units and people

    def _department(self, line: Line) -> None:
        name = line.name = line.values.get("name", "")
        if not name:
            return self._nameless(line)
        key = self.unit_keys.get(name)
        if key is None:
            key, line.new = self._key(), True
            kind = line.values.get("kind") or unit_kind(name)
            self.units[key] = Department(key=key, name=name, kind=kind)
            self.unit_keys[name] = key
            if "kind" not in line.values:
                line.note("kind", f"类别没有填写，按名称记为{DEPARTMENT_KINDS[kind]}")
        elif ("department", key) in self.rows:
            return self._doubled(line, self.rows["department", key])
        self.rows["department", key] = line
        unit = self.units[key]
        changed = {name: line.values[name] for name in ("kind", "roles", "from_", "to", "phone") if name in line.values}
        for field_, value in changed.items():
            if getattr(unit, field_) != value:
                line.change(field_, getattr(unit, field_), value)
        self.units[key] = replace(unit, **changed)
        return self._number(line, "department", key)

    def _person(self, line: Line) -> int | None:
        line.name = line.values.get("name", "")
        if not line.name:
            self._nameless(line)
            return None
        key = self._who(line, "name", "distinction")
        if key is None and not line.problems:
            key = self._key()
            self.people[key] = Person(key=key, name=line.name, distinction=line.values.get("distinction"))
            self.by_name[line.name].append(key)
        if key is None:
            return None
        line.new = key < 0
        self.rows.setdefault(("person", key), line)
        for name in ("title", "cpc_member", "pinyin_correction", "phone", "number"):
            if name in line.values and self._first_to_say(line, key, name):
                self._field(line, key, name)
        return key

    def _field(self, line: Line, key: int, name: str) -> None:
        if name == "number":
            return self._number(line, "person", key)
        person, value = self.people[key], line.values[name]
        if name == "pinyin_correction":
            try:
                value = checked_correction(person.name, value)
            except ImpossibleError as error:
                return line.wrong(name, error.message, error.remedy)
        if getattr(person, name) != value:
            line.change(name, None if key < 0 else getattr(person, name), value)
            self.people[key] = replace(person, **{name: value})
        return None

    def _first_to_say(self, line: Line, key: int, name: str) -> bool:
        """Whether no row before has said this of the person; one that said otherwise makes this row wrong."""
        before = self.said.setdefault((key, name), line)
        if before is not line and before.values[name] != line.values[name]:
            text = f"“{line.values[name]}”与第 {before.entry.number} 行同名的“{before.values[name]}”不一致"
            remedy = "同一人兼任的，写成一致或只在一行填写；不是同一人的，请在“区分”栏分别注明"
            line.wrong(name, text if name != "cpc_member" else f"与第 {before.entry.number} 行同名的不一致", remedy)
        return before is line

    def _number(self, line: Line, part: Part, key: int) -> None:
        if "number" in line.values:
            number, now = line.values["number"], self.ranks[part].get(key)
            self.numbers[part][key] = number
            if now != number:
                line.change("number", now, number)

    def _ordered(self, part: Part, items: Mapping[int, Any]) -> list[Any]:
        """The items in their order: new ones without a number come last, as they stand in the sheet."""
        given = self.numbers[part]
        last = len(items) + max(given.values(), default=0)
        new = {key: last + at for at, key in enumerate(items) if key < 0}
        return [items[key] for key in merged(tuple(self.ranks[part]), new | given)]

    def _who(self, line: Line, name: str, distinction: str) -> int | None:
        """Whom a row names; ``None``: nobody that is known, or it can't be told whom, which the row then says."""
        known = self.by_name.get(line.values.get(name, ""), [])
        told = line.values.get(distinction)
        found = [key for key in known if self.people[key].distinction == told]
        if not found and told is None:
            found = [key for key in known if key > 0]
            if len(found) == 1:
                line.note(name, f"按组织中的{self._called(found[0])}处理")
        if len(found) > 1:
            called = "、".join(self._called(key) for key in found)
            line.wrong(distinction, f"组织中有 {len(found)} 位同名：{called}", "请在“区分”栏写明是哪一位")
        return found[0] if len(found) == 1 else None

    def _called(self, key: int) -> str:
        person = self.people[key]
        more = person.distinction or person.title
        return f"{person.name}（{more}）" if more else person.name

    # ----------------------------------------------------------------------------------------- posts, charges, pairs

    def _posts(self, lines: Sequence[tuple[Line, int]]) -> None:
        groups: dict[tuple[int, Post | None, int | None], list[Line]] = defaultdict(list)
        for line, key in lines:
            unit = self._unit(line)
            post = self._post(line, unit)
            if not line.problems:
                groups[key, post, unit if post is not None else None].append(line)
        for (key, post, unit), group in groups.items():
            said = self._once(group)
            if post is None:
                continue
            person = self.people[key]
            terms = [held for held in person.posts if (held.post, held.department) == (post, unit)]
            posts = {held.key: held for held in person.posts}
            for line, term in zip(said, matched(terms, [line.span for line in said]), strict=True):
                made = term or Holding(key=self._key(), post=post, department=unit)
                if term is None:
                    line.change("post", None, f"{self._unit_name(unit)}{self.words[post]}")
                posts[made.key] = self._dated(line, made, is_new=term is None)
                self.rows["holding", made.key] = line
            self.people[key] = replace(person, posts=tuple(posts.values()))
        for line, key in lines:
            self._other_posts(line, key)

    def _other_posts(self, line: Line, key: int) -> None:
        """Say of somebody who gets a post which others he has that no row speaks of: they may have ended."""
        if key < 0 or line.new or not any(change.title == "职位" for change in line.changes):
            return
        going_on = [
            f"{self._unit_name(held.department)}{self.words[held.post]}"
            for held in self.people[key].posts
            if held.to is None and ("holding", held.key) not in self.rows
        ]
        if going_on:
            text = f"另有未结束的任职：{'、'.join(going_on)}；不再担任的，请补一行，填写任职结束"
            line.note("post", text)

    def _post(self, line: Line, unit: int | None) -> Post | None:
        if "post" not in line.values:
            if line.values.keys() & {"department", "from_", "to"}:
                line.note("post", "没有填写职位：单位和任职日期不记入，此人不进入应到名单")
            return None
        text = line.values["post"]
        post = post_named(text, self.words, None if unit is None else self.units[unit].kind)
        if post is None and unit is None and "department" in line.values and of_some_unit(text):
            self._unknown_unit(line)
        elif post is None:
            hint = self._nearest(text, self.words.values())
            line.wrong("post", f"职位“{text}”不认识{hint}", "请从下拉词中选择；没有对应职位的留空，只填职务")
        elif unit is None and "department" in line.values:
            if post in OF_UNITS:
                self._unknown_unit(line)
            else:
                line.note("department", f"“{line.values['department']}”不在单位中，不记入")
        return post

    def _unit(self, line: Line) -> int | None:
        return self.unit_keys.get(line.values.get("department", ""))

    def _unknown_unit(self, line: Line) -> None:
        name = line.values["department"]
        hint = self._nearest(name, self.unit_keys)
        line.wrong("department", f"没有单位“{name}”{hint}", "请改正单位名称，或在“单位”表中增加这个单位")

    def _unit_name(self, key: int | None) -> str:
        return "" if key is None else self.units[key].name

    def _charges(self, lines: Iterable[Line]) -> None:
        groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for line in lines:
            key, unit = self._known(line, "name", "distinction"), self._unit(line)
            if unit is None and "department" in line.values:
                self._unknown_unit(line)
            elif unit is None:
                line.wrong("department", "没有填写分管单位", "请填写单位，或删去这一行")
            if key is not None and unit is not None and not line.problems:
                groups[key, unit].append(line)
        for (key, unit), group in groups.items():
            said, person = self._once(group), self.people[key]
            charges = {charge.key: charge for charge in person.charges}
            terms = [charge for charge in person.charges if charge.department == unit]
            for line, term in zip(said, matched(terms, [line.span for line in said]), strict=True):
                made = term or Charge(key=self._key(), department=unit)
                line.new = term is None
                charges[made.key] = self._dated(line, made, is_new=line.new)
                self.rows["charge", made.key] = line
            self.people[key] = replace(person, charges=tuple(charges.values()))

    def _pairs(self, lines: Iterable[Line]) -> None:
        groups: dict[frozenset[int], list[Line]] = defaultdict(list)
        for line in lines:
            one = self._known(line, "name", "distinction")
            other = self._known(line, "other", "other_distinction")
            if one is not None and one == other:
                line.wrong("other", f"{line.name}不能与本人补位", "请填写另一个人")
            if one is not None and other is not None and not line.problems:
                groups[frozenset((one, other))].append(line)
        for both, group in groups.items():
            said = self._once(group)
            terms = [pair for pair in self.pairs.values() if {pair.person, pair.other} == both]
            one, other = sorted(both)
            for line, term in zip(said, matched(terms, [line.span for line in said]), strict=True):
                made = term or Pair(key=self._key(), person=one, other=other)
                line.new = term is None
                self.pairs[made.key] = self._dated(line, made, is_new=line.new)
                self.rows["pair", made.key] = line

    def _known(self, line: Line, name: str, distinction: str) -> int | None:
        """Whom a row names, who must be there."""
        called = line.values.get(name)
        if name == "name":
            line.name = called or ""
        if called is None:
            if not line.problems:
                line.wrong(name, "没有填写姓名", "请填写姓名，或删去这一行")
            return None
        before = len(line.problems)
        key = self._who(line, name, distinction)
        if key is None and len(line.problems) == before:
            hint = self._nearest(called, self.by_name)
            line.wrong(name, f"组织和“人员”表中都没有“{called}”{hint}", "请改正姓名（和区分），或在“人员”表中增加此人")
        return key

    def _once(self, group: Sequence[Line]) -> list[Line]:
        """The rows of a group but for those that say the same as one before, which are wrong."""
        first: dict[Span, Line] = {}
        for line in group:
            if (before := first.setdefault(line.span, line)) is not line:
                self._doubled(line, before)
        return list(first.values())

    def _dated(self, line: Line, term: Term, *, is_new: bool) -> Term:
        """A term with the days that its row says; an empty cell says nothing."""
        changed: dict[str, Any] = {
            name: day for name, day in line.span._asdict().items() if day is not None and getattr(term, name) != day
        }
        for name, day in changed.items():
            line.change(name, getattr(term, name), day)
        if not is_new and term.to is not None and line.span == (None, None):
            line.note("to", f"这一任期已经结束（{span_text(term)}）；重新任职的，请填写开始日期")
        return replace(term, **changed)

    # ------------------------------------------------------------------------------------------------- what is wrong

    def _nameless(self, line: Line) -> None:
        if not line.problems:
            line.wrong("name", f"没有填写{line.table.sheet.columns[0].title}", "请填写，或删去这一行")

    @staticmethod
    def _doubled(line: Line, before: Line) -> None:
        line.wrong("name", f"与第 {before.entry.number} 行重复", "请删去其中一行")

    def _nearest(self, word: str, words: Iterable[str]) -> str:
        if word not in self.hints:
            self.hints[word] = nearest(word, words) if len(self.hints) < _MOST_HINTS else ""
        return self.hints[word]

    def _look_for_faults(self, after: Organisation) -> None:
        """Tell what would be wrong with the organisation, or doubtful, in the rows that it comes from."""
        known = {fault.same for fault in faults(self.organisation)}
        for fault in faults(after, self.words):
            if fault.same not in known and (line := self._row_of(fault)) is not None:
                line.wrong(fault.field, fault.text, fault.remedy)
        known = {fault.same for fault in doubts(self.organisation)}
        for doubt in doubts(after, self.words):
            if doubt.same not in known and (line := self._row_of(doubt)) is not None:
                line.note(doubt.field, doubt.text)

    def _row_of(self, fault: Fault) -> Line | None:
        return self.rows.get((fault.part, fault.key)) or self.rows.get((fault.part, fault.other or 0))
