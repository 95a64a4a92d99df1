"""The form on which a department hands in a topic: what it asks for by the rulebook, and what its answers say.

One and the same form is made as a Word document and as an Excel workbook; each of the two gives what was filled in as
texts with their places, and here they become a topic or are told, cell by cell, for what they are not.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from secretariat.domain import facts
from secretariat.domain.labels import REVIEWS, TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.people_editing import unit_kind
from secretariat.domain.plain_text import tidy, tidy_name, unprintable
from secretariat.domain.proposals import TOPIC
from secretariat.domain.records import record
from secretariat.domain.states import Opinion, ReviewKind, StepKind
from secretariat.domain.topic_fragment import FORMAT, TopicFragment
from secretariat.services.organisation_columns import day_named, truth_named
from secretariat.services.workbook_tables import plain
from secretariat.strict_input import Problem, nearest, refuse, refuse_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from secretariat.rules.rulebook import Rulebook

Kind = Literal["text", "choice", "ticks", "day", "number", "truth", "names"]
MARK: Final = "secretariat-topic-form/1"
"""What the form says of itself among its properties, before the rulebook's code and the kind of meeting."""
YES_NO: Final = ("是", "否")
OPINIONS: Final[Mapping[str, Opinion]] = {
    "同意": Opinion.AGREE,
    "不同意": Opinion.DISAGREE,
    "未回复": Opinion.NONE,
}
STEP_NAMES: Final = {StepKind.DEPUTY_REPORT: "向主要领导汇报", StepKind.DEPUTY_REVIEW: "分管领导审核"}
UNCHOSEN: Final = "请选择"
_TICKED: Final = "☑☒■√✓✔"
_UNTICKED: Final = "☐□"
_LONGEST: Final = 2000
_SPARE: Final = 6
"""Lines for the departments that have signed."""


@record(kw_only=True)
class FormField:
    """One thing that the form asks for; ``choices`` are the words that can be chosen, or ticked."""

    key: str
    label: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    hint: str = ""


@record(kw_only=True)
class FormTable:
    """A table of the form: its columns, and for a fixed one what its first column says, line by line."""

    key: str
    label: str
    columns: tuple[FormField, ...]
    lines: tuple[str, ...] = ("",) * _SPARE


@record(kw_only=True)
class TopicForm:
    """A form: its name, what it asks for line by line, and its tables; ``mark`` tells it from others."""

    title: str
    mark: str
    fields: tuple[FormField, ...]
    tables: tuple[FormTable, ...]


class Answer(NamedTuple):
    """What was filled in, and where."""

    text: str
    place: str


@record(kw_only=True)
class Answers:
    """A form as it was filled in: by key, and the lines of its tables by key and column; ``mark`` as it is there."""

    mark: str
    fields: Mapping[str, Answer]
    tables: Mapping[str, tuple[Mapping[str, Answer], ...]] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------------------------ asked for


def form_of(rulebook: Rulebook, kind: str) -> TopicForm:
    """Give the form for a topic that is meant for a kind of meeting: what the rulebook asks for, and no more."""
    bound = _Bound(rulebook, kind)
    tables = [_countersigns()] if bound.any(rulebook.countersigns) else []
    reviews = dict.fromkeys(REVIEWS[entry.review] for entry in bound.all(rulebook.reviews))
    if reviews:
        tables.append(_reviews(tuple(reviews)))
    name = next((entry.name.strip("《》") for entry in bound.all(rulebook.forms)), "议题报送表")
    rule = rulebook.kinds.get(kind)
    return TopicForm(
        title=name if rule is None else f"{rulebook.words.government}{rule.name}{name}",
        mark=f"{MARK} {rulebook.code} {kind}",
        fields=tuple(_fields(rulebook, kind, bound)),
        tables=tuple(tables),
    )


class _Bound:
    """The entries of a rulebook that bind a kind of meeting."""

    def __init__(self, rulebook: Rulebook, kind: str) -> None:
        self._rulebook = rulebook
        self._kind = kind

    def all(self, entries: Iterable[Any]) -> list[Any]:
        return [entry for entry in entries if self._kind in entry.kinds]

    def any(self, entries: Iterable[Any]) -> bool:
        return bool(self.all(entries))


