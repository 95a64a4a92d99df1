"""The text of the rules, kept beside the rulebook that was made from it: read from a file, article by article.

A finding cites an article; with the text at hand the window shows what it says. Findings and text may write the number
differently (四十九, 第…条): it is the number that counts.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from secretariat.domain.article_split import split_articles
from secretariat.domain.articles import Article, cited_articles
from secretariat.domain.numerals import numeral
from secretariat.domain.permissions import Permission
from secretariat.domain.records import record
from secretariat.services.database_faults import changed_elsewhere
from secretariat.services.rulebooks import open_rulebook
from secretariat.strict_input import decode, read_bytes, refuse_file

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database

_LIMIT: Final = 32 * 1024 * 1024
_TOLD: Final = 5
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS: Final = "请用 Word 或 WPS 打开，另存为 docx 后再导入"


@record(kw_only=True)
class ReadText:
    """What was found in a file: its name, its SHA-256, the articles, and the numbers that are left out among them."""

    file: str
    sha256: str
    articles: tuple[Article, ...]
    left_out: tuple[int, ...]

    @property
    def found(self) -> str:
        """What was found, in one line."""
        first, last = self.articles[0].number, self.articles[-1].number
        told = f"识别到{len(self.articles)}条（{first}至{last}）"
        if self.left_out:
            named = "、".join(f"第{numeral(number)}条" for number in self.left_out[:_TOLD])
            told += f"；缺{named}" + ("等" if len(self.left_out) > _TOLD else "") + "，请核对文件"
        return told


@record(kw_only=True)
class StoredText:
    """The text that is kept beside a rulebook; ``version`` is to be handed back when it is removed."""

    rulebook: str
    file: str
    sha256: str
    articles: tuple[Article, ...]
    version: int

    def cited(self, citation: str) -> tuple[Article, ...]:
        """Give the articles that a finding cites, such as 四十九 or 第…条, or several: 七、四十四."""
        return cited_articles(self.articles, citation)


# ------------------------------------------------------------------------------------------------------------- reading


def read_rules_text(path: Path) -> ReadText:
    """Read the text of rules from a docx or txt file.

    Raises ``FileUnusableError`` with the remedy: for another kind of file, one with a password, one that is empty, one
    with changes that nobody has accepted, and one in which no articles are found.
    """
    data = read_bytes(path, limit=_LIMIT)
    source = path.name
    split = split_articles(_text(data, source=source))
    if not split.articles:
        remedy = f"条文应以“第{numeral(1)}条”或“{numeral(1)}、”开头，每条另起一段；请核对是否选对了文件"
        refuse_file("没有识别到条文", remedy, source=source)
    return ReadText(
        file=source, sha256=hashlib.sha256(data).hexdigest(), articles=split.articles, left_out=split.left_out
    )


def _text(data: bytes, *, source: str) -> str:
    if data.startswith(b"PK"):
        from secretariat.services.rules_text_docx import docx_text  # noqa: PLC0415 - slow to import, and seldom needed

        text = docx_text(data, source=source)
        if not text.strip():
            refuse_file("文件里没有文字，可能是扫描图片", "请换一份可以选中文字的 docx 或 txt 文件", source=source)
        return text
    if data.startswith(_OLD_WORD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            refuse_file("文件设有打开密码", "请用 Word 或 WPS 打开，取消密码后保存，再导入", source=source)
        refuse_file("这是旧版文档（doc 或 wps）", _SAVE_AS, source=source)
    if data.startswith(b"%PDF-"):
        remedy = "请找到原来的 Word 文件；没有的，把 PDF 里的文字复制到文本文件（txt）再导入"
        refuse_file("这是 PDF 文件，读不出条文", remedy, source=source)
    return decode(_as_utf8(data), source=source)


def _as_utf8(data: bytes) -> bytes:
    """A text file in whatever encoding Chinese editors save it, as UTF-8; what is none of these stays as it is."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:]
    candidates: tuple[str, ...] = ("utf-8", "gb18030")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ("utf-16",)
    elif b"\0" in data:
        candidates = ()
    for encoding in candidates:
        try:
            return data.decode(encoding).encode()
        except UnicodeError:
            continue
    return data


# ------------------------------------------------------------------------------------------------------------- keeping


def rules_text(database: Database, rulebook: str) -> StoredText | None:
    """Give the text that is kept beside a rulebook; ``None``: there is none."""
    import sqlalchemy as sa  # noqa: PLC0415 - what only reads a file needs no SQLAlchemy

    from models.reference import RulesText  # noqa: PLC0415 - as above

    with database.reader() as session:
        row = session.scalar(sa.select(RulesText).where(RulesText.rulebook == rulebook))
        if row is None:
            return None
        return StoredText(
            rulebook=rulebook, file=row.file, sha256=row.sha256, articles=row.articles, version=row.version
        )


def keep_rules_text(database: Database, actor: Actor, rulebook: str, read: ReadText) -> None:
    """Keep a text beside a rulebook, bundled or own, in the place of the one there was. Can be undone.

    Raises ``UnknownRulebookError``.
    """
    import sqlalchemy as sa  # noqa: PLC0415 - as above

    from models.reference import RulesText  # noqa: PLC0415 - as above

    code = open_rulebook(database, rulebook).code
    with database.transaction(
        actor=actor, permission=Permission.EDIT_RULES, act=f"导入工作规则原文：{read.file}（{code}）"
    ) as transaction:
        row = transaction.session.scalar(sa.select(RulesText).where(RulesText.rulebook == code))
        if row is None:
            row = RulesText(rulebook=code)
            transaction.session.add(row)
        row.file, row.sha256, row.articles = read.file, read.sha256, read.articles


def remove_rules_text(database: Database, actor: Actor, rulebook: str, *, version: int) -> None:
    """Remove the text that is kept beside a rulebook. Can be undone."""
    import sqlalchemy as sa  # noqa: PLC0415 - as above

    from models.reference import RulesText  # noqa: PLC0415 - as above

    with database.transaction(
        actor=actor, permission=Permission.EDIT_RULES, act=f"删除工作规则原文（{rulebook}）"
    ) as transaction:
        row = transaction.session.scalar(sa.select(RulesText).where(RulesText.rulebook == rulebook))
        if row is None or row.version != version:
            raise changed_elsewhere()
        transaction.session.delete(row)
