"""The check panel (规则检查): what the rules say now, each finding one click from where it is mended."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from secretariat.domain.naming import cited
from secretariat.rules.finding import Finding, Severity
from ui.icons import Mark
from ui.theme import PANEL_WIDTH, XS, XXS, M, S, set_role
from ui.widgets.basics import box, button, clear, column, frame, label, row, rule, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SEVERITIES: Final = {
    Severity.VIOLATION: ("violation", "violation", "违反"),
    Severity.WARNING: ("warning", "warning", "提醒"),
    Severity.INFO: ("info", "info", "提示"),
    Severity.EXCUSED: ("excused", "text_2", "例外"),
}
"""Each severity's icon, colour and word, gravest first."""

_STEPS: Final = {
    "topic": "议题",
    "form": "议题",
    "countersign": "议题",
    "review": "议题",
    "material": "议题",
    "agenda": "议程",
    "kind": "议程",
    "frequency": "议程",
    "member": "通知",
    "attendee": "通知",
    "leave": "通知",
    "away": "通知",
    "chair": "签到",
    "quorum": "签到",
    "minutes": "纪要",
    "decision": "督办",
    "document": "督办",
}
_ORDER: Final = ("议题", "议程", "通知", "签到", "纪要", "督办", "归档", "其他")


def step_of(finding: Finding) -> str:
    """The step of a meeting's life where a finding belongs."""
    return _STEPS.get(finding.code.partition(".")[0], "其他")


class FindingsPanel(QFrame):
    """Findings grouped by step.

    ``locate`` asks to go to the field (code, subject), ``excuse`` to enter an exception (code, subject), and
    ``article`` to open the rule (the article's number).
    """

    locate = Signal(str, object)
    excuse = Signal(str, object)
    article = Signal(str)

    def __init__(self, title: str = "规则检查", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setObjectName("findings-panel")
        self.setAccessibleName(title)
        self.setFixedWidth(PANEL_WIDTH)
        self._shown: tuple[tuple[Finding, ...], frozenset[str]] | None = None
        self._counts = row(gap=XS)
        head = box(row(label(title, "section", wrap=False), None, self._counts, pad=(M, 14)))
        self._list = column(gap=0, pad=(S, 0))
        content = QWidget()
        content.setLayout(column(self._list, None, gap=0))
        self.acts = row(gap=S, pad=(S, XS))
        """Where a page puts more acts: 例外记录, 打印检查单."""
        area = scrolled(content, "findings", "规则检查结果")
        column(head, area, rule(), self.acts, gap=0, into=self).setStretch(1, 1)
        self._say("good", "good", "尚未检查")
        self._rows: dict[tuple[str, object], list[QFrame]] = {}

    def show_checking(self) -> None:
        """Say that the rules are being looked at; what was found before stays in view."""
        if self._shown is None:
            clear(self._list)
            self._say("info", "info", "正在检查…")

    def show_findings(
        self,
        findings: Iterable[Finding],
        *,
        excusable: Iterable[str] = (),
        group: Callable[[Finding], str] = step_of,
    ) -> None:
        """Show findings; ``excusable`` are the codes that the rulebook lets be excused on record."""
        shown = (tuple(findings), frozenset(excusable))
        if shown == self._shown:
            return
        self._shown = shown
        held = self._held()
        self._rows = {}
        clear(self._list)
        clear(self._counts)
        self._count(shown[0])
        if not shown[0]:
            self._say("good", "good", "未发现问题")
            return
        groups: dict[str, list[Finding]] = {}
        for finding in shown[0]:
            groups.setdefault(group(finding), []).append(finding)
        for name in sorted(groups, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)):
            self._list.addWidget(box(row(label(name, "group"), pad=(XXS, XS))))
            for finding in sorted(groups[name], key=lambda one: list(SEVERITIES).index(one.severity)):
                made = self._row(finding, can_excuse=finding.code in shown[1])
                self._rows.setdefault((finding.code, finding.subject), []).append(made)
                self._list.addWidget(made)
        self._hold(held)

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
                made = box(row(Mark(icon, tint, 12), label(str(counts[severity]), "strong", wrap=False), gap=3))
                made.setAccessibleName(f"{word} {counts[severity]}")
                made.setToolTip(f"{word} {counts[severity]} 项")
                self._counts.addWidget(made)

    def _say(self, icon: str, tint: str, text: str) -> None:
        self._list.addWidget(box(row(Mark(icon, tint, 16), label(text, "second", wrap=False), None, pad=(XXS, XS))))

    def _row(self, finding: Finding, *, can_excuse: bool) -> QFrame:
        icon, tint, word = SEVERITIES[finding.severity]
        what, detail = _parted(finding.message)
        name = f"{finding.code}-{finding.subject}" if finding.subject is not None else finding.code
        made = frame("finding")
        made.setObjectName(f"finding-{name}")
        made.setAccessibleName(f"{word}：{finding.message}")
        head = row(Mark(icon, tint, 14), label(word, "small", tone=tint if tint != "info" else "", wrap=False), gap=5)
        links = row(gap=XXS)
        links.setContentsMargins(-4, 0, -4, 0)  # the words, not the rings around them, stand in line
        if finding.article is not None:
            article = finding.article
            link = button(
                cited(article),
                f"article-{name}",
                role="link",
                hint="查看条文",
                clicked=lambda: self.article.emit(article),
            )
            link.setAccessibleName(f"查看{cited(article)}：{what}")
            links.addWidget(link)
        links.addStretch(1)
        goto = button(
            "定位",
            f"locate-{name}",
            role="link",
            hint="转到应修改之处",
            clicked=lambda: self.locate.emit(finding.code, finding.subject),
        )
        goto.setAccessibleName(f"定位：{what}")
        links.addWidget(goto)
        if can_excuse and finding.severity is Severity.VIOLATION:
            excuse = button(
                "例外…",
                f"excuse-{name}",
                role="link",
                hint="按规定作为例外并记录在案",
                clicked=lambda: self.excuse.emit(finding.code, finding.subject),
            )
            excuse.setAccessibleName(f"例外：{what}")
            links.addWidget(excuse)
        head.addStretch(1)
        body = column(head, label(what), gap=3, pad=(XXS, XS), into=made)
        if detail:
            body.addWidget(label(detail, "small"))
        body.addLayout(links)
        return made

    def _held(self) -> str:
        """The name of the link that has the focus, so that a new list does not lose the user's place."""
        return next((made.objectName() for made in self.findChildren(QPushButton) if made.hasFocus()), "")

    def _hold(self, name: str) -> None:
        found = self.findChild(QPushButton, name) if name else None
        if found is not None:
            found.setFocus()


def _parted(message: str) -> tuple[str, str]:
    """A message's first sentence, and the rest."""
    first, stop, rest = message.partition("。")
    return (first, rest.strip()) if stop else (message, "")
