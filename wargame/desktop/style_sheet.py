"""The one style sheet of the program, written from the tokens.

Widgets name their role in a dynamic property: `role="primary"` on a button,
`role="card"` on a frame, `role="title"` on a label. One sheet on the
application costs half of what many sheets on widgets cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.desktop.tokens import Tokens

LABELS = {
    "display": (34, 600, "text"),
    "hero": (26, 600, "text"),
    "heading": (20, 600, "text"),
    "value": (22, 600, "text"),
    "title": (15, 600, "text"),
    "name": (14, 600, "text"),
    "body": (13, 400, "text"),
    "strong": (13, 600, "text"),
    "quiet": (13, 400, "text2"),
    "lead": (16, 400, "text2"),
    "caption": (12, 400, "text2"),
    "caption-strong": (12, 600, "text2"),
    "small": (11, 400, "text2"),
    "section": (11, 600, "text2"),
    "ok": (12, 600, "ok"),
    "warn": (12, 600, "warn"),
    "bad": (12, 600, "bad"),
    "accent": (12, 600, "accent"),
    "key": (11, 500, "text2"),
    "clock": (17, 600, "text"),
}
"""Role of a label → size in pixels, weight, colour."""

TONES = {
    "neutral": ("text2", "sunken"),
    "accent": ("accent", "accent_soft"),
    "ok": ("ok", "ok_soft"),
    "warn": ("warn", "warn_soft"),
    "bad": ("bad", "bad_soft"),
    "live": ("live", "live_soft"),
}
"""Tone of a chip or an inline bar → colour of text and ground."""

HEADINGS = frozenset({"display", "hero", "heading"})
"""Roles in the typeface's display cut. Numbers are not: its digits differ in width."""


def sheet(tokens: Tokens, display_family: str) -> str:
    """Return the whole style sheet for these tokens."""
    return "\n".join(
        (_labels(tokens, display_family), _surfaces(tokens), _buttons(tokens), _fields(tokens), _furniture(tokens))
    )


_LINE = 18
"""Pixels of a height that are a line of words, the rest being space."""


def scaled(rules: str, scale: float) -> str:
    """Return the rules for larger or smaller words: type, the least height of what holds a line of it, corners."""
    if scale == 1.0:
        return rules
    import re  # noqa: PLC0415 -- most people never need it, and home is painted before it is loaded

    def grown(found: re.Match[str]) -> str:
        pixels = int(found[2])
        if found[1] == "border-radius":
            # Of what is less high than two radii the corners would not be round at all.
            return found[0] if scale > 1 else f"{found[1]}: {round(pixels * scale)}px"
        # Of a height only the line of words in it grows, not the space around.
        more = pixels if found[1] == "font-size" else min(pixels, _LINE)
        return f"{found[1]}: {round(pixels + more * (scale - 1))}px"

    return re.sub(r"(font-size|min-height|border-radius): (\d+)px", grown, rules)


_FIRST = (
    "QLabel {", 'QLabel[role="hero"]', 'QLabel[role="quiet"]', 'QFrame[role="side"]', 'QWidget[role="page"]',
    "QPushButton {", "QPushButton:focus", 'QPushButton[role="primary"] {', 'QPushButton[role="primary"]:focus',
    'QPushButton[scale="large"]', "QMainWindow", "QMenuBar",
)  # fmt: skip
"""How the rules begin that the first paint of home needs."""


def first_sheet(tokens: Tokens, display_family: str) -> str:
    """Return the few rules of the sheet that the first paint needs; Qt takes its time over all of them."""
    rules = sheet(tokens, display_family).split("}")
    return "".join(f"{rule}}}" for rule in rules if rule.lstrip().startswith(_FIRST))


def _labels(tokens: Tokens, display_family: str) -> str:
    rules = ["QLabel { background: transparent; }"]
    for role, (size, weight, token) in LABELS.items():
        family = f'font-family: "{display_family}"; ' if role in HEADINGS else ""
        spacing = " letter-spacing: 0.6px;" if role == "section" else ""
        colour = getattr(tokens, token)
        rules.append(
            f'QLabel[role="{role}"] {{ {family}font-size: {size}px; font-weight: {weight}; color: {colour};{spacing} }}'
        )
    for tone, (token, _ground) in TONES.items():
        rules.append(
            f'QLabel[role="chip"][tone="{tone}"], QLabel[role="clock"][tone="{tone}"]'
            f" {{ color: {getattr(tokens, token)}; }}"
        )
    rules.append('QLabel[role="chip"] { font-size: 11px; font-weight: 600; }')
    rules.append(
        f'QLabel[role="key"] {{ background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 4px;'
        " padding: 1px 6px; }"
    )
    rules.append(f"QLabel:disabled {{ color: {tokens.line2}; }}")
    return "\n".join(rules)


