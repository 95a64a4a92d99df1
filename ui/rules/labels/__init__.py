"""What the fields of a rulebook are called in its forms, by the class that has them, and the words of closed lists."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from secretariat.domain.labels import DEPARTMENT_KINDS, POSTS, REVIEWS, ROLES, TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.states import (
    DepartmentKind,
    DepartmentRole,
    Post,
    ReviewKind,
    StepKind,
    TopicFlag,
    TopicType,
)
from ui.rules.labels import meeting, people, topics
from ui.rules.labels.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENUMS", "LABELS", "Label", "label_of", "words_of"]

LABELS: Final[Mapping[type, Mapping[str, Label]]] = {**meeting.LABELS, **topics.LABELS, **people.LABELS}
"""Of each class its fields, in the order in which a form shows them."""

ENUMS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    Post: POSTS,
    DepartmentKind: DEPARTMENT_KINDS,
    DepartmentRole: ROLES,
    TopicType: TOPIC_TYPES,
    TopicFlag: TOPIC_FLAGS,
    ReviewKind: REVIEWS,
    StepKind: {
        StepKind.DEPUTY_REPORT: "分管领导汇报并取得同意",
        StepKind.DEPUTY_REVIEW: "分管领导审核",
        StepKind.OFFICE_REVIEW: "办公室综合平衡、审核",
        StepKind.HEAD_DECISION: "主要领导审定",
    },
}
"""The words of the closed lists that several fields share; a government's own words for its posts go before these."""


def label_of(kind: type, field: str) -> Label:
    """What a field of a class is called."""
    return LABELS[kind][field]


def words_of(hint: Any, label: Label) -> dict[str, str]:  # noqa: ANN401 (a type)
    """The words among which a field chooses, as they are written and as they are called; none for a field without."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {word.value: text for word, text in ENUMS[hint].items()}
    return {word: label.words[word] for word in (get_args(hint) if get_origin(hint) is not None else ())}
