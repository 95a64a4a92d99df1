"""What was filled into a department's form: it becomes a topic, or is told, cell by cell, for what it is not.

The two kinds of file give it as texts with their places (``Raw``), as far as they hold what the form asks for.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from secretariat.domain import facts
from secretariat.domain.labels import REVIEWS, TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.people_editing import unit_kind
from secretariat.domain.plain_text import tidy, tidy_name, unprintable
from secretariat.domain.proposals import TOPIC
from secretariat.domain.records import record
from secretariat.domain.states import ReviewKind, Security
from secretariat.domain.topic_fragment import FORMAT, TopicFragment
from secretariat.services.organisation_columns import day_named, truth_named
from secretariat.services.topic_forms import LEVELS, MARK, OPINIONS, STEP_NAMES, UNCHOSEN
from secretariat.services.workbook_tables import plain
from secretariat.strict_input import Problem, nearest, refuse, refuse_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from secretariat.services.topic_forms import FormField, FormTable, TopicForm

TICKED: Final = "☑☒■√✓✔✅"
UNTICKED: Final = "☐□"
_SEPARATOR: Final = re.compile(r"[、,，;；\n](?![^（(\n]*[）)])")
"""Between names; what stands in brackets belongs to one: 区农业农村局（区乡村振兴局、区畜牧局）."""
_TITLED: Final = re.compile(r"([^（(]+)[（(]([^）)]+)[）)]")
"""A name with the post behind it: 龚燚（住建局局长）."""
_LEVEL: Final = re.compile(r"(\D+?)\s*[★☆*]?\s*(\d+\s*(?:年|个?月|天)|长期)?")
"""A level with its period, as it stands on a classified paper: 秘密★1年."""
_LEVELS: Final = {**LEVELS, "无": Security.NONE, "无密级": Security.NONE, "非涉密": Security.NONE}
"""The levels in the form's words, and in others that mean the same."""
_LONGEST: Final = 2000
_SHOWN: Final = 30
"""Characters of a text that is told and not taken in."""


class Answer(NamedTuple):
    """What was filled in, and where; ``wrong`` where a program left something else there than what can be read."""

    text: str
    place: str
    wrong: str = ""


@record(kw_only=True)
class Answers:
    """A form as it was filled in: by key, and the lines of its tables by key and column; ``mark`` as it is there.

    ``others`` are texts beside labels that the form does not know, each with its place: they are not taken in.
    """

    mark: str
    fields: Mapping[str, Answer]
    tables: Mapping[str, tuple[Mapping[str, Answer], ...]] = field(default_factory=dict)
    others: tuple[str, ...] = ()


class Level(NamedTuple):
    """The security level that a form says its material has, and for how long, in its own words: ``1年``."""

    security: Security
    period: str = ""


class Handed(NamedTuple):
    """What a form tells: the topic, and the level of what is handed in with it; ``None`` where it says none."""

    fragment: TopicFragment
    level: Level | None


def handed_in(form: TopicForm, answers: Answers, *, source: str) -> Handed:
    """Give what a form tells of; raises ``UnusableInputError`` naming every cell that is wrong."""
    if not answers.fields:
        remedy = "请用本程序“导出报送表”得到的表格填写"
        refuse_file("不是议题报送表：没有找到“议题名称”等栏目", remedy, source=source)
    reading = _Reading(form)
    handed = reading.handed_in(answers)
    refuse(reading.problems, source=source)
    return handed


