"""The office's own rulebooks: listed beside the bundled ones, imported, exported, copied, edited, repealed, deleted.

A bundled rulebook is never changed: it is copied under a code of one's own first. Each act is one transaction with its
audit entry and can be undone. None of them may change by which rulebook a meeting is judged that was held already:
``JudgeShiftError`` names the meetings. Where a later rulebook begins while an earlier one of the same government is in
force, ``Kept.overlaps`` proposes to end the earlier one; ``end_former=True`` does so in the same act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat import settings
from secretariat.domain.permissions import Permission
from secretariat.domain.records import record
from secretariat.errors import RefusedError, UserError
from secretariat.services.reference import UnknownRulebookError
from secretariat.services.rulebook_drafts import Draft, draft_of
from secretariat.services.rulebook_terms import OWN_TERMS, all_terms, bundled_rulebook, overlaps, own_term
from secretariat.strict_input import Problem, decode, read_bytes, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from models.reference import OwnRulebook
    from secretariat.domain.permissions import Actor
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.database import Database
    from secretariat.services.rulebook_terms import Overlap
    from secretariat.services.transaction import ActSession

_STORED: Final = "SELECT code, text, version FROM own_rulebook WHERE code = :code"
_LISTED: Final = "SELECT code, version, text FROM own_rulebook"
_TEXTS: Final = "SELECT rulebook FROM rules_text"


class RulebookThereError(UserError):
    """A rulebook whose code is taken; ``code`` is the code."""

    def __init__(self, message: str, remedy: str, code: str) -> None:
        super().__init__(message, remedy)
        self.code = code


# ------------------------------------------------------------------------------------------------------------- reading


@record(kw_only=True)
class RulebookLine:
    """One line of the list of rulebooks.

    ``version`` only of the office's own; ``problem``: why it can't be used; ``has_text``: the text of the rules is kept
    beside it.
    """

    code: str
    title: str
    government: str
    in_force: dt.date
    repealed: dt.date | None
    version: int | None
    problem: str | None
    has_text: bool

    @property
    def own(self) -> bool:
        """Whether it is one of the office's own, which can be edited."""
        return self.version is not None


@record(kw_only=True)
class StoredRulebook:
    """A rulebook's text as it was written; ``version`` only of the office's own, to be handed back when it is saved."""

    code: str
    text: str
    version: int | None

    @property
    def own(self) -> bool:
        """Whether it is one of the office's own, which can be edited."""
        return self.version is not None

    def draft(self) -> Draft:
        """Give it to be edited."""
        return draft_of(self.text)


@record(kw_only=True)
class Kept:
    """A rulebook as an act has left it, and which earlier ones it would be proper to end."""

    code: str
    version: int
    overlaps: tuple[Overlap, ...]


def list_rulebooks(database: Database | None) -> tuple[RulebookLine, ...]:
    """Give all rulebooks, government by government, the newest first."""
    own = {} if database is None else {code: (version, text) for code, version, text in database.ask(_LISTED)}
    texts = set() if database is None else {code for (code,) in database.ask(_TEXTS)}
    terms = all_terms([] if database is None else map(own_term, database.ask(OWN_TERMS)))
    lines = []
    for term in sorted(terms.values(), key=lambda term: (term.government, -term.in_force.toordinal(), term.code)):
        version, text = own.get(term.code, (None, None))
        problem = None
        if text is not None:
            problem = next((str(problem) for problem in draft_of(text).problems), None)
        lines.append(
            RulebookLine(
                code=term.code,
                title=term.title,
                government=term.government,
                in_force=term.in_force,
                repealed=term.repealed,
                version=version,
                problem=problem,
                has_text=term.code in texts,
            )
        )
    return tuple(lines)


def open_rulebook(database: Database | None, code: str) -> StoredRulebook:
    """Give a rulebook's text; raises ``UnknownRulebookError``."""
    for stored, text, version in [] if database is None else database.ask(_STORED, code=code):
        return StoredRulebook(code=stored, text=text, version=version)
    if bundled_rulebook(code) is not None:
        path = settings.RULEBOOKS / f"{code}.toml"
        return StoredRulebook(code=code, text=decode(read_bytes(path), source=path.name), version=None)
    raise UnknownRulebookError(f"没有代码为“{code}”的工作规则", "它可能已被删除，请刷新后再试")


