"""The dice of a session for those who do not take our word: sealed at the start, told at the end, derived again.

Every draw is a function of the seed and of a key that says what it is for
(`referee.dice`). The hash of the seed is shown before play, the seed after it:
nobody can have chosen it in between, and everybody can draw again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wargame.referee.ruling import Answered, Chanced, Rolled
from wargame.review.standing import standing_entries
from wargame.review.wording import ruling_of
from wargame.session.entries import Entry, RulingCommitted, SessionCreated
from wargame.translation import say


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw that counted."""

    seq: int
    """The entry by which it stands."""
    path: str
    """The rule that drew."""
    key: str
    what: str
    """`2d6`, `chance`, `answer`; lots are `draw 3`."""
    came: str
    """"3 + 4", "0.274", or the answer."""
    source: str
    """`program`, `table` for physical dice, `people` where an outcome was set without dice."""


def sealed_words(created: SessionCreated, gap: str = "") -> str:
    """Return what is said of the dice before play; `gap` stands between groups of eight digits, for narrow columns."""
    digits = _digits(created, gap)
    return say("The dice are sealed: they come from a seed whose SHA-256 is {digits}", digits=digits)


def seal_words(created: SessionCreated) -> str:
    """Return the seal of the dice in few words, for a line that is always in sight."""
    return say("Dice sealed, SHA-256 {digits}", digits=_digits(created, " "))


def told_words(created: SessionCreated, gap: str = "") -> str:
    """Return what is said of the dice after play."""
    digits = _digits(created, gap)
    return say("The seed of the dice was {seed} (its SHA-256 is {digits})", seed=created.seed, digits=digits)


def _digits(created: SessionCreated, gap: str) -> str:
    digits = created.seed_sha256
    return gap.join(digits[at : at + 8] for at in range(0, len(digits), 8))


def created_in(entries: Sequence[Entry]) -> SessionCreated | None:
    """Return what a session was created with; None for a log without a beginning."""
    body = entries[0].body if entries else None
    return body if isinstance(body, SessionCreated) else None


def draws(entries: Sequence[Entry]) -> Iterator[Draw]:
    """Yield every draw of the rulings that stand, in the order of the log."""
    for seq in sorted(standing_entries(entries)):
        body = entries[seq - 1].body
        ruling = ruling_of(body, entries) if isinstance(body, RulingCommitted) else None
        for finding in ruling.findings if ruling is not None else ():
            match finding:
                case Rolled() if finding.key:
                    came = " + ".join(map(str, finding.faces))
                    yield Draw(seq, finding.path, finding.key, finding.dice, came, finding.source)
                case Chanced():
                    yield Draw(seq, finding.path, finding.key, "chance", f"{finding.drawn:.6f}", finding.source)
                case Answered() if finding.key:
                    yield Draw(seq, finding.path, finding.key, "answer", finding.option, "program")
