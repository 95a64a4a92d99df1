"""会议纪要: minutes of a meeting in the format of GB/T 9704-2012, 10.3, from plain text to a PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from secretariat.documents.characters import printable
from secretariat.documents.fonts import FontBook, Role
from secretariat.documents.gbt9704 import (
    BODY,
    INDENT,
    LINES,
    TITLE,
    WIDTH,
    EndRecord,
    Head,
    Row,
    Security,
    centred,
    first_line_below,
    line_bottom,
    paginate,
    print_head,
    print_page_number,
    set_end_record,
)
from secretariat.documents.printing import BLACK, RED, Particulars, Press
from secretariat.documents.titles import shape_title
from secretariat.documents.typecase import TypeCase
from secretariat.documents.typesetting import Line, Shape, Span, set_columns, set_line, set_paragraph
from secretariat.domain.drafting import Entry, NameList, Section
from secretariat.domain.numerals import numeral
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DRAFT_STAGE: Final = "送审稿"
"""What a draft is called."""


# ---------------------------------------------------------------------------------------------------------- the paper
@record()
class MinutesPaper:
    """All that stands on the minutes, as text ready to be printed."""

    mark: str
    """``某某区人民政府常务会议纪要``."""
    opening: str
    """``2022年4月1日上午，……现将会议研究确定事项纪要如下：``; a new line begins a new paragraph."""
    sections: tuple[Section, ...]
    lists: tuple[NameList, ...] = ()
    ordinal: str | None = None
    """``十八届区政府第5次``."""
    number: str | None = None
    """``〔2022〕5号``; never printed on a draft."""
    date: str | None = None
    """Printed in the head where the office's style has a date line: ``2022年4月3日``."""
    title: str | None = None
    addressees: tuple[str, ...] = ()
    """发送, above the copies in the end record."""
    copies_to: tuple[str, ...] = ()
    """抄送."""
    issuer: str = ""
    """印发机关: ``某某区人民政府办公室``."""
    issued_on: str | None = None
    """``2022年4月3日``; never printed on a draft."""
    security: Security | None = None
    urgency: str | None = None
    """``特急`` or ``加急``."""
    draft: bool = False
    names: tuple[str, ...] = ()
    """Names that stand in the text and are never broken over two lines; those of the lists are known."""


@record()
class MinutesStyle:
    """How an office sets its minutes; as really published where nothing else is said."""

    list_order: tuple[str, ...] = ("出席", "请假", "列席", "邀请")
    """Order of the lists by label; others follow as they are given, the recorder last."""
    lists_before_body: bool = False
    date_line: bool = False
    """Whether the head has the date."""
    reasons: bool = False
    """Whether the reasons for leave are printed."""
    attendees_by_topic: bool = False
    """Whether attendees are listed topic by topic."""
    recorder: bool = True
    """Whether the list 记录 is printed."""
    recorder_label: str = "记录"
    addressees_label: str = "发送"
    copies_label: str = "抄送"
    duplex: bool = True
    """Printed on both sides: the end record is on an even page."""
    draft_in_red: bool = True
    """Whether the mark and the rule of a draft are red, as on the issued paper."""


def render_minutes(paper: MinutesPaper, fonts: FontBook, style: MinutesStyle | None = None) -> bytes:
    """The minutes as a PDF; the same paper gives the same bytes.

    Raises:
        MissingGlyphError: a character is in no font; names the place.

    """
    return _Minutes(paper, fonts, style or MinutesStyle()).render()


# -------------------------------------------------------------------------------------------------------------- names
_BETWEEN_NAMES = re.compile(r"[\s\u3000]+")


def plain_name(name: str) -> str:
    """A name without the padding it may have been typed with; names in Latin letters keep their spaces."""
    text = printable(name.translate({0x2022: "·", 0x2027: "·", 0x30FB: "·", 0xFF0E: "·"}))
    parts = _BETWEEN_NAMES.split(text)
    return (" " if text.isascii() else "").join(parts)


def padded_name(name: str) -> str:
    """A name as lists have it: one of two characters is as long as one of three."""
    text = plain_name(name)
    return f"{text[0]}\u3000{text[1]}" if len(text) == 2 and all(map(_is_han, text)) else text  # noqa: PLR2004


def _is_han(character: str) -> bool:
    # Compared, not matched: compiling a class of these ranges takes more than a millisecond on every start.
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff" or character == "〇"


