from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said, broken
from wargame import paths
from wargame.exercise import reader
from wargame.session.conduct import Session

Give = Callable[..., Said]


def records(said: Said) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_without_a_play_only_upkeep_happens(wargame: Give, water: Path) -> None:
    said = wargame("run", water, "--seed", "x", "--json")
    assert said.code == 0, said.err
    told = records(said)
    assert [record["kind"] for record in told] == ["turn"] * 4 + ["end"]
    assert [record.get("turn") for record in told[:4]] == [1, 2, 3, 4]
    first = told[0]["tracks"]
    assert isinstance(first, dict)
    assert first["anger"] == 4
    assert first["harbour.funds"] == 6
    assert first["level"] == pytest.approx(1.9)
    assert set(first) >= {"harbour.hills.trust", "hills.stores", "harbour.debt"}
    assert told[-1]["ending"] == "drift"
    assert told[-1]["tracks"] == told[-2]["tracks"]


def test_whole_tracks_are_whole_numbers_in_json(wargame: Give, water: Path) -> None:
    lines = wargame("run", water, "--seed", "x", "--json").out.splitlines()
    assert '"anger": 4,' in lines[0]
    assert '"anger": 4.0' not in lines[0]


def test_a_play_is_played_and_told_in_full(wargame: Give, water: Path) -> None:
    said = wargame("run", water, "--play", "handshake")
    assert said.code == 0, said.err
    for line in (
        "Play: A handshake in the second season",
        "Seed: handshake",
        "Season 1\n========",
        "Inject: No rain before summer",
        "The Harbour: Send an envoy → The Hills: partial",
        "  The Harbour says: “We should talk.”",
        "  ✓ Met: Level of contact is 0, at most 1",
        "  2d6 (dice from the table): 3 + 4, +1 from modifiers = 8: partial",
        "  Level of contact 0 → 1 (+1, clerks)",
        "At the end of season 4",
        "Over in season 4: ",
    ):
        assert line in said.out, line


@pytest.mark.parametrize("name", ["handshake", "handshake.yaml", "plays/handshake.yaml"])
def test_a_play_is_found_by_its_name(wargame: Give, water: Path, name: str) -> None:
    assert wargame("run", water, "--play", name, "--json").code == 0


def test_a_play_is_found_by_its_path(wargame: Give, water: Path, tmp_path: Path) -> None:
    (water / "plays" / "handshake.yaml").rename(tmp_path / "mine.yaml")
    said = wargame("run", water, "--play", tmp_path / "mine.yaml", "--json")
    assert said.code == 0, said.err
    assert records(said)[-1]["ending"] == "peace"


def test_the_seed_decides_the_dice(wargame: Give, water: Path) -> None:
    one, again, two = (wargame("run", water, "--json", "--seed", seed).out for seed in ("1", "1", "2"))
    assert one == again
    assert wargame("run", water, "--json", "--play", "handshake").code == 0
    several = {wargame("run", water, "--json", "--seed", str(seed)).out for seed in range(8)}
    assert len(several | {two}) > 1


