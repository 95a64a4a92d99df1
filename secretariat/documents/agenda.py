"""会议议程: time, place, who chairs, and topic by topic who reports, who attends, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.characters import printable
from secretariat.documents.fonts import FontBook, Role
from secretariat.documents.gbt9704 import (
    BODY,
    INDENT,
    LEFT,
    TITLE,
    WIDTH,
    Row,
    Security,
    centred,
    line_bottom,
    paginate,
    print_page_number,
)
from secretariat.documents.minutes import padded_name
from secretariat.documents.printing import Particulars, Press
from secretariat.documents.titles import shape_title
from secretariat.documents.typecase import TypeCase
from secretariat.documents.typesetting import Shape, Span, set_line, set_paragraph
from secretariat.domain.numerals import numeral
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@record(kw_only=True)
class AgendaTopic:
    """One topic of the agenda; what is empty is not printed."""

    title: str
    reporter: str = ""
    """With his unit: ``区住建局　何建``."""
    attendees: tuple[str, ...] = ()
    """Who comes for this topic alone."""
    time: str = ""
    """``9:00—9:10（10分钟，累计10分钟）``."""
    ad_hoc: bool = False
    """Came on after the agenda was set."""


@record(kw_only=True)
class AgendaPaper:
    """All that stands on the agenda."""

    heading: str
    """``第十八届区政府第5次常务会议议程``."""
    topics: tuple[AgendaTopic, ...]
    time: str = ""
    place: str = ""
    chair: str = ""
    members: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    """Who attends for the whole meeting."""
    set_by: str = ""
    """``2022年4月26日区长林知远审定``; empty for one that is not set, which then says that it is a draft."""
    office: str = ""
    date: str = ""
    security: Security | None = None


DRAFT: Final = "（征求意见稿）"
AD_HOC: Final = "（临时议题）"
_TITLE_CELLS: Final = 18.0
_UNDER_TITLE: Final = 1
"""Blank lines."""


def render_agenda(paper: AgendaPaper, fonts: FontBook) -> bytes:
    """The agenda as a PDF; the same agenda gives the same bytes.

    Raises:
        MissingGlyphError: a character is in no font; names the place.

    """
    return _Agenda(paper, TypeCase(fonts)).render()


class _Agenda:
    def __init__(self, paper: AgendaPaper, case: TypeCase) -> None:
        self.paper = paper
        self.case = case
        names = (*paper.members, *paper.attendees, *(name for topic in paper.topics for name in topic.attendees))
        self.keep = tuple(dict.fromkeys(padded_name(name) for name in names))

    def render(self) -> bytes:
        self.case.refuse_missing(self._texts())
        press = Press(Particulars(printable(self.paper.heading), printable(self.paper.office), "会议议程"))
        corner = self._corner()
        for number, (role, text) in enumerate(corner):
            press.line(set_line(self.case, (Span(role, text),), BODY), LEFT, line_bottom(number))
        first = len(corner) + 1 if corner else 0
        rows = [*self._head(), *self._lists(), *self._topics(), *self._foot()]
        for number, page in enumerate(paginate(rows, first), 1):
            start = first if number == 1 else 0
            for index, row in enumerate(page):
                if row.line:
                    press.line(row.line, row.left, line_bottom(start + index))
            print_page_number(press, self.case, number)
            press.next_page()
        return press.finished()

    def _corner(self) -> list[tuple[Role, str]]:
        """份号 and 密级 at the top left, where the meeting is classified (GB/T 9704-2012, 7.2.1, 7.2.2)."""
        marking = self.paper.security
        if marking is None:
            return []
        # Without a number its line stays empty for the numbering stamp, as on minutes.
        return [(Role.FANGSONG, printable(marking.copy_number or "")), (Role.HEITI, printable(marking.text))]

    def _head(self) -> list[Row]:
        lines = [
            set_line(self.case, (Span(Role.XIAOBIAOSONG, text),), TITLE)
            for text in shape_title(self.case, printable(self.paper.heading), TITLE, _TITLE_CELLS)
        ]
        rows = [Row(centred(line), 0, with_next=True) for line in lines]
        if not self.paper.set_by:
            rows.append(Row(centred(set_line(self.case, (Span(Role.KAITI, DRAFT),), BODY)), 0, with_next=True))
        return [*rows, *(Row(with_next=True) for _ in range(_UNDER_TITLE))]

    def _lists(self) -> Iterator[Row]:
        for label, text in self._labelled():
            yield from self._hung(label, text)

    def _labelled(self) -> Iterator[tuple[str, str]]:
        paper = self.paper
        for label, text in (
            ("时\u3000间", printable(paper.time)),
            ("地\u3000点", printable(paper.place)),
            ("主\u2002持\u2002人", padded_name(paper.chair)),
            ("出\u3000席", _names(paper.members)),
            ("列\u3000席", _names(paper.attendees)),
        ):
            if text:
                yield label, text

    def _topics(self) -> Iterator[Row]:
        yield Row(with_next=True)
        for number, topic in enumerate(self.paper.topics, 1):
            # What closes the agenda never stands on a page by itself, nor is a topic parted.
            last = number == len(self.paper.topics)
            heading = [Span(Role.HEITI, f"{numeral(number)}、{printable(topic.title)}")]
            if topic.ad_hoc:
                heading.append(Span(Role.KAITI, AD_HOC))
            lines = set_paragraph(self.case, heading, BODY, Shape(WIDTH, INDENT))
            rows = [*map(Row, lines), *self._details(topic)]
            for at, row in enumerate(rows, 1):
                yield Row(row.line, row.left, with_next=last or at < len(rows))

    def _details(self, topic: AgendaTopic) -> Iterator[Row]:
        for label, text in (
            ("汇报", printable(topic.reporter)),
            ("列席", _names(topic.attendees)),
            ("时间", printable(topic.time)),
        ):
            if text:
                yield from self._hung(label, text, Role.KAITI)

    def _foot(self) -> Iterator[Row]:
        paper = self.paper
        said = [text for text in (printable(paper.office), printable(paper.date)) if text]
        if paper.set_by:
            yield Row(with_next=True)
            yield from (
                Row(row.line, row.left, with_next=bool(said))
                for row in self._hung("审\u3000定", printable(paper.set_by))
            )
        if said:
            yield Row(with_next=True)
        for number, text in enumerate(said):
            line = set_line(self.case, (Span(Role.FANGSONG, text),), BODY)
            # 成文日期右空四字, the office centred over it (7.3.5).
            yield Row(line.moved(WIDTH - self._from_right(said, line.right)), with_next=number + 1 < len(said))

    def _from_right(self, said: Sequence[str], width: float) -> float:
        """How far from the right a line of the foot begins, so that all have one middle."""
        widest = max(set_line(self.case, (Span(Role.FANGSONG, text),), BODY).right for text in said)
        return 4 * BODY.cell + (widest + width) / 2 if widest + 4 * BODY.cell <= WIDTH else width

    def _hung(self, label: str, text: str, role: Role = Role.HEITI) -> Iterator[Row]:
        """左空二字, a label, and what it names hanging after it; names are never parted, so lines end where they do."""
        head = Span(role, f"{label}：")
        hang = set_line(self.case, (head,), BODY, INDENT).right
        shape = Shape(WIDTH, INDENT, hang, justified=False, label=len(head.text))
        for line in set_paragraph(self.case, (head, Span(Role.FANGSONG, text)), BODY, shape, self.keep):
            yield Row(line)

    def _texts(self) -> Iterator[tuple[str, Role, str]]:
        """Every text on the agenda with its place."""
        paper = self.paper
        yield "议程 标题", Role.XIAOBIAOSONG, printable(paper.heading)
        for role, text in self._corner():
            yield "议程 密级", role, text
        for label, text in self._labelled():
            yield f"议程 {label}", Role.FANGSONG, text
        for number, topic in enumerate(paper.topics, 1):
            place = f"议程 议题{number}"
            yield place, Role.HEITI, printable(topic.title)
            for text in (printable(topic.reporter), _names(topic.attendees), printable(topic.time)):
                yield place, Role.FANGSONG, text
        for text in (paper.set_by, paper.office, paper.date):
            yield "议程 落款", Role.FANGSONG, printable(text)


def _names(names: Sequence[str]) -> str:
    return "、".join(padded_name(name) for name in names)