# ------------------------------------------------------------------------------------------------------------ setting
_NUMBERED = re.compile(r"[一二三四五六七八九十百]+、")
_RUN_IN = re.compile(r"（[一二三四五六七八九十百]+）[^。！？：]{1,40}(?:[。：]|$)")
"""（一）……。: the second level, in 楷体 (7.3.3)."""
_LONG_HEADING: Final = 4
"""Lines."""
_TITLE_CELLS: Final = 18.0


class _Minutes:
    def __init__(self, paper: MinutesPaper, fonts: FontBook, style: MinutesStyle) -> None:
        self.paper = paper
        self.fonts = fonts
        self.style = style
        self.case = TypeCase(fonts)
        listed = (plain_name(entry.name) for names in paper.lists for entry in names.entries)
        self.keep = tuple(dict.fromkeys((*map(plain_name, paper.names), *listed)))

    # ------------------------------------------------------------------------------------------------------ the whole
    def render(self) -> bytes:
        self.case.refuse_missing(self._texts())
        press = Press(self._particulars())
        head = self._head()
        rule = print_head(press, self.case, head)
        title = self._title_rows()
        first = first_line_below(rule, 2 if title else 1.5)
        record = set_end_record(self.case, self._end_record())
        rows = [*title, *self._rows()]
        pages = _with_room_for(rows, first, record.lines, duplex=self.style.duplex)
        blank_before_record = len(pages) > 1 and not pages[-2]
        for number, page in enumerate(pages, 1):
            start = first if number == 1 else 0
            for index, row in enumerate(page):
                if row.line:
                    press.line(row.line, row.left, line_bottom(start + index))
            if number == len(pages):
                record.print_at_bottom(press)
            # Neither the end record's page nor a blank one before it has a number (7.5).
            if not (blank_before_record and number >= len(pages) - 1):
                print_page_number(press, self.case, number, DRAFT_STAGE if self.paper.draft else "")
            press.next_page()
        return press.finished()

    def _particulars(self) -> Particulars:
        paper = self.paper
        parts = (paper.mark, paper.ordinal, "" if paper.draft else paper.number, paper.title)
        title = " ".join(printable(part) for part in parts if part)
        title = f"{title}（{DRAFT_STAGE}）" if paper.draft else title
        return Particulars(title, printable(paper.issuer or paper.mark), "会议纪要")

    def _texts(self) -> Iterator[tuple[str, Role, str]]:
        """Every text on the paper with its place, for the check that all of it can be printed."""
        paper = self.paper
        yield "发文机关标志", Role.XIAOBIAOSONG, printable(paper.mark)
        yield "标题", Role.XIAOBIAOSONG, printable(paper.title or "")
        for place, text in (("届次", paper.ordinal), ("发文字号", paper.number), ("日期", paper.date)):
            yield place, Role.FANGSONG, printable(text or "")
        if paper.security:
            yield "密级", Role.HEITI, printable(paper.security.text)
            yield "份号", Role.FANGSONG, printable(paper.security.copy_number or "")
        yield "紧急程度", Role.HEITI, printable(paper.urgency or "")
        yield from self._body_texts()
        for names in paper.lists:
            yield "名单", Role.HEITI, printable(names.label)
            for entry in names.entries:
                name = plain_name(entry.name)
                place = f"{names.label}名单 '{name}'"
                for text in (name, entry.unit, entry.note, entry.reason):
                    yield place, Role.FANGSONG, printable(text or "")
        for place, texts in (
            (self.style.addressees_label, paper.addressees),
            (self.style.copies_label, paper.copies_to),
        ):
            for text in texts:
                yield f"版记 {place} '{text}'", Role.FANGSONG, printable(text)
        yield "版记 印发机关", Role.FANGSONG, printable(paper.issuer)
        yield "版记 印发日期", Role.FANGSONG, printable(paper.issued_on or "")

    def _body_texts(self) -> Iterator[tuple[str, Role, str]]:
        for text in _paragraphs(self.paper.opening):
            yield "开头段", Role.FANGSONG, text
        for number, section in enumerate(self.paper.sections, 1):
            yield f"议题{number} 标题", Role.HEITI, printable(section.heading)
            for index, text in enumerate(_all_paragraphs(section.paragraphs), 1):
                for span in _spans(text):
                    yield f"议题{number} 第{index}段", span.role, span.text

    # ------------------------------------------------------------------------------------------------- head and foot
    def _head(self) -> Head:
        paper = self.paper
        number = None if paper.draft else paper.number
        date = paper.date if self.style.date_line else None
        texts = tuple(printable(text) for text in (paper.ordinal, number, date) if text)
        return Head(
            mark=printable(paper.mark),
            number_row=texts,
            security=paper.security,
            urgency=paper.urgency,
            stage=DRAFT_STAGE if paper.draft else None,
            colour=RED if self.style.draft_in_red or not paper.draft else BLACK,
        )

    def _end_record(self) -> EndRecord:
        paper, style = self.paper, self.style
        copies = tuple(
            (label, "，".join(map(printable, units)).rstrip("。") + "。")
            for label, units in ((style.addressees_label, paper.addressees), (style.copies_label, paper.copies_to))
            if units
        )
        issued_on = "" if paper.draft else printable(paper.issued_on or "")
        return EndRecord(copies, printable(paper.issuer), issued_on)

    # ------------------------------------------------------------------------------------------------------- the body
    def _title_rows(self) -> list[Row]:
        title = printable(self.paper.title or "")
        if not title:
            return []
        lines = [
            set_line(self.case, (Span(Role.XIAOBIAOSONG, text),), TITLE)
            for text in shape_title(self.case, title, TITLE, _TITLE_CELLS)
        ]
        rows = [Row(centred(line), 0, with_next=True) for line in lines]
        return [*rows, Row(with_next=True)]

    def _rows(self) -> list[Row]:
        lists = self._list_rows()
        body = self._body_rows()
        if not lists:
            return body
        return [*lists, Row(), *body] if self.style.lists_before_body else [*body, Row(), *lists]

    def _body_rows(self) -> list[Row]:
        rows: list[Row] = []
        for text in _paragraphs(self.paper.opening):
            rows += self._paragraph_rows(text)
        for number, section in enumerate(self.paper.sections, 1):
            heading = printable(section.heading)
            if not _NUMBERED.match(heading):
                heading = f"{numeral(number)}、{heading}"
            rows += self._heading_rows((Span(Role.HEITI, heading),), alone=not section.paragraphs)
            for text in _all_paragraphs(section.paragraphs):
                rows += self._paragraph_rows(text)
        if rows and rows[-1].with_next:
            rows[-1] = Row(rows[-1].line, rows[-1].left)
        return rows

    def _paragraph_rows(self, text: str) -> list[Row]:
        spans = _spans(text)
        if len(spans) == 1 and spans[0].role is Role.KAITI:
            return self._heading_rows(spans)
        return [Row(line) for line in self._set(spans)]

    def _heading_rows(self, spans: Sequence[Span], *, alone: bool = False) -> list[Row]:
        """A heading stays whole and with what follows; of a very long one, its end does."""
        lines = self._set(spans)
        first = len(lines) - 1 if len(lines) > _LONG_HEADING else 0
        return [Row(line, with_next=not alone and number >= first) for number, line in enumerate(lines)]

    def _set(self, spans: Sequence[Span]) -> list[Line]:
        return set_paragraph(self.case, spans, BODY, Shape(WIDTH, INDENT), self.keep)

    # ------------------------------------------------------------------------------------------------------ the lists
    def _list_rows(self) -> list[Row]:
        style = self.style
        order = {label: place for place, label in enumerate(style.list_order)}
        order.setdefault(style.recorder_label, len(order) + 1)
        rows: list[Row] = []
        for names in sorted(self.paper.lists, key=lambda names: order.get(names.label, len(style.list_order))):
            if names.entries and (style.recorder or names.label != style.recorder_label):
                rows += [Row(line) for line in self._set_list(names)]
        return rows

    def _set_list(self, names: NameList) -> list[Line]:
        """左空二字, the label in 黑体; names wrap under the first of them (10.3)."""
        label = Span(Role.HEITI, f"{printable(names.label)}：")
        label_line = set_line(self.case, (label,), BODY, INDENT)
        if self.style.attendees_by_topic and any(entry.topics for entry in names.entries):
            return self._set_by_topic(label, label_line, names.entries)
        if not any(entry.unit or self._brackets(entry) for entry in names.entries):
            return set_columns(self.case, label_line, [padded_name(entry.name) for entry in names.entries], BODY, WIDTH)
        shape = Shape(WIDTH, INDENT, label_line.right, label=len(label.text))
        return self._set_names((label, Span(Role.FANGSONG, self._joined(names.entries))), shape, names.entries)

    def _set_by_topic(self, label: Span, label_line: Line, entries: Sequence[Entry]) -> list[Line]:
        hang = label_line.right
        topics = sorted({topic for entry in entries for topic in entry.topics})
        groups = [("", [entry for entry in entries if not entry.topics])]
        groups += [(f"议题{topic}：", [entry for entry in entries if topic in entry.topics]) for topic in topics]
        lines: list[Line] = []
        for caption, group in groups:
            if group:
                text = Span(Role.FANGSONG, caption + self._joined(group))
                first = not lines
                shape = Shape(WIDTH, INDENT if first else hang, hang, label=len(label.text) if first else 0)
                lines += self._set_names((label, text) if first else (text,), shape, group)
        return lines

    def _set_names(self, spans: Sequence[Span], shape: Shape, entries: Sequence[Entry]) -> list[Line]:
        names = [padded_name(entry.name) for entry in entries]
        # A note keeps to its name: 姚静姝（代）
        names += [f"{padded_name(entry.name)}（" for entry in entries if self._brackets(entry)]
        # The first character of a unit (区, 市) is not left behind at the end of a line.
        units = [printable(entry.unit or "")[:2] for entry in entries]
        return set_paragraph(self.case, spans, BODY, shape, dict.fromkeys((*names, *units)))

    def _joined(self, entries: Iterable[Entry]) -> str:
        return "、".join(
            f"{printable(entry.unit or '')}{padded_name(entry.name)}{self._brackets(entry)}" for entry in entries
        )

    def _brackets(self, entry: Entry) -> str:
        reason = entry.reason if self.style.reasons else None
        inside = "，".join(printable(text) for text in (entry.note, reason) if text)
        return f"（{inside}）" if inside else ""


