"""What is made once at start: the seat's data folder, its database, what meetings are judged by, and who acts."""

from __future__ import annotations

import datetime as dt
import getpass
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariat import settings
from secretariat.domain.permissions import Actor, Role
from secretariat.services.database import Database
from secretariat.services.reference import Reference

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class App:
    """What a window or a command works with."""

    data: Path
    database: Database
    reference: Reference
    actor: Actor

    def today(self) -> dt.date:
        """The day it is at this seat."""
        return now().date()

    def close(self) -> None:
        """Close the database; what was written since the start is copied first."""
        self.database.close()


def now() -> dt.datetime:
    """The time it is at this seat, with its zone: the one place where the clock is read."""
    return dt.datetime.now().astimezone()


def open_app(data: Path | None = None) -> App:
    """Open the seat's data; raises ``UserError`` where that cannot be done, and then nothing was changed."""
    folder = settings.default_data_folder() if data is None else data
    folder.mkdir(parents=True, exist_ok=True)
    return App(
        data=folder,
        database=Database.open(folder / settings.DATABASE, clock=now),
        reference=Reference(folder),
        actor=Actor(name=_user(), role=Role.REVIEWER, seat=platform.node() or "本机"),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "本机用户"
