"""签到 over a whole screen: for the projector, and for whoever types names while people come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from secretariat.domain.room import Calling, line_of, next_calling, on_table
from secretariat.domain.states import Presence
from secretariat.services import sign_in
from ui.room.cells import Naming, cells_of
from ui.room.desk import RoomDesk
from ui.room.dialogue import BY_KEY, OF_PEOPLE, Answer, Dialogue, Mode, asks_of
from ui.room.entry import Answers, EntryBar
from ui.room.finding import Finder, names, present_ones, read
from ui.room.foot import ActBar, SaidLine
from ui.room.grid import RoomGrid
from ui.room.panels import CountBand, RoomHead, TopicBand
from ui.theme import XS, L, M, S
from ui.widgets.basics import box, column, label, named, row

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QCloseEvent

    from secretariat.errors import UserError
    from secretariat.services.sign_in import Marked
    from ui.main_window import Shell

_TICK_MS: Final = 250
_NAMED: Final = 12
"""Those to be called in next who are named; the list shows all."""
_KEYS: Final = (
    "回车 到会　　首字母后加 9:10 再回车 迟到　　↑↓ 选人　　空格 早退、暂离、回避、请假、代会…　　"
    "Ctrl+→ 下一议题　　F9 叫入　　F8 计时　　F6 只看未到　　Ctrl+Z 撤销　　Esc 取消　　F11 退出"
)
_LOCKED: Final = "纪要已经印发并锁定，出席记录不能修改。F11 退出"


class RoomWindow(QWidget):
    """The room of one meeting; it stays on the program's own window, and goes with it, as ``closed`` tells."""

    closed = Signal()

    def __init__(self, shell: Shell, meeting_id: int, over: QWidget | None = None, *, again: bool = False) -> None:
        super().__init__(over, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "ground")
        named(self, "room-window", "签到")
        self.setWindowTitle("签到")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.shell = shell
        self.meeting_id = meeting_id
        self.desk = RoomDesk(shell, meeting_id, self)
        self._naming = Naming((), {}, {})
        self._finder = Finder()
        self._dialogue = Dialogue()
        self._only_missing = False
        self._asked_newcomer = ""
        self._again = again
        self._closed = False
        self._make()
        self._lay_out()
        self._connect()
        if over is not None:
            over.installEventFilter(self)
        self.bar.ask(self._dialogue.prompt, self._dialogue.hint)
        self.told.say("正在打开…", "info")
        self.desk.open().failed(self._not_opened)

    # --- making

    def _make(self) -> None:
        self.head = RoomHead()
        self.counters = CountBand()
        self.topic = TopicBand()
        self.grid = RoomGrid()
        self.bar = EntryBar()
        self.entry = self.bar.entry
        self.answers = Answers()
        self.acts = ActBar()
        self.told = SaidLine()
        self._keys = label(_KEYS, "small")

    def _lay_out(self) -> None:
        line = row(self.bar, self.acts, gap=M)
        line.setStretch(0, 1)
        foot = box(column(self.answers, line, self.told, self._keys, gap=XS))
        main = column(self.head, self.counters, self.topic, self.grid, foot, gap=S, into=self)
        main.setContentsMargins(L, M, L, S)
        main.setStretch(3, 1)

    def _connect(self) -> None:
        self.desk.changed.connect(self._show)
        self.desk.said.connect(self.told.say)
        self.acts.pressed.connect(self._command)
        self.desk.acted.connect(self._acknowledge)
        self.entry.textEdited.connect(lambda _: self._search())
        self.entry.entered.connect(self._enter)
        self.entry.moved.connect(self._move)
        self.entry.asked.connect(self._ask)
        self.entry.letter.connect(self._letter)
        self.entry.left.connect(self._escape)
        self.entry.command.connect(self._command)
        self.answers.pressed.connect(self._letter)
        self.grid.chosen.connect(self._choose)
        self.grid.marked.connect(self._mark_clicked)
        self.grid.paged.connect(self._show_page)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    # --- showing

    def _show(self) -> None:
        view, dossier, state = self.desk.view, self.desk.dossier, self.desk.state
        if view is None or dossier is None or state is None:
            return
        if self.told.said.text() == "正在打开…":
            self.told.say(self._beginning(), "info")
        self.setWindowTitle(f"签到　{view.name}")
        self.head.show_meeting(view.name, dossier)
        self.counters.show_count(state.count.meeting)
        self.topic.show_topic(dossier, state.count)
        if self._finder.learn(dossier, self.desk.readings):
            self._naming = Naming.of(dossier)
        self.grid.show_cells(cells_of(dossier, self._naming, only_missing=self._only_missing))
        self.answers.show_waiting(self._called(next_calling(dossier)))
        self.acts.show_room(dossier, locked=view.locked)
        self.entry.setReadOnly(view.locked)
        self._keys.setText(_LOCKED if view.locked else _KEYS)
        self._search(keep=True)
        self._show_page()
        self._tick()

    def _not_opened(self, error: UserError) -> None:
        self.told.say(f"{error.message}。{error.remedy}。", "violation")

    def _beginning(self) -> str:
        dossier = self.desk.dossier
        if dossier is None or not dossier.attendance:
            return "名单上还没有人员，请先在“出席”中生成应到名单"
        if self._again:
            here = on_table(dossier.topics)
            where = "" if here is None else f"，停在议题{here.no}"
            return f"程序上次没有正常退出，签到视图已恢复{where}；已确认的签到都在"
        if dossier.meeting.date != self.desk.now().date():
            return "今天不是会议当天，时间仍按现在的时间登记"
        return "输入姓名首字母，回车签到"

    def _called(self, calling: Calling | None) -> str:
        if calling is None:
            return ""
        some = [one for one in map(self._finder.who, calling.people[:_NAMED]) if one is not None]
        more = f" 等 {len(calling.people)} 人" if len(calling.people) > _NAMED else ""
        return f"下一批叫入（议题{calling.topic}）：{names(some)}{more}"

    def _show_page(self) -> None:
        self.told.show_page(self.grid.page, self.grid.pages, only_missing=self._only_missing)

    def _tick(self) -> None:
        now = self.desk.now()
        self.head.show_time(now)
        self.grid.describe()
        if self.desk.state is not None and self.topic.timer.isVisibleTo(self):
            self.topic.timer.show_timer(self.desk.timer, self.desk.state, now)

    def _acknowledge(self, marked: Marked) -> None:
        words = marked.words.removeprefix(sign_in.PREFIX)
        if not words:
            return
        for line in marked.lines[:1]:
            self._finder.chosen = line.person
            self._lift()
        nothing = marked.entry is None and not marked.lines
        self.told.say(f"{words}：已经是这样了" if nothing else words, "info" if nothing else "good")

    # --- whom one means

    def _search(self, *, keep: bool = False) -> None:
        """Look for whom one means; ``keep`` the one chosen among those found."""
        mode = self._dialogue.mode
        who = read(self.entry.text()).who if mode in OF_PEOPLE else ""
        self._finder.search(who, self._here, listed=mode is Mode.NAMES, keep=keep)
        self._asked_newcomer = "" if not keep else self._asked_newcomer
        self._lift()

    @property
    def _here(self) -> frozenset[str]:
        return frozenset() if self.desk.dossier is None else present_ones(self.desk.dossier)

    def _lift(self) -> None:
        """Lift out those found, in the line and in the list."""
        mode, dossier = self._dialogue.mode, self.desk.dossier
        if mode in BY_KEY:
            self.answers.show_acts(() if dossier is None else self._dialogue.acts(dossier))
        else:
            nobody = mode is Mode.NAMES and bool(read(self.entry.text()).who)
            none = "名单上没有找到，请核对或换个写法" if nobody else ""
            self.answers.show_hits(self._finder.found, self._finder.at, self._here, none)
        if self._dialogue.mode is Mode.NAMES:
            self.grid.show_found((one.person for one in self._finder.found), self._meant())
        else:
            self.grid.show_found((), self._dialogue.person)

    def _meant(self) -> str:
        """Who is meant: the one found, else the one gone to."""
        return self._finder.meant(typed=bool(read(self.entry.text()).who))

    def _move(self, across: int, down: int) -> None:
        dossier = self.desk.dossier
        if self._dialogue.mode is Mode.REASON and dossier is not None:
            self._turn_to(self._dialogue.other_topic(dossier, down))
        elif self._finder.found:
            self._finder.turn(across + down)
            self._lift()
        elif self._dialogue.mode is Mode.NAMES and not self.entry.text():
            self._finder.chosen = self.grid.neighbour(across, down)
            self._lift()

    def _choose(self, person: str) -> None:
        self._turn_to(Dialogue())
        self._finder.chosen = person
        self._lift()
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark_clicked(self, person: str) -> None:
        self._choose(person)
        self._mark(person)

    # --- keys

    def _enter(self) -> None:
        """Mark whom one means, or answer what was asked."""
        mode, text = self._dialogue.mode, self.entry.text()
        if self.entry.isReadOnly():
            return
        if mode is Mode.NAMES:
            self._enter_name()
        elif mode in {Mode.SUBSTITUTE, Mode.CONSENT}:
            self._enter_person(text.strip())
        elif mode not in BY_KEY:
            told = self._dialogue.told(text, self.desk.minute())
            if isinstance(told, str):
                self.told.say(told, "violation")
            else:
                self._carry_out(told)

    def _enter_name(self) -> None:
        typed, person = read(self.entry.text()), self._meant()
        if typed.topic is not None:
            self.entry.clear()
            self.desk.do(sign_in.begin_topic, typed.topic, at=self.desk.minute())
        elif not person:
            if typed.who:
                self.told.say(f"名单上没有“{typed.who}”", "violation")
                self.entry.selectAll()
        elif typed.at is not None:
            self.desk.do(sign_in.mark_arrival, person, at=typed.at)
        else:
            self._mark(person)
        if person:
            self.entry.clear()
            self._search()

    def _mark(self, person: str) -> None:
        dossier = self.desk.dossier
        line = None if dossier is None else line_of(dossier, person)
        if self.entry.isReadOnly() or line is None:
            return
        if line.status is Presence.PRESENT and line.left is None:
            one = self._finder.who(person)
            self._finder.chosen = person
            self._lift()
            self.told.say(f"{'' if one is None else one.called}已经签到，其他情况请按空格", "info")
            return
        self.desk.do(sign_in.mark_present, person, at=self.desk.minute())

    def _enter_person(self, text: str) -> None:
        found = self._finder.one
        if found is not None:
            self._answer(self._dialogue.picked(found.person, found.called))
        elif not text and self._dialogue.mode is Mode.CONSENT:
            self._answer(self._dialogue.picked(None))
        elif text and self._dialogue.mode is Mode.SUBSTITUTE and not text.isascii():
            if self._asked_newcomer == text:
                self._carry_out(self._dialogue.newcomer(text))
            else:
                self._asked_newcomer = text
                self.answers.show_hits((), 0, none=f"没有“{text}”，再按一次回车即登记为新人员")
        elif text:
            self.told.say(f"没有找到“{text}”", "violation")

    def _ask(self) -> None:
        """Open what else can be told of whom one means."""
        dossier, person = self.desk.dossier, self._meant()
        if self._dialogue.mode is not Mode.NAMES or dossier is None or self.entry.isReadOnly():
            return
        one = self._finder.who(person)
        if one is None:
            self.told.say("请先输入姓名首字母，或用 ↑↓ 选人，再按空格", "info")
            return
        self._finder.chosen = person
        self._turn_to(asks_of(person, one.called, dossier))

    def _letter(self, key: str) -> None:
        dossier = self.desk.dossier
        told = None if dossier is None else self._dialogue.press(key, dossier, self.desk.minute())
        if told is not None:
            self._answer(told)

    def _answer(self, told: Dialogue | Answer) -> None:
        if isinstance(told, Dialogue):
            self._turn_to(told)
        else:
            self._carry_out(told)

    def _carry_out(self, answer: Answer) -> None:
        self._turn_to(Dialogue())
        self.desk.do(answer.service, *answer.args, **answer.values)

    def _turn_to(self, dialogue: Dialogue) -> None:
        """Ask what is asked next."""
        self._dialogue = dialogue
        self.bar.ask(dialogue.prompt, dialogue.hint)
        self.entry.setText(dialogue.begins_with(self.desk.minute()))
        self.entry.selectAll()
        self.entry.answer_by_key(by_key=dialogue.mode in BY_KEY, typing=dialogue.mode is Mode.NOTE)
        self._search()
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        """Back out of what was asked or typed; never out of the room, which everybody sees on the wall."""
        if self._dialogue.mode is not Mode.NAMES or self.entry.text():
            self._turn_to(Dialogue())
        else:
            self.told.say("没有要取消的内容；退出签到视图请按 F11", "info")

    def _command(self, what: str) -> None:
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
        view, dossier = self.desk.view, self.desk.dossier
        if what == "close":
            self.close()
        elif what in {"page-down", "page-up"}:
            self.grid.turn(1 if what == "page-down" else -1)
        elif what == "missing":
            self._only_missing = not self._only_missing
            self._show()
        elif dossier is None or view is None or view.locked:
            return
        elif what == "undo":
            self.desk.undo()
        elif what in {"timer", "restart"}:
            self._time(what)
        else:
            self._go_on(what)

    def _go_on(self, what: str) -> None:
        dossier = self.desk.dossier
        if dossier is None:
            return
        here, calling, minute = on_table(dossier.topics), next_calling(dossier), self.desk.minute()
        if what == "next":
            self.desk.do(sign_in.next_topic, at=minute)
        elif what == "end" and here is not None:
            self.desk.do(sign_in.end_topic, here.no, at=minute)
        elif what == "call" and calling is not None:
            self.desk.do(sign_in.call_in, calling.people, at=minute, topic=calling.topic)
        elif what == "call":
            self.told.say("没有候会的列席人员；列席人员先签到，再叫入", "info")

    def _time(self, what: str) -> None:
        dossier = self.desk.dossier
        if dossier is None or on_table(dossier.topics) is None:
            return
        if what == "timer":
            self.desk.toggle_timer()
        else:
            self.desk.restart_timer()
        self._tick()

    # --- the window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Close with the program's window, while the database is still open."""
        if event.type() == QEvent.Type.Close and watched is self.parent():
            self.close()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep that it was closed as it should be: it does not open by itself again."""
        if not self._closed:
            self._closed = True
            self._clock.stop()
            self.desk.keep(is_open=False)
            self.closed.emit()
        super().closeEvent(event)
