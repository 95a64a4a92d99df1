"""How the window looks, in one place: colours, type, space, and the one style sheet made from them."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette

from secretariat import settings
from secretariat.domain.records import record
from ui.late import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication, QWidget


@record(kw_only=True)
class Tokens:
    """The colours of one ground, by what they are for."""

    ground: str
    surface: str
    raised: str
    line: str
    line_strong: str
    text: str
    text_2: str
    text_3: str
    accent: str
    accent_soft: str
    accent_strong: str
    on_accent: str
    violation: str
    violation_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str
    info: str
    hover: str

    def colour(self, name: str) -> QColor:
        """The colour of a token: ``tokens.colour("accent")``."""
        return QColor(getattr(self, name))


LIGHT: Final = Tokens(
    ground="#F4F5F7",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#E2E5EA",
    line_strong="#C5CAD3",
    text="#1D2129",
    text_2="#4E5969",
    text_3="#86909C",
    accent="#1F4E8C",
    accent_soft="#E8EFF8",
    accent_strong="#173D70",
    on_accent="#FFFFFF",
    violation="#C4322B",
    violation_soft="#FCECEB",
    warning="#A86400",
    warning_soft="#FFF4E0",
    good="#2A7A3B",
    good_soft="#E8F5EA",
    info="#4E5969",
    hover="#EEF0F3",
)
DARK: Final = Tokens(
    ground="#1B1E23",
    surface="#23272E",
    raised="#2B3038",
    line="#343A44",
    line_strong="#4A525F",
    text="#E8EAED",
    text_2="#B4BAC4",
    text_3="#868E9A",
    accent="#6FA3E8",
    accent_soft="#25344A",
    accent_strong="#8DB7EF",
    on_accent="#14181E",
    violation="#F0776F",
    violation_soft="#3F2624",
    warning="#E5A94B",
    warning_soft="#3A2F1C",
    good="#6CC07C",
    good_soft="#1F3324",
    info="#B4BAC4",
    hover="#2D323B",
)

# The red of the issuer's mark; on previews of paper only.
PAPER_RED: Final = "#D7000F"

# Type, pt at 100 %.
BODY: Final = 11.0
SMALL: Final = 10.0
SECTION: Final = 13.0
TITLE: Final = 17.0
FIGURE: Final = 28.0
COUNTER: Final = 56.0
SCALES: Final = (90, 140)
"""How far the user may scale the type, per cent."""

# Space, px.
XXS: Final = 4
XS: Final = 8
S: Final = 12
M: Final = 16
L: Final = 24
XL: Final = 32
RADIUS: Final = 6
SCROLL_BAR: Final = 12

PANEL_WIDTH: Final = 300
PANEL_NARROW: Final = 248
NARROW_PAGE: Final = 900
"""A page narrower than this makes its panel narrow."""
LOW_PAGE: Final = 600
"""A page lower than this, at type of 100 %, leaves less room between its parts."""
RAIL_WIDTH: Final = 176
RAIL_FOLDED: Final = 60
FOLD_BELOW: Final = 1200

_SEMIBOLD: Final = 600
_BOLD: Final = 700
_HAS_TYPE: Final = "has-type"
"""A property of the application: whether its font has been chosen."""
UI_FONTS: Final = ("Microsoft YaHei UI", "Noto Sans CJK SC", "WenQuanYi Micro Hei")
_BUNDLED_FONT: Final = settings.FONTS / "hei.ttf"
_SHEET: Final = settings.RESOURCES / "theme" / "window.qss"


def tokens_of(palette: QPalette) -> Tokens:
    """The tokens behind a palette: what paints itself asks its own palette, and so follows every change."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT  # noqa: PLR2004 (half of 255)


