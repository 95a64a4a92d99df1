"""The check panel (规则检查): what the rules say now, each finding one click from where it is mended."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from secretariat.domain.naming import cited
from secretariat.rules.codes import CODES, STEPS
from secretariat.rules.finding import Finding, Severity
from ui.icons import Mark
from ui.theme import PANEL_WIDTH, XS, XXS, M, S, set_role
from ui.widgets.basics import box, button, clear, column, drop, frame, label, row, rule, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SEVERITIES: Final = {
    Severity.VIOLATION: ("violation", "violation", "违反"),
    Severity.WARNING: ("warning", "warning", "提醒"),
    Severity.INFO: ("info", "info", "提示"),
    Severity.EXCUSED: ("excused", "text_2", "例外"),
}
"""Each severity's icon, colour and word, gravest first."""

_OTHER: Final = "其他"
_LINKS: Final = ("withdraw", "excuse", "locate", "article")
"""The links of a finding, the last first."""

_Line: TypeAlias = tuple["Finding", bool, str, int]
"""What a line shows: a finding, whether it may be excused, who excused it, and the how manieth it is of its kind."""


def step_of(finding: Finding) -> str:
    """The step of a meeting's life where a finding belongs."""
    code = CODES.get(finding.code)
    return _OTHER if code is None else code.step


