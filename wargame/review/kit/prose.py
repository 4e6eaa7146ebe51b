"""Markdown as HTML for paper: headings, lists, quotations, tables, bold and italic. Everything else is plain text.

What an author wrote is escaped first, so that no HTML, picture or link of a text ever reaches the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_SLANTED = re.compile(r"(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]*\)")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"\s*[-*+]\s+(.*)")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s+(.*)")
_RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*")
_DIVIDER = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
_SMALLEST_HEADING = 4
_LONGEST = 60_000
"""Characters of a text that are set; a page needs an end."""


def html(text: str) -> str:
    """Return a text in Markdown as safe HTML."""
    lines = list(_whole_items(text[:_LONGEST].splitlines()))
    return "\n".join(part for kind, group in groupby(lines, key=_kind) for part in _set(kind, list(group)))


def inline(text: str) -> str:
    """Return one line with its bold, slanted and typewriter words as safe HTML."""
    safe = _LINK.sub(r"\1", escape(text.strip()))
    safe = _STRONG.sub(r"<b>\1</b>", safe)
    safe = _SLANTED.sub(r"<i>\1</i>", safe)
    return _CODE.sub(r"<code>\1</code>", safe)


def _whole_items(lines: list[str]) -> Iterator[str]:
    """Yield the lines with each item of a list in one."""
    item = ""
    for line in lines:
        kind = _kind(line)
        if item and kind == "text":
            item = f"{item} {line.strip()}"
            continue
        if item:
            yield item
        item = line if kind in ("bullet", "numbered") else ""
        if not item:
            yield line
    if item:
        yield item


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if _HEADING.fullmatch(line):
        return "heading"
    if _RULE.fullmatch(line):
        return "rule"
    for kind, sign in (("bullet", _BULLET), ("numbered", _NUMBERED)):
        if sign.fullmatch(line):
            return kind
    return {"|": "table", ">": "quotation"}.get(line.lstrip()[0], "text")


def _set(kind: str, lines: list[str]) -> Iterator[str]:
    match kind:
        case "heading":
            for line in lines:
                if found := _HEADING.fullmatch(line):
                    level = min(len(found[1]) + 1, _SMALLEST_HEADING)
                    yield f"<h{level}>{inline(found[2])}</h{level}>"
        case "bullet":
            yield _list("ul", lines, _BULLET)
        case "numbered":
            yield _list("ol", lines, _NUMBERED)
        case "quotation":
            yield f'<p class="quote">{inline(" ".join(line.lstrip(" >") for line in lines))}</p>'
        case "table":
            yield _table(lines)
        case "rule":
            yield "<hr>"
        case "text":
            yield f"<p>{inline(' '.join(lines))}</p>"


def _list(tag: str, lines: list[str], sign: re.Pattern[str]) -> str:
    items = "".join(f"<li>{inline(found[1])}</li>" for line in lines if (found := sign.fullmatch(line)))
    return f"<{tag}>{items}</{tag}>"


def _table(lines: list[str]) -> str:
    rows: list[str] = []
    for line in lines:
        if not _DIVIDER.fullmatch(line.strip()):
            tag = "td" if rows else "th"
            rows.append("".join(f"<{tag}>{inline(cell)}</{tag}>" for cell in line.strip().strip("|").split("|")))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="grid" width="100%" cellspacing="0" cellpadding="5" border="1">{body}</table>'
