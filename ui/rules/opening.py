"""What the editor begins with: a rulebook as it is stored, or as somebody has changed and not saved it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariat.services import rulebook_edits, rulebooks
from secretariat.services.rulebook_drafts import draft_of
from ui.rules.effect_run import past_meetings

if TYPE_CHECKING:
    from datetime import date

    from secretariat.bootstrap import App
    from secretariat.services.rulebook_drafts import Draft
    from secretariat.services.rulebook_edits import KeptEdit
    from secretariat.services.rulebooks import Kept, StoredRulebook
    from ui.rules.effect_run import Past


@dataclass(frozen=True, slots=True)
class Opened:
    """What is stored, what was changed and not saved, with which of the two to begin, and the meetings there are."""

    stored: StoredRulebook
    kept: KeptEdit | None
    draft: Draft
    past: Past

    @property
    def outdated(self) -> bool:
        """Whether the rulebook was changed elsewhere after what is not saved was begun."""
        return self.kept is not None and self.kept.version != self.stored.version


def open_for_editing(app: App, code: str, today: date) -> Opened:
    """Read a rulebook, and what was changed of it and not saved; of what is outdated only that it is there."""
    stored = rulebooks.open_rulebook(app.database, code)
    kept = rulebook_edits.kept_edit(app.database, code)
    if kept is not None and kept.text == stored.text:
        kept = None
    current = kept is not None and kept.version == stored.version
    draft = draft_of(kept.text) if kept is not None and current else stored.draft()
    return Opened(stored, kept, draft, past_meetings(app, code, today))


def save_edit(app: App, code: str, draft: Draft, version: int) -> Kept:
    """Save a rulebook, and forget what was kept of it."""
    kept = rulebooks.save_rulebook(app.database, app.actor, code, draft, version=version)
    rulebook_edits.forget_edit(app.database, app.actor, code)
    return kept
