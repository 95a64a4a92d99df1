"""What the one line of the room asks for beyond a name, key by key: plain state, no widget.

A name and Enter marks somebody present. Space opens what else can be told of him, one key each; some of these ask on:
when, why, who instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.line_faults import clock
from secretariat.domain.people_editing import NewPerson
from secretariat.domain.room import Standing, inside_for, line_of, next_topic, on_table, standing
from secretariat.domain.states import Presence, RecusalReason
from secretariat.services import sign_in
from ui.widgets.date_text import read_time

if TYPE_CHECKING:
    from datetime import time

    from secretariat.domain.facts import Attendance, Dossier, Topic


class Mode(StrEnum):
    """What the line is waiting for."""

    NAMES = "names"
    ACTS = "acts"
    ARRIVED = "arrived"
    LEFT = "left"
    REASON = "reason"
    NOTE = "note"
    SUBSTITUTE = "substitute"
    CONSENT = "consent"


BY_KEY: Final = frozenset({Mode.ACTS, Mode.REASON})
"""Where a letter is an answer by itself, and nothing is typed."""
OF_PEOPLE: Final = frozenset({Mode.NAMES, Mode.SUBSTITUTE, Mode.CONSENT})
"""Where somebody is looked for."""
REASONS: Final = {"1": RecusalReason.SELF, "2": RecusalReason.RELATIVE, "3": RecusalReason.OTHER}
_REASON_WORDS: Final = {"1": "涉及本人", "2": "涉及亲属", "3": "其他原因"}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be told by one key."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be done: an act of ``services/sign_in.py``, and what it is told beside the meeting."""

    service: Any
    args: tuple[Any, ...]
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where the line is. ``name`` is how ``person`` is called."""

    mode: Mode = Mode.NAMES
    person: str = ""
    name: str = ""
    topic: int | None = None
    reason: RecusalReason | None = None
    other: str | None = None
    other_name: str = ""

    @property
    def prompt(self) -> str:
        """What is asked."""
        return {
            Mode.NAMES: "",
            Mode.ACTS: self.name,
            Mode.ARRIVED: f"{self.name}　几点到",
            Mode.LEFT: f"{self.name}　几点离会",
            Mode.REASON: f"{self.name}　议题{self.topic}回避",
            Mode.NOTE: f"{self.name}　回避说明",
            Mode.SUBSTITUTE: f"{self.name}　由谁代会",
            Mode.CONSENT: f"{self.other_name}代会　谁同意的",
        }[self.mode]

    @property
    def hint(self) -> str:
        """What stands in the empty line."""
        return {
            Mode.NAMES: "姓名首字母、姓名或编号",
            Mode.ACTS: "按一个键，Esc 返回",
            Mode.ARRIVED: "如 9:10，空着为按时",
            Mode.LEFT: "如 10:30",
            Mode.REASON: "按 1、2、3，↑↓ 换议题",
            Mode.NOTE: "可不填，回车登记",
            Mode.SUBSTITUTE: "首字母、姓名；新人员输入姓名",
            Mode.CONSENT: "首字母、姓名，没有的直接回车",
        }[self.mode]

    def acts(self, dossier: Dossier) -> tuple[Option, ...]:
        """What can be told of somebody as he stands, each by its key."""
        if self.mode is Mode.REASON:
            return tuple(Option(key, word) for key, word in _REASON_WORDS.items())
        line = line_of(dossier, self.person)
        if self.mode is not Mode.ACTS or line is None:
            return ()
        now = standing(line, dossier.topics)
        made = [Option("T", "到场时间"), Option("Z", "早退")]
        if now is Standing.GONE:
            made[1] = Option("O", "返回会场")
        elif self.topic is not None and not line.topics:
            out = self.topic in line.out_for
            made.append(Option("O", f"返回议题{self.topic}" if out else f"暂离议题{self.topic}"))
        if self.topic is not None:
            made.append(Option("H", "回避"))
        if line.topics:
            made.append(Option("I", "叫入" if inside_for(line) is None else "退场"))
        made += [Option("L", "请假"), Option("D", "取消代会" if line.substitute else "代会")]
        if line.status is not Presence.ABSENT:
            made.append(Option("A", "取消签到" if line.status is Presence.PRESENT else "取消请假"))
        return tuple(made)

    def press(self, key: str, dossier: Dossier, minute: time) -> Dialogue | Answer | None:
        """Answer with one key; ``None``: it means nothing here. ``minute`` is what time it is."""
        line = line_of(dossier, self.person)
        if line is None or key.upper() not in {option.key for option in self.acts(dossier)}:
            return None
        if self.mode is Mode.REASON:
            return replace(self, mode=Mode.NOTE, reason=REASONS[key])
        asked = {"T": Mode.ARRIVED, "Z": Mode.LEFT, "H": Mode.REASON}
        if line.substitute is None:
            asked["D"] = Mode.SUBSTITUTE
        if (mode := asked.get(key.upper())) is not None:
            return replace(self, mode=mode)
        return self._act(key.upper(), line, minute)

    def _act(self, key: str, line: Attendance, minute: time) -> Answer:
        who, topic = self.person, self.topic
        inside = inside_for(line) is not None
        if key == "O" and (line.left is not None or topic in line.out_for):
            return Answer(sign_in.mark_back, (who,), {"topic": topic})
        answers = {
            "O": Answer(sign_in.mark_out, (who, topic), {"at": minute}),
            "I": Answer(sign_in.call_out, (who,), {"at": minute})
            if inside
            else Answer(sign_in.call_in, ((who,),), {"at": minute}),
            "L": Answer(sign_in.mark_leave, (who,)),
            "A": Answer(sign_in.mark_absent, (who,)),
            "D": Answer(sign_in.mark_substitute, (who, None)),
        }
        return answers[key]

    def other_topic(self, dossier: Dossier, by: int) -> Dialogue:
        """The same of another topic."""
        numbers = [topic.no for topic in dossier.topics]
        if self.topic not in numbers:
            return self
        return replace(self, topic=numbers[(numbers.index(self.topic) + by) % len(numbers)])

    def told(self, text: str, minute: time) -> Answer | str:
        """Answer with a time or a note; a text is what is wrong with it."""
        said = text.strip()
        if self.mode is Mode.NOTE:
            told = (self.person, self.topic, self.reason)
            return Answer(sign_in.mark_recusal, told, {"note": said or None, "at": minute})
        if self.mode is Mode.ARRIVED and not said:
            return Answer(sign_in.mark_arrival, (self.person,), {"at": None})
        moment = read_time(said)
        if moment is None:
            return f"看不懂时间“{said}”，请按 9:10 这样输入"
        service = sign_in.mark_arrival if self.mode is Mode.ARRIVED else sign_in.mark_departure
        return Answer(service, (self.person,), {"at": moment})

    def picked(self, other: str | None, name: str = "") -> Dialogue | Answer:
        """Answer with a person: who sits in, then who consented to it, which may be nobody."""
        if self.mode is Mode.SUBSTITUTE:
            return replace(self, mode=Mode.CONSENT, other=other, other_name=name)
        return Answer(sign_in.mark_substitute, (self.person, self.other), {"consent": other})

    def newcomer(self, name: str) -> Answer:
        """Answer with somebody whom the meeting does not know."""
        return Answer(sign_in.mark_new_substitute, (self.person, NewPerson(name=name.strip())))

    def begins_with(self, minute: time) -> str:
        """What stands in the line when it is asked, to be typed over."""
        return clock(minute) if self.mode in {Mode.ARRIVED, Mode.LEFT} else ""


def asks_of(person: str, name: str, dossier: Dossier) -> Dialogue:
    """The dialogue on one person: of the topic on the table, or of the next while none is."""
    topic: Topic | None = on_table(dossier.topics) or next_topic(dossier.topics)
    return Dialogue(Mode.ACTS, person, name, None if topic is None else topic.no)
