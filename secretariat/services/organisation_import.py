"""An organisation from Excel: previewed row by row, and written in one act once somebody has confirmed the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.labels import POSTS
from secretariat.domain.organisation import Organisation
from secretariat.domain.plain_text import tidy
from secretariat.domain.records import record
from secretariat.errors import RefusedError
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.organisation import act_on
from secretariat.services.organisation_plan import Plan, plan
from secretariat.services.organisation_reading import Table, read_tables
from secretariat.services.organisation_rows import PlannedRow, RowState
from secretariat.services.organisation_view import governments, open_organisation
from secretariat.services.progress import quiet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from secretariat.domain.permissions import Actor
    from secretariat.domain.states import Post
    from secretariat.services.database import Database
    from secretariat.services.progress import Report
    from secretariat.services.workbook_tables import Note


@record(kw_only=True)
class ImportPreview:
    """What importing a workbook would do; nothing of it is done.

    ``government`` is a key, or the name of one that the import will register. ``notes`` concern the workbook as a
    whole: columns that are not imported. ``words`` are the government's for posts.
    """

    file: str
    government: int | str
    tables: tuple[Table, ...]
    words: Mapping[Post, str]
    plan: Plan

    @property
    def rows(self) -> tuple[PlannedRow, ...]:
        """The rows, sheet by sheet."""
        return self.plan.rows

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be said of the workbook as a whole."""
        return self.plan.notes

    @property
    def counts(self) -> dict[RowState, int]:
        """How many rows are new, changed, same and wrong."""
        return {state: self.plan.count(state) for state in RowState}

    @property
    def can_be_applied(self) -> bool:
        """Whether nothing is wrong, and there is something to do."""
        counts = self.counts
        return not counts[RowState.WRONG] and bool(counts[RowState.NEW] + counts[RowState.CHANGED])


def preview_import(
    database: Database,
    government: int | str,
    path: Path,
    posts: Mapping[Post, str] = POSTS,
    *,
    report: Report = quiet,
) -> ImportPreview:
    """Read a workbook and compare it with the organisation; nothing is written.

    A name as ``government`` is one that the import registers, unless it is there already. ``report`` is told row by
    row and may raise to give up. Raises ``UnusableInputError`` for a file that can't be read or holds no list,
    ``NoSuchGovernmentError``. What is wrong in a row is told in the row.
    """
    return _compared(database, government, path.name, read_tables(path, report=report), posts, report)


def preview_again(database: Database, preview: ImportPreview, *, report: Report = quiet) -> ImportPreview:
    """Compare what was read from a workbook with the organisation as it stands now; raises as ``preview_import``."""
    return _compared(database, preview.government, preview.file, preview.tables, preview.words, report)


def _compared(
    database: Database,
    government: int | str,
    file: str,
    tables: tuple[Table, ...],
    posts: Mapping[Post, str],
    report: Report,
) -> ImportPreview:
    if isinstance(government, str):
        name = tidy(government)
        government = next((line.key for line in governments(database) if line.name == name), name)
    if isinstance(government, str):
        organisation = Organisation(key=0, name=government)
    else:
        organisation = open_organisation(database, government)
    made = plan(organisation, tables, posts, report=report)
    return ImportPreview(file=file, government=government, tables=tables, words=posts, plan=made)


def apply_import(database: Database, actor: Actor, preview: ImportPreview, *, report: Report = quiet) -> int:
    """Write what was previewed, in one act that can be undone, all of it or nothing; gives the government's key.

    ``report`` may raise to give up until writing begins. Raises ``RefusedError`` where a row is wrong,
    ``ChangedElsewhereError`` where the organisation has changed so that something else would be done.
    """
    wrong = preview.counts[RowState.WRONG]
    if wrong:
        raise RefusedError(f"“{preview.file}”有 {wrong} 行有误，没有导入", "请按预览中指明的单元格改正后，重新导入")

    key = 0

    def edit(organisation: Organisation) -> Organisation:
        nonlocal key
        key = organisation.key
        now = plan(organisation, preview.tables, preview.words)
        if now.rows != preview.plan.rows:
            raise ChangedElsewhereError("组织资料在预览之后又有改动，没有导入", "请重新预览，核对后再确认")
        report("写入", 1, 2)
        return now.after

    report("写入", 0, 2)
    act_on(database, actor, preview.government, f"导入人员名册：{preview.file}", edit)
    return key
