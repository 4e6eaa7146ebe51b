"""The true time of what is entered late: "10:42" on the clock of this computer."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from wargame.desktop import text
from wargame.desktop.fields import LONGEST_LINE
from wargame.translation import say

_WRITTEN = re.compile(r"(\d{1,2})[:.h ]?(\d{2})")
_HALF_A_DAY = timedelta(hours=12)
_WIDTH = 76
_EDGES = 26
_LONGEST = "00:00"


class NotATimeError(ValueError):
    """What was typed is no time that can be meant; the message says why."""


def true_time(words: str, now: datetime) -> str:
    """Return the moment that "10:42" means, ISO 8601 in UTC with milliseconds; "" for an empty text.

    `now` knows its time zone. A time more than half a day ahead is yesterday's: late
    on the evening before. Raises NotATimeError for anything else that lies ahead.
    """
    words = words.strip()
    if not words:
        return ""
    found = _WRITTEN.fullmatch(words)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004 -- a clock's hours and minutes
        raise NotATimeError(say("Write the time as 10:42, or leave it empty for now."))
    moment = now.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    if moment - now > _HALF_A_DAY:
        moment -= timedelta(days=1)
    elif moment > now:
        typed, present = f"{moment:%H:%M}", f"{now:%H:%M}"
        raise NotATimeError(say("{time} has not come yet: it is {now}.", time=typed, now=present))
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class _TimeField(QLineEdit):
    """As wide as a time, or as the word for now."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for either."""
        self.ensurePolished()
        words = max(map(self.fontMetrics().horizontalAdvance, (_LONGEST, self.placeholderText())))
        return QSize(max(_WIDTH, words + _EDGES), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()


def time_field(name: str) -> QLineEdit:
    """Return a field for such a time; empty means now."""
    field = _TimeField()
    field.setAccessibleName(name)
    field.setPlaceholderText(say("now"))
    field.setMaxLength(LONGEST_LINE)
    tip = say("The true time of an order on paper that is entered later: 10:42. Empty means now.")
    text.tooltip(field, tip)
    return field
