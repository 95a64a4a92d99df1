"""The rows of the board, their columns, and what they are filtered by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.labels import TOPIC_TYPES
from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.records import record
from secretariat.domain.states import TopicType
from secretariat.rules.topic_needs import FAMILY_NAMES, Family
from secretariat.services.proposal_list import Asked, TopicState, board, list_topics
from ui.meetings.words import OUTCOMES
from ui.table_model import Column
from ui.topics.words import left_text, unbroken
from ui.widgets.date_text import write_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from secretariat.rules.topic_needs import Need
    from secretariat.services.database import Database
    from secretariat.services.proposal_list import TopicRow
    from secretariat.services.topic_lacks import Lacks

Key = tuple[int, int]
ALL: Final = "all"
STATES: Final = (
    (TopicState.CANDIDATE.value, "候选"),
    (TopicState.ON_AGENDA.value, "已列议程"),
    (TopicState.HEARD.value, "已审议"),
    (ALL, "全部"),
)
_STATE_NAMES: Final = dict(STATES)
READY: Final = "ready"
LACKING: Final = "lacking"
MISSING: Final = {
    LACKING: "还缺手续",
    READY: "手续齐备",
    **{family.value: f"缺{FAMILY_NAMES[family]}" for family in Family},
}
"""What can be asked of what is missing."""
LATE, TODAY, SOON, WEEK = "late", "today", "soon", "week"
DUES: Final = {LATE: "已逾期", TODAY: "今天到期", SOON: "3个工作日内", WEEK: "5个工作日内"}
_WITHIN: Final = {TODAY: 0, SOON: 3, WEEK: 5}
PAGE: Final = 500
"""So many of those heard are read at a time."""
_ALL_OF_THEM: Final = 5000


@record(kw_only=True)
class BoardLine:
    """One line: the topic, what it lacks as far as that is known, and whether it is marked."""

    row: TopicRow
    lacks: Lacks | None = None
    marked: bool = False

    @property
    def key(self) -> Key:
        """What tells it apart: the meeting or proposal, and the number."""
        return self.row.meeting, self.row.no

    @property
    def candidate(self) -> bool:
        """Whether it is on no meeting."""
        return self.row.state is TopicState.CANDIDATE

    @property
    def place(self) -> int | tuple[int, int]:
        """What the topic's page is given."""
        return self.row.meeting if self.candidate else self.key

    @property
    def left(self) -> int | None:
        """The working days until the first day is due."""
        needs = () if self.lacks is None else self.lacks.needs
        return next((need.left for need in needs if need.left is not None), None)


@record(kw_only=True)
class Wanted:
    """What the board shows: a state, and what it is narrowed by; all texts, so that a view can be kept."""

    state: str = TopicState.CANDIDATE.value
    text: str = ""
    sponsor: str = ""
    leader: str = ""
    type: str = ""
    missing: str = ""
    due: str = ""

    def asked(self) -> Asked:
        """As the list of topics is asked."""
        words = sorted(self.text.split(), key=len)
        return Asked(
            states=() if self.state == ALL else (TopicState(self.state),),
            type=TopicType(self.type) if self.type else None,
            sponsor=self.sponsor or None,
            leader=self.leader or None,
            text=words[-1] if words and self.state not in _SMALL else None,
        )


_SMALL: Final = frozenset({TopicState.CANDIDATE.value, TopicState.ON_AGENDA.value})
"""States of which all are read, so that every column can be searched."""


@record(kw_only=True)
class Sight:
    """What was read: the rows, how many there are by state, and who can be asked for."""

    rows: tuple[TopicRow, ...]
    counts: Mapping[str, int]
    total: int
    sponsors: tuple[str, ...]
    leaders: tuple[str, ...]


def look(database: Database, wanted: Wanted, pages: int, before: Sight | None = None) -> Sight:
    """Read the board; of those heard so many pages.

    Who can be asked for comes from the rows; where these are of one department or leader, it stays as ``before``.
    """
    asked = wanted.asked()
    small = wanted.state in _SMALL
    found = board(database, asked, limit=_ALL_OF_THEM if small else PAGE * pages)
    counts = {state.value: number for state, number in found.counts.items()}
    counts[ALL] = sum(counts.values())
    told: dict[str, Any] = {"rows": found.rows, "counts": counts, "total": counts[wanted.state]}
    narrow = bool(wanted.sponsor or wanted.leader)
    if narrow and before is not None:
        return replace(before, **told)
    names = list_topics(database, limit=PAGE) if narrow else found.rows
    return Sight(**told, sponsors=_names(row.sponsor for row in names), leaders=_names(row.leader for row in names))


def _names(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({name for name in found if name}))