class _Reading:
    """Reads the answers of one form, and keeps what is wrong with them."""

    def __init__(self, form: TopicForm) -> None:
        self._form = form
        self.problems: list[Problem] = []
        self._units: dict[str, facts.Department] = {}
        self._people: dict[str, facts.Person] = {}

    def handed_in(self, answers: Answers) -> Handed:
        asked = {one.key: one for one in self._form.fields}
        said = {key: self._read(asked[key], answer) for key, answer in answers.fields.items() if key in asked}
        for key in ("title", "sponsor"):
            if said.get(key) is None:
                place = answers.fields[key].place if key in answers.fields else ""
                self._wrong(place, f"“{asked[key].label}”没有填写", "请填写后再导入")
        topic = facts.Topic(
            no=TOPIC,
            title=said.get("title") or "",
            type=next((kind for kind, name in TOPIC_TYPES.items() if name == said.get("type")), None),
            flags=tuple(flag for flag, name in TOPIC_FLAGS.items() if name in (said.get("flags") or ())),
            task=None if said.get("task") is None else int(said["task"].split(" ", 1)[0]),
            sponsor=self._unit(said.get("sponsor")),
            concerns=tuple(ref for name in said.get("concerns") or () if (ref := self._unit(name))),
            reporter=self._person(said.get("reporter"), said.get("reporter_title")),
            report_minutes=said.get("report_minutes"),
            staff=said.get("staff"),
            steps=tuple(self._steps(said)),
            registered_on=said.get("filed_on"),
            form=self._signed(said),
            material=self._material(said),
            countersigns=tuple(self._countersigns(answers, said.get("sponsor"))),
            reviews=tuple(self._review(line) for line in self._lines(answers, "reviews")),
        )
        words = answers.mark.split()
        fragment = TopicFragment(
            format=FORMAT,
            kind=words[2] if words[:1] == [MARK] and len(words) == 3 else None,  # noqa: PLR2004 (mark, code, kind)
            filed_on=said.get("filed_on"),
            departments=tuple(self._units.values()),
            people=tuple(self._people.values()),
            topic=topic,
        )
        return Handed(fragment, said.get("security"))

    def _steps(self, said: Mapping[str, Any]) -> Iterable[facts.Step]:
        for step in STEP_NAMES:
            by, on, opinion = (said.get(f"{step}_{part}") for part in ("by", "on", "opinion"))
            if by or on or opinion:
                yield facts.Step(step=step, by=self._person(by), on=on, opinion=opinion)

    def _signed(self, said: Mapping[str, Any]) -> facts.Form | None:
        by, sealed = said.get("form_signed_by"), said.get("form_sealed")
        return facts.Form(signed_by=self._person(by), sealed=bool(sealed)) if by or sealed else None

    def _material(self, said: Mapping[str, Any]) -> facts.Material | None:
        on, by = said.get("material_submitted_on"), said.get("material_signed_by")
        return facts.Material(submitted_on=on, signed_by=self._person(by)) if on or by else None

    def _countersigns(self, answers: Answers, sponsor: str | None) -> Iterable[facts.Countersign]:
        for number, line in enumerate(self._lines(answers, "countersigns"), 1):
            if sponsor is not None and line["department"] == sponsor:
                text = f"“会签部门”第 {number} 个是提报单位自己（{sponsor}），不能会签自己提报的议题"
                self._wrong(line["place"], text, "请改成会签部门，或清空这一行")
            yield self._countersign(line)

    def _countersign(self, line: Mapping[str, Any]) -> facts.Countersign:
        return facts.Countersign(
            department=self._unit(line["department"]) or "",
            asked_on=line.get("asked_on"),
            replied_on=line.get("replied_on"),
            opinion=None if line.get("opinion") is None else OPINIONS[line["opinion"]],
            signed_by=self._person(line.get("signed_by")),
            grounds=line.get("grounds"),
        )

    def _review(self, line: Mapping[str, Any]) -> facts.Review:
        return facts.Review(
            review=next(kind for kind in ReviewKind if REVIEWS[kind] == line["review"]),
            by=self._unit(line.get("by")),
            on=line.get("on"),
            passed=bool(line.get("passed")),
            opinion=line.get("opinion"),
        )

    def _lines(self, answers: Answers, key: str) -> Iterable[Mapping[str, Any]]:
        """The lines of a table that say something; of a fixed one the first column alone says nothing."""
        table = next((table for table in self._form.tables if table.key == key), None)
        if table is None:
            return
        first, *others = table.columns
        asked = {one.key: one for one in table.columns}
        for line in answers.tables.get(key, ()):
            if not any(one.key in line for one in (others if any(table.lines) else table.columns)):
                continue
            said = {name: self._read(asked[name], answer) for name, answer in line.items() if name in asked}
            if said.get(first.key) is None:
                if first.key not in line:
                    place = next(iter(line.values())).place
                    self._wrong(place, f"{table.label}这一行没有填写“{first.label}”", "请填写，或清空这一行")
                continue
            yield {**said, "place": line[first.key].place}

    # -------------------------------------------------------------------------------------------------- names, cells

    def _unit(self, name: str | None) -> str | None:
        if not name:
            return None
        if name not in self._units:
            ref = f"d{len(self._units) + 1:02}"
            self._units[name] = facts.Department(id=ref, name=name, kind=unit_kind(name))
        return self._units[name].id

    def _person(self, name: str | None, title: str | None = None) -> str | None:
        if not name:
            return None
        titled = _TITLED.fullmatch(name.strip())
        if titled is not None:
            name, title = titled[1], title or tidy(titled[2])
        name = tidy_name(name)
        if name not in self._people:
            self._people[name] = facts.Person(id=f"p{len(self._people) + 1:02}", name=name, title=title)
        return self._people[name].id

    def _read(self, one: FormField, answer: Answer) -> Any:  # noqa: ANN401 (what a field holds)
        text = answer.text.strip()
        if not text or text == UNCHOSEN:
            return None
        said = f"“{one.label}”"
        if answer.wrong:
            return self._wrong(answer.place, f"{said}{answer.wrong}", "请直接填写文字、数字或所列的词")
        if len(text) > _LONGEST:
            return self._wrong(answer.place, f"{said}有 {len(text)} 个字，太长", f"请缩短到 {_LONGEST} 个字以内")
        if fault := unprintable(" ".join(text.split())):
            return self._wrong(answer.place, f"{said}的{fault}", "请删去这个字符，重新输入")
        if one.kind == "text":
            return tidy(text)
        return {
            "name": self._name,
            "names": self._names,
            "day": self._day,
            "number": self._number,
            "truth": self._truth,
            "choice": self._choice,
            "level": self._level,
            "ticks": self._ticks,
        }[one.kind](one, text, answer.place)

    def _name(self, one: FormField, text: str, place: str) -> Any:  # noqa: ANN401 (a name, or nothing)
        names = self._names(one, text, place)
        if len(names) > 1:
            return self._wrong(place, f"“{one.label}”写了 {len(names)} 个：{'、'.join(names)}", "请只写一个")
        return names[0] if names else None

    def _names(self, _one: FormField, text: str, _place: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(tidy, _SEPARATOR.split(text)))))

    def _day(self, one: FormField, text: str, place: str) -> Any:  # noqa: ANN401 (a day, or nothing)
        found = day_named(text)
        if isinstance(found, str):
            return self._wrong(place, f"“{one.label}”“{text}”{found}", "请写成 2026-11-20 或 2026年11月20日")
        return found

    def _number(self, one: FormField, text: str, place: str) -> Any:  # noqa: ANN401 (a number, or nothing)
        digits = re.fullmatch(r"(\d{1,4})(?:\.0+)?\s*(?:分钟|人)?", text)
        if digits is None:
            return self._wrong(place, f"“{one.label}”“{text}”不是整数", "请填写数字，如 8")
        return int(digits[1])

    def _truth(self, one: FormField, text: str, place: str) -> Any:  # noqa: ANN401 (yes or no, or nothing)
        found = truth_named(text) if text not in {"通过", "不通过", "未通过"} else text == "通过"
        if found is None:
            return self._wrong(place, f"“{one.label}”“{text}”不认识", "请填 是 或 否")
        return found

    def _choice(self, one: FormField, text: str, place: str) -> Any:  # noqa: ANN401 (a word, or nothing)
        known = {plain(choice): choice for choice in one.choices}
        known |= {plain(choice.split(" ", 1)[0]): choice for choice in one.choices if " " in choice}
        found = known.get(plain(text))
        if found is None:
            hint = "请从下拉词中选择：" + "、".join(one.choices)
            return self._wrong(place, f"“{one.label}”没有“{text}”{nearest(text, one.choices)}", hint)
        return found

    def _level(self, one: FormField, text: str, place: str) -> Any:  # noqa: ANN401 (a level, or nothing)
        found = _LEVEL.fullmatch(plain(text))
        security = None if found is None else _LEVELS.get(found[1])
        if found is not None and security is not None:
            return Level(security, found[2] or "")
        known = "、".join(one.choices)
        if "绝密" in text:  # never a word that is near it
            remedy = f"本程序登记的密级有：{known}；绝密材料请与办公室联系，按保密规定单独报送"
            return self._wrong(place, f"“{one.label}”“{text}”不能登记", remedy)
        hint = f"请从下拉词中选择：{known}；有保密期限的写在后面，如 秘密★1年"
        return self._wrong(place, f"“{one.label}”没有“{text}”", hint)

    def _ticks(self, one: FormField, text: str, place: str) -> Any:  # noqa: ANN401 (words)
        """Those with a tick beside them; where there is no box at all, those that are written."""
        boxed = re.search(f"[{TICKED}{UNTICKED}]", text) is not None
        known = {plain(choice): choice for choice in one.choices}
        if not boxed and len(one.choices) > 1 and all(choice in text for choice in one.choices):
            return self._wrong(place, f"“{one.label}”的方框不见了，看不出哪些打了勾", "请只保留涉及的各项，用顿号隔开")
        found = []
        for ticked, written in _marked(text) if boxed else ((True, word) for word in _SEPARATOR.split(text)):
            word = written.strip(" 　、，,；;")
            if ticked and plain(word) not in known:
                self._wrong(place, f"“{one.label}”没有“{word}”{nearest(word, one.choices)}", "请在原有的各项前打勾")
            elif ticked:
                found.append(known[plain(word)])
            elif ticked is None and plain(word) in known:
                self._wrong(place, f"“{one.label}”的“{word}”前面没有方框", "请写成 ☑（涉及）或 ☐（不涉及）")
        return tuple(dict.fromkeys(found))

    def _wrong(self, place: str, text: str, remedy: str) -> Any:  # noqa: ANN401 (nothing, in the place of what is wrong)
        self.problems.append(Problem((), f"{place}：{text}" if place else text, remedy))


