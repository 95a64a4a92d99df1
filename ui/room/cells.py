"""The cells of the room's list, and how large they can be to fit: plain data, no widget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from secretariat.domain.namesakes import named_apart
from secretariat.domain.room import Standing, note, on_table, standing
from secretariat.domain.states import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.domain.facts import Dossier, Person

PARTS: Final = {Part.MEMBER: "出席", Part.ATTENDEE: "列席", Part.GUEST: "邀请", Part.STAFF: "工作人员"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One person as the room shows him; ``wanted``: he is to be there for the topic on the table."""

    person: str
    part: Part
    name: str
    standing: Standing
    note: str
    wanted: bool

    @property
    def words(self) -> str:
        """All that it says, for assistive technology."""
        return f"{self.name} {self.note}".strip()


@dataclass(frozen=True, slots=True)
class Naming:
    """How everybody is called, and what tells those of one name apart; made once for the same people."""

    people: tuple[Person, ...]
    names: dict[str, str]
    apart: dict[str, str]

    @classmethod
    def of(cls, dossier: Dossier) -> Naming:
        """How the people of a meeting are called."""
        names = {person.id: person.name for person in dossier.people}
        apart = {key: called.removeprefix(names[key]).strip("（）") for key, called in named_apart(dossier).items()}
        return cls(dossier.people, names, apart)


def cells_of(dossier: Dossier, naming: Naming, *, only_missing: bool = False) -> tuple[Cell, ...]:
    """Everybody on the list, part by part; with ``only_missing`` only those who have not come."""
    here = on_table(dossier.topics)
    lines = [
        (line, standing(line, dossier.topics)) for part in PARTS for line in dossier.attendance if line.as_ is part
    ]
    return tuple(
        Cell(
            person=line.person,
            part=line.as_,
            name=naming.names[line.person],
            standing=now,
            note=note(line, dossier) or naming.apart[line.person],
            wanted=here is None or not line.topics or here.no in line.topics,
        )
        for line, now in lines
        if not only_missing or now is Standing.NOT_YET
    )


SIZES: Final = (60.0, 52.0, 44.0, 38.0, 32.0, 28.0, 25.0, 22.0, 19.0, 17.0, 15.0, 13.5, 12.0)
"""Type of the names, the largest that fits; below the last the list goes on a further page."""
LONGEST: Final = 5.2
"""Em that a name may be wide; a longer one is written smaller."""
_LEAST: Final = 3.6
_AROUND: Final = 1.9
_HIGH: Final = 2.4
"""Em: a line for the name, one for the note."""
NOTE: Final = 0.62
"""The type of a note, in that of the name."""
HEADING: Final = 3.6
"""The width of a part's heading at the left, in em of the section's type."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where cells go: type, columns, how wide and high a cell is, and on which pages."""

    points: float
    columns: int
    wide: int
    high: int
    pages: tuple[tuple[Row, ...], ...]

    def refilled(self, cells: Sequence[Cell]) -> Layout:
        """The same places for the same people, as they are now."""
        now = {(cell.part, cell.person): cell for cell in cells}
        pages = tuple(
            tuple(Row(row.heading, tuple(now[cell.part, cell.person] for cell in row.cells)) for row in page)
            for page in self.pages
        )
        return replace(self, pages=pages)

    def page_of(self, person: str) -> int:
        """On which page somebody is."""
        for number, page in enumerate(self.pages):
            if any(cell.person == person for row in page for cell in row.cells):
                return number
        return 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells of one part; ``heading`` where the part begins on this page."""

    heading: str
    cells: tuple[Cell, ...]


def characters(text: str) -> float:
    """How wide a text is in em: what is not Chinese takes half."""
    return sum(0.55 if ord(one) < 0x2E80 else 1.0 for one in text)  # noqa: PLR2004 (the first CJK block)


def fit(cells: Sequence[Cell], width: int, height: int, em: float) -> Layout:
    """The largest cells with which all fit, else several pages of the smallest; ``em`` is a point in pixels.

    What a cell says beside its name changes nothing, so that no cell moves when somebody is marked.
    """
    longest = min(max((characters(cell.name) for cell in cells), default=_LEAST), LONGEST)
    tried = (
        _laid(cells, width, height, points, round((max(longest, _LEAST) + _AROUND) * points * em), em)
        for points in SIZES
    )
    smallest = SIZES[-1]
    return next(layout for layout in tried if len(layout.pages) <= 1 or layout.points == smallest)


def _laid(cells: Sequence[Cell], width: int, height: int, points: float, wide: int, em: float) -> Layout:
    columns = max(1, width // wide)
    high = round(points * em * _HIGH)
    in_page = max(1, height // high)
    pages: list[list[Row]] = [[]]
    for part, title in PARTS.items():
        own = [cell for cell in cells if cell.part is part]
        for start in range(0, len(own), columns):
            if len(pages[-1]) == in_page:
                pages.append([])
            first = start == 0 or not pages[-1]
            pages[-1].append(Row(title if first else "", tuple(own[start : start + columns])))
    return Layout(points, columns, min(width // columns, round(wide * 1.5)), high, tuple(map(tuple, pages)))