def _surfaces(tokens: Tokens) -> str:
    tones = "\n".join(
        f'QFrame[role="chip"][tone="{tone}"], QFrame[role="notice"][tone="{tone}"]'
        f" {{ background: {getattr(tokens, ground)}; }}"
        for tone, (_text, ground) in TONES.items()
    )
    return f"""
QWidget[role="page"] {{ background: {tokens.bg}; }}
QWidget[role="bare"] {{ background: transparent; border: none; }}
QWidget[role="sunken-page"] {{ background: {tokens.sunken}; }}
QWidget[role="surface"] {{ background: {tokens.surface}; }}
QFrame[role="card"] {{ background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 10px; }}
QFrame[role="card"][marked="true"] {{ border: 1px solid {tokens.accent}; }}
QFrame[role="inject"] {{ background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 10px;
  margin: 1px; }}
QFrame[role="inject"][marked="true"] {{ border: 1px solid {tokens.warn}; }}
QFrame[role="inject"]:focus {{ border: 2px solid {tokens.accent}; margin: 0; }}
QFrame[role="dialog"] {{ background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 16px; }}
QFrame[role="palette"] {{ background: {tokens.surface}; border: 1px solid {tokens.line2}; border-radius: 12px; }}
QFrame[role="coach"] {{ background: {tokens.surface}; border: 2px solid {tokens.accent}; border-radius: 12px; }}
QFrame[role="halo"] {{ background: transparent; border: 2px solid {tokens.accent}; border-radius: 8px; }}
QFrame[role="note"] {{ background: {tokens.bg}; border: 1px solid {tokens.bg}; border-radius: 8px; margin: 1px; }}
QFrame[role="note"]:focus {{ border: 2px solid {tokens.accent}; margin: 0; }}
QFrame[role="queued"] {{ border: 1px solid transparent; border-radius: 8px; margin: 1px; }}
QFrame[role="queued"]:focus {{ border: 2px solid {tokens.accent}; margin: 0; }}
QFrame[role="box"] {{ background: {tokens.bg}; border: none; border-radius: 8px; }}
QFrame[role="sunken"] {{ background: {tokens.sunken}; border: none; border-radius: 10px; }}
QFrame[role="bar"] {{ background: {tokens.surface}; border: none; border-bottom: 1px solid {tokens.line}; }}
QFrame[role="foot"] {{ background: {tokens.surface}; border: none; border-top: 1px solid {tokens.line}; }}
QFrame[role="side"] {{ background: {tokens.surface}; border: none; border-right: 1px solid {tokens.line}; }}
QFrame[role="rule"] {{ background: {tokens.line}; border: none; }}
QFrame[role="chip"] {{ border: none; border-radius: 9px; }}
QFrame[role="notice"] {{ border: none; border-radius: 8px; }}
{tones}
"""


def _buttons(tokens: Tokens) -> str:
    return f"""
QPushButton {{ color: {tokens.text}; background: {tokens.surface}; border: 1px solid {tokens.line2};
  border-radius: 6px; padding: 0 12px; min-height: 30px; font-size: 13px; font-weight: 500; }}
QPushButton:hover {{ background: {tokens.sunken}; }}
QPushButton:pressed {{ background: {tokens.line}; }}
QPushButton:focus {{ border: 2px solid {tokens.accent}; padding: 0 11px; min-height: 28px; outline: none; }}
QPushButton:disabled {{ color: {tokens.text2}; background: {tokens.sunken}; border: 1px solid {tokens.line}; }}
QPushButton[role="primary"] {{ color: {tokens.on_accent}; background: {tokens.accent};
  border: 1px solid {tokens.accent}; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ border: 1px solid {tokens.text}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {tokens.text}; }}
QPushButton[role="primary"]:disabled {{ color: {tokens.text2}; background: {tokens.sunken};
  border: 1px solid {tokens.line}; }}
QPushButton[role="ghost"] {{ color: {tokens.text2}; background: transparent; border: 1px solid transparent; }}
QPushButton[role="ghost"]:hover {{ background: {tokens.sunken}; }}
QPushButton[role="ghost"]:focus {{ border: 2px solid {tokens.accent}; }}
QPushButton[role="ghost"]:disabled {{ color: {tokens.line2}; }}
QPushButton[role="soft"] {{ color: {tokens.accent}; background: {tokens.accent_soft};
  border: 1px solid {tokens.accent_soft}; font-weight: 600; }}
QPushButton[role="soft"]:hover {{ border: 1px solid {tokens.accent}; }}
QPushButton[role="soft"]:focus {{ border: 2px solid {tokens.accent}; }}
QPushButton[role="soft"]:disabled {{ color: {tokens.text2}; background: {tokens.sunken};
  border: 1px solid {tokens.sunken}; }}
QPushButton[role="danger"] {{ color: {tokens.bad}; }}
QPushButton[role="tab"] {{ color: {tokens.text2}; background: transparent; border: 1px solid transparent;
  padding: 0 10px; min-height: 24px; font-weight: 500; }}
QPushButton[role="tab"]:hover {{ background: {tokens.sunken}; }}
QPushButton[role="tab"]:checked {{ color: {tokens.accent}; background: {tokens.accent_soft}; font-weight: 600; }}
QPushButton[role="tab"]:focus {{ border: 2px solid {tokens.accent}; padding: 0 9px; min-height: 22px; }}
QPushButton[role="choice"]:checked {{ color: {tokens.accent}; background: {tokens.accent_soft};
  border: 1px solid {tokens.accent}; font-weight: 600; }}
QPushButton[role="choice"]:checked:focus {{ border: 2px solid {tokens.accent}; }}
QPushButton[scale="small"] {{ min-height: 24px; padding: 0 10px; font-size: 12px; }}
QPushButton[scale="small"]:focus {{ min-height: 22px; padding: 0 9px; }}
QPushButton[scale="large"] {{ min-height: 40px; padding: 0 16px; font-size: 15px; }}
QPushButton[scale="large"]:focus {{ min-height: 38px; padding: 0 15px; }}
"""


