"""The table of colours: every colour of the program, light and dark."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor


class Tokens(NamedTuple):
    """Every colour of one theme, as #RRGGBB. Text on its ground has a contrast of at least 4.5.

    A tuple and not a dataclass, because home is painted before `dataclasses` is loaded.
    """

    bg: str
    surface: str
    sunken: str
    line: str
    """Hairlines, decoration only."""
    line2: str
    """Edges of things one can use."""
    text: str
    text2: str
    accent: str
    on_accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    live: str
    """On air: what the room sees now. Used for nothing else."""
    live_soft: str
    on_actor: str
    """The monogram on a filled badge."""
    actors: tuple[str, ...]
    """Fill of the actors' badges, in the order of the exercise."""

    def colour(self, token: str) -> QColor:
        """Return a token as a colour, by its name; KeyError when there is none."""
        if token not in _NAMES:
            raise KeyError(token)
        return QColor(getattr(self, token))


_NAMES = frozenset(Tokens._fields) - {"actors"}

LIGHT = Tokens(
    bg="#F3F5F8", surface="#FFFFFF", sunken="#E9EDF3", line="#D3DAE4", line2="#8290A3",
    text="#141D2B", text2="#4A586C", accent="#1F5BC4", on_accent="#FFFFFF", accent_soft="#E3ECFB",
    ok="#176B44", ok_soft="#DFF2E8", warn="#8A5200", warn_soft="#FBEED5", bad="#B3261E", bad_soft="#FBE4E2",
    live="#C2185B", live_soft="#FCE4EE", on_actor="#FFFFFF",
    actors=("#1559B7", "#C9480A", "#0B9A78", "#5A1668", "#C0649B", "#3E4A57"),
)  # fmt: skip
DARK = Tokens(
    bg="#0F141B", surface="#18202A", sunken="#0B1016", line="#2C3745", line2="#6F7F93",
    text="#E9EEF5", text2="#A9B5C5", accent="#86B4FF", on_accent="#0A1A33", accent_soft="#1C2E4D",
    ok="#6FD6A2", ok_soft="#15352A", warn="#F0BE68", warn_soft="#3A2C12", bad="#FF9C93", bad_soft="#43201E",
    live="#FF7FB0", live_soft="#45192D", on_actor="#0A1A33",
    actors=("#5B9BFF", "#FF8243", "#36D0A5", "#D59BF2", "#FFE27A", "#B9C4D0"),
)  # fmt: skip
