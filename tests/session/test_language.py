"""A session is played, opened, read and verified in the language it was begun in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pseudo import Pseudo
from tests.session.playing import play_to
from wargame import paths
from wargame.exercise.reader import read, read_play
from wargame.referee.turn import TakeSignatures
from wargame.session.conduct import Session
from wargame.session.scripted import Script
from wargame.session.sitting import Sitting
from wargame.session.verification import verify
from wargame.translation import speaking

VALLEY = Path(__file__).parents[1] / "data" / "exercises" / "valley"


@pytest.fixture
def german(tmp_path: Path, data: Path) -> Path:
    exercise = read("valley", paths.read_exercise(VALLEY), "de")
    path = tmp_path / "tal.wargame"
    session = Session.create(path, exercise, seed="tal", data=data)
    play_to(session, TakeSignatures)
    session.sign("south", "ceasefire")
    session.close_signing()
    session.propose()
    session.close()
    return path


def test_the_language_is_kept_with_the_session(german: Path, data: Path) -> None:
    session = Session.open(german, data=data)
    assert session.created.language == "de"
    assert session.exercise.actors["south"].name == "Süden"
    session.close()
    assert Sitting.read(german).exercise.title.startswith("Das Tal")


def test_it_can_be_looked_at_in_another(german: Path) -> None:
    sitting = Sitting.read(german, language="en")
    assert sitting.exercise.title.startswith("Valley")
    assert sitting.created.language == "de"


def test_it_is_verified_in_its_own(german: Path, data: Path) -> None:
    found = verify(german, data=data)
    assert (found.ok, found.differences) == (True, ())


def test_a_session_of_the_first_language_says_nothing_of_it(data: Path, tmp_path: Path) -> None:
    exercise = read("valley", paths.read_exercise(VALLEY))
    session = Session.create(tmp_path / "a.wargame", exercise, data=data)
    assert session.created.language == ""
    session.close()


@pytest.mark.parametrize("play", ["step_by_step.yaml", "war_scare.yaml"])
def test_what_the_program_says_never_gets_into_the_log(play: str) -> None:
    """The same play leaves the same entries, whatever language the program speaks meanwhile."""
    folder = paths.find_exercise("korea")
    exercise = read("korea", paths.read_exercise(folder))
    written = read_play(f"plays/{play}", exercise.plays[play], exercise)
    logs = []
    for catalogue in (None, Pseudo()):
        with speaking(catalogue):
            session = Session.in_memory(exercise, seed=written.seed)
            Script(session, written).finish()
            logs.append([entry.body for entry in session.history.entries[1:]])  # the first has an id of its own
    english, other = logs
    assert len(english) > 90
    assert [one for one, two in zip(english, other, strict=True) if one != two] == []
