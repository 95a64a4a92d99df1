"""Two rulebooks of one government in force at the same time: the earlier one is proposed to be ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.services import rulebooks
from ui.widgets.dialogs import choose
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from secretariat.bootstrap import App
    from secretariat.services.rulebook_terms import Overlap
    from secretariat.services.rulebooks import Kept
    from ui.pages import Page


def _end(app: App, overlaps: tuple[Overlap, ...]) -> None:
    versions = {line.code: line.version for line in rulebooks.list_rulebooks(app.database)}
    for one in overlaps:
        version = versions.get(one.code)
        if version is not None:
            rulebooks.repeal_rulebook(app.database, app.actor, one.code, one.repealed, version=version)


def offer_to_end(page: Page, kept: Kept) -> None:
    """Ask whether the earlier ones are to end where the later one begins, if there are any."""
    if not kept.overlaps:
        return
    shell = page.shell
    named = "、".join(f"《{one.title}》（{one.code}）" for one in kept.overlaps)
    days = "、".join(dict.fromkeys(date_text(one.repealed) for one in kept.overlaps))
    text = (
        f"同一政府的{named}还没有废止日期。把它的废止日期填为{days}，两部规则的施行期就前后相接；"
        "不填的，同时有效时以最后施行的为准。"
    )

    def end() -> None:
        ended = shell.operations.write(_end, shell.services, kept.overlaps)
        ended.then(lambda _: shell.note("已填写废止日期")).failed(page.tell_error)

    choose(page, "原来的规则何时废止", text, [Act(name="end", text=f"自{days}起废止", run=end)], object_name="overlap")
