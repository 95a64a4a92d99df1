"""Which fonts serve which role: the reader's own first, by exact family and file name, then the free set carried along.

Never by ``fc-match`` or any other matching: those give another face rather than none.
"""

from __future__ import annotations

import enum
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Role(enum.StrEnum):
    """The five faces of GB/T 9704-2012."""

    FANGSONG = "仿宋"
    XIAOBIAOSONG = "小标宋"
    HEITI = "黑体"
    KAITI = "楷体"
    SONGTI = "宋体"


@record()
class SystemFont:
    """A font of the system that may serve a role: its file's possible names (case does not matter) and its families."""

    families: frozenset[str]
    files: tuple[str, ...]


@record()
class BundledFont:
    """A font in resources/fonts/: its file, the family it was made from, and its licence."""

    file: str
    family: str
    licence: str


def _system(families: str, files: str) -> SystemFont:
    """Give a system font from its families and file names, each divided by ``|``."""
    return SystemFont(frozenset(families.split("|")), tuple(files.casefold().split("|")))


SYSTEM: Mapping[Role, tuple[SystemFont, ...]] = {
    Role.FANGSONG: (
        _system("仿宋_GB2312|FangSong_GB2312", "仿宋_GB2312.ttf|FANGSONG_GB2312.ttf|simfang_gb2312.ttf|simfang.ttf"),
        _system("FangSong|仿宋", "simfang.ttf|仿宋.ttf"),
    ),
    Role.XIAOBIAOSONG: (
        _system(
            "方正小标宋简体|FZXiaoBiaoSong-B05S|FZXBSJW--GB1-0",
            "方正小标宋简体.ttf|方正小标宋简.ttf|FZXBSJW.ttf|FZXBSJW--GB1-0.ttf",
        ),
        _system("方正小标宋_GBK|FZXiaoBiaoSong-B05", "方正小标宋_GBK.ttf|FZXBSK.ttf"),
    ),
    Role.HEITI: (_system("SimHei|黑体", "simhei.ttf|黑体.ttf"),),
    Role.KAITI: (
        _system("楷体_GB2312|KaiTi_GB2312", "楷体_GB2312.ttf|KAITI_GB2312.ttf|simkai_gb2312.ttf|simkai.ttf"),
        _system("KaiTi|楷体", "simkai.ttf|楷体.ttf"),
    ),
    Role.SONGTI: (_system("SimSun|宋体", "simsun.ttc|simsun.ttf|宋体.ttf"),),
}

FANG = BundledFont("fang.ttf", "FandolFang", "GPL-3.0（含字体嵌入例外）")
TITLE_SONG = BundledFont("title-song.ttf", "Noto Serif CJK SC Bold", "OFL-1.1")
HEI = BundledFont("hei.ttf", "WenQuanYi Zen Hei", "GPL-2.0（含字体嵌入例外）")
HEI_MORE = BundledFont("hei-more.ttf", "Noto Sans CJK SC", "OFL-1.1")
KAI = BundledFont("kai.ttf", "LXGW WenKai", "OFL-1.1")
KAI_LIGHT = BundledFont("kai-light.ttf", "LXGW WenKai Light", "OFL-1.1")
SONG = BundledFont("song.ttf", "AR PL UMing CN", "Arphic Public License")
RARE_A = BundledFont("rare-a.ttf", "HanaMinA", "OFL-1.1 或花園フォント许可")
RARE_B = BundledFont("rare-b.ttf", "HanaMinB", "OFL-1.1 或花園フォント许可")

BUNDLED: Mapping[Role, tuple[BundledFont, ...]] = {
    Role.FANGSONG: (FANG, KAI_LIGHT, KAI, RARE_A, RARE_B),
    Role.XIAOBIAOSONG: (TITLE_SONG, HEI, RARE_A, RARE_B),
    Role.HEITI: (HEI, HEI_MORE, RARE_A, RARE_B),
    Role.KAITI: (KAI, RARE_A, RARE_B),
    Role.SONGTI: (SONG, RARE_A, RARE_B),
}

# Letters, Arabic numerals and the marks without which a page cannot be set.
MARKS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz，。、；：？！“”‘’（）《》〔〕—…"


@cache
def required_characters() -> frozenset[int]:
    """Give the code points a system font must hold: the 6,763 Chinese characters of GB/T 2312 and the usual marks."""
    rows = (bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell)) for row in range(0xB0, 0xF8))
    characters = "".join(row.decode("gb2312", errors="ignore") for row in rows)
    return frozenset(map(ord, characters + MARKS))


def bundled_folder() -> Path:
    """Give the folder of the fonts carried along: resources/fonts/ beside the package."""
    return Path(__file__).resolve().parents[3] / "resources" / "fonts"


def system_folders(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Give the folders where the system and the user keep fonts."""
    if platform == "win32":
        windows = Path(environment.get("WINDIR", r"C:\Windows")) / "Fonts"
        local = environment.get("LOCALAPPDATA")
        return (windows, *([Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []))
    data = environment.get("XDG_DATA_HOME") or str(Path(environment.get("HOME", "/")) / ".local" / "share")
    return (Path(data) / "fonts", Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


def find_files(folders: Sequence[Path], names: frozenset[str]) -> dict[str, list[Path]]:
    """Give the files of these names (casefolded) in the folders and below: name -> paths, in the folders' order."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for place, below, files in os.walk(folder):
            below.sort()
            for name in sorted(names.intersection(map(str.casefold, files))):
                paths = (Path(place) / file for file in sorted(files) if file.casefold() == name)
                found.setdefault(name, []).extend(paths)
    return found
