"""基本情况 and 议定事项: the same fields as in the meeting's tab, as two cards of the topic's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui.meetings.topic_details import TopicDetails
from ui.theme import set_role
from ui.topics.cards import TopicCard
from ui.widgets.basics import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.services.topic_sight import TopicSight
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles


class TopicFields(TopicDetails):
    """The fields of the meeting's tab; nobody sees it itself, its two cards stand where the page puts them."""

    STEPS: Final = 3
    """In so many turns they are made."""

    def build(self) -> Iterator[None]:
        """Make the fields."""
        yield from self._make_cards()


class BasicsCard(TopicCard):
    """The card 基本情况."""

    codes = (
        "topic.wrong_kind",
        "topic.department_remit",
        "topic.late_registration",
        "topic.",
        "registration",
        "agenda.report_time",
        "agenda.staff",
    )

    def __init__(self, desk: TopicDesk, files: TopicFiles, fields: TopicFields) -> None:
        super().__init__(desk, files, "基本情况")
        self._fields = fields
        self._origin = label("", "small")
        self._batch = label("", "small")
        set_role(fields.topic_card, role="")
        fields.topic_card.heading.hide()
        inside = fields.topic_card.layout()
        if inside is not None:
            inside.setContentsMargins(0, 0, 0, 0)
        self.add(self._origin, fields.topic_card, self._batch)

    def show_sight(self, sight: TopicSight) -> None:
        """Show the fields of both cards."""
        self._fields.show_topic(sight.meeting, sight.no)
        self._origin.setText(f"来源：{sight.topic.origin}" if sight.topic.origin else "")
        self._origin.setVisible(bool(sight.topic.origin))
        batch = sight.rules.batch
        told = (
            "" if batch is None else f"列入{batch.name}（{batch.window}），截止{batch.last.month}月{batch.last.day}日"
        )
        self._batch.setText("　".join(filter(None, (sight.rules.intake, told))))
        self._batch.setVisible(sight.proposal and bool(self._batch.text()))

    def locate(self, code: str) -> bool:
        """Go to the field."""
        names = {
            "registration": "registered_on",
            "late_registration": "registered_on",
            "wrong_kind": "type",
            "report_time": "report_minutes",
            "staff": "staff",
        }
        self._fields.focus_on(names.get(code.rpartition(".")[2], "title"))
        return True

    def leave(self) -> None:
        """Save what is being typed."""
        self._fields.autosave.flush()


class DecisionCard(TopicCard):
    """The card 议定事项; a candidate has been decided on by nobody."""

    codes = ("decision.",)

    def __init__(self, desk: TopicDesk, files: TopicFiles, fields: TopicFields) -> None:
        super().__init__(desk, files, "议定事项")
        self._fields = fields
        set_role(fields.decision_card, role="")
        fields.decision_card.heading.hide()
        inside = fields.decision_card.layout()
        if inside is not None:
            inside.setContentsMargins(0, 0, 0, 0)
        self.add(fields.decision_card)

    def show_sight(self, sight: TopicSight) -> None:
        """Be there for a meeting's topic."""
        self.be_there(there=not sight.proposal)

    def locate(self, _code: str) -> bool:
        """Go to who carries it out."""
        if not self.there:
            return False
        self._fields.focus_on("responsible")
        return True
