"""Nothing private is ever on the wall: the large exercise is played in front of it, and every word is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtWidgets import QApplication

from wargame import paths
from wargame.desktop.live_session import LiveSession
from wargame.desktop.screens import Display
from wargame.desktop.style import Theme
from wargame.desktop.wall import Wall
from wargame.desktop.wall_scenes import Scene
from wargame.exercise import reader
from wargame.exercise.definition import EVERYBODY, Exercise
from wargame.session.conduct import Session
from wargame.session.entries import Entry, RulingProposed
from wargame.session.scripted import Script

CANARY = "ochre-heron"
SCENES = (Scene.SITUATION, Scene.TIMELINE, Scene.INJECT, Scene.CLOCK)


class Watched(Session):
    """A session whose every entry is looked at from in front of the wall; what seats mean by their moves is marked."""

    spoken = 0

    def give_order(
        self, actor: str, move: str, target: str = "", say: str = "", intent: str = "", *more: object, **named: object
    ) -> tuple[Entry, ...]:
        """Enter a move with private words: its intent, and what is said with it when it is not public."""
        self.spoken += 1
        secret = self.exercise.rulebook.moves[move].seen != "public"
        said = f"{CANARY} said {self.spoken}" if secret else say
        meant = f"{CANARY} intent {self.spoken}"
        return super().give_order(actor, move, target, said, meant, *more, **named)  # type: ignore[arg-type]

    def _append(self, *given: object, **named: object) -> tuple[Entry, ...]:
        added = super()._append(*given, **named)  # type: ignore[arg-type]
        self.look(added)
        return added

    def look(self, added: Sequence[Entry]) -> None:
        """Be looked at; nobody does before the wall is there."""


def private_words(exercise: Exercise, session: Session) -> Iterator[str]:
    """Yield whatever somebody has been told that not everybody has, as far as it is not public as well."""
    everybody = " ".join(
        f"{one.item.headline} {one.item.text}" for one in session.history.told if EVERYBODY in one.seen_by
    )
    for one in session.history.told:
        if EVERYBODY not in one.seen_by:
            yield from (words for words in (one.item.headline, one.item.text) if words and words not in everybody)
    public = {track.name for track in exercise.tracks.values() if EVERYBODY in track.seen_by}
    shown = public | {one.name for one in exercise.derived.values()}
    for track in exercise.tracks.values():
        if EVERYBODY not in track.seen_by and track.others_see == "nothing" and track.name not in shown:
            yield track.name


def public_titles(exercise: Exercise) -> str:
    """Return all that the public may read in any case: titles of public moves and injects, names of actors."""
    moves = [move.name for move in exercise.rulebook.moves.values() if move.seen == "public"]
    injects = [inject.headline for inject in exercise.injects if EVERYBODY in inject.to]
    return " | ".join([*moves, *injects, *(actor.name for actor in exercise.actors.values())])


@pytest.mark.parametrize("play", ["war_scare", "cap"])
def test_no_private_word_is_ever_on_the_wall(theme: Theme, qapp: QApplication, play: str) -> None:
    exercise = reader.read("korea", paths.read_exercise(paths.find_exercise("korea")))
    name = next(name for name in exercise.plays if play in name)
    script = reader.read_play(name, exercise.plays[name], exercise)
    session = Watched.in_memory(exercise, script.seed)
    live = LiveSession(session)
    wall = Wall(Theme(paths.shipped("resources"), dark=True, parent=live), live, lambda: "", lambda: (DISPLAY,))
    wall.open("")
    harmless = public_titles(exercise)
    seen: list[str] = []

    def look(added: Sequence[Entry]) -> None:
        if all(isinstance(entry.body, RulingProposed) for entry in added):
            return  # nothing has happened
        live.entries_added.emit(added)
        scene = SCENES[len(seen) % len(SCENES)]
        wall.preview(scene)
        wall.go_live()
        seen.append(wall.window.stage.sheet.told())
        while wall.state().waiting or wall.state().step not in ("", "quiet"):
            wall.onward()
            seen.append(wall.window.stage.sheet.told())
        told = "\n".join(seen[-12:])
        assert CANARY not in told
        for words in private_words(exercise, session):
            assert words in harmless or words not in told, words

    session.look = look
    Script(session, script).finish()

    assert session.ended
    assert session.spoken > 3
    assert any(CANARY in repr(entry.body) for entry in session.history.entries), "there was something to find"
    assert sum("What changes" in told for told in seen) > 1, "and moves were laid open"
    wall.close()
    live.deleteLater()


DISPLAY = Display("", 0, 0, 1280, 720)
