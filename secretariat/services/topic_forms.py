"""The form on which a department hands in a topic: what it asks for by the rulebook.

One and the same form is made as a Word document (``topic_forms_docx.py``) and as an Excel workbook
(``topic_forms_xlsx.py``); what was filled in is read in ``topic_form_answers.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from secretariat.domain.labels import REVIEWS, TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.records import record
from secretariat.domain.states import Opinion, Security, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secretariat.rules.rulebook import Rulebook

Kind = Literal["text", "name", "choice", "level", "ticks", "day", "number", "truth", "names"]
MARK: Final = "secretariat-topic-form/1"
"""What the form says of itself among its properties, before the rulebook's code and the kind of meeting."""
YES_NO: Final = ("是", "否")
OPINIONS: Final[Mapping[str, Opinion]] = {
    "同意": Opinion.AGREE,
    "不同意": Opinion.DISAGREE,
    "未回复": Opinion.NONE,
}
LEVELS: Final[Mapping[str, Security]] = {
    "不涉密": Security.NONE,
    "内部": Security.INTERNAL,
    "秘密": Security.SECRET,
    "机密": Security.CONFIDENTIAL,
}
STEP_NAMES: Final = {StepKind.DEPUTY_REPORT: "向主要领导汇报", StepKind.DEPUTY_REVIEW: "分管领导审核"}
UNCHOSEN: Final = "请选择"
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


# ------------------------------------------------------------------------------------------------------------ asked for


def form_of(rulebook: Rulebook, kind: str) -> TopicForm:
    """Give the form for a topic that is meant for a kind of meeting: what the rulebook asks for, and no more."""
    bound = _Bound(rulebook, kind)
    tables = [_countersigns()] if bound.any(rulebook.countersigns) else []
    reviews = dict.fromkeys(REVIEWS[entry.review] for entry in bound.all(rulebook.reviews))
    if reviews:
        tables.append(_reviews(tuple(reviews)))
    name = next((entry.name.strip("《》") for entry in bound.all(rulebook.forms)), "议题报送表")
    return TopicForm(
        title=_titled(rulebook, kind, name),
        mark=f"{MARK} {rulebook.code} {kind}",
        fields=tuple(_fields(rulebook, kind, bound)),
        tables=tuple(tables),
    )


def _titled(rulebook: Rulebook, kind: str, name: str) -> str:
    """The name with the government and the kind of meeting, none of them twice."""
    rule, government = rulebook.kinds.get(kind), rulebook.words.government
    if rule is None or rule.name in name:
        return name
    return f"{name}（{rule.name}）" if government in name else f"{government}{rule.name}{name}"


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
        FormField(key="sponsor", label="提报单位", kind="name", hint="必填，写单位名称"),
        FormField(key="filed_on", label="报送日期", kind="day", hint="如 2026-11-20"),
        FormField(key="type", label="议题类型", kind="choice", choices=tuple(TOPIC_TYPES.values())),
        FormField(key="flags", label="涉及事项", kind="ticks", choices=tuple(TOPIC_FLAGS.values()), hint="符合的打勾"),
    ]
    if tasks:
        choices = tuple(f"{task.no} {task.text}" for task in tasks)
        fields.append(FormField(key="task", label="对应会议主要任务", kind="choice", choices=choices))
    fields += [
        FormField(key="concerns", label="涉及部门", kind="names", hint="需会签的部门，用顿号隔开"),
        FormField(key="reporter", label="汇报人", kind="name", hint="写姓名"),
        FormField(key="reporter_title", label="汇报人职务"),
        FormField(key="report_minutes", label="汇报时间（分钟）", kind="number"),
    ]
    staff = rulebook.agenda.staff
    if staff is not None and kind in staff.kinds:
        fields.append(FormField(key="staff", label="随同人员（人数）", kind="number"))
    steps = [step.step for chain in bound.all(rulebook.chains) for step in chain.steps]
    for step in (step for step in dict.fromkeys(steps) if step in STEP_NAMES):
        fields += [
            FormField(key=f"{step}_by", label=f"{STEP_NAMES[step]}：领导姓名", kind="name"),
            FormField(key=f"{step}_on", label=f"{STEP_NAMES[step]}：日期", kind="day"),
            FormField(key=f"{step}_opinion", label=f"{STEP_NAMES[step]}：意见"),
        ]
    if bound.any(rulebook.forms):
        fields.append(FormField(key="form_signed_by", label="提报单位主要负责人签字", kind="name"))
        if any(entry.sealed for entry in bound.all(rulebook.forms)):
            fields.append(FormField(key="form_sealed", label="加盖单位公章", kind="truth", choices=YES_NO))
    if bound.any(rulebook.material):
        fields.append(FormField(key="material_submitted_on", label="汇报材料报送日期", kind="day"))
        if any(entry.signed_in_charge for entry in bound.all(rulebook.material)):
            fields.append(FormField(key="material_signed_by", label="汇报材料审签领导", kind="name"))
    fields.append(FormField(key="security", label="材料密级", kind="level", choices=tuple(LEVELS)))
    return fields


def _countersigns() -> FormTable:
    return FormTable(
        key="countersigns",
        label="会签情况",
        columns=(
            FormField(key="department", label="会签部门", kind="name"),
            FormField(key="asked_on", label="征求日期", kind="day"),
            FormField(key="replied_on", label="回复日期", kind="day"),
            FormField(key="opinion", label="会签意见", kind="choice", choices=tuple(OPINIONS)),
            FormField(key="signed_by", label="签字人", kind="name"),
            FormField(key="grounds", label="不同意的理由"),
        ),
    )


def _reviews(names: tuple[str, ...]) -> FormTable:
    return FormTable(
        key="reviews",
        label="审查、论证和征求意见情况（不需要的留空）",
        columns=(
            FormField(key="review", label="项目", kind="choice", choices=names),
            FormField(key="by", label="办理单位", kind="name"),
            FormField(key="on", label="日期", kind="day"),
            FormField(key="passed", label="是否通过", kind="truth", choices=YES_NO),
            FormField(key="opinion", label="意见"),
        ),
        lines=names,
    )
