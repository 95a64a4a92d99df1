"""One topic: what it is, its approvals, countersigns, reviews and papers, card by card; at the right what it needs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QScrollArea, QWidget

from secretariat.services import proposals
from ui.in_turn import InTurn
from ui.meetings.article import show_article
from ui.meetings.place import KEY as MEETING
from ui.meetings.place import MeetingPlace
from ui.meetings.undoing import DoneHere, keep_entry, offer_undo
from ui.pages import Page
from ui.theme import XXS, S
from ui.topics.ahead import Ahead
from ui.topics.card_set import CARDS, GROUPS, CardSet
from ui.topics.page_acts import TopicActs
from ui.topics.panel import TopicPanel
from ui.topics.place import BOARD, TopicPlace, place_of
from ui.widgets.basics import button, column, named
from ui.widgets.choices import FlowLayout
from ui.widgets.date_text import write_date
from ui.widgets.dialogs import confirm
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from secretariat.domain.topic_doubts import Doubt
    from secretariat.errors import UserError
    from secretariat.services.topic_sight import TopicSight
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell
    from ui.topics.cards import TopicCard
    from ui.topics.desk import TopicDesk

_AHEAD_MS: Final = 400
"""So long one looks at a topic before the cards of the next one are made."""
_CONCERNS: Final = frozenset({"placement", "own_rulebook", "calendar_year"})
"""What makes a difference to a topic, though none of it is the topic's."""


_DOUBTFUL: Final = "record.doubtful"
_AD_HOC: Final = "topic.ad_hoc"
_CARD_OF_DOUBT: Final = {"reply": "countersign", "step": "chain", "registration": "basics"}
"""The cards of what may be a slip, where they are called otherwise."""


