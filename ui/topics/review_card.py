"""审查论证: each review that the rule asks for, by whom and until when; and those that were done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import Review
from secretariat.domain.labels import REVIEWS
from secretariat.domain.naming import cited
from secretariat.domain.states import ReviewKind
from secretariat.rules.topic_needs import Family, until_text
from secretariat.services import topics
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Choice
from ui.topics.cards import TopicCard, unit_of
from ui.topics.files import FileLine
from ui.topics.lines import RecordForm, RecordList, Told
from ui.widgets.basics import set_width
from ui.widgets.date_text import write_date
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.rules.topic_needs import Need
    from secretariat.services.topic_sight import TopicSight
    from ui.operations import Operation
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles


class ReviewForm(RecordForm):
    """By which department, on which day, with what result."""

    def __init__(self, desk: TopicDesk, files: TopicFiles, told: Told) -> None:
        super().__init__(desk, f"topic-review-{told.key}", told)
        self._files = files

    def make(self) -> None:
        """Make the fields."""
        form = FittingForm(2)
        self._unit = self.sheet.person("by", "承办单位")
        form.add(self._unit)
        form.add(self.sheet.day("on", "完成日期", today=self.desk.shell.today))
        form.add(self.sheet.text("opinion", "意见、结论", lines=1), span=2)
        form.add(self.sheet.check("passed", "已通过"), span=2)
        self.content.addWidget(form)
        self.file = FileLine(self.name, "意见书", self._files, self._attach, self._detach, scans=False)
        self.content.addWidget(self.file)

    def empty(self) -> Review:
        """Not done yet."""
        return Review(review=self.told.about)

    def fill(self) -> None:
        """Which departments can be picked."""
        dossier, editor = self.desk.dossier, self._unit.editor
        if dossier is not None and isinstance(editor, PersonPicker) and not (editor.hasFocus() and editor.isModified()):
            editor.setPlaceholderText("单位名称或拼音")
            editor.set_people([PersonChoice(unit.id, unit.name) for unit in dossier.departments])
        self.file.setVisible(self.record is not None)
        if self.record is not None:
            self.file.show_file(self.record.file, locked=self.desk.locked)

    def write(self, record: Review | None, values: dict[str, Any]) -> Operation[Any]:
        """Record the review, or correct it."""
        if record is None:
            told = {"passed": False, **values}
            self.record = Review(review=self.told.about, **told)
            return self.desk.do(topics.record_review, self.told.about, **told)
        return self.desk.do(topics.change_review, record, **values)

    def _attach(self, path: Any) -> Operation[Any]:  # noqa: ANN401 (a path)
        app, desk = self.desk.app, self.desk
        act = topics.attach_review_file
        return desk.shell.operations.write(
            act, app.database, app.actor, desk.meeting_id, app.attachments, path, desk.no, self.record
        )

    def _detach(self) -> None:
        self.desk.do(topics.detach, self.record)


class ReviewCard(TopicCard):
    """The card 审查论证."""

    codes = ("review.",)

    def __init__(self, desk: TopicDesk, files: TopicFiles) -> None:
        super().__init__(desk, files, "审查论证")
        self.rows = RecordList(
            "topic-review",
            partial(ReviewForm, desk, files),
            remove=lambda told: desk.do(topics.withdraw_review, told.record),
            hint="回车展开登记承办单位、日期和结论，Delete 删除登记",
        )
        self.more = Choice("topic-review-add", "登记其他审查", REVIEWS.items(), none="登记其他审查…")
        self.more.picked.connect(self._add_kind)
        set_width(self.more, 8, around=52)
        self.acts.addWidget(self.more)
        self._begun: tuple[ReviewKind, ...] = ()
        self.add(self.rows)

    def show_sight(self, sight: TopicSight) -> None:
        """Show what is asked for and what was done."""
        self._begun = tuple(kind for kind in self._begun if all(one.review is not kind for one in sight.topic.reviews))
        asks = "按议题的类型和情形，规则不要求审查论证。"
        self.rows.say_none(asks if sight.ruled else "没有可用的工作规则；办过的审查论证，在右上角选择登记。")
        self.rows.show_lines(self._lines(sight))
        self.more.setVisible(not sight.meeting.locked)

    def _lines(self, sight: TopicSight) -> Iterator[Told]:
        wanted = {need.key.partition(".")[2]: need for need in sight.rules.needs if need.family is Family.REVIEW}
        reviews = sight.topic.reviews
        for kind in ReviewKind:
            need = wanted.get(kind.value)
            mine = [(number, one) for number, one in enumerate(reviews) if one.review is kind]
            if not mine and (need is not None or kind in self._begun):
                # The line of a review keeps its key once it is recorded, so that its form stays open.
                key = f"{kind.value}-{len(reviews)}"
                yield Told(
                    key=key,
                    record=None,
                    said=self._called(kind, need),
                    small=self._asked(need),
                    badge=("待办", "info"),
                    about=kind,
                )
            for number, one in mine:
                yield self._done(sight, number, one, need)

    @staticmethod
    def _called(kind: ReviewKind, need: Need | None) -> str:
        return REVIEWS[kind] if need is None else need.what

    @staticmethod
    def _asked(need: Need | None) -> str:
        if need is None:
            return ""
        parts = [f"由{need.by}办理", until_text(need), "" if need.article is None else cited(need.article)]
        return "　".join(filter(None, parts))

    def _done(self, sight: TopicSight, number: int, one: Review, need: Need | None) -> Told:
        small = "　".join(filter(None, (unit_of(sight.dossier, one.by), one.opinion)))
        when = "" if one.on is None else write_date(one.on)
        if not one.passed:
            badge = ("未通过", "warning")
        elif need is not None and not need.done:
            badge = (need.said, "violation")
        else:
            badge = ("已通过", "good")
        return Told(
            key=f"{one.review.value}-{number}",
            record=one,
            said=self._called(one.review, need),
            small=small,
            right=when,
            badge=badge,
            about=one.review,
        )

    def _add_kind(self, kind: object) -> None:
        self.more.set_value(None)
        if isinstance(kind, ReviewKind) and self.desk.sight is not None:
            self._begun = (*self._begun, kind)
            self.show_sight(self.desk.sight)
            told = next(one for one in reversed(self.rows.lines) if one.about is kind)
            self.rows.turn(told.key)

    def locate(self, code: str) -> bool:
        """Go to the review."""
        kind = code.partition("review.")[2]
        told = next((one for one in self.rows.lines if one.about == kind), None)
        if told is None:
            return False
        self.rows.turn(told.key, "by")
        return True

    def leave(self) -> None:
        """Save what is being typed."""
        self.rows.leave()