# ---------------------------------------------------------------------------------------------------- text and pages
def _paragraphs(text: str) -> list[str]:
    return [line for line in map(printable, text.splitlines()) if line]


def _all_paragraphs(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in _paragraphs(text)]


def _spans(text: str) -> tuple[Span, ...]:
    """A paragraph in its roles: the second level's heading in 楷体, the rest in 仿宋 (7.3.3)."""
    run_in = _RUN_IN.match(text)
    if not run_in:
        return (Span(Role.FANGSONG, text),)
    heading, rest = text[: run_in.end()], text[run_in.end() :]
    return (Span(Role.KAITI, heading), Span(Role.FANGSONG, rest)) if rest else (Span(Role.KAITI, heading),)


def _with_room_for(rows: Sequence[Row], first: int, needed: int, *, duplex: bool) -> list[list[Row]]:
    """Rows by pages, the last with room for the end record and, printed on both sides, even (7.4.1)."""
    pages = paginate(rows, first) or [[]]
    if not needed:
        return pages

    def fits() -> bool:
        used = len(pages[-1]) + (first if len(pages) == 1 else 0)
        return used + needed <= LINES

    if not fits() and (len(pages) % 2 == 0 or not duplex):
        # Rather than leave a page blank, its last lines go over to the next one.
        pages = _carried_over(pages, needed if not duplex else LINES)
    if duplex and len(pages) % 2:
        pages.append([])
    elif not fits():
        pages.append([])
        if duplex:
            pages.append([])
    return pages


_CARRIED: Final = 4
"""Lines that a page should have at least, when some are carried over to it."""


def _carried_over(pages: list[list[Row]], needed: int) -> list[list[Row]]:
    """The last page in two: from its blank line (the lists) on if it has one, else its last lines."""
    last = pages[-1]
    blanks = [index for index, row in enumerate(last) if row.blank and index and len(last) - index > _CARRIED // 2]
    cut = blanks[-1] if blanks else len(last) - _CARRIED
    while cut > 0 and last[cut - 1].with_next:
        cut -= 1
    carried = [row for index, row in enumerate(last[cut:]) if index or not row.blank]
    if cut <= 0 or len(carried) > needed:
        return pages
    return [*pages[:-1], last[:cut], carried]


__all__ = [
    "DRAFT_STAGE",
    "Entry",
    "MinutesPaper",
    "MinutesStyle",
    "NameList",
    "Section",
    "Security",
    "padded_name",
    "plain_name",
    "render_minutes",
]
