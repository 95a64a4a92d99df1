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

    from secretariat.services.attachments_opened import OpenedFiles
    from secretariat.services.attachments_store import AttachmentFiles


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

    @property
    def attachments(self) -> AttachmentFiles:
        """The files that belong to meetings."""
        from secretariat.services.attachments_store import AttachmentFiles

        return AttachmentFiles(self.data / settings.ATTACHMENTS)

    @property
    def opened(self) -> OpenedFiles:
        """The copies of such files that other programs have been given to read."""
        from secretariat.services.attachments_opened import OpenedFiles

        return OpenedFiles(self.data / settings.OPENED)

    def tidy(self) -> str:
        """Bring the files of attachments in order, once the window stands; say what was found, nothing if all was well.

        For the one window of this seat: copies that another program was given are wiped.
        """
        from secretariat.services.attachments import tidy

        self.opened.wipe()
        return str(tidy(self.database, self.attachments, now=now().timestamp()))

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
    database = Database.open(folder / settings.DATABASE, clock=now)
    return App(
        data=folder,
        database=database,
        reference=Reference(database),
        actor=Actor(name=_user(), role=Role.REVIEWER, seat=platform.node() or "本机"),
    )


def open_reference(data: Path) -> Reference:
    """What a command judges by: the office's own, where there is a database, and what the program brings.

    Raises ``UserError`` for a database that can't be used. SQLAlchemy is not needed for one that is up to date.
    """
    path = data / settings.DATABASE
    return Reference(Database.open(path, clock=now) if path.is_file() else None)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "本机用户"
