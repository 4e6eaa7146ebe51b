"""One session in a line, for the list of sessions on this laptop."""

from __future__ import annotations

from pathlib import Path

from wargame.referee.endings import ending_of
from wargame.session.sitting import Sitting
from wargame.session.store.catalogue import IN_PLAY, REPORT_DUE, Listing


def line_of(sitting: Sitting, path: Path) -> Listing:
    """Return where a session stands, as the list shows it."""
    exercise, state = sitting.exercise, sitting.state
    playing = state.turn > 0 and not sitting.ended
    ending = ending_of(exercise.rulebook.endings, state.ending)
    return Listing(
        path=str(path.absolute()),
        session=sitting.created.session,
        title=sitting.created.title,
        exercise=exercise.title,
        turn=state.turn,
        turns=exercise.turns,
        turn_word=exercise.label("turn"),
        phase=exercise.phases[state.cursor.phase].name if playing else "",
        state=REPORT_DUE if sitting.ended else IN_PLAY,
        ending=(ending.name or ending.end_state or ending.id) if ending is not None else "",
        actors=" ".join((actor.monogram or actor.name)[:2].upper() for actor in exercise.actors.values()),
        touched=sitting.history.entries[-1].recorded_at,
    )