def export_rulebook(database: Database | None, code: str) -> bytes:
    """Give a rulebook as a TOML file; raises ``UnknownRulebookError``."""
    return open_rulebook(database, code).text.encode()


# ---------------------------------------------------------------------------------------------------------------- acts


def import_rulebook(
    database: Database, actor: Actor, path: Path, *, replace: bool = False, end_former: bool = False
) -> Kept:
    """Take a rulebook from a TOML file, in the place of the office's own of that code if so told.

    Raises ``FileUnusableError`` with line, path and remedy, ``RulebookThereError`` where the code is taken.
    """
    from secretariat.rules.loader import LIMIT  # noqa: PLC0415 - reading is not needed to list

    source = path.name
    draft = draft_of(decode(read_bytes(path, limit=LIMIT), source=source))
    return _add(database, actor, draft, act="导入工作规则", source=source, replace=replace, end_former=end_former)


@record(kw_only=True)
class Copy:
    """What a copy of a rulebook begins with; ``replaces`` tells in words which rules it takes the place of."""

    of: str
    code: str
    title: str
    government: str
    in_force: dt.date
    replaces: str | None = None


def copy_rulebook(database: Database, actor: Actor, copy: Copy, *, end_former: bool = False) -> Kept:
    """Copy a rulebook, bundled or own, for the office to adapt; comments come along.

    Raises ``UnknownRulebookError``, ``UnusableInputError`` for a code that can't be one, ``RulebookThereError``.
    """
    draft = draft_of(f"# 由 {copy.of} 复制。\n{open_rulebook(database, copy.of).text}")
    for key in ("repealed", "in_force_note", "document", "also_called", "replaces"):
        draft = draft.remove((key,))
    for key in ("code", "title", "government", "in_force"):
        draft = draft.set((key,), getattr(copy, key))
    if copy.replaces:
        draft = draft.set(("replaces",), copy.replaces)
    return _add(
        database, actor, draft, act="复制工作规则", source=copy.title.strip() or copy.code, end_former=end_former
    )


def save_rulebook(
    database: Database, actor: Actor, code: str, draft: Draft, *, version: int, end_former: bool = False
) -> Kept:
    """Save an edited rulebook; ``version`` is that of the text on which the edit was begun.

    Raises ``UnusableInputError`` with what is wrong, ``ChangedElsewhereError`` where another seat was faster.
    """
    return _edit(database, actor, code, lambda _: draft, "修改工作规则", version=version, end_former=end_former)


def repeal_rulebook(database: Database, actor: Actor, code: str, day: dt.date | None, *, version: int) -> Kept:
    """Set the first day on which a rulebook is without force; ``None``: it goes on."""
    act = "恢复工作规则" if day is None else "废止工作规则"
    return _edit(database, actor, code, lambda draft: draft.set(("repealed",), day), act, version=version)


def delete_rulebook(database: Database, actor: Actor, code: str, *, version: int) -> None:
    """Delete a rulebook with the text kept beside it; refused where any meeting, held or planned, is judged by it."""
    import sqlalchemy as sa  # noqa: PLC0415 - what only reads needs no SQLAlchemy

    from models.reference import RulesText  # noqa: PLC0415 - as above
    from secretariat.services.judges import judges_kept, named  # noqa: PLC0415 - as above

    title = _own_text(database, code).draft().value(("title",)) or code
    with database.transaction(
        actor=actor, permission=Permission.EDIT_RULES, act=f"删除工作规则：{title}（{code}）"
    ) as transaction:
        session = transaction.session
        row = _own_row(session, code, version=version)
        with judges_kept(session, today=database.now().date()) as meetings:
            judged = [meeting for meeting in meetings.values() if meeting.judge == code]
            if judged:
                raise RefusedError(
                    f"《{row.title}》不能删除，以下会议以它为依据：{named(judged)}",
                    "不再适用的，请填写废止日期，保留它供以前的会议使用",
                )
            session.delete(row)
            text = session.scalar(sa.select(RulesText).where(RulesText.rulebook == code))
            if text is not None:
                session.delete(text)


# ------------------------------------------------------------------------------------------------------------ in common


