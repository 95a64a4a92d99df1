"""Work off the main thread: a worker that writes, one that reads, one aside, and what the window may know of them.

A page never waits. It hands a service function over and says what to do with the result::

    shell.operations.write(services.meetings.add, draft).then(self._added).failed(self.field.show_error)

Results cross threads as frozen objects; callbacks run on the main thread, after the changes of the same act have been
published, and not at all when the widget whose method they are is gone.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer, Signal
from shiboken6 import isValid

from secretariat.domain.records import record
from secretariat.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from ui.autosave import Autosave

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE_MS = 400
"""How long an act may last before the window shows what it is doing."""
_WRITER, _READER, _ASIDE = "writer", "reader", "aside"
_TELL_S = 0.05
"""How often at most the window is told how far an act is."""
_LAST_WAIT_S = 3.0
"""How long closing waits for what is being read; nothing is being written then."""


class Cancelled(Exception):  # noqa: N818 (no error: the user wanted it)
    """Raised inside a service, by ``report``, when the user has cancelled the act."""


@record(kw_only=True)
class Progress:
    """How far a long act is; ``total`` 0 means that nobody knows."""

    operation: Operation[Any]
    what: str
    done: int = 0
    total: int = 0
    can_cancel: bool = False
    over: bool = False


@record(kw_only=True)
class SaveState:
    """Whether all that was entered is in the database: ``busy`` until it is, ``problem`` if it cannot be."""

    busy: bool = False
    saved_at: datetime | None = None
    problem: str | None = None

    @property
    def text(self) -> str:
        """What the footer says."""
        if self.busy:
            return "保存中…"
        if self.problem is not None:
            return f"尚未保存：{self.problem}"
        return "" if self.saved_at is None else f"已保存 {self.saved_at:%H:%M:%S}"


class Operation(Generic[R]):
    """One act under way. Says on the main thread how it went; say what then before returning to the event loop."""

    def __init__(self, operations: Operations, act: Callable[..., R], *, writes: bool) -> None:
        self.writes = writes
        self.what = ""
        self.can_cancel = False
        self.succeeded = False
        self._operations = operations
        self._act = act
        self._reports = False
        self._tell_from = 0.0
        self._cancelled = threading.Event()
        self._then: list[Callable[[R], object]] = []
        self._failed: list[Callable[[UserError], object]] = []
        self._finally: list[Callable[[], object]] = []

    def then(self, callback: Callable[[R], object]) -> Operation[R]:
        """Call that with the result."""
        self._then.append(callback)
        return self

    def failed(self, callback: Callable[[UserError], object]) -> Operation[R]:
        """Call that with a ``UserError``, instead of the notice that the window shows otherwise.

        A fault of the program does not come here: it is logged and shown in one place, by ``ui.errors``.
        """
        self._failed.append(callback)
        return self

    def finally_(self, callback: Callable[[], object]) -> Operation[R]:
        """Call that in any case, last: after a result, an error, a fault, a cancellation."""
        self._finally.append(callback)
        return self

    def long(self, what: str, *, reports: bool = False, can_cancel: bool | None = None) -> Operation[R]:
        """Say what it is doing, shown when it takes long: ``long("正在导入会议文件")``.

        With ``reports`` the service gets one more argument, ``report=``, a function of (what, done, total) that it
        calls at every step; it raises ``Cancelled`` when the user has cancelled. Without, only an act that has not
        begun can be cancelled.
        """
        self.what = what
        self._reports = reports
        self.can_cancel = reports if can_cancel is None else can_cancel
        return self

    def cancel(self) -> None:
        """Drop it if it has not begun, stop it at its next report if it has; its result is not delivered."""
        self._cancelled.set()

    @property
    def refusal_is_told(self) -> bool:
        """Whether somebody has said what is to be done with a ``UserError``."""
        return bool(self._failed)

    @property
    def cancelled(self) -> bool:
        """Whether somebody has cancelled it."""
        return self._cancelled.is_set()

    def _run(self) -> Callable[[], None]:
        """Do it, on the worker; gives what is to be done on the main thread."""
        if self.cancelled:
            return self._end
        try:
            result = self._act(report=self._report) if self._reports else self._act()
        except Cancelled:
            return self._end
        except UserError as error:
            refused = error
            return lambda: self._refused(refused)
        except Exception as error:  # noqa: BLE001 (an edge: whatever a service raises becomes a fault that is shown)
            fault = error
            return lambda: self._fault(fault)
        return lambda: self._done(result)

    def _report(self, what: str, done: int = 0, total: int = 0) -> None:
        if self.cancelled:
            raise Cancelled
        now = time.monotonic()
        if now < self._tell_from and (done < total or not total):
            return  # whoever tells of every row would keep the main thread busy with nothing else
        self._tell_from = now + _TELL_S
        progress = Progress(operation=self, what=what, done=done, total=total, can_cancel=self.can_cancel)
        self._operations.post(lambda: self._operations.progressed(progress))

    def _done(self, result: R) -> None:
        self.succeeded = True
        if changes := getattr(result, "changes", None):
            self._operations.changed.emit(changes)
        if not self.cancelled:
            for callback in self._then:
                _call(callback, result)
        self._end()

    def _refused(self, error: UserError) -> None:
        callbacks = [callback for callback in self._failed if _alive(callback)]
        for callback in callbacks:
            _call(callback, error)
        if not callbacks and not self.cancelled:
            self._operations.refused.emit(error)
        self._end()

    def _fault(self, error: Exception) -> None:
        self._operations.fault.emit(error)
        self._end()

    def _end(self) -> None:
        for callback in self._finally:
            _call(callback)


def _alive(callback: Callable[..., object]) -> bool:
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _call(callback: Callable[..., object], *arguments: object) -> None:
    if _alive(callback):
        callback(*arguments)


class _Worker(threading.Thread):
    """A thread that does one thing after the other."""

    def __init__(self, name: str, deliver: Callable[[Operation[Any], Callable[[], None]], None]) -> None:
        super().__init__(name=name, daemon=True)
        self._deliver = deliver
        self._queue: queue.SimpleQueue[Operation[Any] | None] = queue.SimpleQueue()
        self.start()

    def put(self, operation: Operation[Any]) -> None:
        self._queue.put(operation)

    def stop(self) -> None:
        """Finish what is waiting, then end."""
        self._queue.put(None)
        self.join(_LAST_WAIT_S)

    def run(self) -> None:
        while (operation := self._queue.get()) is not None:
            self._deliver(operation, operation._run())  # noqa: SLF001 (the two are one)


class Operations(QObject):
    """The workers, and the signals by which the window follows them. Belongs to the main thread."""

    changed = Signal(object)
    """What an act has changed, before the act's own callbacks: the services' frozen ``Changes``, either ``publish``ed
    or found as ``changes`` on what the service gives back."""
    state_changed = Signal(object)
    """The new ``SaveState``."""
    progress = Signal(object)
    """``Progress`` of an act that takes long; the last one is ``over``."""
    refused = Signal(object)
    """A ``UserError`` that nobody asked for with ``failed``."""
    fault = Signal(object)
    """An exception that is the program's fault."""
    idle = Signal()
    """Nothing is under way or waiting to be saved."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clock: Callable[[], datetime] = datetime.now,
        patience: int = PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self.state = SaveState()
        self._clock = clock
        self._patience = patience
        self._mail: deque[Callable[[], None]] = deque()
        self._under_way: set[Operation[Any]] = set()
        self._shown: dict[Operation[Any], Progress] = {}
        self._latest: dict[Hashable, Operation[Any]] = {}
        self._autosaves: list[Autosave] = []
        self._workers: dict[str, _Worker] = {}
        self._resting: deque[Operation[Any]] = deque()
        """What is to be done aside, until nothing else is under way."""
        self._held = False
        self._closed = False

    # --- what pages call

    def write(self, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Operation[R]:
        """Have the writer do that, after all that was given to it before."""
        return self._begin(act, args, kwargs, worker=_WRITER)

    def read(self, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Operation[R]:
        """Have the reader do that; it does not wait for what is being written."""
        return self._begin(act, args, kwargs, worker=_READER)

    def read_latest(self, key: Hashable, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Operation[R]:
        """The same, and forget the one asked before under the same key: for what is asked anew with every letter."""
        return self._instead(key, self.read(act, *args, **kwargs))

    def aside(self, key: Hashable, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Operation[R]:
        """The same for what nobody waits for: no read waits behind it, and it begins when nothing else is under way."""
        return self._instead(key, self._begin(act, args, kwargs, worker=_ASIDE))

    def publish(self, changes: object) -> None:
        """Tell all pages what has changed; services call this, on any thread, once an act is in the database."""
        self.post(lambda: self.changed.emit(changes))

    # --- what the frame calls

    @property
    def writing(self) -> bool:
        """Whether anything entered is not yet in the database."""
        return any(operation.writes for operation in self._under_way) or any(save.pending for save in self._autosaves)

    @property
    def busy(self) -> int:
        """How many acts are under way."""
        return len(self._under_way)

    def hold(self) -> None:
        """Let what is to be done aside wait until ``go_on``."""
        self._held = True

    def go_on(self) -> None:
        """Do what was waiting aside."""
        self._held = False
        self._look_aside()

    def flush(self) -> None:
        """Save now what waits for a pause in typing."""
        for save in list(self._autosaves):
            save.flush()

    def retry(self) -> None:
        """Try again to save what was refused."""
        for save in list(self._autosaves):
            save.retry()

    def shutdown(self, *, wait_ms: int | None = None) -> bool:
        """Save everything, finish what is being written, stop the workers; False if that took too long.

        Reads that have not begun are dropped.
        """
        if self._closed:
            return True
        for operation in self._under_way:
            if not operation.writes:
                operation.cancel()
        self.flush()
        if self.writing:
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            if wait_ms is not None:
                QTimer.singleShot(wait_ms, loop.quit)
            loop.exec()
        if self.writing:
            return False
        self._closed = True
        for worker in self._workers.values():
            worker.stop()
        self._open_mail()
        return True

    def post(self, callback: Callable[[], None]) -> None:
        """Have that done on the main thread, in the order in which it was posted."""
        self._mail.append(callback)
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, _event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Do what was posted."""
        self._open_mail()

    def progressed(self, progress: Progress) -> None:
        """Show how far an act is, once it has lasted long enough to be shown."""
        operation = progress.operation
        if operation in self._shown:
            self._shown[operation] = progress
            self.progress.emit(progress)

    # --- what ``Autosave`` calls

    def register(self, save: Autosave) -> None:
        """Count on it from now on: what it keeps is saved before the window closes."""
        self._autosaves.append(save)
        save.destroyed.connect(lambda: self._forget(save))

    def update_state(self) -> None:
        """Tell whether all that was entered is in the database."""
        problem = next((save.problem for save in self._autosaves if save.problem is not None), None)
        state = SaveState(busy=self.writing, saved_at=self.state.saved_at, problem=problem)
        if state != self.state or not state.busy:
            self.state = state
            self.state_changed.emit(state)
        if not self._under_way and not self.writing:
            self.idle.emit()

    # --- within

    def _instead(self, key: Hashable, operation: Operation[R]) -> Operation[R]:
        """Forget the operation that was begun before under the same key."""
        if (former := self._latest.get(key)) is not None:
            former.cancel()
        self._latest[key] = operation
        return operation.finally_(lambda: self._latest.pop(key) if self._latest.get(key) is operation else None)

    def _begin(
        self, act: Callable[..., R], args: tuple[object, ...], kwargs: Mapping[str, object], *, worker: str
    ) -> Operation[R]:
        writes = worker == _WRITER
        if self._closed and writes:
            raise RuntimeError("the workers have been stopped")

        def call(**more: object) -> R:
            return act(*args, **kwargs, **more)

        operation: Operation[R] = Operation(self, call, writes=writes)
        if self._closed:
            # What is still asked for while the window goes has nobody left to show it to.
            operation.cancel()
            return operation
        self._under_way.add(operation)
        self.update_state()
        if worker == _ASIDE:
            self._resting.append(operation)
            self.post(self._look_aside)
        else:
            self._give(worker, operation)
        QTimer.singleShot(self._patience, self, lambda: self._show(operation))
        return operation

    def _give(self, worker: str, operation: Operation[Any]) -> None:
        if worker not in self._workers:
            self._workers[worker] = _Worker(worker, self._deliver)
        # The worker gets it from the event loop, so that the page has said by then all it has to say.
        self.post(lambda: self._workers[worker].put(operation))

    def _look_aside(self) -> None:
        """Begin what was put aside, one thing after the other, if nobody waits for anything."""
        if self._resting and not self._held and len(self._under_way) == len(self._resting):
            self._give(_ASIDE, self._resting.popleft())

    def _deliver(self, operation: Operation[Any], rest: Callable[[], None]) -> None:
        """Called by the workers."""
        self.post(lambda: self._finish(operation, rest))

    def _finish(self, operation: Operation[Any], rest: Callable[[], None]) -> None:
        self._under_way.discard(operation)
        rest()
        if operation.writes and operation.succeeded:
            self.state = SaveState(saved_at=self._clock())
        if (shown := self._shown.pop(operation, None)) is not None:
            over = Progress(operation=operation, what=shown.what, done=shown.total, total=shown.total, over=True)
            self.progress.emit(over)
        self.update_state()
        self._look_aside()

    def _show(self, operation: Operation[Any]) -> None:
        if operation in self._under_way and operation.what:
            progress = Progress(operation=operation, what=operation.what, can_cancel=operation.can_cancel)
            self._shown[operation] = progress
            self.progress.emit(progress)

    def _open_mail(self) -> None:
        while self._mail:
            self._mail.popleft()()

    def _forget(self, save: Autosave) -> None:
        if save in self._autosaves:
            self._autosaves.remove(save)