def fits(line: BoardLine, wanted: Wanted) -> bool:
    """Whether a line has what is asked of its needs; nobody knows of one that was not judged yet."""
    if not wanted.missing and not wanted.due:
        return True
    if line.lacks is None or not line.lacks.judged:
        return False
    needs = line.lacks.needs
    return _lacks(needs, wanted.missing) and _is_due(needs, wanted.due)


def _lacks(needs: tuple[Need, ...], missing: str) -> bool:
    if missing in {READY, LACKING}:
        return bool(needs) == (missing == LACKING)
    return not missing or any(need.family == missing for need in needs)


def _is_due(needs: tuple[Need, ...], due_: str) -> bool:
    lefts = [need.left for need in needs if need.left is not None]
    if due_ == LATE:
        return any(left < 0 for left in lefts)
    return not due_ or any(0 <= left <= _WITHIN[due_] for left in lefts)


# --- how a line is shown


def _title(line: BoardLine, *, narrow: bool) -> str:
    row = line.row
    kind = "" if row.type is None else TOPIC_TYPES[row.type]
    sponsor = (row.sponsor or "") if narrow else ""
    note = "　".join(filter(None, (sponsor, kind, row.origin if line.candidate else "")))
    return f"{row.title}\n{note}" if note else row.title


def _sponsor(line: BoardLine) -> str:
    row = line.row
    leader = f"\n{row.leader}分管" if row.leader else ""
    return f"{row.sponsor or '未填'}{leader}"


def state_of(line: BoardLine) -> str:
    """How far it has come, in words."""
    row = line.row
    if row.state is TopicState.HEARD and row.outcome is not None:
        return OUTCOMES[row.outcome]
    if line.candidate and line.lacks is not None and line.lacks.judged:
        return "办理中" if line.lacks.needs else "材料齐备"
    return _STATE_NAMES[row.state.value]


def _mark(line: BoardLine) -> tuple[str, str] | None:
    if line.row.state is TopicState.HEARD:
        return None
    if line.lacks is None or not line.lacks.judged:
        return None
    if not line.lacks.needs:
        return ("good", "good")
    return ("violation", "violation") if (line.left or 0) < 0 else ("clock", "warning")


def lacking(line: BoardLine) -> str:
    """What it lacks, family by family: 会签2、审查论证1."""
    if line.row.state is TopicState.HEARD:
        return ""
    if line.lacks is None:
        return "…"
    counts: dict[Family, int] = {}
    for need in line.lacks.needs:
        counts[need.family] = counts.get(need.family, 0) + 1
    return "、".join(
        unbroken(f"{FAMILY_NAMES[family]}{number if number > 1 else ''}") for family, number in counts.items()
    )


def due(line: BoardLine) -> str:
    """The first day that is due, and how many working days are left."""
    needs = () if line.lacks is None or line.row.state is TopicState.HEARD else line.lacks.needs
    first = next((need for need in needs if need.left is not None and need.until is not None), None)
    if first is None or first.until is None:
        return ""
    return f"{first.until.day.month}月{first.until.day.day}日\n{left_text(first.left)}"


def meeting_of(line: BoardLine) -> str:
    """The meeting that it is or was on; of a candidate the kind that it is meant for."""
    row = line.row
    kind = COMMON_KINDS.get(row.kind, row.kind)
    if line.candidate:
        filed = "" if row.filed_on is None else f"\n{row.filed_on.month}月{row.filed_on.day}日登记"
        return f"拟上{kind}{filed}"
    number = "" if row.number is None else f"第{row.number}次"
    return f"{number}{kind}\n{write_date(row.date)}"


NARROW: Final = ("mark", "title", "state", "lacks", "due", "meeting")
"""The columns that are there in a narrow window: the department stands below the title then."""


def columns(is_narrow: Callable[[], bool]) -> list[Column[BoardLine]]:
    """The board's columns."""
    return [
        Column(
            key="mark",
            title="选",
            text=lambda _: "",
            sort=lambda line: not line.marked,
            mark=lambda line: ("ticked", "accent") if line.marked else ("unticked", "text_3"),
            width=40,
        ),
        Column(key="title", title="议题", text=lambda line: _title(line, narrow=is_narrow()), stretch=True),
        Column(key="sponsor", title="提报单位", text=_sponsor, width=120),
        Column(key="state", title="状态", text=state_of, mark=_mark, width=104),
        Column(
            key="lacks",
            title="还缺",
            text=lacking,
            search=lambda line: lacking(line).replace("\u2060", ""),
            sort=lambda line: -1 if line.lacks is None else len(line.lacks.needs),
            width=120,
        ),
        Column(
            key="due",
            title="最近期限",
            text=due,
            sort=lambda line: 9999 if line.left is None else line.left,
            width=116,
        ),
        Column(
            key="meeting",
            title="会议",
            text=meeting_of,
            sort=lambda line: line.row.filed_on or line.row.date if line.candidate else line.row.date,
            width=168,
        ),
    ]
