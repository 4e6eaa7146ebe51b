"""The table of colours can be read by everybody, and everything shown comes from it."""

from __future__ import annotations

import itertools
import math

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QImage
from PySide6.QtWidgets import QApplication

from wargame import paths
from wargame.desktop import badges, style, style_sheet
from wargame.desktop.actions import MENUS
from wargame.desktop.buttons import button
from wargame.desktop.style import DARK, LIGHT, Theme, Tokens

READ_AS_TEXT = (
    ("text", "bg"), ("text", "surface"), ("text", "sunken"), ("text", "accent_soft"),
    ("text2", "bg"), ("text2", "surface"), ("text2", "sunken"), ("text2", "accent_soft"),
    ("accent", "bg"), ("accent", "surface"), ("accent", "accent_soft"), ("on_accent", "accent"),
    ("ok", "surface"), ("ok", "ok_soft"), ("warn", "surface"), ("warn", "warn_soft"),
    ("bad", "surface"), ("bad", "bad_soft"), ("live", "surface"), ("live", "live_soft"), ("surface", "text"),
)  # fmt: skip

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> tuple[float, ...]:
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2.1."""
    light = [
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)) for colour in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def cielab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    red, green, blue = rgb
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (max(0.0, v) ** (1 / 3) if v > 0.008856 else 7.787 * max(0.0, v) + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, eyes: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    return cielab(tuple(sum(w * c for w, c in zip(line, rgb, strict=True)) for line in EYES[eyes]))


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), READ_AS_TEXT)
def test_text_can_be_read_on_its_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_tone_of_a_chip_is_among_the_pairs_that_are_tested(tokens: Tokens) -> None:
    assert set(style_sheet.TONES.values()) <= set(READ_AS_TEXT)
    for _size, _weight, token in style_sheet.LABELS.values():
        assert contrast(getattr(tokens, token), tokens.bg) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_can_be_used_has_an_edge_that_is_seen(tokens: Tokens) -> None:
    assert contrast(tokens.line2, tokens.surface) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_actors_stand_out_from_every_ground(tokens: Tokens) -> None:
    for fill in tokens.actors:
        assert min(contrast(fill, tokens.bg), contrast(fill, tokens.surface)) >= 3
        assert contrast(fill, tokens.on_actor) >= 3


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_actors_are_told_apart_by_all_eyes(tokens: Tokens, eyes: str) -> None:
    pairs = itertools.combinations(tokens.actors, 2)
    assert min(math.dist(seen(one, eyes), seen(other, eyes)) for one, other in pairs) >= 12


def test_the_twelfth_actor_still_looks_different_from_the_sixth(theme: Theme) -> None:
    looks = [theme.actor(slot) for slot in range(12)]
    assert len({(look.fill.name(), look.shape, look.hollow) for look in looks}) == 12
    assert len({look.shape for look in looks[:6]}) == 6


@pytest.mark.parametrize("shape", list(badges.Shape))
def test_every_shape_stays_inside_its_box(shape: badges.Shape) -> None:
    box = QRectF(10, 20, 40, 40)
    assert box.contains(badges.outline(shape, box).boundingRect())


def test_a_badge_is_painted_in_its_actors_colour(theme: Theme) -> None:
    image = theme.badge(1, "KP", 40).toImage()
    assert QColor(image.pixel(20, 6)) == QColor(LIGHT.actors[1])


def test_an_icon_is_drawn_in_the_colour_asked_for_and_again_when_the_theme_changes(theme: Theme) -> None:
    def darkest(image: QImage) -> QColor:
        colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        return max(colours, key=lambda colour: colour.alpha())

    assert darkest(theme.pixmap("square", "bad", 32).toImage()).name().upper() == LIGHT.bad
    theme.set_dark(True)
    assert darkest(theme.pixmap("square", "bad", 32).toImage()).name().upper() == DARK.bad


def test_an_icon_we_do_not_ship_is_an_error_at_once(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon")


def test_changing_the_theme_changes_palette_and_sheet_and_tells_everybody(theme: Theme, qapp: QApplication) -> None:
    told = []
    theme.changed.connect(lambda: told.append(theme.dark))
    theme.set_dark(True)
    theme.set_dark(True)
    assert told == [True]
    assert qapp.palette().window().color().name().upper() == DARK.bg
    assert DARK.accent in qapp.styleSheet()
    assert LIGHT.accent not in qapp.styleSheet()


def test_unknown_tokens_are_refused() -> None:
    for wrong in ("actors", "colour", "pink"):
        with pytest.raises(KeyError):
            LIGHT.colour(wrong)


def test_every_colour_in_the_sheet_comes_from_the_tokens() -> None:
    names = {getattr(LIGHT, name).upper() for name in Tokens._fields if name != "actors"}
    sheet = style_sheet.sheet(LIGHT, "Inter Display")
    used = {sheet[place : place + 7].upper() for place in range(len(sheet)) if sheet[place] == "#"}
    assert used <= names


def test_the_typeface_is_ours(theme: Theme, qapp: QApplication) -> None:
    assert theme.font(13).family() == "Inter"
    assert style.display_family() == "Inter Display"
    metrics = QFontMetricsF(theme.font(22, 600))
    assert metrics.horizontalAdvance("111") == metrics.horizontalAdvance("888"), "digits have one width"
    assert qapp.font().isFeatureSet(QFont.Tag("tnum"))


def test_only_one_style_sheet_exists() -> None:
    home = paths.PACKAGE / "desktop"
    setting = [path.name for path in sorted(home.rglob("*.py")) if "setStyleSheet(" in path.read_text(encoding="utf-8")]
    assert setting == ["style.py"]


def test_every_command_of_the_menu_bar_has_a_letter_and_no_key_is_given_twice() -> None:
    keys: list[str] = []
    for title, commands in MENUS:
        assert "&" in title
        named = [command for command in commands if command.words]
        letters = [command.words[command.words.index("&") + 1].casefold() for command in named]
        assert len(set(letters)) == len(letters), title
        keys += [command.keys for command in named if command.keys]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("role", ["primary", "soft"])
def test_the_icon_of_a_filled_button_is_seen_when_the_button_cannot_be_used(theme: Theme, role: str) -> None:
    made = button(theme, "Seal", "lock", role)
    shown = made.icon().pixmap(16, 16, QIcon.Mode.Disabled).toImage()
    colours = {
        shown.pixelColor(x, y).name() for x in range(16) for y in range(16) if shown.pixelColor(x, y).alpha() > 250
    }
    assert colours == {theme.colour("text2").name()}
