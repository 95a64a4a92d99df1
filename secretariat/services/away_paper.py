"""Print what is reported of being away: the form of one journey (外出报备表), and a month's table (外出登记表)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.documents.away_form import (
    AwayForm,
    AwayRegister,
    RegisterLine,
    Signing,
    render_away_form,
    render_away_register,
)
from secretariat.domain.away_register import span_text
from secretariat.domain.naming import cited
from secretariat.domain.numerals import date_text
from secretariat.services.away_month import month_text, title_of
from secretariat.services.office_fonts import office_fonts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from secretariat.domain.away_register import Journey
    from secretariat.services.away_month import Line, Month
    from secretariat.services.organisation_view import PersonLine


def form_pdf(month: Month, line: Line) -> bytes:
    """Give the form of one journey of a month; raises ``MissingGlyphError``."""
    return render_away_form(form(month, line), office_fonts())


def register_pdf(month: Month) -> bytes:
    """Give a month's table, journeys that were cancelled left out; raises ``MissingGlyphError``."""
    return render_away_register(register(month), office_fonts())


def form(month: Month, line: Line) -> AwayForm:
    """What the form of a journey says, with places to sign for whom the rules name."""
    journey, judged = line.journey, line.judged
    people = {one.key: one for one in month.people.lines}
    acting = None if journey.acting is None else people[journey.acting]
    days = "" if journey.days is None else f"（共{journey.days}天）"
    asked = judged.asked
    rules = "；".join(f"{one.text}（{cited(one.article)}）" for one in asked.lines if one.article is not None)
    title = "" if judged.rulebook is None else f"《{judged.rulebook.title}》："
    return AwayForm(
        heading=f"{month.organisation.name}外出报备表",
        name=line.name,
        post=line.title,
        when=f"{span_text(journey)}{days}",
        place=journey.place or "",
        reason=f"{journey.reason or ''}{'（紧急）' if journey.urgent else ''}",
        acting="" if acting is None else acting.called,
        acting_post="" if acting is None else title_of(acting.person, acting.posts),
        reported_on=_day(journey.reported_on),
        attachments=_attachments(journey, asked.attachments_after),
        signings=tuple(_signings(line, people)),
        told="、".join(_named(people[key]) for key in journey.told),
        reported_back_on=_day(journey.reported_back_on),
        asks_back=asked.report_back,
        basis=f"{title}{rules}。" if rules else "",
        note=journey.note or "",
    )


def register(month: Month) -> AwayRegister:
    """What a month's table says."""
    names = {one.key: one.called for one in month.people.lines}
    return AwayRegister(
        heading=f"{month.organisation.name}外出登记表",
        month=month_text(month.first),
        lines=tuple(
            RegisterLine(
                name=line.name,
                post=line.title,
                when=span_text(line.journey).removeprefix(f"{month.first.year}年"),
                place=line.journey.place or "",
                reason=f"{line.journey.reason or ''}{'（紧急）' if line.journey.urgent else ''}",
                acting=line.acting,
                reported_on=_short(line.journey.reported_on, month.first),
                approved_by="" if line.journey.approved_by is None else names[line.journey.approved_by],
                reported_back_on=_short(line.journey.reported_back_on, month.first),
                note=line.journey.note or "",
            )
            for line in month.lines
            if line.journey.stands
        ),
    )


def _signings(line: Line, people: dict[int, PersonLine]) -> Iterator[Signing]:
    """Who signs, as the rules ask: first who consents, then who approves or is reported to."""
    asked = line.judged.asked
    if asked.consenters:
        yield Signing(label="分管领导\n意见", who=_all_named(asked.consenters, people))
    if asked.approvers:
        label = "领导审批" if asked.approval else "领导阅示"
        yield Signing(label=label, who=_all_named(asked.approvers, people))
    else:
        yield Signing(label="单位意见")


def _all_named(keys: Iterable[str], people: dict[int, PersonLine]) -> tuple[str, ...]:
    return tuple(_named(people[int(key)]) for key in keys)


def _named(person: PersonLine) -> str:
    return f"{title_of(person.person, person.posts)}{person.called}"


def _attachments(journey: Journey, after: int | None) -> str:
    if journey.files:
        return f"已附{len(journey.files)}份"
    if journey.attachments:
        return "已附"
    wanted = after is not None and journey.days is not None and journey.days > after
    return "" if wanted else "无"


def _day(day: dt.date | None) -> str:
    return "" if day is None else date_text(day)


def _short(day: dt.date | None, month: dt.date) -> str:
    return _day(day).removeprefix(f"{month.year}年")
