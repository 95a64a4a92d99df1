"""The sections into which the editor divides a rulebook, in the office's words, and which place of it is in which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from secretariat.rules.rulebook import KindRule, Rulebook
from secretariat.rules.schema.topics import AgendaRules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from secretariat.strict_input import Steps


@dataclass(frozen=True, slots=True)
class Group:
    """A card of a section: its title and its fields; ``at`` leads to what they are fields of."""

    key: str
    title: str
    fields: tuple[str, ...]
    kind: type = Rulebook
    at: Steps = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section: ``key`` is that of a kind of meeting, as in kind.executive, or its own."""

    key: str
    title: str
    groups: tuple[Group, ...]

    @property
    def kind(self) -> str | None:
        """The code of the kind of meeting that it is about."""
        before, _, code = self.key.partition(".")
        return code if before == "kind" else None


_GENERAL: Final = Section(
    "general",
    "总的规定",
    (
        Group(
            "itself",
            "基本情况",
            (
                "title",
                "government",
                "also_called",
                "level",
                "code",
                "in_force",
                "repealed",
                "in_force_note",
                "document",
                "replaces",
                "kinds_article",
                "leaders",
            ),
        ),
        Group("words", "称谓", ("words",)),
        Group("stand_in", "主持工作", ("stand_in",)),
    ),
)
_KIND: Final = (
    ("basic", "名称和版头", ("name", "article", "mark", "enlarged", "note")),
    ("people", "出席和列席", ("membership", "members", "standing", "optional", "asked", "invited")),
    ("chair", "召集和主持", ("chair",)),
    ("quorum", "法定人数", ("quorum",)),
    ("presence", "到会要求", ("presence",)),
    ("minutes", "纪要", ("minutes", "silent_signer")),
    ("tasks", "主要任务", ("tasks",)),
    ("frequency", "召开次数", ("frequency",)),
)
_AGENDA: Final = ("agenda",)
_OTHERS: Final = (
    Section(
        "topics",
        "议题审批",
        (
            Group("chains", "审批程序", ("chains",)),
            Group("decided_in", "决定权限", ("decided_in",)),
            Group("intake", "议题提报", ("intake",)),
            Group("registration", "提前报备", ("registration",)),
            Group("remit", "不上会事项", ("remit",)),
            Group("forms", "提报表", ("forms",)),
        ),
    ),
    Section("countersigns", "会签协调", (Group("countersigns", "会签", ("countersigns",)),)),
    Section("reviews", "审查论证", (Group("reviews", "审查和论证", ("reviews",)),)),
    Section(
        "papers",
        "材料议程",
        (
            Group("material", "议题材料", ("material",)),
            Group("ad_hoc", "临时追加", ("ad_hoc",)),
            Group("first_topic", "第一议题", ("first_topic",), AgendaRules, _AGENDA),
            Group("standing_topics", "底线议题", ("standing_topics",), AgendaRules, _AGENDA),
            Group("report_time", "汇报时间", ("report_time",), AgendaRules, _AGENDA),
            Group("staff", "工作人员", ("staff",), AgendaRules, _AGENDA),
            Group("recall", "材料收回", ("recall",)),
        ),
    ),
    Section("leave", "会议请假", (Group("leave", "会议请假", ("leave",)),)),
    Section(
        "after",
        "会后",
        (Group("documents", "文件印发", ("documents",)), Group("supervision", "督办", ("supervision",))),
    ),
    Section(
        "away",
        "外出报备",
        (
            Group("away", "外出报备", ("away",)),
            Group("pairs", "AB角", ("pairs",)),
            Group("away_limit", "同时外出", ("away_limit",)),
        ),
    ),
    Section("duties", "其他规定", (Group("duties", "其他规定", ("duties",)),)),
    Section("excusable", "可作例外", (Group("excusable", "可以作为例外的情形", ("excusable",)),)),
    Section("not_judged", "不作判断", (Group("not_judged", "不作判断的条款", ("not_judged",)),)),
)


def sections(kinds: Mapping[str, str]) -> tuple[Section, ...]:
    """Give all sections; ``kinds`` are the kinds of meeting that the rulebook has, with their names."""
    return (_GENERAL, *(_kind_section(code, name) for code, name in kinds.items()), *_OTHERS)


def _kind_section(code: str, name: str) -> Section:
    at = ("kinds", code)
    groups = tuple(Group(key, title, names, KindRule, at) for key, title, names in _KIND)
    return Section(f"kind.{code}", name, groups)


def place_of(path: Steps) -> tuple[str, str]:
    """Give the section and the group where a place of the rulebook is edited."""
    if not path:
        return _GENERAL.key, _GENERAL.groups[0].key
    first = str(path[0])
    if first == "kinds" and len(path) > 1:
        field = str(path[2]) if len(path) > 2 else ""  # noqa: PLR2004 (kinds, its code, its field)
        group = next((key for key, _, names in _KIND if field in names), _KIND[0][0])
        return f"kind.{path[1]}", group
    field = str(path[1]) if first == "agenda" and len(path) > 1 else first
    return next(
        ((section.key, group.key) for section, group in _fixed() if field in group.fields),
        (_GENERAL.key, _GENERAL.groups[0].key),
    )


def _fixed() -> Iterator[tuple[Section, Group]]:
    for section in (_GENERAL, *_OTHERS):
        for group in section.groups:
            yield section, group
