"""Qt's own file dialog, in the look of the window: our buttons, fewer columns, the places where files are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QStandardPaths, Qt, QUrl
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QListView,
    QSplitter,
    QToolButton,
    QTreeView,
    QWidget,
)

from ui.icons import icon
from ui.theme import set_role
from ui.widgets.basics import named

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH: Final = 860
_HEIGHT: Final = 540
_FRAME: Final = 48
"""What the desktop's title bar takes of the screen."""
_NAME_WIDTH: Final = 480
_SIDE_WIDTH: Final = 152
_TYPE: Final = 2
_DATE: Final = 3
"""Columns of Qt's list of files."""
_TOOLS: Final = {
    "backButton": "back",
    "forwardButton": "forward",
    "toParentButton": "up",
    "newFolderButton": "folder-add",
}
_VIEWS: Final = ("listModeButton", "detailModeButton")
_PLACES: Final = {
    QStandardPaths.StandardLocation.HomeLocation: "主文件夹",
    QStandardPaths.StandardLocation.DesktopLocation: "桌面",
    QStandardPaths.StandardLocation.DocumentsLocation: "文档",
    QStandardPaths.StandardLocation.DownloadLocation: "下载",
}
_COMPUTER: Final = "file:"
_STICKS: Final = ("/media", "/run/media")
"""Where desktops put what is plugged in, in a folder of the user's name."""


def file_dialog(parent: QWidget, title: str, kinds: Sequence[tuple[str, str]], folder: Path | None) -> QFileDialog:
    """Qt's own dialog: the desktop's may speak another language, and asks a portal that may not be there."""
    made = named(QFileDialog(parent, title), "file-dialog", title)
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.setNameFilters([f"{name} ({pattern})" for name, pattern in kinds])
    made.setDirectory(str(folder or Path.home()))
    made.setViewMode(QFileDialog.ViewMode.Detail)
    room = parent.screen().availableSize()
    made.resize(min(_WIDTH, room.width()), min(_HEIGHT, room.height() - _FRAME))
    return made


def dress(made: QFileDialog) -> None:
    """Give its parts our look; once it is known whether it opens or saves, which makes some of them anew."""
    for name, drawn in _TOOLS.items():
        tool = made.findChild(QToolButton, name)
        if tool is not None:
            tool.setIcon(icon(drawn))
    for name in _VIEWS:
        view = made.findChild(QToolButton, name)
        if view is not None:
            view.hide()  # the list of details is enough
    made.setLabelText(QFileDialog.DialogLabel.LookIn, "位置")
    made.setLabelText(QFileDialog.DialogLabel.FileName, "文件名")
    made.setLabelText(QFileDialog.DialogLabel.FileType, "类型")
    saves = made.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    made.setLabelText(QFileDialog.DialogLabel.Accept, "保存" if saves else "打开")
    buttons = made.findChild(QDialogButtonBox)
    if buttons is not None:
        standard = QDialogButtonBox.StandardButton
        act = buttons.button(standard.Save if saves else standard.Open)
        if act is not None:
            set_role(act, role="primary")
    _dress_list(made)
    _dress_side(made)


def _dress_list(made: QFileDialog) -> None:
    details = made.findChild(QTreeView)
    if details is None:
        return
    details.setColumnWidth(0, _NAME_WIDTH)
    details.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    details.header().setStretchLastSection(True)
    details.setColumnHidden(_TYPE, True)  # noqa: FBT003 (Qt takes it by place only)
    # Written in the desktop's language, whatever the program speaks.
    details.setColumnHidden(_DATE, QLocale.system().language() is not QLocale.Language.Chinese)


def _dress_side(made: QFileDialog) -> None:
    """The places at the left, by their Chinese names."""
    found: dict[str, str] = {}
    for place, word in _PLACES.items():
        path = QStandardPaths.writableLocation(place)
        if path not in found and Path(path).is_dir():
            found[path] = word
    for root in _STICKS:
        mine = Path(root, Path.home().name)
        if mine.is_dir():
            found |= {str(stick): stick.name for stick in sorted(mine.iterdir())}
    made.setSidebarUrls([*map(QUrl.fromLocalFile, found), QUrl(_COMPUTER)])
    side, splitter = made.findChild(QListView, "sidebar"), made.findChild(QSplitter)
    if side is None or splitter is None:
        return
    names, model = tuple(found.values()), side.model()

    def name() -> None:
        for number, word in enumerate(names):
            if model.index(number, 0).data() != word:
                model.setData(model.index(number, 0), word)

    name()
    model.dataChanged.connect(lambda *_: name())  # Qt writes the folders' own names once it has read them
    splitter.setSizes([_SIDE_WIDTH, _WIDTH - _SIDE_WIDTH])
