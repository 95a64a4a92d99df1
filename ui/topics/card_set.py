"""All the cards of a topic's page, with the desk they work with: made before anybody asks for the topic they will show.

To make them takes longer than anybody should wait for a page. While one is looked at, the next ones are made aside; no
topic has been typed into those, so none can be mistaken for another's.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from ui.topics.basics_card import BasicsCard, DecisionCard, TopicFields
from ui.topics.chain_card import ChainCard
from ui.topics.coordination_card import CoordinationCard
from ui.topics.copies_card import CopiesCard
from ui.topics.countersign_card import CountersignCard
from ui.topics.decision_card import DocumentCard
from ui.topics.desk import TopicDesk
from ui.topics.files import TopicFiles
from ui.topics.history_card import HistoryCard
from ui.topics.material_card import MaterialCard
from ui.topics.place import TopicPlace
from ui.topics.review_card import ReviewCard
from ui.widgets.basics import box, column

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from secretariat.services.topic_sight import TopicSight
    from ui.main_window import Shell
    from ui.pages import Page
    from ui.topics.cards import TopicCard

CARDS: Final = (
    ("basics", "基本情况"),
    ("chain", "审批流程"),
    ("countersign", "会签"),
    ("coordination", "协调"),
    ("review", "审查论证"),
    ("material", "材料"),
    ("copies", "份号与清退"),
    ("decision", "议定事项"),
    ("document", "印发与保留意见"),
    ("history", "历程"),
)
GROUPS: Final = (
    ("basics", "chain"),
    ("countersign", "coordination", "review", "material"),
    ("copies", "decision", "document", "history"),
)
"""Those that come into view together, first a screenful: with each that comes all is laid out and painted anew."""
_NOWHERE: Final = TopicPlace(0)


class CardSet(QWidget):
    """The cards one below the other, hidden while no page shows them, each of them until it shows something."""

    def __init__(self, shell: Shell, page: Page) -> None:
        # Where it will stand, from the first: to be moved would give all parts their look a second time.
        super().__init__(page.body.parentWidget())
        self.hide()
        whole = column(gap=page.body.spacing(), into=self)
        self.groups = [box(column(gap=page.body.spacing())) for _ in GROUPS]
        """Each is hidden until its cards show something: to come into view one by one takes them twice as long."""
        for group in self.groups:
            group.hide()
            whole.addWidget(group)
        self.desk = TopicDesk(shell, _NOWHERE, self)
        self.cards: dict[str, TopicCard] = {}
        files, fields = TopicFiles(self.desk, page), TopicFields(self.desk)
        files.setParent(self)
        fields.setParent(self)
        fields.hide()
        making = fields.build()
        makers: dict[str, Callable[[], TopicCard]] = {
            "basics": lambda: BasicsCard(self.desk, files, fields),
            "chain": lambda: ChainCard(self.desk, files),
            "countersign": lambda: CountersignCard(self.desk, files),
            "coordination": lambda: CoordinationCard(self.desk, files),
            "review": lambda: ReviewCard(self.desk, files),
            "material": lambda: MaterialCard(self.desk, files),
            "copies": lambda: CopiesCard(self.desk, files),
            "decision": lambda: DecisionCard(self.desk, files, fields),
            "document": lambda: DocumentCard(self.desk, files),
            "history": lambda: HistoryCard(self.desk, files),
        }
        self._todo: deque[tuple[str, Callable[[], object]]] = deque()
        self._todo.extend([("basics", partial(next, making, None))] * TopicFields.STEPS)
        self._todo.extend((key, partial(self._add, key, make)) for key, make in makers.items())

    def begin(self, place: TopicPlace) -> None:
        """Say which topic they are to show; before they have shown any."""
        self.desk.begin(place)

    def turns_for(self, keys: Collection[str]) -> int:
        """How often ``make_on`` is still to be called until these cards, and those before them, are there."""
        return max((number for number, (key, _) in enumerate(self._todo, 1) if key in keys), default=0)

    def make_on(self) -> None:
        """Make the next part, if there is one."""
        if self._todo:
            self._todo.popleft()[1]()

    def show_sight(self, keys: Collection[str], sight: TopicSight) -> None:
        """Show what these cards, all of one group, tell of the topic."""
        for key in keys:
            card = self.cards[key]
            card.show_sight(sight)
            card.setVisible(card.there)
        self._group_of(next(iter(keys))).setVisible(any(self.cards[key].there for key in keys))

    def _group_of(self, key: str) -> QWidget:
        return next(group for keys, group in zip(GROUPS, self.groups, strict=True) if key in keys)

    def _add(self, key: str, make: Callable[[], TopicCard]) -> None:
        card = make()
        card.setObjectName(f"topic-card-{key}")
        card.hide()
        self.cards[key] = card
        layout = self._group_of(key).layout()
        if layout is not None:
            layout.addWidget(card)
        # They would else be given their look when they are first seen, and that takes longest of all.
        for part in card.findChildren(QWidget):
            part.ensurePolished()
