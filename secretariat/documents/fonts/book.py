"""The book of faces: which registered font shows which character of which role, and how wide it is."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, Self

from secretariat.documents.fonts import catalogue, embedding
from secretariat.documents.fonts.catalogue import Role
from secretariat.documents.fonts.missing import MissingGlyphError, describe
from secretariat.documents.fonts.truetype import TrueTypeFace
from secretariat.domain.records import record
from secretariat.errors import FileUnusableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@record()
class Run:
    """Consecutive characters in one registered font."""

    font: str
    """The name that the font is registered under."""
    text: str


@record()
class UsedFont:
    """A font that serves a role, for the screen 系统—字体."""

    role: Role
    family: str
    file: Path
    source: Literal["system", "bundled"]
    licence: str
    fallback: bool
    """Whether it only lends the characters that the role's own font lacks."""


@record()
class RejectedFont:
    """A font of the system that was not taken, and why (Chinese)."""

    role: Role
    file: Path
    reason: str


class _Link:
    """One font in a role's chain; its file is opened when a character is first looked for in it."""

    def __init__(self, path: Path, index: int, used: UsedFont) -> None:
        self.path = path
        self.index = index
        self.used = used
        self._font: embedding.Font | None = None

    @property
    def font(self) -> embedding.Font:
        """The registered font; opened and registered now if it was not yet."""
        if self._font is None:
            try:
                stat = self.path.stat()
            except OSError:
                raise FileUnusableError(
                    f"自带字库缺少 {self.path.name}", "请在项目目录运行 make fonts，或重新安装本程序"
                ) from None
            # A file that was changed is another font; the name never comes into a paper.
            name = f"{self.path.stem}-{self.index}-{stat.st_size}-{stat.st_mtime_ns}-{self.path.resolve()}"
            self._font = embedding.registered(name) or embedding.register(name, TrueTypeFace(self.path, self.index))
        return self._font


class _Cells(dict[str, tuple[str, float]]):
    """What is known of a role's characters: character -> font name, width in parts of the type size.

    A character that no font has is stored with an empty font name.
    """

    def __init__(self, chain: Sequence[_Link]) -> None:
        super().__init__()
        self.chain = chain

    def __missing__(self, character: str) -> tuple[str, float]:
        for link in self.chain:
            face = link.font.face
            glyph = face.glyph(character)
            if glyph:
                cell = link.font.name, face.advance(glyph) / face.units_per_em
                break
        else:
            cell = "", 0.0
        self[character] = cell
        return cell


