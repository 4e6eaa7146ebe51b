"""What the command line prints, on any terminal: UTF-8 or not, in a window or in a pipe."""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Callable
from typing import TextIO

IN_PLAIN_LETTERS = {
    "−": "-",
    "–": "-",
    "—": "-",
    "→": "->",
    "×": "x",
    "±": "+-",
    "…": "...",
    "·": "-",
    "“": '"',
    "”": '"',
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "✓": "+",
    "✗": "x",
}
"""What stands for our typography where the terminal does not know it."""

SUBSTITUTE = "wargame-plain-letters"


def prepare_terminal() -> None:
    """Let every text be printed everywhere: letters that a terminal does not know are written with those it does."""
    codecs.register_error(SUBSTITUTE, _substitute)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=SUBSTITUTE)


def say(text: str = "") -> None:
    """Print a line to the one who asked."""
    print(safe(text))


def say_json(record: object) -> None:
    """Print one object as one line of JSON; ASCII, so that every program can read it."""
    print(json.dumps(record, allow_nan=False))


def complain(text: str) -> None:
    """Print a sentence about what went wrong, beside the output."""
    print(safe(f"wargame: {text}"), file=sys.stderr)


def safe(text: str) -> str:
    """Return the text without signs that command a terminal or turn its direction, whoever wrote it."""
    return "".join(sign if sign == "\n" or sign.isprintable() else " " for sign in text)


def close_quietly(code: int) -> int:
    """Print nothing more where it cannot be printed (the reader has gone, the disk is full), and return the code."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    stream: TextIO | None = sys.stdout
    if stream is not None:
        os.dup2(nowhere, stream.fileno())
    return code


def _substitute(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    plain = "".join(IN_PLAIN_LETTERS.get(sign, "?") for sign in unknown)
    return plain, error.end
