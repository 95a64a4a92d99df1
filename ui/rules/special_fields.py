"""Fields that read as a sentence: how many must be there, by when; and the words for the posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from secretariat.domain.labels import POSTS
from secretariat.domain.quorum import Threshold
from secretariat.rules.schema.deadline import Deadline
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Choice
from ui.rules.fields import bind, line_of, name_of, number_typed
from ui.rules.labels import label_of
from ui.rules.share_text import read_share, share_of, share_words
from ui.theme import XS
from ui.widgets.basics import column, label, set_width
from ui.widgets.card import Field
from ui.widgets.choices import FlowLayout, Segmented

if TYPE_CHECKING:
    from secretariat.strict_input import Steps
    from ui.rules.form_desk import FormDesk
    from ui.rules.labels import Label

_USUAL: Final = ("1/2", "2/3", "3/4")
_OTHER: Final = "other"
_EXAMPLES: Final = (9, 10, 15)
_DAYS_WIDTH: Final = 3
_SHARE_WIDTH: Final = 7


class Sentence(QWidget):
    """Words and small fields in a line that wraps; the focus begins at the first field."""

    def __init__(self, *parts: QWidget | str) -> None:
        super().__init__()
        flow = FlowLayout(self)
        self._first: QWidget | None = None
        for part in parts:
            if isinstance(part, str):
                words = label(part, wrap=False)
                words.setProperty("role", "in-line")
                flow.addWidget(words)
            else:
                flow.addWidget(part)
                self._first = self._first or part
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802 (Qt's name)
        """Begin at the first field."""
        if self._first is not None:
            self._first.setFocus(reason)


class ShareEditor(QWidget):
    """到会人数 [超过|不少于] 应到人数的 [二分之一|三分之二|四分之三|其他], and what that means in people."""

    def __init__(self, desk: FormDesk, path: Steps, title: str) -> None:
        """``path`` is that of the entry that holds ``share`` and ``comparison``."""
        super().__init__()
        self._desk, self._path = desk, path
        name = name_of(path)
        self.comparison = Segmented(
            f"{name}-comparison", f"{title}：超过还是不少于", (("more_than", "超过"), ("at_least", "不少于"))
        )
        self.share = Segmented(
            f"{name}-share", f"{title}：比例", (*((share, share_words(share)) for share in _USUAL), (_OTHER, "其他"))
        )
        self.other: QLineEdit = line_of((*path, "share"), f"{title}：其他比例", "如 五分之三、3/5")
        self.other.setObjectName(f"{name}-share-typed")
        set_width(self.other, _SHARE_WIDTH)
        self._means = label("", "second")
        self._means.setObjectName(f"{name}-means")
        sentence = Sentence(self.comparison, "应到人数的", self.share, self.other)
        column(sentence, self._means, gap=XS, into=self)
        share = str(desk.value((*path, "share")) or "")
        self.comparison.set_value(desk.value((*path, "comparison")))
        self.share.set_value(share if share in _USUAL else _OTHER)
        self.other.setText("" if share in _USUAL else share_words(share))
        self.other.setVisible(share not in _USUAL)
        self._explain()
        self.comparison.chosen.connect(self._compare)
        self.share.chosen.connect(self._choose)
        self.other.textEdited.connect(self._type)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802 (Qt's name)
        """Begin with the comparison, or where a share has to be typed."""
        part: QWidget = self.comparison if self.other.isHidden() else self.other
        part.setFocus(reason)

    def _compare(self, key: str) -> None:
        self._desk.put((*self._path, "comparison"), key)
        self._explain()

    def _choose(self, key: str) -> None:
        self.other.setVisible(key == _OTHER)
        if key == _OTHER:
            self.other.selectAll()
            self.other.setFocus()
            self._type(self.other.text())
        else:
            self._desk.put((*self._path, "share"), key)
            self._explain()

    def _type(self, text: str) -> None:
        self._desk.put((*self._path, "share"), read_share(text), typed=True)
        self._explain()

    def _explain(self) -> None:
        """What it means for councils of some sizes: nobody has to reckon whether the half itself is enough."""
        share, comparison = (self._desk.value((*self._path, key)) for key in ("share", "comparison"))
        fraction = share_of(str(share))
        if fraction is None:
            self._means.setText("")
            return
        strict = comparison == "more_than"
        threshold = Threshold(share=fraction, strict=strict)
        people = "，".join(f"应到{due}人须{threshold.needed(due)}人到会" for due in _EXAMPLES)
        self._means.setText(f"{'不含' if strict else '含'}{share_words(str(share))}本数：{people}")


def share_field(desk: FormDesk, path: Steps, label_: Label) -> Field:
    """How many of those due must be there; ``path`` is that of the share."""
    field = Field(label_.title, ShareEditor(desk, path[:-1], label_.title), hint=label_.hint)
    desk.register((*path[:-1], "comparison"), field, field.show_problem)
    return bind(desk, path, field)


class DeadlineEditor(Sentence):
    """[会议召开] [前] 至少 [5] [个工作日]; what can't be otherwise is words."""

    def __init__(self, desk: FormDesk, path: Steps, label_: Label) -> None:
        now: dict[str, Any] = {"side": "before", "anchor": "meeting", "unit": "working_days", **desk.value(path)}
        units = label_of(Deadline, "unit").words
        days = line_of((*path, "days"), f"{label_.title}：天数")
        days.setText(str(now.get("days", "")))
        set_width(days, _DAYS_WIDTH, around=24)
        days.textEdited.connect(lambda text: desk.put((*path, "days"), number_typed(text, needed=True), typed=True))
        unit = Segmented(f"{name_of(path)}-unit", f"{label_.title}：工作日还是自然日", [*units.items()])
        unit.set_value(now["unit"])
        unit.chosen.connect(lambda key: desk.put((*path, "unit"), key))
        before, after = (label_.sides == (side,) == (now["side"],) for side in ("before", "after"))
        parts = (
            _part(desk, (*path, "anchor"), now["anchor"], label_.anchors),
            _part(desk, (*path, "side"), now["side"], label_.sides),
            "至少" if before else "",
            days,
            unit,
            "内" if after else "",
        )
        super().__init__(*_joined(parts))
        self.days = days