def _fields(rulebook: Rulebook, kind: str, bound: _Bound) -> list[FormField]:
    tasks = rulebook.kinds[kind].tasks if kind in rulebook.kinds else ()
    fields = [
        FormField(key="title", label="议题名称", hint="必填"),
        FormField(key="sponsor", label="提报单位", hint="必填，写单位名称"),
        FormField(key="filed_on", label="报送日期", kind="day", hint="如 2026-11-20"),
        FormField(key="type", label="议题类型", kind="choice", choices=tuple(TOPIC_TYPES.values())),
        FormField(key="flags", label="涉及事项", kind="ticks", choices=tuple(TOPIC_FLAGS.values()), hint="符合的打勾"),
    ]
    if tasks:
        choices = tuple(f"{task.no} {task.text}" for task in tasks)
        fields.append(FormField(key="task", label="对应会议主要任务", kind="choice", choices=choices))
    fields += [
        FormField(key="concerns", label="涉及部门", kind="names", hint="需会签的部门，用顿号隔开"),
        FormField(key="reporter", label="汇报人", hint="写姓名"),
        FormField(key="reporter_title", label="汇报人职务"),
        FormField(key="report_minutes", label="汇报时间（分钟）", kind="number"),
    ]
    staff = rulebook.agenda.staff
    if staff is not None and kind in staff.kinds:
        fields.append(FormField(key="staff", label="随同人员（人数）", kind="number"))
    steps = [step.step for chain in bound.all(rulebook.chains) for step in chain.steps]
    for step in (step for step in dict.fromkeys(steps) if step in STEP_NAMES):
        fields += [
            FormField(key=f"{step}_by", label=f"{STEP_NAMES[step]}：领导姓名"),
            FormField(key=f"{step}_on", label=f"{STEP_NAMES[step]}：日期", kind="day"),
            FormField(key=f"{step}_opinion", label=f"{STEP_NAMES[step]}：意见"),
        ]
    if bound.any(rulebook.forms):
        fields.append(FormField(key="form_signed_by", label="提报单位主要负责人签字"))
        if any(entry.sealed for entry in bound.all(rulebook.forms)):
            fields.append(FormField(key="form_sealed", label="加盖单位公章", kind="truth", choices=YES_NO))
    if bound.any(rulebook.material):
        fields.append(FormField(key="material_submitted_on", label="汇报材料报送日期", kind="day"))
        if any(entry.signed_in_charge for entry in bound.all(rulebook.material)):
            fields.append(FormField(key="material_signed_by", label="汇报材料审签领导"))
    return fields


def _countersigns() -> FormTable:
    return FormTable(
        key="countersigns",
        label="会签情况",
        columns=(
            FormField(key="department", label="会签部门"),
            FormField(key="asked_on", label="征求日期", kind="day"),
            FormField(key="replied_on", label="回复日期", kind="day"),
            FormField(key="opinion", label="会签意见", kind="choice", choices=tuple(OPINIONS)),
            FormField(key="signed_by", label="签字人"),
            FormField(key="grounds", label="不同意的理由"),
        ),
    )


def _reviews(names: tuple[str, ...]) -> FormTable:
    return FormTable(
        key="reviews",
        label="审查、论证和征求意见情况（不需要的留空）",
        columns=(
            FormField(key="review", label="项目", kind="choice", choices=names),
            FormField(key="by", label="办理单位"),
            FormField(key="on", label="日期", kind="day"),
            FormField(key="passed", label="是否通过", kind="truth", choices=YES_NO),
            FormField(key="opinion", label="意见"),
        ),
        lines=names,
    )


# ------------------------------------------------------------------------------------------------------------ filled in


def fragment_of_answers(form: TopicForm, answers: Answers, *, source: str) -> TopicFragment:
    """Give the topic that a form tells of; raises ``UnusableInputError`` naming every cell that is wrong."""
    if not answers.fields:
        remedy = "请用本程序“导出报送表”得到的表格填写"
        refuse_file("不是议题报送表：没有找到“议题名称”等栏目", remedy, source=source)
    reading = _Reading(form)
    fragment = reading.fragment(answers)
    refuse(reading.problems, source=source)
    return fragment


