"""What things are called: an exercise's own names for its ids, and numbers as people write them."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from wargame.exercise import choice_names, likelihood
from wargame.exercise.punctuation import in_per_cent
from wargame.exercise.shown_names import owners_shown, track_shown
from wargame.session.entries import WHITE_CELL
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise, Track
    from wargame.referee.state import Order

MINUS = "\N{MINUS SIGN}"
ARROW = "\N{RIGHTWARDS ARROW}"


def number(value: float) -> str:
    """Return a value as people write it: 4, −3, 0.97. Three decimals at most, a real minus sign."""
    if not isfinite(value):
        return say("unknown")
    rounded = round(value, 3)
    text = str(int(rounded)) if rounded == int(rounded) else f"{rounded:.3f}".rstrip("0")
    return text.replace("-", MINUS)


def signed(value: float) -> str:
    """Return a difference with its sign: +2, −3, ±0."""
    text = number(value)
    if text == "0":
        return "±0"
    return text if text.startswith(MINUS) else f"+{text}"


def counted(number: int, one: str, several: str = "") -> str:
    """Return "1 ballot", "3 ballots"."""
    if several:
        return say_count(number, "{count} {one}", "{count} {several}", one=one, several=several)
    return say_count(number, "{count} {word}", "{count} {word}s", word=one)


item_name = choice_names.item_name
outcome_name = choice_names.outcome_name
"""An outcome as it is shown: "success", "10 or more"; an author's own word as it is."""
percent = likelihood.percent
"""A chance 0..1 in per cent: 58%, and 2.8% where a whole number would mislead."""


def word(exercise: Exercise, plain: str) -> str:
    """Return what the exercise calls `plain` ("turn", "move", "facilitator") inside a sentence."""
    return exercise.label(plain)


def opening(text: str) -> str:
    """Return the text with a capital at its start, and nothing else changed."""
    return text[:1].upper() + text[1:]


def turn_name(exercise: Exercise, turn: int) -> str:
    """Return "half-year 3", or "before the start" for turn 0."""
    return numbered(word(exercise, "turn"), turn) if turn else say("before the start")


def numbered(word: str, number: object) -> str:
    """Return one of those that are counted through, by its number: "half-year 3"."""
    return say("{word} {number}", context="half-year 3, inject 3", word=word, number=number)


def several(word: str) -> str:
    """Return the word for several of what an exercise calls `word`: "moves"."""
    return say("{word}s", context="several of what an exercise calls so", word=word)


def actor_name(exercise: Exercise, actor: str) -> str:
    """Return the name of an actor, of the white cell, or of everybody."""
    if actor == WHITE_CELL or not actor:
        return word(exercise, "facilitator")
    if actor == "all":
        return say("everybody")
    found = exercise.actors.get(actor)
    return found.name if found else actor


def audience(exercise: Exercise, seen_by: tuple[str, ...]) -> str:
    """Return who learns of something: "everybody", "US administration and China", "nobody but the white cell"."""
    if "all" in seen_by:
        return say("everybody")
    names = [actor_name(exercise, actor) for actor in seen_by if actor != WHITE_CELL]
    if not names:
        return say("nobody but the {facilitator}", facilitator=word(exercise, "facilitator"))
    return listed(names)


