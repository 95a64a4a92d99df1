"""Forms made from the classes of the rulebook: a field for each of theirs, by its type and its label."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from secretariat.domain.records import field_types
from secretariat.domain.states import Post
from secretariat.rules.codes import CODES
from secretariat.rules.schema.deadline import Deadline
from ui.meetings.form import FittingForm
from ui.rules import fields, special_fields
from ui.rules.labels import LABELS, Label, words_of
from ui.rules.pick import options_of
from ui.rules.templates import template
from ui.rules.values import Edit, put
from ui.theme import M, S
from ui.widgets.basics import clear, column, label, row
from ui.widgets.card import Field
from ui.widgets.choices import Segmented

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.strict_input import Steps
    from ui.rules.form_desk import FormDesk

_FEW: Final = 6
"""Words that all stand in view; of more those chosen do, and a list behind them."""


@dataclasses.dataclass(frozen=True, slots=True)
class Slot:
    """A field of a class: its name, its label, its type without ``None``, and what it is where nothing is said."""

    name: str
    label: Label
    hint: Any
    optional: bool
    default: Any

    @property
    def needed(self) -> bool:
        """Whether something must be said."""
        return self.default is dataclasses.MISSING

    @property
    def item(self) -> Any:  # noqa: ANN401 (a type)
        """What a list is made of; ``None`` for what is none."""
        return get_args(self.hint)[0] if get_origin(self.hint) is tuple else None


def slots_of(kind: type, names: Iterable[str] = ()) -> list[Slot]:
    """The fields of a class as a form shows them, or those named."""
    wanted = set(names)
    known = {one.name: one for one in dataclasses.fields(kind)}
    hints = field_types(kind)
    made = []
    for name, label_ in LABELS[kind].items():
        if (wanted and name not in wanted) or label_.form == "no":
            continue
        hint, optional = _plain(hints[name])
        factory = known[name].default_factory
        default = known[name].default if factory is dataclasses.MISSING else factory()
        made.append(Slot(name, label_, hint, optional, default))
    return made


def _plain(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401 (a type)
    """A type without ``None``, and whether that was one of its members."""
    members = get_args(hint)
    if type(None) in members:
        return next(member for member in members if member is not type(None)), True
    return hint, False


class Form(QWidget):
    """The fields of one entry, or of those of its class that are named. It is made anew when one rules others out."""

    def __init__(self, desk: FormDesk, kind: type, path: Steps, names: Iterable[str] = ()) -> None:
        super().__init__()
        self._desk, self._kind, self._path = desk, kind, path
        self._slots = slots_of(kind, names)
        self._ruled_by: dict[str, list[Slot]] = {}
        for slot in self._slots:
            if slot.label.when is not None:
                self._ruled_by.setdefault(slot.label.when[0], []).append(slot)
        self._layout = column(gap=M, into=self)
        self._fill()

    def _fill(self) -> None:
        clear(self._layout)
        form: FittingForm | None = None
        for slot in self._slots:
            if not self._says(slot, self._desk.value((*self._path, _ruler(slot)))):
                continue
            made = self._field(slot)
            if is_part(slot) or is_list(slot):
                form = None
                self._layout.addWidget(made)
                continue
            if form is None:
                form = FittingForm(2, gap=S)
                self._layout.addWidget(form)
            form.add(made, span=2 if slot.label.wide else 1)

    def _says(self, slot: Slot, ruling: object) -> bool:
        """Whether a field says anything now, by the value of the one that rules it."""
        when = slot.label.when
        if when is None:
            return True
        if isinstance(ruling, dict):  # a part that is there
            return False
        return ruling in when[1] or (ruling is None and None in when[1])

    def _field(self, slot: Slot) -> QWidget:
        desk, path = self._desk, (*self._path, slot.name)
        if is_list(slot):
            from ui.rules.entry_list import TitledList  # noqa: PLC0415 (the two make each other)

            return TitledList(desk, slot.item, path, slot.label)
        if is_part(slot):
            return _part(desk, slot, path)
        return self._plain_field(slot, path)

    def _plain_field(self, slot: Slot, path: Steps) -> QWidget:  # noqa: PLR0911 (one for each kind of value)
        desk, label_, form = self._desk, slot.label, slot.label.form
        special = {
            "share": special_fields.share_field,
            "posts": special_fields.posts_field,
            "mark": fields.mark_field,
            "fixed": fields.fixed_field,
            "listed": fields.listed_field,
        }.get(form)
        if special is not None:
            return special(desk, path, label_)
        if slot.hint is Deadline:
            return _deadline(desk, slot, path)
        if slot.item is not None:
            return self._several(slot, path)
        if slot.hint is bool:
            return fields.check_field(desk, path, label_, default=slot.default is True)
        if slot.hint is int:
            return fields.number_field(desk, path, label_, needed=slot.needed)
        if words := self._words(slot):
            return self._choice(slot, path, words)
        if form == "text":
            return fields.text_field(desk, path, label_, needed=slot.needed)
        if slot.hint is str:
            return fields.line_field(desk, path, label_, needed=slot.needed)
        return fields.day_field(desk, path, label_)

    def _words(self, slot: Slot) -> dict[str, str]:
        """The words among which a field chooses."""
        if slot.label.form == "code":
            return {code: f"{known.step}　{known.title}" for code, known in CODES.items()}
        if slot.hint is Post:
            return self._desk.posts
        is_list = get_origin(slot.hint) is Literal or (isinstance(slot.hint, type) and issubclass(slot.hint, StrEnum))
        return words_of(slot.hint, slot.label) if is_list else {}

    def _choice(self, slot: Slot, path: Steps, words: dict[str, str]) -> QWidget:
        ruled = self._ruled_by.get(slot.name, [])

        def follows(chosen: object) -> list[Edit]:
            """What the choice rules out is taken away with it."""
            gone = [one for one in ruled if not self._says(one, chosen)]
            return [put(place, None) for one in gone if self._desk.value(place := (*self._path, one.name)) is not None]

        default = None if slot.needed or slot.default is None else str(slot.default)
        made = fields.choice_field(
            self._desk, path, slot.label, words, default=default, optional=slot.optional, follows=follows
        )
        if ruled:
            self._refill_after(made, path)
        return made

    def _refill_after(self, made: Field, path: Steps) -> None:
        signal = made.findChild(Segmented) or made.editor
        name = fields.name_of(path)
        chosen: Any = getattr(signal, "chosen", None) or getattr(signal, "picked", None)

        # Once the click is over: the button that was clicked goes with the rest.
        chosen.connect(lambda _: QTimer.singleShot(0, self, partial(self.refill, name)))

    def refill(self, name: str = "") -> None:
        """Make the form anew, with the focus on the field of that name."""
        self._fill()
        found = self.findChild(QWidget, name) if name else None
        if found is not None:
            found.setFocus()
        self._desk.mark()

    def _several(self, slot: Slot, path: Steps) -> QWidget:
        desk, label_ = self._desk, slot.label
        if label_.form == "kinds":
            return fields.toggles_field(desk, path, label_, desk.kinds.items(), needed=slot.needed)
        words = desk.posts if slot.item is Post else words_of(slot.item, label_)
        make = fields.toggles_field if len(words) <= _FEW and slot.item is not Post else fields.chips_field
        return make(desk, path, label_, options_of(words), needed=slot.needed)


def _ruler(slot: Slot) -> str:
    return slot.name if slot.label.when is None else slot.label.when[0]


def is_list(slot: Slot) -> bool:
    """Whether it holds entries with fields of their own."""
    return dataclasses.is_dataclass(slot.item)


def is_part(slot: Slot) -> bool:
    """Whether it has fields of its own."""
    return dataclasses.is_dataclass(slot.hint) and slot.hint is not Deadline


def _part(desk: FormDesk, slot: Slot, path: Steps) -> QWidget:
    if slot.optional:
        return OptionalPart(desk, slot.hint, path, slot.label)
    part = Form(desk, slot.hint, path)
    desk.register(path, part, lambda _: None)
    return part


class OptionalPart(QWidget):
    """A part that a rulebook may be silent on: 没有规定 or 有规定, and then its fields. ``titled``: with its title."""

    turned = Signal()

    def __init__(self, desk: FormDesk, kind: type, path: Steps, label_: Label, *, titled: bool = True) -> None:
        super().__init__()
        self._desk, self._kind, self._path, self._label = desk, kind, path, label_
        self._titled = titled
        self.switch = Segmented(
            fields.name_of((*path, "there")), f"{label_.title}：有没有规定", (("no", "没有规定"), ("yes", "有规定"))
        )
        self.switch.chosen.connect(self._turn)
        self._problem = label("", "error")
        self._problem.hide()
        self._body = column(gap=0)
        whole = column(self._problem, self._body, gap=S, into=self)
        if titled and label_.hint:
            whole.insertWidget(0, label(label_.hint, "small"))
        if titled:
            whole.insertLayout(0, row(label(label_.title, "strong", wrap=False), None, self.switch, gap=S))
        desk.register(path, self, self._say)
        self._fill()

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _fill(self) -> None:
        there = self._desk.value(self._path) is not None
        self.switch.set_value("yes" if there else "no")
        clear(self._body)
        if there:
            self._body.addWidget(Form(self._desk, self._kind, self._path))
        if not self._titled and not there:
            self.hide()  # it takes no room
        elif self.parentWidget() is not None:
            self.show()

    def _turn(self, key: str) -> None:
        wanted = template(self._kind, self._label) if key == "yes" else None
        if wanted is not None and "article" in wanted:
            wanted["article"] = self._desk.value((*self._path[:-1], "article")) or ""
        self._desk.put(self._path, wanted)
        self._fill()
        self._desk.mark()
        self.turned.emit()


def _deadline(desk: FormDesk, slot: Slot, path: Steps) -> QWidget:
    if not slot.optional:
        return special_fields.deadline_field(desk, path, slot.label)
    return _OptionalDeadline(desk, slot.label, path)


class _OptionalDeadline(QWidget):
    """A deadline that there may be none of."""

    def __init__(self, desk: FormDesk, label_: Label, path: Steps) -> None:
        super().__init__()
        self._desk, self._label, self._path = desk, label_, path
        self._switch = Segmented(
            fields.name_of((*path, "there")), f"{label_.title}：有没有时限", (("no", "没有时限"), ("yes", "有时限"))
        )
        self._switch.chosen.connect(self._turn)
        self._body = column(gap=0)
        column(label(label_.title, "label", wrap=False), self._switch, self._body, gap=4, into=self)
        self._fill()

    def _fill(self) -> None:
        there = self._desk.value(self._path) is not None
        self._switch.set_value("yes" if there else "no")
        clear(self._body)
        if there:
            editor = special_fields.DeadlineEditor(self._desk, self._path, self._label)
            field = Field("", editor)
            field.label.hide()
            self._body.addWidget(fields.bind(self._desk, self._path, field))

    def _turn(self, key: str) -> None:
        self._desk.put(self._path, template(Deadline, self._label) if key == "yes" else None)
        self._fill()
        self._desk.mark()