def _add(
    database: Database, actor: Actor, draft: Draft, *, act: str, source: str, replace: bool = False, end_former: bool
) -> Kept:
    from models.reference import OwnRulebook  # noqa: PLC0415 - what only reads needs no SQLAlchemy
    from secretariat.services.judges import judges_kept  # noqa: PLC0415 - as above

    book = _usable(draft, source=source)
    with database.transaction(
        actor=actor, permission=Permission.EDIT_RULES, act=f"{act}：{book.title}（{book.code}）"
    ) as transaction:
        session = transaction.session
        row = _find(session, book.code)
        if row is None and bundled_rulebook(book.code) is not None:
            raise _bundled(book.code)
        if row is not None and not replace:
            raise RulebookThereError(f"已有代码为“{book.code}”的工作规则", "请换一个代码，或选择替换", book.code)
        with judges_kept(session, today=database.now().date()):
            if row is None:
                row = OwnRulebook(code=book.code)
                session.add(row)
            _fill(row, draft.text, book)
            return _kept(session, row, end_former=end_former)


def _edit(
    database: Database,
    actor: Actor,
    code: str,
    edit: Callable[[Draft], Draft],
    act: str,
    *,
    version: int,
    end_former: bool = False,
) -> Kept:
    from secretariat.services.judges import judges_kept  # noqa: PLC0415 - as above

    draft = edit(_own_text(database, code).draft())
    book = _usable(draft, source=code)
    if book.code != code:
        raise RefusedError(f"工作规则的代码不能改（原为 {code}）", "需要另一部规则的，请复制一部")
    with database.transaction(
        actor=actor, permission=Permission.EDIT_RULES, act=f"{act}：{book.title}（{code}）"
    ) as transaction:
        session = transaction.session
        row = _own_row(session, code, version=version)
        with judges_kept(session, today=database.now().date()):
            _fill(row, draft.text, book)
            return _kept(session, row, end_former=end_former)


def _usable(draft: Draft, *, source: str) -> Rulebook:
    """What a draft says; everything that is wrong with it is told with its line."""
    refuse(
        (
            Problem((), f"第 {draft.line(one.steps)} 行：{one}" if one.steps else one.text, one.remedy)
            for one in draft.problems
        ),
        source=source,
    )
    if draft.rulebook is None:
        raise AssertionError(source)  # what says nothing has a problem
    return draft.rulebook


def _own_text(database: Database, code: str) -> StoredRulebook:
    """One of the office's own; a bundled one is never changed."""
    stored = open_rulebook(database, code)
    if not stored.own:
        raise _bundled(code)
    return stored


def _bundled(code: str) -> RulebookThereError:
    return RulebookThereError(f"“{code}”是程序自带的工作规则，不能修改", "请先复制为本单位的工作规则，另取代码", code)


def _find(session: ActSession, code: str) -> OwnRulebook | None:
    import sqlalchemy as sa  # noqa: PLC0415 - as above

    from models.reference import OwnRulebook  # noqa: PLC0415 - as above

    return session.scalar(sa.select(OwnRulebook).where(OwnRulebook.code == code))


def _own_row(session: ActSession, code: str, *, version: int) -> OwnRulebook:
    from secretariat.services.database_faults import changed_elsewhere  # noqa: PLC0415 - as above

    row = _find(session, code)
    if row is None or row.version != version:
        raise changed_elsewhere()
    return row


def _fill(row: OwnRulebook, text: str, book: Rulebook) -> None:
    from secretariat.services.judges import digest_of  # noqa: PLC0415 - as above

    row.title, row.government, row.also_called = book.title, book.government, book.also_called
    row.in_force, row.repealed = book.in_force, book.repealed
    row.text, row.digest = text, digest_of(text)


def _kept(session: ActSession, row: OwnRulebook, *, end_former: bool) -> Kept:
    from secretariat.services.judges import own_terms  # noqa: PLC0415 - as above

    session.flush()
    found = overlaps(all_terms(own_terms(session)).values(), row.code)
    if end_former:
        for overlap in found:
            former = _find(session, overlap.code)
            if former is not None:
                draft = draft_of(former.text).set(("repealed",), overlap.repealed)
                _fill(former, draft.text, _usable(draft, source=overlap.code))
        session.flush()
        found = ()
    return Kept(code=row.code, version=row.version, overlaps=found)
