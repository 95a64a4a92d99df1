"""份号与清退 of a whole meeting: counted topic by topic, gone on with by keys, and printed."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from secretariat.domain.facts import Copy
from tests.ui.office_window import TODAY, planned, program, sample
from ui.meetings.place import COPIES
from ui.topics.place import ONE
from ui.widgets.paper_dialog import PaperDialog

__all__ = ["planned", "program", "sample"]

KEY = Qt.Key


def test_the_copies_of_a_meeting_are_counted_and_printed_together(program, planned):
    people = [row.person for row in planned.attendance[:3]]
    copies = tuple(Copy(no=no, person=person, given_on=TODAY) for no, person in enumerate(people, 1))
    first, second = planned.topics[:2]
    topics = (
        dataclasses.replace(first, copies=copies),
        dataclasses.replace(second, copies=(dataclasses.replace(copies[0], returned_on=TODAY), Copy(no=2))),
        *planned.topics[2:],
    )
    key = program.store(dataclasses.replace(planned, topics=topics))
    program.go("meetings/one", key)
    more = program.find("meeting-more")
    more.setFocus()
    program.key(KEY.Key_Space)
    menu = program.find("meeting-menu", QMenu)
    assert menu.isVisible()
    program.key(KEY.Key_Down, at=menu).key(KEY.Key_Return, at=menu).idle()
    page = program.page
    assert program.shell.navigation.here.key == COPIES
    texts = [[column.text(row) for column in page.model.columns] for row in page.model.rows]
    names = {person.id: person.name for person in planned.people}
    missing = "、".join(f"{no:03d}号{names[person]}" for no, person in enumerate(people, 1))
    assert texts[0] == ["1", first.title, "3", "3", "0", "3", missing]
    assert texts[1][2:] == ["2", "1", "1", "0", "已分发的全部收回，1 份未分发"]
    assert [line[2:] for line in texts[2:]] == [["", "", "", "", "未编份号"]] * len(texts[2:])
    assert page.said == "2 个议题共 5 份，已分发 4 份，已收回 1 份，未收回 3 份。"

    program.window.windowHandle().requestActivate()  # Qt's offscreen screen forgets where the focus is when a menu goes
    program.qtbot.waitUntil(lambda: program.qt.focusWidget() is page.list.table)
    program.key(KEY.Key_Return, mod=Qt.KeyboardModifier.ControlModifier).idle()
    paper = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PaperDialog) and one.isVisible())
    paper.close()
    program.idle()
    page.list.table.setFocus()
    program.key(KEY.Key_Return).idle()
    here = program.shell.navigation.here
    assert (here.key, here.place[:2]) == (ONE, (key, 1))
    focused = program.window.focusWidget()
    assert focused.objectName() == "topic-copy-1-returned_on", "the first that is not back"
    program.shell.navigation.back()
    program.idle()
    page.open_topic(3)
    program.idle()
    assert program.window.focusWidget().objectName() == "topic-copies-number"
