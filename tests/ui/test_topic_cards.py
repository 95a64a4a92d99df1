"""The cards of a topic's page are made before its topic is known: they show that topic, and are nobody else's."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.services.dossiers import export_dossier
from tests.ui.office_window import program
from tests.ui.topics_office import TopicsOffice
from ui.topics.card_set import CARDS

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