def _marked(text: str) -> Iterator[tuple[bool | None, str]]:
    """What stands between boxes, and whether a tick is beside it; ``None`` where no box is."""
    marks = TICKED + UNTICKED
    for line in text.splitlines():
        words = [word for word in re.split(f"[{marks}]", line) if word.strip()]
        if len(words) == 1:
            # A tick before the box, in its place, or behind the word: all are seen.
            boxes = [sign for sign in line if sign in marks]
            yield (any(sign in TICKED for sign in boxes) if boxes else None), words[0]
            continue
        for boxes_, word in re.findall(f"([{marks}][{marks}\\s]*)([^{marks}]+)", line):
            yield any(sign in TICKED for sign in boxes_), word


class Raw(NamedTuple):
    """A file as it was filled in: its mark, what stands beside each label, and the rows of its tables."""

    mark: str
    pairs: tuple[tuple[str, Answer], ...]
    tables: tuple[tuple[tuple[Answer, ...], ...], ...]


def answers_of(form: TopicForm, raw: Raw) -> Answers:
    """Give what was filled in by the keys of a form; what it does not know is told in ``others``."""
    labels = {plain(one.label): one.key for one in form.fields}
    fields: dict[str, Answer] = {}
    tables: dict[str, tuple[Mapping[str, Answer], ...]] = {}
    pairs, others = list(raw.pairs), []
    for rows in raw.tables:
        table = table_headed(form, [cell.text for cell in rows[0]]) if rows else None
        if table is None:
            pairs += [(row[0].text, row[1]) for row in rows if len(row) > 1]
            continue
        named = {plain(one.label): one.key for one in table.columns}
        keys = [named.get(plain(cell.text), "") for cell in rows[0]]
        lines = [_line(keys, row) for row in rows[1:]]
        tables[table.key] = (*tables.get(table.key, ()), *lines)
        others += [line.pop("") for line in lines if "" in line]
    for label, answer in pairs:
        line = label.strip().partition("\n")[0]
        key = labels.get(plain(line)) or labels.get(plain(re.sub("[（(].*", "", line)))
        if key is None:
            others += [answer] if line and _filled(answer) else []
        elif key not in fields or not _filled(fields[key]):
            fields[key] = answer
    return Answers(mark=raw.mark, fields=fields, tables=tables, others=tuple(map(_told, others)))


def _filled(answer: Answer) -> bool:
    return answer.text.strip() not in {"", UNCHOSEN}


def _told(answer: Answer) -> str:
    text = " ".join(answer.text.split())
    return f"{answer.place}“{text if len(text) <= _SHOWN else f'{text[:_SHOWN]}…'}”"


def _line(keys: Sequence[str], row: Sequence[Answer]) -> dict[str, Answer]:
    return {key: answer for key, answer in zip(keys, row, strict=False) if _filled(answer)}


def table_headed(form: TopicForm, heads: Iterable[str]) -> FormTable | None:
    """Give the table that such a row of titles is the head of, whatever their order; columns may be lacking."""
    words = {plain(head) for head in heads}
    for table in form.tables:
        labels = [plain(one.label) for one in table.columns]
        if labels[0] in words and len(words.intersection(labels)) > 1:
            return table
    return None
