"""Tracks, flags and tables that lead nowhere: nothing changes them, or nothing asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from wargame.exercise.case import Case, warning
from wargame.exercise.check_agreements import words_read
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.definition import Track
from wargame.exercise.reach import purses
from wargame.exercise.rulebook import ONLY_RECORDED, RaiseFlag
from wargame.exercise.spans import meanings

_INITIATIVE = "initiative:"


def tracks(case: Case) -> Iterator[Complaint]:
    """Tracks that no rule changes, or that no rule reads; one complaint for all owners of a track."""
    read = _read(case)
    listed = sorted(case.exercise.tracks.values(), key=lambda track: (track.place, track.short))
    for _, owned in groupby(listed, key=lambda track: (track.place, track.short)):
        group = list(owned)
        name = _named(group)
        if not any(track.id in case.changed for track in group):
            hint = "give it an effect, or write its value into the rules"
            yield warning(group[0].place, Code.NEVER_CHANGED, f"no rule changes the track `{name}`", hint)
        if not any(track.id in read for track in group):
            hint = "nothing depends on it; is that meant?"
            yield warning(group[0].place, Code.NEVER_READ, f"no rule reads the track `{name}`", hint)


def parameters(case: Case) -> Iterator[Complaint]:
    """Parameters of moves that no rule of the move reads."""
    read = {(use.move, name) for use in case.found.uses for kind, name in use.expression.names if kind == "chosen"}
    for move in case.exercise.rulebook.moves.values():
        for parameter in move.parameters.values():
            if (move.id, parameter.id) not in read:
                message = f"no rule of the move `{move.id}` reads its parameter `{parameter.id}`"
                yield warning(parameter.place, Code.UNUSED, message, "nothing depends on it; is that meant?")


def flags(case: Case) -> Iterator[Complaint]:
    """Flags that no rule raises, or that no rule reads."""
    sentences = (said.sentence for said in case.found.said)
    raised = {sentence.flag: sentence.place for sentence in sentences if isinstance(sentence, RaiseFlag)}
    read: dict[str, Place] = {}
    for use in case.found.uses:
        for kind, name in use.expression.names:
            if kind == "flag":
                read.setdefault(name, use.expression.place)
    for flag in case.exercise.flags:
        place = case.exercise.flag_places.get(flag) or read.get(flag) or raised.get(flag) or Place("scenario.yaml")
        if flag not in raised:
            yield warning(place, Code.FLAG_UNUSED, f"no rule raises the flag `{flag}`", f"an effect: `flag {flag}`")
        if flag not in read:
            yield warning(place, Code.FLAG_UNUSED, f"no rule reads the flag `{flag}`", f"a condition: `flag({flag})`")


def tables(case: Case) -> Iterator[Complaint]:
    """Tables that no rule names."""
    named = {name for use in case.found.uses for kind, name in use.expression.names if kind == "table"}
    for table in case.exercise.rulebook.tables.values():
        if table.id not in named:
            yield warning(table.place, Code.UNUSED, f"no rule names the table `{table.id}`", "a misspelt name?")


def cards(case: Case) -> Iterator[Complaint]:
    """Cards that nothing asks about."""
    read = words_read(case, "card") | {seating.by_card for seating in case.exercise.seatings}
    for name, card in case.exercise.cards.items():
        if name not in read and card.id not in read:
            hint = f"a condition: `{name} is {next(iter(card.briefs), 'word')}`"
            yield warning(card.place, Code.CARD_UNREAD, f"nothing reads the card `{name}`", hint)


def deciding(case: Case) -> Iterator[Complaint]:
    """Moves that are only recorded and yet have effects."""
    rules = case.exercise.rulebook
    for move in rules.moves.values():
        block = move.block
        played = block.effects or block.chance is not None or block.roll is not None or move.detected is not None
        if (move.decide or rules.decide) == ONLY_RECORDED and played:
            message = f"`{move.id}` is only recorded (`decide: none`), so its effects are not played"
            yield warning(move.place, Code.UNPLAYED, message, "decide it in another way, or take its effects out")


def _read(case: Case) -> set[str]:
    """Return the full id of every track that some rule depends on."""
    read = {
        track
        for use in case.found.uses
        for reference in use.expression.reads
        for track in meanings(reference, use.bound)
    }
    for move in case.exercise.rulebook.moves.values():
        if move.cost is not None and move.cost_track:
            read.update(purses(case.exercise, move.by, move.cost_track))
    for phase in case.exercise.phases:
        if phase.order.startswith(_INITIATIVE):
            short = phase.order.removeprefix(_INITIATIVE).strip()
            read.update(f"{actor}.{short}" for actor in case.exercise.actors)
    return read


def _named(group: list[Track]) -> str:
    return group[0].id if len(group) == 1 else group[0].short