class FontBook:
    """The fonts of all roles. Open one with :meth:`open` and keep it: it remembers each character it has met."""

    def __init__(self, folders: Sequence[Path], bundled: Path) -> None:
        self._folders = tuple(folders)
        self._bundled = bundled
        self._files: dict[str, list[Path]] | None = None
        self._cells: dict[Role, _Cells] = {}
        self._rejected: list[RejectedFont] = []
        self.measured: dict[Role, dict[str, Any]] = {}
        """What the type cases of all papers have measured of these fonts: sorts by role and character."""

    @classmethod
    def open(cls, folders: Sequence[Path] | None = None, *, bundled: Path | None = None) -> Self:
        """Give a book over the system's font folders and the fonts carried along. Opens no file yet.

        ``folders``: where to look for the reader's own fonts, below them too; None for the system's usual places, an
        empty sequence for none. ``bundled``: the folder made by scripts/build_fonts.py; None for resources/fonts/.
        """
        return cls(
            catalogue.system_folders() if folders is None else folders,
            catalogue.bundled_folder() if bundled is None else bundled,
        )

    def runs(self, role: Role, text: str) -> tuple[Run, ...]:
        """Give a text cut where the font changes; the runs' texts joined are the text.

        Raises :class:`MissingGlyphError` naming every character that no font has, :class:`FileUnusableError` when the
        fonts carried along are not there.
        """
        cells = self._cells_of(role)
        parts = [Run(name, "".join(part)) for name, part in groupby(text, lambda character: cells[character][0])]
        if not all(run.font for run in parts):
            raise MissingGlyphError(self.missing(role, text))
        return tuple(parts)

    def cell(self, role: Role, character: str) -> tuple[str, float]:
        """Give the font that shows one character, and its width in parts of the type size.

        Raises :class:`MissingGlyphError`.
        """
        cell = self._cells_of(role)[character]
        if not cell[0]:
            raise MissingGlyphError(self.missing(role, character))
        return cell

    def width(self, role: Role, text: str, size: float) -> float:
        """Give a text's width in points at a type size in points, each character in the font that :meth:`runs` gives.

        Raises :class:`MissingGlyphError`.
        """
        cells = self._cells_of(role)
        total = 0.0
        for character in text:
            name, width = cells[character]
            if not name:
                raise MissingGlyphError(self.missing(role, text))
            total += width
        return total * size

    def missing(self, role: Role, text: str) -> tuple[str, ...]:
        """Give the characters of a text that no font has, in order, each once."""
        cells = self._cells_of(role)
        return tuple(character for character in dict.fromkeys(text) if not cells[character][0])

    def used(self) -> tuple[UsedFont, ...]:
        """Give the fonts that serve each role: its own first, then those it falls back on."""
        return tuple(link.used for role in Role for link in self._cells_of(role).chain)

    def rejected(self) -> tuple[RejectedFont, ...]:
        """Give the system's fonts that have the right name and were not taken, with the reason."""
        for role in Role:
            self._cells_of(role)
        return tuple(self._rejected)

    # ------------------------------------------------------------ choosing

    def _cells_of(self, role: Role) -> _Cells:
        """Give what is known of a role's characters, its chain chosen at the first call."""
        cells = self._cells.get(role)
        if cells is None:
            cells = self._cells[role] = _Cells([*self._system_links(role), *self._bundled_links(role)])
        return cells

    def _bundled_links(self, role: Role) -> Iterator[_Link]:
        """Give the fonts carried along for a role; all but the first only lend characters."""
        for number, font in enumerate(catalogue.BUNDLED[role]):
            path = self._bundled / font.file
            yield _Link(path, 0, UsedFont(role, font.family, path, "bundled", font.licence, fallback=number > 0))

    def _system_links(self, role: Role) -> Iterator[_Link]:
        """Give the reader's own font for a role, if there is one that may and can be used."""
        if self._files is None:
            wanted = frozenset(file for fonts in catalogue.SYSTEM.values() for font in fonts for file in font.files)
            self._files = catalogue.find_files(self._folders, wanted)
        for font in catalogue.SYSTEM[role]:
            for path in (path for file in font.files for path in self._files.get(file, ())):
                link = self._accepted(role, font, path)
                if link is not None:
                    yield link
                    return

    def _accepted(self, role: Role, font: catalogue.SystemFont, path: Path) -> _Link | None:
        """Give a system font as a link when it is the family asked for, may be embedded and has the characters."""
        try:
            named = ((face, face.names() & font.families) for face in faces(path))
            found = next((pair for pair in named if pair[1]), None)
        except FileUnusableError as error:
            self._reject(role, path, error.message)
            return None
        if found is None:
            return None  # another family in a file of this name, such as FangSong in simfang.ttf
        face, names = found
        lacking = face.lacks(catalogue.required_characters())
        if not face.may_be_embedded:
            self._reject(role, path, f"字体的授权不允许嵌入（fsType {face.licence_bits:#06x}）")
        elif lacking:
            self._reject(role, path, f"缺 {len(lacking)} 个常用字，如 {describe(chr(min(lacking)))}")
        else:
            licence = f"授权允许嵌入（fsType {face.licence_bits:#06x}）"
            return _Link(path, face.index, UsedFont(role, min(names), path, "system", licence, fallback=False))
        return None

    def _reject(self, role: Role, path: Path, reason: str) -> None:
        """Remember why a font was not taken, once."""
        rejected = RejectedFont(role, path, reason)
        if rejected not in self._rejected:
            self._rejected.append(rejected)


def faces(path: Path) -> Iterator[TrueTypeFace]:
    """Give the faces of a font file: one, or each of a collection's. Raises :class:`FileUnusableError`."""
    first = TrueTypeFace(path, 0)
    yield first
    for index in range(1, first.face_count):
        yield TrueTypeFace(path, index)
