"""`wargame show FILE --why NAME` for a move or an agreement: why not, and why a breach of it was not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from wargame.cli.output import say, say_json
from wargame.exercise.definition import Exercise
from wargame.review import names
from wargame.review.availability import Availability, move_availability, text_availability
from wargame.review.breaches import UnseenBreach, unseen_breaches
from wargame.review.minutes import MARKS
from wargame.review.situation import standing
from wargame.session.sitting import Sitting


def is_asked(exercise: Exercise, name: str) -> bool:
    """Return whether a name means a move or an agreement of the exercise."""
    return name in exercise.rulebook.moves or name in exercise.agreements


def tell(sitting: Sitting, name: str, at: int, *, as_json: bool) -> None:
    """Print why a move or a text is available or not after entry `at`, and why breaches of it were not seen."""
    exercise, state = sitting.exercise, sitting.history.state_at(at)
    found: Sequence[Availability]
    if name in exercise.rulebook.moves:
        found = move_availability(exercise, state, name)
    else:
        found = [text_availability(exercise, state, name)]
    unseen = [
        breach
        for breach in unseen_breaches(exercise, sitting.history)
        if name in (breach.move, breach.agreement) and breach.seq <= at
    ]
    if as_json:
        _tell_json(found, unseen)
        return
    say(f"After entry {at}: {standing(exercise, state)}")
    for one in found:
        say(f"{one.title}: {'nothing stands in the way' if one.holds else 'not now'}")
        for reason in one.reasons:
            say(f"  {MARKS['held' if reason.holds else 'failed']}{names.opening(reason.text)}")
    for breach in unseen:
        when = names.opening(names.turn_name(exercise, breach.turn))
        title, *why = (line.text for line in breach.lines)
        say(f"{when}: {title}. Why nobody saw it (entry {breach.seq}):")
        for text in why:
            say(f"  {text}")


def _tell_json(found: Sequence[Availability], unseen: Sequence[UnseenBreach]) -> None:
    for one in found:
        say_json({"kind": "availability", **asdict(one), "holds": one.holds})
    for breach in unseen:
        say_json(
            {
                "kind": "unseen breach",
                "seq": breach.seq,
                "turn": breach.turn,
                "agreement": breach.agreement,
                "breaker": breach.breaker,
                "move": breach.move,
                "why": [line.text for line in breach.lines[1:]],
            }
        )