class _Reading:
    """Reads the answers of one form, and keeps what is wrong with them."""

    def __init__(self, form: TopicForm) -> None:
        self._form = form
        self.problems: list[Problem] = []
        self._units: dict[str, facts.Department] = {}
        self._people: dict[str, facts.Person] = {}

    def fragment(self, answers: Answers) -> TopicFragment:
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
            countersigns=tuple(self._countersign(line) for line in self._lines(answers, "countersigns")),
            reviews=tuple(self._review(line) for line in self._lines(answers, "reviews")),
        )
        words = answers.mark.split()
        return TopicFragment(
            format=FORMAT,
            kind=words[2] if words[:1] == [MARK] and len(words) == 3 else None,  # noqa: PLR2004 (mark, code, kind)
            filed_on=said.get("filed_on"),
            departments=tuple(self._units.values()),
            people=tuple(self._people.values()),
            topic=topic,
        )

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
            yield said

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
        name = tidy_name(name)
        if name not in self._people:
            self._people[name] = facts.Person(id=f"p{len(self._people) + 1:02}", name=name, title=title)
        return self._people[name].id

    def _read(self, one: FormField, answer: Answer) -> Any:  # noqa: ANN401 (what a field holds)
        text = answer.text.strip()
        if not text or text == UNCHOSEN:
            return None
        said = f"“{one.label}”"
        if len(text) > _LONGEST:
            return self._wrong(answer.place, f"{said}有 {len(text)} 个字，太长", f"请缩短到 {_LONGEST} 个字以内")
        if fault := unprintable(" ".join(text.split())):
            return self._wrong(answer.place, f"{said}的{fault}", "请删去这个字符，重新输入")
        if one.kind in {"text", "names"}:
            return self._names(text) if one.kind == "names" else tidy(text)
        return {
            "day": self._day,
            "number": self._number,
            "truth": self._truth,
            "choice": self._choice,
            "ticks": self._ticks,
        }[one.kind](one, text, answer.place)

    def _names(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(tidy, re.split("[、,，;；\n]", text)))))

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

    def _ticks(self, one: FormField, text: str, place: str) -> tuple[str, ...]:
        """Those behind a tick; where there is no box at all, those that are written."""
        boxes = re.findall(f"([{_TICKED}{_UNTICKED}])\\s*([^{_TICKED}{_UNTICKED}]+)", text)
        words = [word for box, word in boxes if box in _TICKED] if boxes else re.split("[、,，;；\n]", text)
        known = {plain(choice): choice for choice in one.choices}
        found = []
        for word in filter(None, (word.strip(" 　、，,；;\n") for word in words)):
            if plain(word) not in known:
                self._wrong(place, f"“{one.label}”没有“{word}”{nearest(word, one.choices)}", "请在原有的各项前打勾")
            else:
                found.append(known[plain(word)])
        return tuple(found)

    def _wrong(self, place: str, text: str, remedy: str) -> Any:  # noqa: ANN401 (nothing, in the place of what is wrong)
        self.problems.append(Problem((), f"{place}：{text}" if place else text, remedy))


class Raw(NamedTuple):
    """A file as it was filled in: its mark, what stands beside each label, and the rows of its tables."""

    mark: str
    pairs: tuple[tuple[str, Answer], ...]
    tables: tuple[tuple[tuple[Answer, ...], ...], ...]


def answers_of(form: TopicForm, raw: Raw) -> Answers:
    """Give what was filled in by the keys of a form; rows and tables that it does not know are passed by."""
    fields = {plain(one.label): one.key for one in form.fields}
    tables: dict[str, tuple[Mapping[str, Answer], ...]] = {}
    for head, *rows in (rows for rows in raw.tables if rows):
        table = _table_headed(form, [cell.text for cell in head])
        if table is not None:
            tables[table.key] = tuple(_line(table, row) for row in rows)
    known = ((fields.get(plain(label)), answer) for label, answer in raw.pairs)
    return Answers(mark=raw.mark, fields={key: answer for key, answer in known if key is not None}, tables=tables)


def _line(table: FormTable, row: Sequence[Answer]) -> Mapping[str, Answer]:
    cells = zip(table.columns, row, strict=False)
    return {one.key: answer for one, answer in cells if answer.text.strip() not in {"", UNCHOSEN}}


def _table_headed(form: TopicForm, heads: Sequence[str]) -> FormTable | None:
    words = [plain(head) for head in heads]
    for table in form.tables:
        labels = [plain(one.label) for one in table.columns]
        if words[: len(labels)] == labels:
            return table
    return None
