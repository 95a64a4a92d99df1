"""The change of term (换届): shown first, then done just as it was shown, in one act that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.change_of_term import preview
from secretariat.domain.labels import POSTS
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.organisation import OrganisationFaultError, act_on
from secretariat.services.organisation_view import open_organisation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.domain.change_of_term import ChangeOfTerm, Preview
    from secretariat.domain.organisation import Organisation
    from secretariat.domain.permissions import Actor
    from secretariat.domain.states import Post
    from secretariat.services.database import Database


def preview_change_of_term(
    database: Database, government: int, change: ChangeOfTerm, posts: Mapping[Post, str] = POSTS
) -> Preview:
    """Give what a change of term would do, line by line, and what of it cannot be; nothing is written.

    ``domain/change_of_term.proposed`` gives the change to begin with. Raises ``NoSuchGovernmentError``.
    """
    return preview(open_organisation(database, government), change, posts)


def change_term(database: Database, actor: Actor, government: int, shown: Preview) -> None:
    """Do a change of term just as it was shown, in one act.

    Raises ``OrganisationFaultError`` where it cannot be, ``ChangedElsewhereError`` where it would do something else by
    now.
    """

    def edit(organisation: Organisation) -> Organisation:
        now = preview(organisation, shown.change)
        if now.faults:
            raise OrganisationFaultError(now.faults)
        if [line.same for line in now.lines] != [line.same for line in shown.lines]:
            raise ChangedElsewhereError("组织资料在预览之后又有改动，换届没有办理", "请重新预览，核对后再确认")
        return now.after

    act_on(database, actor, government, f"换届（{shown.change.first_day.isoformat()}起）", edit)
