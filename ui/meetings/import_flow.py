"""Meetings from files: read and stored on the worker, one after the other; what is in doubt is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from secretariat.domain.identity import locked
from ui.meetings.export import KINDS
from ui.widgets.dialogs import ask_open, choose
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from secretariat.domain.permissions import Actor
    from secretariat.errors import UserError
    from secretariat.services.database import Database
    from secretariat.services.dossiers import IfExists
    from ui.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file: the meeting's key, or that it is there already, and whether its minutes are locked."""

    meeting: int
    name: str
    stored: bool
    locked: bool = False


def import_file(database: Database, actor: Actor, path: Path, if_exists: IfExists) -> Outcome:
    """Read a file and store its meeting; one that is there already is told, not raised, for the user to decide."""
    # On the worker: what it needs is slow to import, and the list that offers it must stand before.
    from secretariat.services import dossiers  # noqa: PLC0415 (see above)
    from secretariat.services.exchange import read_dossier  # noqa: PLC0415 (see above)

    dossier = read_dossier(path)
    try:
        key = dossiers.import_dossier(database, actor, dossier, if_exists=if_exists)
    except dossiers.AlreadyThereError as there:
        minutes = dossiers.export_dossier(database, there.meeting_id).minutes
        is_locked = minutes is not None and locked(minutes.stage)
        return Outcome(meeting=there.meeting_id, name=dossiers.title(dossier), stored=False, locked=is_locked)
    return Outcome(meeting=key, name=dossiers.title(dossier), stored=True)


@dataclass(slots=True)
class _Tally:
    stored: list[Outcome] = field(default_factory=list)
    errors: list[UserError] = field(default_factory=list)


class ImportFlow(QObject):
    """One import, from the dialog to the note that says how many. ``done`` tells the keys of the meetings stored."""

    done = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._shell = page.shell
        self._waiting: list[Path] = []
        self._tally = _Tally()

    def ask(self) -> QFileDialog:
        """Ask which files."""
        return ask_open(self._page, "导入会议", KINDS, self.take, several=True)

    def take(self, paths: tuple[Path, ...]) -> None:
        """Import these files."""
        self._page.quiet()
        self._waiting = list(paths)
        self._tally = _Tally()
        self._next()

    def _next(self) -> None:
        if self._waiting:
            self._try(self._waiting.pop(0), "refuse")
        else:
            self._finish()

    def _try(self, path: Path, if_exists: IfExists) -> None:
        app = self._shell.services
        act = self._shell.operations.write(import_file, app.database, app.actor, path, if_exists)
        act.long(f"正在导入 {path.name}").then(lambda outcome: self._tried(path, outcome)).failed(self._refused)

    def _tried(self, path: Path, outcome: Outcome) -> None:
        if outcome.stored:
            self._tally.stored.append(outcome)
            self._next()
        else:
            self._ask_about(path, outcome)

    def _refused(self, error: UserError) -> None:
        self._tally.errors.append(error)
        self._next()

    def _ask_about(self, path: Path, there: Outcome) -> None:
        """The meeting is there already: replace it, keep both, or leave this file out."""
        keep = Act(name="keep-both", text="两份都保留", run=lambda: self._try(path, "keep-both"))
        replace = Act(name="replace", text="替换", run=lambda: self._try(path, "replace"), danger=True)
        if there.locked:
            text = f"{there.name}已在数据库中，其纪要已经印发并锁定，不能替换。可以另存一份，或取消导入。"
            acts = [keep]
        else:
            text = (
                f"{there.name}已在数据库中。替换：以文件中的内容代替已有的全部内容；两份都保留：另存一份，不占用次数。"
            )
            acts = [replace, keep]
        asked = choose(self._page, "这次会议已经有了", text, acts, object_name="import-exists")
        asked.rejected.connect(self._next)

    def _finish(self) -> None:
        stored, errors = self._tally.stored, self._tally.errors
        if len(errors) == 1:
            self._page.tell_error(errors[0])
        elif errors:
            self._page.tell(f"有 {len(errors)} 个文件没有导入", "\n".join(map(str, errors)), tone="violation")
        if stored:
            one = stored[0]
            shell = self._shell
            act = Act(name="open-imported", text="打开", run=lambda: shell.go("meetings/one", one.meeting))
            text = f"已导入{one.name}" if len(stored) == 1 else f"已导入 {len(stored)} 次会议"
            shell.note(text, act=act if len(stored) == 1 else None)
        self.done.emit(tuple(one.meeting for one in stored))
