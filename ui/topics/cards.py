"""What the cards of a topic's page have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariat.domain.naming import cited
from ui.theme import XS
from ui.widgets.basics import button, row
from ui.widgets.card import Card
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QPushButton, QWidget

    from secretariat.domain.facts import Dossier
    from secretariat.services.topic_sight import TopicSight
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles


class TopicCard(Card):
    """A card of the page: ``show_sight`` shows the topic, ``locate`` goes to the field of a finding."""

    codes: tuple[str, ...] = ()
    """The findings that are mended here, by the beginning of their codes."""

    def __init__(self, desk: TopicDesk, files: TopicFiles, title: str, *acts: QWidget) -> None:
        super().__init__(title, *acts)
        self.desk, self.files = desk, files
        self.there = True
        """Whether there is anything for it to tell of this topic."""

    def be_there(self, *, there: bool) -> None:
        """Be shown or not."""
        self.there = there
        self.setVisible(there)

    def show_sight(self, sight: TopicSight) -> None:
        """Show the topic as it is now; what is being typed stays."""

    def locate(self, code: str) -> bool:
        """Go to the field of a finding or need; false where it is none of this card's."""
        del code
        return False

    def leave(self) -> None:
        """Save what is being typed."""


def people_of(dossier: Dossier, units: Iterable[str] = ()) -> list[PersonChoice]:
    """Those who can be picked; the heads of some units first, then in their own order."""
    first = set(units)
    ordered = sorted(
        dossier.people, key=lambda person: 0 if any(held.department in first for held in person.posts) else 1
    )
    return [
        PersonChoice(person.id, person.name, person.title or "") for person in (ordered if first else dossier.people)
    ]


def set_people(editor: QWidget, people: Iterable[PersonChoice]) -> None:
    """Offer these people in a field, unless somebody is typing in it."""
    if isinstance(editor, PersonPicker) and not (editor.hasFocus() and editor.isModified()):
        editor.set_people(people)


def name_of(dossier: Dossier, person: str | None) -> str:
    """A person as the page names him: 区长林知远."""
    found = next((one for one in dossier.people if one.id == person), None)
    return "" if found is None else f"{found.title or ''}{found.name}"


def unit_of(dossier: Dossier, unit: str | None) -> str:
    """A unit's name."""
    return next((one.name for one in dossier.departments if one.id == unit), "")


def article_link(name: str, article: str | None, show: Callable[[str], Any]) -> QPushButton | None:
    """A link to the text of an article; ``None`` without one."""
    if article is None:
        return None
    return button(cited(article), name, role="link", hint="查看条文", clicked=lambda: show(article))


def acts_of(*acts: QWidget) -> Any:  # noqa: ANN401 (a layout)
    """Acts side by side."""
    return row(*acts, None, gap=XS)
