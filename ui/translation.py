"""Qt's own words in Chinese: its buttons, its dialogs, the menus of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

# What Qt's translation lacks, and what it says otherwise than this program does.
_WORDS: Final = {
    "&Undo": "撤销(&U)",
    "Undo": "撤销",
    "&Basic colors": "基本颜色(&B)",
    "&OK": "确定(&O)",
    "OK": "确定",
    "QFontDatabase|Any": "任意",
    "Local file": "本地文件",
    "Write PDF file": "写入 PDF 文件",
    "Print To File ...": "打印到文件…",
    "Page size:": "纸张大小：",
    "Folder": "文件夹",
    "QFileSystemModel|Size": "大小",
    "QFileSystemModel|Name": "名称",
    "Drive": "磁盘",
    "Computer": "计算机",
}


class _OwnWords(QTranslator):
    """Asked before Qt's own translation."""

    def isEmpty(self) -> bool:  # noqa: N802 (Qt's name)
        return False

    def translate(self, context: str, source: str, *_: object) -> str | None:  # type: ignore[override]
        return _WORDS.get(source) or _WORDS.get(f"{context}|{source}")


def speak_chinese(application: QCoreApplication) -> None:
    """Install the translations and the locale."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Script.SimplifiedChineseScript, QLocale.Country.China))
    qt = QTranslator(application)
    if qt.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(qt)
    application.installTranslator(_OwnWords(application))
