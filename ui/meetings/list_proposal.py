"""Whom the rule puts on the list: members, standing attendees and, topic by topic, those to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from secretariat.domain.namesakes import named_apart
from secretariat.domain.states import Part
from ui.meetings.attendance_strips import Strip
from ui.theme import XS, M, S
from ui.widgets.basics import box, column, label, named, scrolled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent

    from secretariat.domain.facts import Dossier
    from secretariat.rules.due_list import Place
    from secretariat.rules.rulebook import Rulebook

_LEVEL: Final = 4
"""Above words, so that they stand on the line of the box beside them."""


class ProposalStrip(Strip):
    """Each group of places with a box to tick; ``taken`` tells the places that somebody agrees to.

    Whom the rule leaves to the office to ask, and heads of units whom a topic concerns and the rule does not name, are
    groups of their own, not ticked.
    """

    taken = Signal(object)
    ticked = Signal()

    def __init__(self, dossier: Dossier, places: tuple[Place, ...], rulebook: Rulebook | None) -> None:
        super().__init__("list-proposal", "按规则生成名单")
        self._called = named_apart(dossier)
        self._required = any(place.named for place in places)
        self._titles = {person.id: person.title or "" for person in dossier.people}
        self._groups: list[tuple[QCheckBox, tuple[Place, ...]]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS)
        self._grid.setColumnStretch(1, 1)
        topics = {topic.no: topic.title for topic in dossier.topics}
        for part, word in ((Part.MEMBER, "出席"), (Part.ATTENDEE, "固定列席")):
            self._add(word, "", tuple(one for one in places if one.part is part and one.topic is None and one.named))
        rule = None if rulebook is None else rulebook.kinds.get(dossier.meeting.kind)
        source = f"（{rule.article}）：{rule.optional}" if rule is not None and rule.optional else ""
        for title, named_ in ((f"按议题列席{source}", True), ("规则未列举，由召集人确定是否列席", False)):
            found = [one for one in places if one.topic is not None and one.named is named_]
            if found:
                self._head(title)
            for no in dict.fromkeys(one.topic for one in found):
                of_topic = tuple(one for one in found if one.topic == no)
                self._add(f"议题{no}", topics.get(no or 0, ""), of_topic, ticked=named_)
        may = [one for one in places if one.post is not None]
        if may and rulebook is not None:
            self._head(f"根据需要列席{source}")
            for post in dict.fromkeys(one.post for one in may if one.post is not None):
                self._add(rulebook.words.post(post), "", tuple(one for one in may if one.post is post), ticked=False)
        self._said = label("", "strong")
        self._said.setObjectName("proposal-summary")
        inside = box(self._grid)
        content = QWidget()
        column(inside, None, gap=0, into=content)
        area = scrolled(content, "proposal-groups", "按规则列入的人员")
        how = label("空格 选取、不选　回车 列入名单　Esc 返回名单", "small")
        column(self._said, area, how, gap=S, pad=M, into=self).setStretch(1, 1)
        self._tell()

    @property
    def chosen(self) -> tuple[Place, ...]:
        """The places that are ticked."""
        return tuple(place for check, places in self._groups if check.isChecked() for place in places)

    def _add(self, title: str, about: str, places: tuple[Place, ...], *, ticked: bool = True) -> None:
        if not places:
            return
        number = len(self._groups)
        check = named(QCheckBox(f"{title}　{len(places)} 人"), f"proposal-{number}", f"{title} {len(places)} 人")
        check.setChecked(ticked)
        check.toggled.connect(lambda _: self._tell())
        self._groups.append((check, places))
        words = column(gap=0)
        words.setContentsMargins(0, _LEVEL, 0, XS)
        if about:
            words.addWidget(label(about, "small"))
        words.addWidget(label("、".join(self._names(places))))
        self._put(check, box(words))

    def _names(self, places: tuple[Place, ...]) -> Iterator[str]:
        for place in places:
            title = self._titles[place.person] if place.topic is not None or place.post is not None else ""
            yield f"{self._called[place.person]}（{title}）" if title else self._called[place.person]

    def _head(self, title: str) -> None:
        self._grid.addWidget(label(title, "small"), self._grid.rowCount(), 0, 1, 2)

    def _put(self, check: QCheckBox, words: QWidget) -> None:
        line = self._grid.rowCount()
        self._grid.addWidget(check, line, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, line, 1)

    def _tell(self) -> None:
        count = self.count
        none = "没有选取任何人" if self._required else "规则要求的人员都已在名单上，可另选列席人员"
        self._said.setText(f"将列入 {count} 人，已在名单上的人员不变" if count else none)
        self.ticked.emit()

    @property
    def count(self) -> int:
        """How many people are chosen."""
        return len({place.person for place in self.chosen})

    def take(self) -> None:
        """Tell what is chosen, if anything is."""
        if self.count:
            self.taken.emit(self.chosen)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802 (Qt's name)
        """Begin at the first group. No focus proxy: Qt would then leave the others out of the tab order."""
        self._groups[0][0].setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter takes what is chosen; Ctrl+Enter is the page's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.take()
        else:
            super().keyPressEvent(event)