def test_the_session_is_kept_and_is_the_one_that_was_told(wargame: Give, water: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.wargame"
    said = wargame("run", water, "--play", "handshake", "--session", file, "--json")
    assert said.code == 0, said.err
    session = Session.read(file)
    end = records(said)[-1]
    assert end["entries"] == len(session.history.entries)
    assert end["tracks"] == session.state.tracks
    assert session.created.seed == "handshake"
    assert wargame("verify", file).code == 0


def test_a_session_that_exists_is_never_written_over(wargame: Give, water: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.wargame"
    file.write_text("precious")
    said = wargame("run", water, "--session", file)
    assert said.code == 1
    assert "already" in said.err
    assert file.read_text() == "precious"


def test_a_broken_expectation_is_named_and_fails(wargame: Give, water: Path) -> None:
    broken(water, "plays/handshake.yaml", "flag(envoy_sent)]", "anger == 9]")
    said = wargame("run", water, "--play", "handshake", "--json")
    assert said.code == 1
    assert "plays/handshake.yaml:9:" in said.err
    assert "not met: anger == 9 (anger is 2)" in said.err
    assert records(said)[-1]["kind"] == "end"


def test_a_play_that_cannot_be_played_is_named_and_fails(wargame: Give, water: Path) -> None:
    broken(water, "plays/handshake.yaml", "dice: [[3, 4]]", "dice: [[3, 4, 5]]")
    said = wargame("run", water, "--play", "handshake")
    assert said.code == 1
    assert "plays/handshake.yaml:7:" in said.err
    assert "Traceback" not in said.err


def test_an_exercise_with_errors_is_not_played(wargame: Give, water: Path) -> None:
    broken(water, "rulebook.yaml", "flag pipe_cut, level", "flag pipe_cutt, level")
    said = wargame("run", water)
    assert said.code == 1
    assert "rulebook.yaml:" in said.err + said.out
    assert "wargame check" in said.err


def test_what_is_not_there_is_told_in_a_sentence(wargame: Give, water: Path, tmp_path: Path) -> None:
    assert wargame("run", "atlantis").code == 2
    said = wargame("run", water, "--play", "nobody_wrote_this")
    assert said.code == 2
    assert "handshake" in said.err
    said = wargame("run", water, "--session", tmp_path / "no" / "folder" / "x.wargame")
    assert said.code == 2
    assert "there is no folder" in said.err


def test_the_rules_are_those_of_the_folder(wargame: Give, water: Path) -> None:
    """Changing one number in a rulebook changes the ruling: nothing about an exercise is in the program."""
    before = records(wargame("run", water, "--play", "handshake", "--json"))
    broken(water, "rulebook.yaml", "effects: [level +0.5, stores -4", "effects: [level +0.5, stores -5")
    after = records(wargame("run", water, "--play", "handshake", "--json"))
    assert before[0]["tracks"]["hills.stores"] - after[0]["tracks"]["hills.stores"] == 1  # type: ignore[index]


@pytest.mark.parametrize("folder", [folder.name for folder in paths.exercises()])
def test_the_shipped_plays_reach_every_end_state_or_another_one_each(wargame: Give, folder: str) -> None:
    exercise = reader.read(folder, paths.read_exercise(paths.find_exercise(folder)))
    states = {ending.end_state or ending.id for ending in exercise.rulebook.endings}
    reached = [records(wargame("run", folder, "--play", play, "--json"))[-1]["ending"] for play in exercise.plays]
    assert set(reached) <= states
    assert set(reached) == states or len(set(reached)) == len(reached)
    if folder == "korea":
        assert (len(states), set(reached)) == (8, states)


IDS_AND_RULES = re.compile(
    r"\b[a-z]+_[a-z_]+\b|\b(?:this|breaker|target)\.\w|\b(?:count|total|highest|active|age|flag)\("
)


@pytest.mark.parametrize("play", ["step_by_step", "cap", "cap_on_paper", "freeze", "war_scare"])
def test_nothing_in_a_play_is_told_by_an_id_or_in_the_words_of_a_rule(wargame: Give, play: str) -> None:
    said = wargame("run", "korea", "--play", play)
    assert said.code == 0
    assert [line for line in said.out.splitlines() if IDS_AND_RULES.search(line)] == []


def test_the_command_line_tells_them_at_the_end(wargame: Give, tmp_path: Path) -> None:
    valley = Path(__file__).parents[1] / "data" / "exercises" / "valley"
    file = tmp_path / "valley.wargame"
    said = wargame("run", valley, "--seed", "x", "--session", file)
    assert " points\n" in said.out
    situation = json.loads(wargame("show", file, "--json").out.splitlines()[-1])
    assert situation["scores"] != {}


def test_the_lines_of_json_hold_what_is_promised_and_no_more(wargame: Give, water: Path) -> None:
    *turns, end = records(wargame("run", water, "--play", "handshake", "--json"))
    assert [list(turn) for turn in turns] == [["kind", "turn", "tracks"]] * len(turns)
    assert [turn["turn"] for turn in turns] == list(range(1, len(turns) + 1))
    assert list(end) == ["kind", "ending", "tracks", "entries"]
    assert end["tracks"] == turns[-1]["tracks"]


def test_a_session_without_a_name_is_asked_for_one(wargame: Give, water: Path) -> None:
    said = wargame("run", water, "--session", "")
    assert said.code == 2
    assert "name the file" in said.err
