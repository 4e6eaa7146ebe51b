"""`wargame show`: the log of a session in words, and the situation at any entry. Opens read-only."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from wargame.cli.exits import USAGE
from wargame.cli.output import complain, say, say_json
from wargame.cli.run import tracks_json
from wargame.cli.sessions import sitting_in
from wargame.referee.ruling import PROGRAM
from wargame.review import names
from wargame.review.dice import draws, sealed_words, told_words
from wargame.review.parts import whole_summary
from wargame.review.replay import Replay
from wargame.review.scores import scores
from wargame.review.situation import situation_lines
from wargame.review.wording import entry_title, ruling_of
from wargame.session import codec
from wargame.session.entries import Entry, RulingCommitted
from wargame.session.scripted import ending_name
from wargame.session.sitting import Sitting


def run(file: str, at: int | None, *, as_json: bool, language: str = "", dice: bool = False) -> int:
    """Print the log up to entry `at` and the situation there; return 0, 1 (cannot be read) or 2 (not found).

    `dice` prints every draw instead, with what it is keyed by.
    """
    sitting = sitting_in(file, language)
    if isinstance(sitting, int):
        return sitting
    entries = sitting.history.entries
    if dice:
        _tell_dice(sitting, as_json=as_json)
        return 0
    if at is not None and not 1 <= at <= len(entries):
        complain(f"there is no entry {at}: the log has entries 1 to {len(entries)}.")
        return USAGE
    replay = Replay(sitting.exercise, sitting.history)
    replay.go(len(entries) if at is None else at)
    (_tell_json if as_json else _tell)(sitting, replay)
    return 0


def _tell(sitting: Sitting, replay: Replay) -> None:
    exercise, entries = replay.exercise, sitting.history.entries
    say(f"{sitting.created.title} · {exercise.title} · {len(entries)} entries")
    say(told_words(sitting.created) if sitting.ended else sealed_words(sitting.created))
    day = ""
    for entry in entries[: replay.seq]:
        moment = _local(entry)
        if moment[:10] != day:
            day = moment[:10]
            say(f"\n{day}")
        turn = names.turn_name(exercise, replay.history.state_at(entry.base).turn)
        undone = "" if sitting.history.stands(entry.seq) else "  [stepped back]"
        ruling = ruling_of(entry.body, entries) if isinstance(entry.body, RulingCommitted) else None
        came = f" · {whole_summary(exercise, ruling)}" if ruling is not None else ""
        text = f"{entry_title(exercise, entry, entries)}{came}".rstrip(" ·")
        say(f"{entry.seq:>5}  {moment[11:]}  {turn:<16}  {text}{undone}")
    say(f"\nAfter entry {replay.seq}")
    for line in situation_lines(exercise, replay.state):
        say(f"  {line}")


def _tell_dice(sitting: Sitting, *, as_json: bool) -> None:
    if not as_json:
        say(told_words(sitting.created) if sitting.ended else sealed_words(sitting.created))
    for draw in draws(sitting.history.entries):
        if as_json:
            say_json({"kind": "draw", **asdict(draw)})
        else:
            told = "" if draw.source == PROGRAM else f"  [{draw.source}]"
            say(f"{draw.seq:>5}  {draw.what} = {draw.came}{told}  {draw.key}")


def _tell_json(sitting: Sitting, replay: Replay) -> None:
    exercise, entries = replay.exercise, sitting.history.entries
    for entry in entries[: replay.seq]:
        say_json(
            {
                "kind": "entry",
                "seq": entry.seq,
                "what": codec.kind_of(entry.body),
                "turn": replay.history.state_at(entry.base).turn,
                "recorded_at": entry.recorded_at,
                "happened_at": entry.happened_at,
                "by": entry.by,
                "for": entry.on_behalf,
                "seen_by": list(entry.seen_by),
                "base": entry.base,
                "cause": entry.cause,
                "stands": sitting.history.stands(entry.seq),
                "text": entry_title(exercise, entry, entries),
            }
        )
    state = replay.state
    situation = {
        "kind": "situation",
        "at": replay.seq,
        "turn": state.turn,
        "phase": next((phase.id for phase in exercise.phases[state.cursor.phase :]), ""),
        "ending": ending_name(exercise, state) or None,
        "tracks": tracks_json(exercise, state),
        "flags": sorted(state.flags),
        "agreements": {
            name: {"status": pact.status, "since": pact.since, "terms": dict(pact.terms), "facts": dict(pact.facts)}
            for name, pact in state.pacts.items()
        },
        "on_the_table": {
            name: {"terms": dict(offer.terms), "signed": list(offer.signed)} for name, offer in state.offers.items()
        },
        "cards": dict(state.cards),
        "scores": scores(exercise, state) if state.ending is not None else {},
        "seed_sha256": sitting.created.seed_sha256,
        "seed": sitting.created.seed if sitting.ended else None,
    }
    say_json(situation)


def _local(entry: Entry) -> str:
    """Return when it happened by the clock on this wall: "2026-11-22 20:05:01"."""
    try:
        moment = datetime.fromisoformat(entry.happened_at or entry.recorded_at).astimezone()
    except (ValueError, OverflowError, OSError):
        return " " * 19
    return moment.strftime("%Y-%m-%d %H:%M:%S")