def _fields(tokens: Tokens) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox {{ color: {tokens.text}; background: {tokens.surface};
  border: 1px solid {tokens.line2}; border-radius: 6px; padding: 0 8px;
  selection-background-color: {tokens.accent}; selection-color: {tokens.on_accent}; }}
QLineEdit, QSpinBox {{ min-height: 30px; }}
QPlainTextEdit, QTextEdit {{ padding: 5px 6px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus {{ border: 2px solid {tokens.accent}; }}
QLineEdit:focus, QSpinBox:focus {{ padding: 0 7px; min-height: 28px; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 4px 5px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {tokens.text2}; background: {tokens.sunken}; }}
QLineEdit[role="bare"], QLineEdit[role="bare"]:focus {{ border: none; background: transparent; padding: 0; }}
QLineEdit[role="bare-large"], QLineEdit[role="bare-large"]:focus {{ border: none; background: transparent; padding: 0;
  font-size: 16px; min-height: 34px; }}
QFrame[role="search"] {{ background: {tokens.surface}; border: 1px solid {tokens.line2}; border-radius: 6px; }}
QFrame[role="search"][focused="true"] {{ border: 2px solid {tokens.accent}; }}
QComboBox {{ color: {tokens.text}; background: {tokens.surface}; border: 1px solid {tokens.line2}; border-radius: 6px;
  min-height: 28px; padding: 0 8px; }}
QComboBox:focus {{ border: 2px solid {tokens.accent}; padding: 0 7px; min-height: 26px; }}
QComboBox:disabled {{ color: {tokens.text2}; background: {tokens.sunken}; border: 1px solid {tokens.line}; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QTextBrowser {{ background: transparent; border: none; padding: 0; }}
QTextBrowser:focus {{ border: none; padding: 0; }}
QCheckBox, QRadioButton {{ color: {tokens.text}; spacing: 8px; }}
"""


def _furniture(tokens: Tokens) -> str:
    return f"""
QMainWindow, QDialog {{ background: {tokens.bg}; }}
QMenuBar {{ background: {tokens.surface}; color: {tokens.text}; padding: 2px 8px; }}
QMenuBar::item {{ background: transparent; padding: 4px 10px; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {tokens.accent_soft}; color: {tokens.accent}; }}
QMenu {{ background: {tokens.surface}; color: {tokens.text}; border: 1px solid {tokens.line}; padding: 6px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 6px; }}
QMenu::item:selected {{ background: {tokens.accent_soft}; color: {tokens.accent}; }}
QMenu::item:disabled {{ color: {tokens.line2}; }}
QMenu::separator {{ height: 1px; background: {tokens.line}; margin: 6px 4px; }}
QToolTip {{ color: {tokens.surface}; background: {tokens.text}; border: none; padding: 4px 6px; }}
QScrollArea, QScrollArea > QWidget > QWidget[role="bare"] {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 8px; margin: 0; }}
QScrollBar::handle {{ background: {tokens.line2}; border-radius: 2px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {tokens.line}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ color: {tokens.text2}; background: transparent; border: none;
  border-bottom: 2px solid transparent; padding: 8px 8px; font-weight: 500; }}
QTabBar[tight="true"]::tab {{ padding: 8px 4px; }}
QTabBar::tab:selected {{ color: {tokens.accent}; border-bottom: 2px solid {tokens.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {tokens.accent_soft}; }}
QListView, QTreeView, QTableView {{ background: {tokens.surface}; color: {tokens.text}; border: none;
  alternate-background-color: {tokens.bg}; selection-background-color: {tokens.accent_soft};
  selection-color: {tokens.text}; gridline-color: {tokens.line}; }}
QListView:focus, QTreeView:focus, QTableView:focus {{ border: 2px solid {tokens.accent}; border-radius: 6px; }}
QListView[role="palette"], QListView[role="palette"]:focus {{ border: none; background: transparent; padding: 6px 0;
  selection-background-color: transparent; }}
QHeaderView::section {{ background: {tokens.sunken}; color: {tokens.text2}; border: none;
  border-bottom: 1px solid {tokens.line}; padding: 4px 8px; font-weight: 600; }}
QProgressBar {{ background: {tokens.sunken}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {tokens.accent}; border-radius: 3px; }}
QStatusBar {{ background: {tokens.surface}; color: {tokens.text2}; border-top: 1px solid {tokens.line}; }}
QStatusBar::item {{ border: none; }}
"""
