"""What the office judges by besides what the program brings: its own rulebooks, rules texts and working-day years.

Nothing refers to these rows by key: a meeting remembers the code of the rulebook that judged it, and a rules text may
belong to a rulebook that is a file of the program.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from models.base import Row, table_args
from secretariat.domain.articles import Article
from secretariat.domain.calendar import ArrangedDay, arranged_days


class Articles(TypeDecorator[tuple[Article, ...]]):
    """The articles of a text as one JSON list: they come with the file and go with it."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[Article, ...] | None, dialect: object) -> list[dict[str, Any]] | None:
        """Give the articles as they are stored."""
        del dialect
        if value is None:
            return None
        return [
            {"number": article.number, "paragraphs": list(article.paragraphs), "chapter": article.chapter}
            for article in value
        ]

    def process_result_value(self, value: list[dict[str, Any]] | None, dialect: object) -> tuple[Article, ...] | None:
        """Give the articles that were stored."""
        del dialect
        if value is None:
            return None
        return tuple(
            Article(number=one["number"], paragraphs=tuple(one["paragraphs"]), chapter=one["chapter"]) for one in value
        )


class Days(TypeDecorator[tuple[ArrangedDay, ...]]):
    """The days of a year's arrangement as one JSON list: a notice is entered and mended as a whole."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[ArrangedDay, ...] | None, dialect: object) -> list[dict[str, Any]] | None:
        """Give the days as they are stored."""
        del dialect
        if value is None:
            return None
        return [{"date": day.date.isoformat(), "name": day.name, "off": day.off} for day in value]

    def process_result_value(
        self, value: list[dict[str, Any]] | None, dialect: object
    ) -> tuple[ArrangedDay, ...] | None:
        """Give the days that were stored."""
        del dialect
        return None if value is None else arranged_days(value)


class OwnRulebook(Row):
    """A rulebook of the office's own: its TOML text as it was written, comments and all.

    The other columns repeat what the text says, for choosing among rulebooks without reading them; ``digest`` is the
    SHA-256 of the text.
    """

    __tablename__ = "own_rulebook"
    __table_args__ = table_args(sa.UniqueConstraint("code"))

    code: Mapped[str]
    title: Mapped[str]
    government: Mapped[str]
    also_called: Mapped[tuple[str, ...]] = mapped_column(default=())
    in_force: Mapped[dt.date]
    repealed: Mapped[dt.date | None]
    text: Mapped[str]
    digest: Mapped[str]


class RulesText(Row):
    """The text of the rules from which a rulebook was made, read from the office's own file, article by article."""

    __tablename__ = "rules_text"
    __table_args__ = table_args(sa.UniqueConstraint("rulebook"))

    rulebook: Mapped[str]
    file: Mapped[str]
    sha256: Mapped[str]
    articles: Mapped[tuple[Article, ...]] = mapped_column(Articles)


class CalendarYear(Row):
    """A year's holidays and make-up workdays as the office entered them, with the notices they were taken from."""

    __tablename__ = "calendar_year"
    __table_args__ = table_args(sa.UniqueConstraint("year"))

    year: Mapped[int]
    notices: Mapped[tuple[str, ...]] = mapped_column(default=())
    days: Mapped[tuple[ArrangedDay, ...]] = mapped_column(Days)
