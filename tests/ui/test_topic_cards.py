"""The cards of a topic's page are made before its topic is known: they show that topic, and are nobody else's."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.services import topics
from secretariat.services.dossiers import export_dossier
from secretariat.services.transaction import Changes
from tests.ui.office_window import program
from tests.ui.topics_office import TopicsOffice
from ui.topics.ahead import Ahead
from ui.topics.card_set import CARDS
from ui.topics.place import TopicPlace

__all__ = ["program"]


def test_the_next_topic_has_cards_of_its_own_and_what_is_typed_stays_with_its_topic(program):
    office = TopicsOffice(program.shell.services)
    titles = ["甲议题", "乙议题", "丙议题", "丁议题"]
    keys = [office.file(title) for title in titles]
    program.idle()
    page = program.go("topics/one", keys[0])
    for ahead, key, title in zip(("made", "half made", "not made yet"), keys[1:], titles[1:], strict=True):
        if ahead != "not made yet":
            page._make_ahead()
        if ahead == "made":
            program.qtbot.waitUntil(lambda: page._ahead.settled)
        before, made = page.desk, page._next
        program.enter("topic-title", f"{before.topic.title}，已改")
        program.go("topics/one", key)
        assert page.desk is not before
        assert page._set is made or ahead == "not made yet", "those made ahead are used"
        assert list(page.cards) == [name for name, _ in CARDS]
        shown = [one for one in page.findChildren(QWidget, "topic-title") if one.isVisible()]
        assert [one.toPlainText() for one in shown] == [title]
    program.enter("topic-title", "丁议题，已改")
    program.shell.operations.flush()
    program.idle()
    assert [export_dossier(program.database, key).topics[0].title for key in keys] == [f"{one}，已改" for one in titles]


def test_the_topic_on_whose_line_one_stays_is_read_before_it_is_opened(program):
    office = TopicsOffice(program.shell.services)
    key = office.file("甲议题")
    program.idle()
    board = program.go("topics")
    ahead = Ahead.of(program.shell)
    board.table.setFocus()
    board.table.selectRow(0)  # its first line is the current one; staying there is what counts
    board.table.moved.emit(board.model.rows[0].key)
    program.qtbot.waitUntil(lambda: ahead._read is not None)
    reads = []
    program.shell.operations.read_latest = lambda key, act, *args, old=program.shell.operations.read_latest: (
        reads.append(key) or old(key, act, *args)
    )
    program.shell.go("topics/one", TopicPlace(key))
    page = program.page
    assert page.desk.topic.title == "甲议题", "it is there at once"
    assert reads == []
    program.idle()
    program.qtbot.waitUntil(lambda: page.settled)
    assert len(reads) == 1, "and is read anew afterwards"
    assert list(page.cards) == [name for name, _ in CARDS]


def test_what_was_read_ahead_is_forgotten_once_anything_is_changed(program):
    office = TopicsOffice(program.shell.services)
    key = office.file("甲议题")
    program.idle()
    program.go("topics")
    ahead = Ahead.of(program.shell)
    ahead.look_at(TopicPlace(key))
    program.qtbot.waitUntil(lambda: ahead._read is not None)
    program.shell.operations.changed.emit(Changes(entry=None, rows=frozenset({("topic", 1)}), meetings=frozenset()))
    assert ahead.take(TopicPlace(key)) is None
    ahead.look_at(TopicPlace(key))
    program.qtbot.waitUntil(lambda: ahead._read is not None)
    assert ahead.take(TopicPlace(key + 1)) is None
    assert ahead.take(TopicPlace(key)) is None, "it is given once, to the page that was opened"


def test_a_page_shown_from_what_was_read_ahead_follows_what_others_have_done(program):
    office = TopicsOffice(program.shell.services)
    key = office.file("甲议题")
    program.idle()
    program.go("topics")
    ahead = Ahead.of(program.shell)
    ahead.look_at(TopicPlace(key))
    program.qtbot.waitUntil(lambda: ahead._read is not None)
    kept = ahead._read
    who = kept[0].dossier.people[0].id
    topics.propose(office.app.database, office.app.actor, key, 1, who)  # as from another seat
    program.idle()
    ahead._place, ahead._read = TopicPlace(key), kept
    page = program.go("topics/one", TopicPlace(key))
    program.qtbot.waitUntil(lambda: page.desk.topic.proposed_by == who)
