"""What the preview of an import shows: each row of the sheets in words, and how many there are of each state."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from secretariat.domain.records import record
from secretariat.services.organisation_import import preview_again, preview_import
from secretariat.services.organisation_rows import ROW_STATES, FieldChange, PlannedRow, RowState
from secretariat.services.organisation_view import governments
from secretariat.services.post_words import post_words
from secretariat.services.progress import quiet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from secretariat.bootstrap import App
    from secretariat.services.organisation_import import ImportPreview
    from secretariat.services.progress import Report
    from secretariat.services.workbook_tables import Note

MARKS: Final = {
    RowState.NEW: ("add", "good"),
    RowState.CHANGED: ("edit", "accent"),
    RowState.SAME: ("info", "text_3"),
    RowState.WRONG: ("violation", "violation"),
}
_CELL: Final = re.compile(r"[A-Z]+[0-9]+(:[A-Z]+[0-9]+)?")
_SAME: Final = "与现有内容相同"
_ALONE: Final = "只有名称，其余未填写"
_MOST_COLUMNS: Final = 4


@record(kw_only=True)
class ImportLine:
    """One line of the preview.

    ``order`` is its place in the workbook, ``where`` names sheet and cell (人员!C12), ``words`` what would change or
    what is wrong, then what to do or to know.
    """

    id: tuple[str, int]
    state: RowState
    order: int
    where: str
    name: str
    words: str

    @property
    def sheet(self) -> str:
        """The sheet that it is of."""
        return self.id[0]


@record(kw_only=True)
class ImportView:
    """A preview as the page shows it; ``left_out`` says which columns are not imported."""

    preview: ImportPreview
    lines: tuple[ImportLine, ...]
    left_out: str

    def count(self, state: RowState) -> int:
        """How many lines are in that state."""
        return self.preview.counts[state]

    @property
    def sheets(self) -> dict[str, int]:
        """How many lines each sheet has, in the order of the sheets."""
        return dict(Counter(line.sheet for line in self.lines))

    def chosen(self, state: str, sheet: str) -> tuple[ImportLine, ...]:
        """The lines of a state and of a sheet; empty words mean all."""
        return tuple(
            line for line in self.lines if (not state or line.state == state) and (not sheet or line.sheet == sheet)
        )


# --------------------------------------------------------------------------------------------------- on the worker


def read_file(app: App, government: int | str, path: Path, today: dt.date, *, report: Report = quiet) -> ImportView:
    """Read a workbook and compare it; raises as ``preview_import``."""
    name = government if isinstance(government, str) else names_of(app).get(government, "")
    words = post_words(app.reference, name, today)
    return view_of(preview_import(app.database, government, path, words, report=report))


def compare_again(app: App, preview: ImportPreview, *, report: Report = quiet) -> ImportView:
    """Compare what was read with the organisation as it stands now."""
    return view_of(preview_again(app.database, preview, report=report))


def names_of(app: App) -> dict[int, str]:
    """The governments that have an organisation here, by key."""
    return {line.key: line.name for line in governments(app.database)}


@record(kw_only=True)
class Known:
    """The names of governments: those that have an organisation here, and those that have rules."""

    registered: dict[int, str]
    others: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.registered.values(), *self.others)


def known_governments(app: App) -> Known:
    """Give the governments that an import may be for."""
    registered = names_of(app)
    ruled = dict.fromkeys(term.government for term in app.reference.terms.values())
    return Known(registered=registered, others=tuple(name for name in ruled if name not in registered.values()))


# ------------------------------------------------------------------------------------------------------- in words


def view_of(preview: ImportPreview) -> ImportView:
    """Give a preview in words."""
    return ImportView(
        preview=preview,
        lines=tuple(_line(number, row) for number, row in enumerate(preview.rows)),
        left_out=_left_out([note.text for note in preview.notes]),
    )


def _left_out(texts: Sequence[str]) -> str:
    more = f"；另有 {len(texts) - _MOST_COLUMNS} 列" if len(texts) > _MOST_COLUMNS else ""
    return "；".join(texts[:_MOST_COLUMNS]) + more


def _line(order: int, row: PlannedRow) -> ImportLine:
    words, notes = _told(row)
    return ImportLine(
        id=(row.sheet, row.number),
        state=row.state,
        order=order,
        where=_where(row),
        name=row.name or "—",
        words=f"{words}\n{notes}" if notes else words,
    )


def _where(row: PlannedRow) -> str:
    """Where it stands: the cells that are wrong as a formula would name them, else the row."""
    cells = dict.fromkeys(note.cell for note in sorted(row.problems, key=_across) if _CELL.fullmatch(note.cell))
    return f"{row.sheet}!{'、'.join(cells)}" if cells else f"{row.sheet} 第 {row.number} 行"


def _told(row: PlannedRow) -> tuple[str, str]:
    """What a row is, and in smaller type what to do or to know."""
    notes = [str(note) for note in row.notes]
    if row.problems:
        problems = sorted(row.problems, key=_across)
        several = len({note.cell for note in problems}) > 1
        wrong = _joined(str(note) if several else note.text for note in problems)
        return wrong, _joined(dict.fromkeys(note.remedy for note in problems if note.remedy))
    changes = sorted(row.changes, key=_across)
    if row.state is RowState.NEW:
        said = "，".join(f"{change.title}：{change.after}" for change in changes) or _ALONE
    elif changes:
        said = _joined(f"{one.title}：{one.before or '（空）'} → {one.after}" for one in changes)
    else:
        said = _SAME
    return said, _joined(notes)


def _across(told: Note | FieldChange) -> tuple[int, str]:
    """The order of the columns."""
    letters = told.cell.rstrip("0123456789")
    return len(letters), letters


def _joined(texts: Iterable[str]) -> str:
    return "；".join(texts)


def state_options(view: ImportView) -> list[tuple[str, str]]:
    """What the lines can be narrowed down to, those wrong first; states that no line is in are left away."""
    order = (RowState.WRONG, RowState.NEW, RowState.CHANGED, RowState.SAME)
    some = [(state.value, f"{ROW_STATES[state]} {view.count(state)}") for state in order if view.count(state)]
    return [("", f"全部 {len(view.lines)}"), *some]


def sheet_options(view: ImportView) -> list[tuple[str, str]]:
    """The sheets that the lines can be narrowed down to."""
    return [("", "全部工作表"), *((sheet, f"{sheet} {count}") for sheet, count in view.sheets.items())]


def verdict(view: ImportView) -> tuple[str, str]:
    """Whether it can be imported, in words, and the tone of that."""
    if wrong := view.count(RowState.WRONG):
        return f"有 {wrong} 行有误，改正后才能导入", "violation"
    if view.preview.can_be_applied:
        return "没有错误，可以导入", "good"
    return ("与现有组织完全相同，不需要导入" if view.lines else "工作表里没有内容"), "info"


def done_text(view: ImportView) -> str:
    """What is said of an import that is done."""
    said = [
        f"{ROW_STATES[state]} {count} 行" for state in (RowState.NEW, RowState.CHANGED) if (count := view.count(state))
    ]
    return f"已导入：{'，'.join(said)}"


# --------------------------------------------------------------------------------------------- whose a file is

_OFFICIAL: Final = re.compile(r"[\u4e00-\u9fff]{2,}?人民政府")
_WHEN: Final = re.compile(r"\d+[年月日届次号]")
_FULL: Final = "人民政府"


def government_in(file: str, known: Sequence[str]) -> str | None:
    """The government that a file's name tells of: a known one, in full or short (某区干部名册), or one in full.

    >>> government_in("2022年某区干部名册.xlsx", ["某区人民政府"])
    '某区人民政府'
    """
    found = [name for name in known if name in file or name.removesuffix(_FULL) in file]
    if found:
        return max(found, key=len)
    official = _OFFICIAL.search(_WHEN.sub(" ", file))
    return None if official is None else official[0]