def _part(desk: FormDesk, path: Steps, now: str, allowed: tuple[str, ...]) -> QWidget | str:
    """A choice where there is one, else the word."""
    known = label_of(Deadline, str(path[-1]))
    options = dict.fromkeys((*allowed, now))
    if len(options) == 1:
        return known.words[now]
    choice = Choice(name_of(path), known.title, ((option, known.words.get(option, option)) for option in options))
    choice.set_value(now)
    choice.picked.connect(lambda value: desk.put(path, value))
    return choice


def _joined(parts: tuple[QWidget | str, ...]) -> list[QWidget | str]:
    """Words that stand side by side as one, without those that are none."""
    joined: list[QWidget | str] = []
    for part in parts:
        if part == "":
            continue
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] = f"{joined[-1]}{part}"
        else:
            joined.append(part)
    return joined


def deadline_field(desk: FormDesk, path: Steps, label_: Label) -> Field:
    """By when."""
    return bind(desk, path, Field(label_.title, DeadlineEditor(desk, path, label_), hint=label_.hint))


def posts_field(desk: FormDesk, path: Steps, label_: Label) -> QWidget:
    """The word for each post; one without a word is not used."""
    form = FittingForm(2)
    for post, common in POSTS.items():
        place = (*path, post.value)
        editor = line_of(place, common)
        editor.setText(str(desk.value(place) or ""))
        editor.setPlaceholderText("本政府没有或不用的，留空")
        editor.textEdited.connect(lambda text, place=place: desk.put(place, text.strip() or None, typed=True))
        editor.editingFinished.connect(desk.editing.end_typing)
        form.add(bind(desk, place, Field(common, editor)))
    field = Field(label_.title, form, hint=label_.hint)
    return bind(desk, path, field)
