"""What one line of a meeting's list cannot say: whoever left before he came, came after the end, sat in for himself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.states import Part

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from secretariat.domain.facts import Attendance, Dossier, Meeting

_DUE: Final = {Part.MEMBER: "应到人员", Part.ATTENDEE: "列席人员", Part.GUEST: "受邀人员"}
_TIMES: Final = {"arrived": "到场", "left": "离场"}


def fault_of(line: Attendance, dossier: Dossier, told: Collection[str]) -> tuple[str, str] | None:
    """Give what is wrong with a line and what to do about it, of the fields that are ``told``; ``None``: it can be.

    Only what cannot be: whatever merely breaks a rule is recorded and becomes a finding.
    """
    if not _TIMES.keys().isdisjoint(told) and (fault := _times_fault(line, dossier.meeting, told)) is not None:
        return fault
    if "substitute" in told and line.substitute is not None:
        return substitute_fault(dossier, line.person, line.substitute)
    return None


def _times_fault(line: Attendance, meeting: Meeting, told: Collection[str]) -> tuple[str, str] | None:
    start, end = meeting.start, meeting.end
    if line.arrived is not None and line.left is not None and line.left < line.arrived:
        return "离场时间早于到场时间", "请核对时间"
    if "left" in told and start is not None and line.left is not None and line.left < start:
        said = f"离场时间 {clock(line.left)} 早于会议开始时间 {clock(start)}"
        return said, "请核对时间；会前离开的请登记为未到或请假，提前开会的请先在概况中改正开始时间"
    for name, word in _TIMES.items():
        moment: dt.time | None = getattr(line, name)
        if name in told and end is not None and moment is not None and moment > end:
            said = f"{word}时间 {clock(moment)} 晚于会议结束时间 {clock(end)}"
            return said, "请核对时间；会议开到更晚的，请先在概况中改正结束时间"
    return None


def substitute_fault(dossier: Dossier, person: str, substitute: str) -> tuple[str, str] | None:
    """Give why somebody cannot sit in for a person: it is himself, or he is to be in the room at the same time."""
    if person == substitute:
        return "不能由本人代替本人", "请另选代会人"
    mine = [line for line in dossier.attendance if line.person == person]
    for line in dossier.attendance:
        if line.person == substitute and line.as_ in _DUE and any(_meet(line, other) for other in mine):
            name = next((known.name for known in dossier.people if known.id == substitute), substitute)
            return f"{name}本人就是本次会议的{_DUE[line.as_]}，不能代会", "请另选代会人，或登记为请假"
    return None


def _meet(one: Attendance, other: Attendance) -> bool:
    """Whether both are to be there for the same topic; without topics somebody is there for all of them."""
    return not one.topics or not other.topics or not set(one.topics).isdisjoint(other.topics)


def clock(moment: dt.time) -> str:
    """A time of day as the office writes it: 9:05."""
    return f"{moment.hour}:{moment.minute:02d}"