def listed(words: list[str]) -> str:
    """Return "a, b and c"."""
    if len(words) < 2:  # noqa: PLR2004 -- nothing stands between
        return "".join(words)
    return say("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


def track_name(exercise: Exercise, track: str) -> str:
    """Return the name of a track or derived value by its full id, with the owner where the name is not unique."""
    found = exercise.tracks.get(track)
    if found is None:
        derived = exercise.derived.get(track)
        return derived.name if derived else word(exercise, "turn") if track == "turn" else track_shown(exercise, track)
    alike = sum(other.name == found.name for other in exercise.tracks.values())
    if alike == 1 or not found.owner:
        return found.name
    owners = owners_shown(exercise, found.owner)
    return f"{found.name} ({' – '.join(owner_name(exercise, owner) for owner in owners)})"


def owner_name(exercise: Exercise, owner: str) -> str:
    """Return the name of whoever or whatever a track is kept for: an actor, or an agreement."""
    agreement = exercise.agreements.get(owner)
    return actor_name(exercise, owner) if agreement is None else agreement.name or owner


def track_written(exercise: Exercise, written: str) -> Track | None:
    """Return the track a rule means by `written`: a full id, a pair in either order, a short name with one owner."""
    *owners, name = written.split(".")
    full = ".".join([*sorted(owners), name])
    if full in exercise.tracks:
        return exercise.tracks[full]
    if owners:
        return None
    meant = [track for track in exercise.tracks.values() if track.short == name]
    return meant[0] if len(meant) == 1 else None


def sentence(exercise: Exercise, text: str) -> str:
    """Return a sentence of the rules with the name of its track in place of the id: "Grain stores +6"."""
    written, space, rest = text.partition(" ")
    track = track_written(exercise, written)
    return f"{track_name(exercise, track.id)}{space}{rest}".replace(" -", f" {MINUS}") if track else text


def value_text(exercise: Exercise, track: str, value: float) -> str:
    """Return a value of a track, with its per cent sign if that is its unit."""
    found = exercise.tracks.get(track)
    return in_per_cent(number(value)) if found is not None and found.unit == "%" else number(value)


def band(exercise: Exercise, track: str, value: float) -> str:
    """Return the name of the band a value lies in ("crisis"), or nothing."""
    found = exercise.tracks.get(track)
    names = [name for lowest, name in found.bands if value >= lowest] if found else []
    return names[-1] if names else ""


def flag_words(exercise: Exercise, flag: str) -> str:
    """Return the words for a flag; its id with spaces where the author gave none."""
    words = exercise.flags.get(flag, flag)
    return words.replace("_", " ") if words == flag else words


def move_name(exercise: Exercise, move: str) -> str:
    """Return the name of a move."""
    found = exercise.rulebook.moves.get(move)
    return found.name if found else move


def order_name(exercise: Exercise, order: Order) -> str:
    """Return "Offer mediation → China (In public)": what is ordered, without who orders it."""
    move = exercise.rulebook.moves.get(order.move)
    if move is None:
        return f"{order.move} {ARROW} {order.target}" if order.target else order.move
    return choice_names.order_title(exercise, move, order.target, order.choices)


def level_text(exercise: Exercise, term: str, value: float) -> str:
    """Return the level of a term by its name where it has one: "by air (1)"."""
    known = exercise.common.terms.get(term) if exercise.common is not None else None
    if known is None or not known.low <= value < known.low + len(known.names):
        return number(value)
    return f"{known.names[int(value) - known.low]} ({number(value)})"


def inject_name(exercise: Exercise, inject: str) -> str:
    """Return "inject 3, Food shortage"."""
    for found in exercise.injects:
        if found.id == inject:
            return f"{numbered(word(exercise, 'inject'), found.number)}, {found.headline}"
    return inject


def ending_name(exercise: Exercise, ending: str) -> str:
    """Return the name of an ending as it is shown: its own, else its end-state, else its id; "" is none at all."""
    if not ending:
        return say("no ending of the rulebook")
    for found in exercise.rulebook.endings:
        if found.id == ending:
            return found.name or (found.end_state or found.id).replace("_", " ")
    return ending


def phase_at(exercise: Exercise, index: int) -> str:
    """Return the name of the phase at a position in the turn; empty when a strange file points beyond them."""
    return exercise.phases[index].name or exercise.phases[index].id if 0 <= index < len(exercise.phases) else ""


def phase_name(exercise: Exercise, phase: str) -> str:
    """Return the name of a phase."""
    for found in exercise.phases:
        if found.id == phase:
            return found.name or found.id
    return phase