class FindingsPanel(QFrame):
    """Findings grouped by step; a click on a count hides or shows what is so grave.

    ``locate`` asks to go to the field (code, subject), ``excuse`` to enter an exception, ``withdraw`` to take one back
    (code, subject), and ``article`` to open the rule (the article's number).
    """

    locate = Signal(str, object)
    excuse = Signal(str, object)
    withdraw = Signal(str, object)
    article = Signal(str)

    def __init__(self, title: str = "规则检查", parent: QWidget | None = None, *, acts: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setObjectName("findings-panel")
        self.setAccessibleName(title)
        self.setFixedWidth(PANEL_WIDTH)
        self._shown: tuple[tuple[Finding, ...], frozenset[str], tuple[tuple[str, object, str], ...]] | None = None
        self._hidden: set[Severity] = set()
        self._group: Callable[[Finding], str] = step_of
        self._counts = row(gap=XS)
        head = box(row(label(title, "section", wrap=False), None, self._counts, pad=(M, 14)))
        self._list = column(gap=0, pad=(S, 0))
        content = QWidget()
        content.setLayout(column(self._list, None, gap=0))
        self.acts = row(gap=S, pad=(S, XS))
        """Where a page that has more acts puts them: 例外记录, 打印检查单."""
        self._area = area = scrolled(content, "findings", "规则检查结果")
        self._caveat = label("", "small")
        line = row(Mark("warning", "warning", 12), self._caveat, gap=XS, pad=(M, XS))
        line.setStretch(1, 1)
        self._caveat_box = box(line)
        self._caveat_box.hide()
        foot = column(rule(), self.acts, gap=0) if acts else None
        parts = (head, self._caveat_box, area) if foot is None else (head, self._caveat_box, area, foot)
        column(*parts, gap=0, into=self).setStretch(2, 1)
        self._say("good", "good", "尚未检查")
        self._rows: dict[tuple[str, object], list[QFrame]] = {}
        self._made: dict[_Line, QFrame] = {}

    def show_checking(self) -> None:
        """Say that the rules are being looked at; what was found before stays in view."""
        if self._shown is None:
            clear(self._list)  # no finding is among it
            self._say("info", "info", "正在检查…")

    def show_unjudged(self, text: str) -> None:
        """Say why there is nothing to be judged yet."""
        self._shown, self._rows, self._made = None, {}, {}
        clear(self._list)
        clear(self._counts)
        self._say("info", "info", text)

    def show_caveat(self, text: str) -> None:
        """Say over the findings on what ground they stand, where that is not firm; nothing hides it."""
        self._caveat.setText(text)
        self._caveat_box.setVisible(bool(text))

    def show_findings(
        self,
        findings: Iterable[Finding],
        *,
        excusable: Iterable[str] = (),
        excuses: Iterable[tuple[str, object, str]] = (),
        group: Callable[[Finding], str] = step_of,
    ) -> None:
        """Show findings.

        ``excusable`` are the codes that the rulebook lets be excused on record; ``excuses`` says of each exception on
        record (code, subject) who allowed it, when and why.
        """
        shown = (tuple(findings), frozenset(excusable), tuple(excuses))
        if shown == self._shown:
            return
        self._shown, self._group = shown, group
        self._fill()

    def _fill(self) -> None:
        if self._shown is None:
            return
        findings, excusable, excuses = self._shown
        held = self._held()
        # What is still found keeps its line: with many findings, new ones would hold the window up at every act.
        former, self._made, self._rows = self._made, {}, {}
        for kept in former.values():
            self._list.removeWidget(kept)
        self._lay_out(findings, excusable, excuses, former)
        for made in former.values():
            drop(made)
        if self._made:
            links = [link for made in self._made.values() for link in made.findChildren(QPushButton)]
            for before, after in pairwise([self._area, *links]):  # lines of before and of now, as they stand
                QWidget.setTabOrder(before, after)
        self._hold(held)

    def _lay_out(
        self,
        findings: tuple[Finding, ...],
        excusable: frozenset[str],
        excuses: tuple[tuple[str, object, str], ...],
        former: dict[_Line, QFrame],
    ) -> None:
        """Put the lines in order; those taken from the former ones are no longer among them."""
        clear(self._list)
        clear(self._counts)
        self._count(findings)
        if not findings:
            self._say("good", "good", "未发现问题")
            return
        told = {(code, subject): text for code, subject, text in excuses}
        groups: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.severity not in self._hidden:
                groups.setdefault(self._group(finding), []).append(finding)
        if not groups:
            self._say("info", "info", "已按所选程度隐藏")
        for name in sorted(groups, key=lambda name: STEPS.index(name) if name in STEPS else len(STEPS)):
            self._list.addWidget(box(row(label(name, "group"), pad=(XXS, XS))))
            for finding in sorted(groups[name], key=lambda one: list(SEVERITIES).index(one.severity)):
                excuse = told.get((finding.code, finding.subject), "")
                alike = self._rows.setdefault((finding.code, finding.subject), [])
                line = (finding, finding.code in excusable, excuse, len(alike))
                made = former.pop(line, None) or self._row(finding, can_excuse=line[1], excuse=excuse)
                self._made[line] = made
                alike.append(made)
                self._list.addWidget(made)

    def _toggle(self, severity: Severity) -> None:
        self._hidden ^= {severity}
        self._fill()

    def light(self, code: str, subject: object) -> None:
        """Point out a finding for a moment."""
        for made in self._rows.get((code, subject), []):
            set_role(made, lit="true")
            QTimer.singleShot(1600, made, lambda made=made: set_role(made, lit="false"))

    @property
    def text(self) -> str:
        """All that it says, for tests and for copying."""
        shown = [one for one in self.findChildren(QWidget) if isinstance(one, QLabel | QPushButton)]
        return "\n".join(one.text() for one in shown if one.text())

    def _count(self, findings: tuple[Finding, ...]) -> None:
        counts = Counter(finding.severity for finding in findings)
        for severity, (icon, tint, word) in SEVERITIES.items():
            if counts[severity]:
                made = button(
                    str(counts[severity]),
                    f"findings-{severity}",
                    role="count",
                    clicked=partial(self._toggle, severity),
                )
                made.setCheckable(True)
                made.setChecked(severity not in self._hidden)
                row(Mark(icon, tint, 12), None, pad=(XXS + 2, 0), into=made)
                made.setAccessibleName(f"{word} {counts[severity]} 项")
                made.setToolTip(f"{word} {counts[severity]} 项；按一下显示或隐藏")
                self._counts.addWidget(made)

    def _say(self, icon: str, tint: str, text: str) -> None:
        self._list.addWidget(box(row(Mark(icon, tint, 16), label(text, "second", wrap=False), None, pad=(XXS, XS))))

    def _row(self, finding: Finding, *, can_excuse: bool, excuse: str) -> QFrame:
        icon, tint, word = SEVERITIES[finding.severity]
        what, detail = _parted(finding.message)
        name = f"{finding.code}-{finding.subject}" if finding.subject is not None else finding.code
        made = frame("finding")
        made.setObjectName(f"finding-{name}")
        made.setAccessibleName(f"{word}：{finding.message}")
        head = row(Mark(icon, tint, 14), label(word, "small", tone=tint if tint != "info" else "", wrap=False), gap=5)
        excused = bool(excuse) and finding.severity is Severity.EXCUSED
        links = self._links(finding, name, what, can_excuse=can_excuse, can_withdraw=excused)
        head.addStretch(1)
        body = column(head, label(what), gap=3, pad=(XXS, XS), into=made)
        if detail:
            body.addWidget(label(detail, "small"))
        if excused:
            body.addWidget(label(excuse, "small"))
        body.addLayout(links)
        return made

    def _links(self, finding: Finding, name: str, what: str, *, can_excuse: bool, can_withdraw: bool) -> QHBoxLayout:
        links = row(gap=XXS)
        links.setContentsMargins(-4, 0, -4, 0)  # the words, not the rings around them, stand in line

        def link(key: str, text: str, hint: str, clicked: Callable[[], object]) -> None:
            made = button(text, f"{key}-{name}", role="link", hint=hint, clicked=clicked)
            made.setAccessibleName(f"{text}：{what}")
            links.addWidget(made)

        about = (finding.code, finding.subject)
        if finding.article is not None:
            link("article", cited(finding.article), "查看条文", partial(self.article.emit, finding.article))
        links.addStretch(1)
        link("locate", "定位", "转到应修改之处", partial(self.locate.emit, *about))
        if can_excuse and finding.severity in {Severity.VIOLATION, Severity.WARNING}:
            link("excuse", "例外…", "按规定作为例外并记录在案", partial(self.excuse.emit, *about))
        if can_withdraw:
            link("withdraw", "撤销例外", "撤销这一例外，问题重新计入", partial(self.withdraw.emit, *about))
        return links

    def _held(self) -> str:
        """The name of the link that has the focus, or will have it again once the dialog in front is closed."""
        holder: QWidget | None = self.window().focusWidget()
        return "" if holder is None or not self.isAncestorOf(holder) else holder.objectName()

    def _hold(self, name: str) -> None:
        """Give the focus back, so that a new list does not lose the user's place: where the link is gone, beside it."""
        _, stop, about = name.partition("-")
        for key in dict.fromkeys((name, *(f"{link}-{about}" for link in _LINKS if stop))):
            found = self.findChild(QPushButton, key)
            if found is not None:
                found.setFocus()
                return


def _parted(message: str) -> tuple[str, str]:
    """A message's first sentence, and the rest."""
    first, stop, rest = message.partition("。")
    return (first, rest.strip()) if stop else (message, "")
