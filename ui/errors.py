"""Whose fault it is, on the screen: what the user can mend is said kindly, all else is a fault of the program.

The only place beside ``ui.operations`` and the command line where everything is caught.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from secretariat.domain.records import record
from secretariat.errors import UserError
from ui import VERSION
from ui.late import Qt

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from ui.widgets.dialogs import Dialog

_log = logging.getLogger(__name__)


@record()
class Fault:
    """A fault of the program: what it is called, and all that a developer wants to know."""

    name: str
    details: str


class ErrorReporter(QObject):
    """Takes every error, from whatever thread, and shows it in the main one.

    ``refused`` hands a ``UserError`` to the window, which shows it as a notice; a fault is logged with its traceback
    and shown by a dialog that says what the user can do. One dialog at a time: a fault that repeats is logged only.
    """

    refused = Signal(object)

    _reported = Signal(object)

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log_file = log_file
        self._open: Dialog | None = None
        self._reported.connect(self._show)

    def report(self, error: BaseException) -> None:
        """Show an error; on any thread."""
        self._reported.emit(error)

    def catch_all(self) -> None:
        """Take what nobody has caught: in slots, in threads, in destructors."""

        def uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
            if isinstance(error, KeyboardInterrupt):
                QApplication.quit()
            else:
                self.report(error)

        sys.excepthook = uncaught
        threading.excepthook = lambda args: self.report(args.exc_value) if args.exc_value is not None else None
        sys.unraisablehook = lambda args: (
            _log.error("unraisable in %r", args.object, exc_info=args.exc_value) if args.exc_value is not None else None
        )

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.refused.emit(error)
            return
        fault = fault_of(error)
        _log.error("fault of the program: %s\n%s", fault.name, fault.details)
        try:
            self._show_fault(fault)
        except Exception:  # noqa: BLE001 (an edge: a fault while showing a fault must not start a chain of them)
            _log.exception("the fault could not be shown")

    def _show_fault(self, fault: Fault) -> None:
        from ui.widgets.dialogs import Dialog  # noqa: PLC0415 (not before the first paint)

        if self._open is not None:
            return
        parent = QApplication.activeWindow()
        shown = Dialog(
            parent if isinstance(parent, QWidget) else None,
            "fault",
            "程序出现故障",
            text="刚才的操作没有完成，已保存的内容不受影响。可以继续工作；如果反复出现，请重新启动程序，"
            "并把下面的日志文件或故障详情交给系统管理员。",
            icon="alert",
            tone="violation",
        )
        self._fill(shown, fault)
        shown.finished.connect(self._closed)
        self._open = shown
        shown.open()

    def _fill(self, shown: Dialog, fault: Fault) -> None:
        from ui.widgets.basics import button, column, label  # noqa: PLC0415 (not before the first paint)

        path = label(str(self.log_file))
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.body.addLayout(column(label("日志文件", "label"), path, gap=4))
        copy = button(
            "复制故障详情",
            "fault-copy",
            icon="copy",
            clicked=lambda: QGuiApplication.clipboard().setText(fault.details),
        )
        shown.acts.insertWidget(0, copy)
        shown.add_act("关闭", "close", lambda: None, role="primary")

    def _closed(self) -> None:
        self._open = None


def fault_of(error: BaseException) -> Fault:
    """What a developer wants to know of an error."""
    import platform  # noqa: PLC0415 (2 ms that the first paint need not wait for)

    trace = "".join(traceback.format_exception(error))
    where = f"Python {platform.python_version()}, {platform.platform()}, secretariat {VERSION}"
    return Fault(type(error).__name__, f"{where}\n{trace}")
