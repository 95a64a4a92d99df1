"""印发文件 and 保留意见 of the topic chosen in the list: the card of the topic's own page, in the meeting's tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secretariat.services.topic_sight import TopicSight
from secretariat.services.topic_view import TopicView
from ui.topics.decision_card import DocumentCard
from ui.topics.desk import TopicDesk
from ui.topics.files import TopicFiles
from ui.topics.place import TopicPlace
from ui.widgets.basics import column

if TYPE_CHECKING:
    from secretariat.services.meetings import MeetingView
    from ui.meetings.desk import MeetingDesk


class TopicDocument(QWidget):
    """Shows the card for one topic after the other; it is there once something was decided."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._column = column(gap=0, into=self)
        self._make(1)

    def _make(self, no: int) -> None:
        """Make the card, at work on a topic."""
        self._topic = TopicDesk(self._desk.shell, TopicPlace(self._desk.meeting_id, no))
        files = TopicFiles(self._topic, self)
        self.card = DocumentCard(self._topic, files)
        self._topic.setParent(self.card)
        files.setParent(self.card)
        self._column.addWidget(self.card)

    @property
    def pending(self) -> bool:
        """Whether something waits to be saved, and can be."""
        form = self.card.rows.form
        return self.card.autosave.pending or (form is not None and form.autosave.pending)

    def show_topic(self, view: MeetingView, no: int) -> None:
        """Show a topic of the meeting."""
        if no != self._topic.no:
            self._turn_to(no)
        topic = next(topic for topic in view.dossier.topics if topic.no == no)
        sight = TopicSight(meeting=view, no=no, proposal=False, key=None, rules=TopicView(topic=topic))
        self._topic.view, self._topic.sight = view, sight
        self.card.show_sight(sight)

    def _turn_to(self, no: int) -> None:
        """Be at work on another topic. What is on its way to the first keeps the card that it was typed in."""
        self.leave()
        before, operations = self.card, self._desk.shell.operations
        if not self.pending and not before.autosave.unsaved and before.rows.form is None:
            self._topic.no = no
            return
        self._column.removeWidget(before)
        before.hide()
        if operations.writing:
            operations.idle.connect(before.deleteLater, Qt.ConnectionType.SingleShotConnection)
        else:
            before.deleteLater()
        self._make(no)

    def locate(self, code: str) -> bool:
        """Go to the field of a finding about the document."""
        return self.card.locate(code)

    def leave(self) -> None:
        """Save what is being typed."""
        self.card.leave()