def set_role(widget: QWidget, **properties: str | bool) -> None:
    """Select styles of the sheet by property, as in ``set_role(button, role="primary")``; also later, on a change."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


class Theme(QObject):
    """The look of the application: light or dark, and how large. ``changed`` tells of every new look."""

    changed = Signal()

    def __init__(self, application: QApplication, *, dark: bool = False, scale: int = 100) -> None:
        super().__init__(application)
        self._application = application
        self.dark = dark
        self.scale = scale
        self.font_family = ""
        self.strong = _BOLD
        if application.property(_HAS_TYPE):
            self.set_type()
        else:
            self._apply()

    def set_type(self) -> None:
        """Choose the font, once; after the first paint, which has no words: to look for it takes 20 ms."""
        if not self.font_family:
            self.font_family = _font_family()
            self.strong = _strong(self.font_family)
            self._application.setProperty(_HAS_TYPE, True)  # noqa: FBT003 (Qt takes it by place only)
            self._apply()

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return DARK if self.dark else LIGHT

    def change(self, *, dark: bool | None = None, scale: int | None = None) -> None:
        """Take another look at once."""
        dark = self.dark if dark is None else dark
        scale = self.scale if scale is None else min(max(scale, SCALES[0]), SCALES[1])
        if (dark, scale) == (self.dark, self.scale):
            return
        self.dark, self.scale = dark, scale
        self._apply()
        self.tell_desktop()
        self.changed.emit()

    def px(self, length: float) -> int:
        """A length at 100 % in pixels at the user's scale."""
        return round(length * self.scale / 100)

    def _apply(self) -> None:
        application = self._application
        if self.font_family:
            application.setFont(_font(self.font_family, BODY * self.scale / 100))
        application.setPalette(_palette(self.tokens))
        sheet = _sheet(self)
        if sheet != application.styleSheet():
            # Qt styles every widget anew, also where nothing has changed.
            application.setStyleSheet(sheet)

    def tell_desktop(self) -> None:
        """Have what the desktop draws, such as the title bar, follow; for after the first paint, see ``ui.late``."""
        scheme = Qt.ColorScheme.Dark if self.dark else Qt.ColorScheme.Light
        self._application.styleHints().setColorScheme(scheme)


def _font(family: str, size: float) -> QFont:
    from PySide6.QtGui import QFont  # noqa: PLC0415 (not before the first paint)

    font = QFont(family)
    font.setPointSizeF(size)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


def _font_family() -> str:
    """The first UI font that this machine has; on a bare machine the one that the program brings along."""
    from PySide6.QtGui import QFontDatabase  # noqa: PLC0415 (not before the first paint)

    for family in UI_FONTS:
        if QFontDatabase.hasFamily(family):
            return family
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(_BUNDLED_FONT)))
    return families[0] if families else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def _strong(family: str) -> int:
    """The weight of headings: semibold where the font has one or a bold, else a bold that Qt makes of the regular."""
    from PySide6.QtGui import QFont, QFontDatabase  # noqa: PLC0415 (not before the first paint)

    weights = (QFontDatabase.weight(family, style) for style in QFontDatabase.styles(family))
    return _SEMIBOLD if any(weight >= QFont.Weight.DemiBold for weight in weights) else _BOLD


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, name in {
        role.Window: "ground",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "ground",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "violation",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.PlaceholderText: "text_3",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Light: "surface",
        role.Midlight: "line",
        role.Mid: "line_strong",
        role.Dark: "text_3",
        role.Shadow: "line_strong",
    }.items():
        palette.setColor(which, tokens.colour(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, tokens.colour("text_2"))
    return palette


def _sheet(theme: Theme) -> str:
    """The application's style sheet: the template with its ``$names`` filled in."""
    scale = theme.scale / 100
    values = {
        **asdict(theme.tokens),
        "body": f"{BODY * scale:.2f}pt",
        "small": f"{SMALL * scale:.2f}pt",
        "section": f"{SECTION * scale:.2f}pt",
        "title": f"{TITLE * scale:.2f}pt",
        "figure": f"{FIGURE * scale:.2f}pt",
        "counter": f"{COUNTER * scale:.2f}pt",
        "radius": f"{RADIUS}px",
        "strong": theme.strong,
        "control": f"{theme.px(32) - 2}px",
        "control_focused": f"{theme.px(32) - 4}px",
        "icon": f"{theme.px(18)}px",
        "icon_gap": f"{theme.px(22)}px",
        "icon_small": f"{theme.px(14)}px",
        "icon_place": f"{theme.px(20)}px",
        "icon_cell": f"{theme.px(16)}px",
        "radio": f"{theme.px(16) // 2 + 1}px",
        "line_pad": f"{theme.px(5)}px",
        "line_pad_focused": f"{theme.px(5) - 1}px",
        "foot": f"{theme.px(32) + 2 * S}px",
        "row": f"{theme.px(36)}px",
        "place": f"{theme.px(38) - 4}px",
        "icons": (settings.RESOURCES / "theme").as_posix(),
        "ground_name": "dark" if theme.dark else "light",
    }
    return Template(_SHEET.read_text(encoding="utf-8")).substitute(values)