class TopicPage(Page):
    """The page of one topic; ``place`` is a proposal's key, (meeting, number), or a ``TopicPlace``."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "议题", foot=True, back=True)
        self.desk: TopicDesk | None = None
        self.cards: dict[str, TopicCard] = {}
        self._set: CardSet | None = None
        self._old: list[CardSet] = []
        self._next: CardSet | None = None
        """The cards for the topic that will be looked at after this one."""
        self._ahead = InTurn(self)
        self._quiet = QTimer(self, singleShot=True, interval=_AHEAD_MS)
        self._quiet.timeout.connect(self._make_ahead)
        self._acts: TopicActs | None = None
        self._turns = InTurn(self)
        self._place: TopicPlace | None = None
        self._done = DoneHere(shell)
        self._deleted: int | None = None
        self._column = column(gap=self.body.spacing())
        self.body.addLayout(self._column)
        self._more = button("更多", "topic-more", icon="down", hint="打印单据、撤出、删除议题")
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the word
        self._menu = named(QMenu(self), "topic-menu", "议题操作")
        self._more.clicked.connect(self._open_menu)
        self.head.acts.addWidget(self._more)
        self._links: dict[str, QPushButton] = {}
        flow = FlowLayout(gap=XXS)
        for key, title in CARDS:
            made = button(title, f"topic-to-{key}", role="quiet", clicked=partial(self.go_to, key))
            made.setToolTip(f"转到“{title}”（Ctrl+PgUp、Ctrl+PgDn 逐项）")
            made.hide()
            self._links[key] = made
            flow.addWidget(made)
        bar = QWidget()
        bar.setLayout(flow)
        self.head.below.addWidget(bar)
        self.panel = TopicPanel(shell)
        self.panel.locate.connect(lambda code, _subject: self.locate(code))
        self.panel.wanted.connect(self.locate)
        self.panel.article.connect(self._show_article)
        self.show_panel(self.panel)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, by))

    # --- coming and going

    def enter(self, place: Any) -> None:  # noqa: ANN401 (see the class)
        """Show that topic."""
        wanted = place_of(place)
        self.quiet()
        self._place = wanted
        if self.desk is None or (self.desk.place.key, self.desk.place.no) != (wanted.key, wanted.no):
            self._open(wanted)
            known = None if self.desk is None else Ahead.of(self.shell).take(wanted)
            if known is not None and self.desk is not None:
                self.desk.show_known(known)
                self._turns.add(self._read_again)
                return
        self._read()

    def _open(self, place: TopicPlace) -> None:
        back = self.findChild(QPushButton, "page-back")
        if back is not None:
            back.setFocus()  # whatever had it goes, and Qt would hand it to the foot: see ``_begin``
        self._put_away()
        made, self._next = self._next or CardSet(self.shell, self), None
        made.begin(place)
        made.desk.seen.connect(self._show)
        made.desk.doubtful.connect(self._ask)
        self._set, self.desk, self.cards = made, made.desk, {}
        self._column.addWidget(made)
        made.show()
        self._acts = TopicActs(made.desk, self, self.leave)
        self._done.clear()
        self.panel.show_checking()

    def _make_ahead(self) -> None:
        """Make the cards for the next topic while nobody waits."""
        if self._next is None:
            self._next = CardSet(self.shell, self)
            self._ahead.add(*[self._next.make_on] * self._next.turns_for(GROUPS[-1]))

    def _put_away(self) -> None:
        """Let go of the topic shown before, once all that was typed in it is saved."""
        self.leave()
        self._turns.drop()
        self._ahead.drop()
        self._quiet.stop()
        old, acts = self._set, self._acts
        self._set, self._acts, self.cards = None, None, {}
        for made in self._links.values():
            made.hide()
        if acts is not None:
            acts.deleteLater()
        if old is None:
            return
        old.desk.seen.disconnect(self._show)
        old.desk.doubtful.disconnect(self._ask)
        old.hide()
        self._column.removeWidget(old)
        self._old.append(old)

    def _let_go(self) -> None:
        """Take apart what was shown before, once it is saved; it takes a while, so the next one comes first."""
        old, self._old = self._old, []
        operations = self.shell.operations
        for made in old:
            if operations.writing:
                operations.idle.connect(made.deleteLater, Qt.ConnectionType.SingleShotConnection)
            else:
                made.deleteLater()

    def leave(self) -> None:
        """Save what is being typed."""
        for card in self.cards.values():
            card.leave()

    def changed(self, changes: object) -> None:
        """Read the topic anew when it was touched."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        desk = self.desk
        if desk is None or self._deleted == desk.place.key:
            return
        touched = {desk.meeting_id, desk.place.key} & set(told.meetings)
        if not touched and not told.tables & _CONCERNS:
            return
        if desk.meeting_id in told.meetings:
            self._done.keep(told.entry)
        if self.isVisible():  # else it is read when one comes back
            self._read()

    def _read(self) -> None:
        if self.desk is not None:
            self.desk.read().failed(self._gone)

    def _read_again(self) -> None:
        if self.desk is not None:
            self.desk.read_again().failed(self._gone)

    def _gone(self, error: UserError) -> None:
        self.tell_error(error)

    def first_focus(self) -> QWidget | None:
        """Nothing yet; the first card takes it once it is there."""
        return None

    @property
    def settled(self) -> bool:
        """Whether all that was to be done in turn has been done."""
        return self._turns.settled and (self.desk is None or self.desk.sight is None or bool(self.cards))

    # --- showing

    def _show(self, sight: TopicSight) -> None:
        self.head.show_title(sight.topic.title, self._when(sight))
        if self.desk is not None:
            self.panel.show_sight(self.desk, sight)
        self._show_acts(sight)
        if self.cards:
            self._turns.add(*(partial(self._show_cards, keys) for keys in GROUPS), self._go_to_place)
        elif self._set is not None:
            self._build(self._set)

    @staticmethod
    def _when(sight: TopicSight) -> str:
        meeting = sight.meeting
        if not sight.proposal:
            return f"{meeting.name}　议题{sight.no}　{write_date(meeting.dossier.meeting.date)}"
        return f"候选议题　拟上{meeting.kind_name}　{write_date(meeting.dossier.meeting.date)}登记"

    def _build(self, made: CardSet) -> None:
        """Show the cards group by group, and make before what of them is not there yet."""
        there = 0
        for keys in GROUPS:
            wanted = made.turns_for(keys)
            self._turns.add(*[made.make_on] * (wanted - there), partial(self._show_cards, keys))
            if keys is GROUPS[0]:  # by itself Qt would paint once all of them are there
                self._turns.add(self._begin, self.repaint)
            there = wanted
        self._turns.add(self._go_to_place, self._let_go, self._quiet.start)

    def _show_cards(self, keys: tuple[str, ...]) -> None:
        sight, made = None if self.desk is None else self.desk.sight, self._set
        if sight is None or made is None:
            return
        made.show_sight(keys, sight)
        for key in keys:
            card = self.cards[key] = made.cards[key]
            self._links[key].setVisible(card.there)

    def _begin(self) -> None:
        """The first field, where nobody has gone elsewhere meanwhile."""
        held: QWidget | None = self.window().focusWidget()
        nowhere = held is None or not self.isAncestorOf(held) or held.objectName() == "page-back"
        if self.isVisible() and nowhere and self._place is not None:
            self.cards["basics"].locate("")

    def _go_to_place(self) -> None:
        place, self._place = self._place, None
        if place is not None and place.code:
            self.locate(place.code)

    # --- going about

    def go_to(self, key: str) -> None:
        """Bring a card into view, its first field with the focus."""
        card = self.cards.get(key)
        if card is None or not card.there:
            return
        area = self.findChild(QScrollArea, "page-body")
        if area is not None:
            top = card.mapTo(area.widget(), QPoint(0, 0)).y()
            area.verticalScrollBar().setValue(max(0, top - S))
        # A card that has nothing to be filled in or pressed takes the focus itself, so that one gets on from it.
        first = next((one for one in _stops(card) if one.isVisibleTo(card)), card)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, by: int) -> None:
        shown = [key for key, _ in CARDS if key in self.cards and self.cards[key].there]
        held: QWidget | None = self.window().focusWidget()
        here = next((key for key in shown if held is not None and _holds(self.cards[key], held)), None)
        at = shown.index(here) + by if here is not None else 0
        if shown:
            self.go_to(shown[at % len(shown)])

    def locate(self, code: str) -> None:
        """Go to the field that a finding or a need is about."""
        if code == _DOUBTFUL:
            sight = None if self.desk is None else self.desk.sight
            about = "" if sight is None else next((doubt.about for doubt in sight.rules.doubts), "")
            self.go_to(_CARD_OF_DOUBT.get(about, about))
            return
        if code == _AD_HOC:
            self._locate_on_meeting(code)
            return
        fitting = [
            (len(prefix), key)
            for key, card in self.cards.items()
            for prefix in card.codes
            if code == prefix or (prefix.endswith(".") and code.startswith(prefix))
        ]
        for _, key in sorted(fitting, reverse=True):
            if self.cards[key].locate(code):
                sight = None if self.desk is None else self.desk.sight
                if sight is not None:
                    self.panel.light(code, sight.no)
                return
        self._locate_on_meeting(code)

    def _locate_on_meeting(self, code: str) -> None:
        """Go to what is mended on the meeting's agenda: its place there, by whose consent it was added."""
        sight = None if self.desk is None else self.desk.sight
        if sight is not None and not sight.proposal:
            self.shell.go(MEETING, MeetingPlace(sight.meeting.id, code=code, subject=sight.no))

    def _show_article(self, article: str) -> None:
        sight = None if self.desk is None else self.desk.sight
        book = None if sight is None else sight.meeting.rulebook
        if sight is not None and book is not None:
            show_article(self, self.shell, self.panel, book, sight.dossier.meeting.kind, article)

    # --- what may be a slip

    def _ask(self, found: tuple[Doubt, ...]) -> None:
        """Ask once about what may be a slip; it stays as it is unless one takes it back."""
        text = "；".join(doubt.text for doubt in found)
        back = Act(name="topic-doubt-undo", text="撤销这次登记", run=self.undo)
        self.tell(f"请核对：{text}", "确实如此的不必改动，已照实登记。", tone="warning", act=back)

    # --- acts

    def _show_acts(self, sight: TopicSight) -> None:
        if self._acts is not None:
            self.foot.show_acts(*self._acts.foot(sight))

    def _open_menu(self) -> None:
        menu, sight = self._menu, None if self.desk is None else self.desk.sight
        menu.clear()
        if self._acts is None or sight is None:
            return
        self._acts.fill(menu, sight)
        if sight.proposal:
            menu.addAction("删除候选议题…", self._ask_to_delete)
        corner = self._more.mapToGlobal(self._more.rect().bottomRight())
        menu.popup(QPoint(corner.x() - menu.sizeHint().width(), corner.y() + XXS))

    def _ask_to_delete(self) -> None:
        sight = None if self.desk is None else self.desk.sight
        if sight is not None and sight.key is not None:
            text = f"“{sight.topic.title}”连同会签、审查和材料一并移入回收站，可以随时恢复。"
            confirm(
                self, "删除候选议题", text, "删除", partial(self._delete, sight.key), danger=True, object_name="delete"
            )

    def _delete(self, key: int) -> None:
        self._deleted = key

        def deleted(entry: int | None) -> None:
            self._put_away()
            self._let_go()
            self.desk = None
            self.shell.go(BOARD)
            offer_undo(self.shell, "已删除候选议题", entry)

        def refused(error: UserError) -> None:
            self._deleted = None
            self.tell_error(error)

        keep_entry(self.shell, proposals.delete_proposal, key).then(deleted).failed(refused)

    def undo(self) -> None:
        """Take back the last act on this topic since its page was opened."""
        self.quiet()
        self._done.undo()


def _holds(card: QWidget, held: QWidget) -> bool:
    return card is held or card.isAncestorOf(held)


def _stops(card: QWidget) -> list[QWidget]:
    return [
        one for one in card.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()
    ]
