"""How everything looks: colours, type and icons, light and dark, as one object that is passed around.

`Theme` hands out the colours of `tokens` as Qt needs them, and `apply` turns
them into the palette and the one style sheet of the program. Widgets take
their look by role (a dynamic property) and never set a sheet of their own;
painters ask the theme each time they paint, so that a change of theme needs no
second list of what to repaint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from wargame.desktop import style_sheet
from wargame.desktop.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QIcon, QPixmap
    from PySide6.QtWidgets import QApplication

    from wargame.desktop.badges import ActorStyle

STYLE = ("-style", "Fusion")
"""Arguments for the QApplication. `setStyle` would hand the style to Python, and with it two hundred names."""
_FIRST_FONTS = frozenset({"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "InterDisplay-SemiBold.otf"})
BODY = 13
"""Size of running text in pixels."""


class Theme(QObject):
    """The tokens in use and everything made from them. Made once, in `app`, and passed to whoever paints."""

    changed = Signal()
    """Light became dark or the other way round; painted widgets only need to repaint."""

    def __init__(
        self, resources: Path, *, dark: bool = False, icons_later: bool = False, parent: QObject | None = None
    ) -> None:
        """Take icons from `resources`. With `icons_later`, neither they nor most rules of style before `draw_icons`."""
        super().__init__(parent)
        self.draws_icons = not icons_later
        """Whether icons are drawn already."""
        self._resources = resources
        self._dark = dark
        self._scale = 1.0
        self._pixmaps: dict[tuple[object, ...], QPixmap] = {}

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in use."""
        return self._dark

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return DARK if self._dark else LIGHT

    def set_dark(self, dark: bool) -> None:  # noqa: FBT001 -- the one thing it sets
        """Change between light and dark, and tell everybody."""
        if dark != self._dark:
            self._dark = dark
            self._pixmaps.clear()
            self.changed.emit()

    @property
    def scale(self) -> float:
        """How large words are, 1.0 being the usual size."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Make all words larger or smaller, and tell everybody."""
        if scale != self._scale:
            self._scale = scale
            self.changed.emit()

    def px(self, pixels: int) -> int:
        """Return a measure that grows with the words: the height of a row, the width of a field."""
        return round(pixels * self._scale)

    def colour(self, token: str) -> QColor:
        """Return a token of the present theme as a colour."""
        return self.tokens.colour(token)

    def font(self, px: int, weight: int = 400) -> QFont:
        """Return our typeface in so many pixels of the usual size, to paint with."""
        return self.fixed_font(self.px(px), weight)

    def fixed_font(self, px: int, weight: int = 400) -> QFont:
        """Return our typeface in exactly so many pixels: on the wall and on paper."""
        font = QFont("Inter")
        font.setPixelSize(px)
        font.setWeight(QFont.Weight(weight))
        return settle(font)

    def pixmap(self, name: str, token: str = "text", size: int = 16) -> QPixmap:
        """Return an icon by its Lucide name, in the colour of a token, `size` pixels square."""
        ratio = _pixel_ratio()
        key = ("icon", name, token, size, ratio)
        if key not in self._pixmaps:
            from wargame.desktop import icons  # noqa: PLC0415 -- the same

            path = self._resources / "icons" / f"{name}.svg"
            self._pixmaps[key] = icons.tinted(path, self.colour(token), size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, token: str = "text", size: int = 16, pale: str = "") -> QIcon:
        """Return an icon for a button or a menu.

        Where it cannot be used it has the colour of the token `pale`; without one Qt makes it pale by itself.
        """
        from PySide6.QtGui import QIcon  # noqa: PLC0415 -- home is painted before icons are loaded

        made = QIcon(self.pixmap(name, token, size))
        if pale:
            made.addPixmap(self.pixmap(name, pale, size), QIcon.Mode.Disabled)
        return made

    def draw_icons(self) -> None:
        """Draw icons from now on, with the whole style sheet; those who show one are told."""
        if not self.draws_icons:
            self.draws_icons = True
            self.changed.emit()

    def actor(self, slot: int) -> ActorStyle:
        """Return colour and shape of the actor at that position of the exercise, counted from 0."""
        from wargame.desktop.badges import SHAPES, ActorStyle  # noqa: PLC0415 -- the same

        tokens = self.tokens
        return ActorStyle(
            fill=QColor(tokens.actors[slot % len(tokens.actors)]),
            shape=SHAPES[slot % len(SHAPES)],
            letters=QColor(tokens.on_actor),
            ground=QColor(tokens.surface),
            hollow=slot >= len(SHAPES),
        )

    def badge(self, slot: int, monogram: str, size: int) -> QPixmap:
        """Return an actor's badge: its shape and colour with its two letters."""
        ratio = _pixel_ratio()
        key = ("badge", slot, monogram, size, ratio)
        if key not in self._pixmaps:
            from wargame.desktop import badges  # noqa: PLC0415 -- the same

            self._pixmaps[key] = badges.pixmap(self.actor(slot), monogram, size, ratio)
        return self._pixmaps[key]


def load_fonts(resources: Path, *, first: bool = True, others: bool = True) -> None:
    """Make the typefaces we ship known to Qt; the same letters on every computer.

    `first` are those of the first paint, `others` the rest of them.
    """
    for path in sorted((resources / "fonts").glob("*.otf")):
        if (path.name in _FIRST_FONTS and first) or (path.name not in _FIRST_FONTS and others):
            QFontDatabase.addApplicationFont(str(path))


def display_family() -> str:
    """Return the family for headings: Inter's display cut, or Inter itself where it is missing."""
    return "Inter Display" if QFontDatabase.hasFamily("Inter Display") else "Inter"


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole program its look, now and whenever the theme changes. `app` was made with STYLE."""

    def dress() -> None:
        app.setFont(theme.font(BODY))
        app.setPalette(palette(theme.tokens))
        write = style_sheet.sheet if theme.draws_icons else style_sheet.first_sheet
        app.setStyleSheet(style_sheet.scaled(write(theme.tokens, display_family()), theme.scale))

    theme.changed.connect(dress)
    dress()


def palette(tokens: Tokens) -> QPalette:
    """Return the tokens as Qt's palette, for what the style sheet does not name."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.bg,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.sunken,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.text2,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.bad,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.ToolTipBase: tokens.text,
        QPalette.ColorRole.ToolTipText: tokens.surface,
        QPalette.ColorRole.Light: tokens.surface,
        QPalette.ColorRole.Midlight: tokens.sunken,
        QPalette.ColorRole.Mid: tokens.line2,
        QPalette.ColorRole.Dark: tokens.line2,
        QPalette.ColorRole.Shadow: tokens.line,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.line2))
    return made


def settle(font: QFont) -> QFont:
    """Give every digit the same width, so that numbers stand in columns, and letters one form on every computer."""
    if hasattr(font, "setFeature"):
        font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return font


def searchable(font: QFont) -> QFont:
    """Give letters their usual forms, for paper.

    A sign in another form (digits of one width, hyphens between capitals) has no letter behind it in a PDF: it could
    not be searched for, copied or read out.
    """
    if hasattr(font, "setFeature"):
        font.unsetFeature(QFont.Tag("tnum"))
        font.setFeature(QFont.Tag("calt"), 0)
    return font


def _pixel_ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
