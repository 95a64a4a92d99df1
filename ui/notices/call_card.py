"""Whom to call now: his number in large figures, what to say, and a key for each answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton

from secretariat.domain.notices import STATE_NAMES, counts, dialled
from secretariat.domain.people_editing import unit_title
from ui.notices.rows import MARKS
from ui.theme import XS, XXS, M, S, set_role
from ui.widgets.basics import box, button, column, label, named, row, set_width
from ui.widgets.card import Field
from ui.widgets.choices import FlowLayout, StatusBadge
from ui.widgets.esc import TakesEsc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.domain.facts import Dossier
    from secretariat.domain.notices import Told
    from secretariat.errors import UserError
    from secretariat.services.notices import Number

ACTS: Final = (
    ("attends", "1", "参加"),
    ("leave", "2", "请假…"),
    ("substitute", "3", "代会…"),
    ("not_reached", "4", "未接通"),
    ("waiting", "5", "稍后答复"),
)
"""What came of a call: its name, its key, its words."""
_TINTS: Final = {"text_3": "info", "warning": "warning", "accent": "accent", "good": "good"}


class NumberLine(TakesEsc, QLineEdit):
    """A number that is being typed in: Enter keeps it, Esc leaves it as it was."""

    kept = Signal(str)
    left = Signal()

    def escape(self) -> None:
        """Leave it as it was."""
        self.left.emit()

    def take_enter(self) -> bool:
        """Keep it."""
        self.kept.emit(self.text().strip())
        return True


class CallCard(QFrame):
    """Shows one person. ``acted`` tells which key was pressed, ``back`` that typing here is over.

    ``typed`` tells a number that was typed in.
    """

    acted = Signal(str)
    typed = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "call-card", "正在通知")
        self._shown: Told | None = None
        self._known: Sequence[Number] = ()
        self._terse = False
        self._badge = StatusBadge()
        self._place = label("", "small", wrap=False)
        self._progress = label("", "small", wrap=False)
        self._progress.setObjectName("notice-progress")
        self.name = label("", "title", wrap=False)
        self.name.setObjectName("call-name")
        self._title = label("", "second")
        self.number = label("", "figure", wrap=False)
        self.number.setObjectName("call-number")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = label("", "small", wrap=False)
        self._edit = button("登记号码（F4）", "call-edit-number", role="link", shortcut="F4", clicked=self.edit_number)
        self._line = named(NumberLine(), "call-number-line", "电话号码")
        self._line.setPlaceholderText("输入号码，回车保存")
        set_width(self._line, 14)
        self._line.kept.connect(self.typed)
        self._line.left.connect(self.close_number)
        self._field = Field("", self._line)
        self._line.textEdited.connect(lambda _: self._field.show_problem(""))
        self._field.label.hide()
        self._field.hide()
        self.say = label("", "original")
        self.say.setMargin(XXS + 2)
        self.say.setObjectName("call-say")
        self.say.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._make_acts()
        self._lay_out()

    def _make_acts(self) -> None:
        self.taken_by = named(QLineEdit(), "call-taken-by", "接听人")
        self.note = named(QLineEdit(), "call-note", "备注")
        self.taken_by.setPlaceholderText("接听人（F2）")
        self.note.setPlaceholderText("备注")
        self.taken_by.setToolTip("先填接听人和备注，再按答复的数字键；回车到下一格，再回车返回名单")
        set_width(self.taken_by, 6)
        set_width(self.note, 8)
        self.taken_by.returnPressed.connect(self._after_taken_by)
        self.note.returnPressed.connect(self.back.emit)
        self.acts: dict[str, QPushButton] = {}
        flow = FlowLayout(gap=XS)
        for name, key, words in ACTS:
            made = button(f"{key} {words}", f"call-{name}", clicked=partial(self.acted.emit, name))
            made.setToolTip(f"按 {key}")
            self.acts[name] = made
            flow.addWidget(made)
        flow.addWidget(self.taken_by)
        flow.addWidget(self.note)
        self.next = button(
            "下一位（N）", "call-next", role="link", icon="forward", clicked=partial(self.acted.emit, "next")
        )
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the words
        self._acts = box(flow)

    def _lay_out(self) -> None:
        who = column(row(self.name, self._badge, None, gap=S), self._title, None, gap=XXS)
        reach = column(
            row(None, self.number),
            row(None, self._field, self._more, self._edit, gap=XS),
            gap=0,
        )
        top = row(who, reach, gap=M)
        top.setStretch(0, 1)
        head = row(self._place, self.next, None, self._progress, gap=S)
        self._room = column(head, top, self.say, self._acts, gap=XS, pad=(M, S), into=self)

    def be_terse(self, *, terse: bool) -> None:
        """Leave away, where there is little room, what can be left away: what to say is then told at the name."""
        if terse != self._terse:
            self._terse = terse
            self.say.setVisible(not terse)
            self.note.setVisible(not terse and not self.taken_by.isHidden())
            self._show_number()
        self._room.setContentsMargins(M, XS if terse else S, M, XS if terse else S)
        self._room.setSpacing(XXS if terse else XS)

    # --- showing

    @property
    def person(self) -> str | None:
        """The id of the person shown."""
        return None if self._shown is None else self._shown.person.id

    def show_call(
        self, dossier: Dossier, work: Sequence[Told], one: Told, numbers: Sequence[Number], *, say: str, next_: bool
    ) -> None:
        """Show a person; ``next_`` where he is one of those still to be called."""
        if self.person != one.person.id:
            self.taken_by.clear()
            self.note.clear()
            self.close_number()
        self._shown = one
        place = next((number for number, each in enumerate(work, 1) if each.person.id == one.person.id), 0)
        self._place.setText(f"{'正在通知' if next_ else '已有答复'}　第 {place} 位，共 {len(work)} 位")
        counted = counts(work)
        self._progress.setText(f"应通知 {counted.due}　已通知 {counted.told}")
        self.name.setText(one.person.name)
        self._title.setText(one.person.title or unit_title(dossier, one.person) or "（未填职务）")
        self._badge.show_state(STATE_NAMES[one.state], _TINTS[MARKS[one.state][1]])
        self._known = numbers
        self._show_number()
        self.say.setText(say)
        self.name.setToolTip(say)
        self.setAccessibleName(f"正在通知 {one.person.name} {self.number.text()}")

    def _show_number(self) -> None:
        numbers = self._known
        self.number.setText(dialled(numbers[0].text) if numbers else "没有电话号码")
        role = "section" if not numbers else "title" if self._terse else "figure"
        set_role(self.number, role=role, tone="accent" if numbers else "")
        self._more.setText("　".join(_called(number) for number in numbers[1:]))

    def bar(self, *, barred: bool) -> None:
        """Let nothing be recorded."""
        for made in (*self.acts.values(), self.taken_by):
            made.setVisible(not barred)
        self.note.setVisible(not barred and not self._terse)
        self._edit.setVisible(not barred and self._field.isHidden())

    def ask(self, *, asking: bool) -> None:
        """Offer no answers while something else is asked."""
        self._acts.setVisible(not asking)
        self.next.setVisible(not asking)

    def _after_taken_by(self) -> None:
        if self.note.isHidden():
            self.back.emit()
        else:
            self.note.setFocus(Qt.FocusReason.TabFocusReason)

    def take_fields(self) -> tuple[str | None, str | None]:
        """Who took the call, and the note, as typed; the fields are empty afterwards."""
        told = self.taken_by.text().strip() or None, self.note.text().strip() or None
        self.taken_by.clear()
        self.note.clear()
        return told

    # --- the number

    def edit_number(self) -> None:
        """Type in a number."""
        if self._shown is None or self._edit.isHidden():
            return
        self._line.setText(self._shown.person.phone or "")
        self._line.selectAll()
        self._field.show_problem("")
        self._show_number_line(shown=True)
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse_number(self, error: UserError) -> None:
        """Say at the line why what was typed cannot be kept."""
        self._field.show_error(error)

    def close_number(self) -> None:
        """Take the line for a number away; typing there is over."""
        if self._field.isVisibleTo(self):
            had = self._line.hasFocus()
            self._show_number_line(shown=False)
            if had:
                self.back.emit()

    def _show_number_line(self, *, shown: bool) -> None:
        self._field.setVisible(shown)
        self._edit.setVisible(not shown)
        self._more.setVisible(not shown)


def _called(number: Number) -> str:
    return f"{dialled(number.text)}（{number.of}）"
