"""Small words about the session in the control room."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.desktop.sessions import live_session
from tests.referee.playing import SCENARIO, Playing, written
from wargame.desktop.facilitator.what_now import intact_words, said_besides, what_now
from wargame.referee.turn import RunItem


def test_the_dice_are_sealed_before_play_and_told_after_it(tmp_path: Path) -> None:
    live = live_session(tmp_path)
    digest = hashlib.sha256(live.created.seed.encode()).hexdigest()
    sealed = said_besides(live)
    assert sealed.startswith("The dice are sealed")
    assert digest in sealed.replace(" ", "")
    assert live.created.seed not in sealed
    assert intact_words(live).replace(" ", "").endswith(f"Dicesealed,SHA-256{digest}")
    assert live.start()
    assert intact_words(live) == "Log intact"
    assert said_besides(live) == ""
    assert live.end("Time is up")
    assert intact_words(live) == f"Log intact · Seed of the dice: {live.created.seed}"
    assert f"The seed of the dice was {live.created.seed}" in said_besides(live)


def test_what_the_room_discusses_in_a_phase_is_said_with_it() -> None:
    scenario = SCENARIO.replace(
        "  after: {does: [", "  talk: {says: Sit down., questions: [Who gains?, Who loses?]}\n  after: {does: ["
    )
    exercise = written(scenario=scenario)
    play = Playing(exercise)
    while not (isinstance(play.next, RunItem) and play.next.phase.id == "talk"):
        play.step()
    said = what_now(exercise, play.next, ended=False, read_only=False)
    assert said == "Sit down. Who gains? Who loses? Go on when the room is ready."


def test_what_the_program_does_in_a_phase_is_said_before_it_does_it(tmp_path: Path) -> None:
    live = live_session(tmp_path)
    assert live.start()
    said = what_now(live.exercise, live.next_thing, ended=False, read_only=False)
    assert said.endswith("Next: News: income, delayed effects, injects.")
