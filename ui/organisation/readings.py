"""How a name is read: the reading as it stands, and for 多音字 the others to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.organisation.desk import while_there
from ui.theme import XS, XXS, set_role
from ui.widgets.basics import box, button, clear, label, named, row
from ui.widgets.choices import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.main_window import Shell


def _other_readings(name: str) -> tuple[tuple[str, ...], ...]:
    # On the reader: the dictionaries are slow to import, and are only needed where somebody asks.
    from secretariat.services.pinyin import other_readings  # noqa: PLC0415 (see above)

    return other_readings(name)


class ReadingChoices(QWidget):
    """The readings of the characters that have several. ``chosen`` tells the whole reading: shan xiong xin."""

    chosen = Signal(str)

    def __init__(self, object_name: str, shell: Shell) -> None:
        super().__init__()
        named(self, object_name, "其他读音")
        self._shell = shell
        self._syllables: list[str] = []
        self._flow = FlowLayout(self, gap=XS)

    def ask(self, name: str, reading: str) -> None:
        """Look up the readings of a name that is read so now."""
        asked = self._shell.operations.read_latest(("readings", id(self)), _other_readings, name)
        asked.then(while_there(self, lambda found: self._show(name.replace("·", ""), found, reading.split())))

    def _show(self, characters: str, found: Sequence[Sequence[str]], now: Sequence[str]) -> None:
        self._syllables = list(now) if len(now) == len(found) else [ways[0] for ways in found]
        clear(self._flow)
        several = [(at, ways) for at, ways in enumerate(found) if len(ways) > 1]
        for at, ways in several:
            character = characters[at] if at < len(characters) else ""
            made = [self._way(at, way, character) for way in ways]
            self._flow.addWidget(box(row(label(character, "second", wrap=False), *made, gap=XXS)))
        if not several:
            self._flow.addWidget(label("没有多音字", "second", wrap=False))
        self.show()
        first = self.findChild(QPushButton)
        if first is not None:
            first.setFocus()

    def _way(self, at: int, way: str, character: str) -> QPushButton:
        made = button(way, f"{self.objectName()}-{at}-{way}", role="toggle", hint=f"{character}读作 {way}")
        made.setCheckable(True)
        made.setChecked(self._syllables[at] == way)
        made.clicked.connect(lambda _=False: self._choose(at, way))
        return made

    def _choose(self, at: int, way: str) -> None:
        self._syllables[at] = way
        for made in self.findChildren(QPushButton):
            _, place, said = made.objectName().rsplit("-", 2)
            if int(place) == at:
                made.setChecked(said == way)
                set_role(made)
        self.chosen.emit(" ".join(self._syllables))
