"""How the room's view (签到) of a meeting stands, kept so that it opens there again after a crash; not in the trail."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from models.room import RoomView
from secretariat.domain.permissions import Permission
from secretariat.domain.records import record

if TYPE_CHECKING:
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database

_ACT: Final = "打开签到视图"
_LEFT_OPEN: Final = """
    SELECT room_view.meeting, room_view.topic, room_view.timer_since, room_view.timer_spent
    FROM room_view JOIN meeting ON meeting.id = room_view.meeting
    WHERE room_view.is_open AND (room_view.seat = :seat OR room_view.seat IS NULL) ORDER BY room_view.id DESC LIMIT 1
"""


@record(kw_only=True)
class Timer:
    """A timer of a report: ``spent`` seconds until it was last stopped, and since when it runs again."""

    spent: int = 0
    since: dt.datetime | None = None

    def seconds(self, now: dt.datetime) -> int:
        """How long it has run."""
        return self.spent + (0 if self.since is None else max(0, int((now - self.since).total_seconds())))


@record(kw_only=True)
class KeptView:
    """How a view stands: of which meeting, which topic was on the table, and the timer."""

    meeting: int
    topic: int | None = None
    timer: Timer = Timer()


def keep_view(database: Database, actor: Actor, view: KeptView, *, is_open: bool = True) -> None:
    """Keep how a view stands; with ``is_open`` false it was closed as it should be."""
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=_ACT, autosave=True) as transaction:
        found = transaction.session.scalar(sa.select(RoomView).where(RoomView.meeting == view.meeting))
        row = found or RoomView(meeting=view.meeting)
        row.is_open = is_open
        row.seat = actor.seat
        row.topic = view.topic
        row.timer_spent = view.timer.spent
        row.timer_since = None if view.timer.since is None else view.timer.since.isoformat(timespec="seconds")
        transaction.session.add(row)


def kept_view(database: Database, meeting_id: int) -> KeptView | None:
    """Give how the view of a meeting stood when it was last kept."""
    with database.reader() as session:
        row = session.scalar(sa.select(RoomView).where(RoomView.meeting == meeting_id))
        return None if row is None else _view(row.meeting, row.topic, row.timer_since, row.timer_spent)


def left_open(database: Database, actor: Actor) -> KeptView | None:
    """Give the view that was open at this seat when the program was last ended from outside; ``None``: none was."""
    found = database.ask(_LEFT_OPEN, seat=actor.seat)
    return _view(*found[0]) if found else None


def _view(meeting: int, topic: int | None, since: str | None, spent: int) -> KeptView:
    begun = None if since is None else dt.datetime.fromisoformat(since)
    return KeptView(meeting=meeting, topic=topic, timer=Timer(spent=spent, since=begun))
