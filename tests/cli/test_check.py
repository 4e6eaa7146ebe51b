from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said, broken
from wargame import paths

Give = Callable[..., Said]


@pytest.mark.parametrize("folder", [folder.name for folder in paths.exercises()])
def test_every_shipped_exercise_is_without_errors(wargame: Give, folder: str) -> None:
    said = wargame("check", folder)
    assert said.code == 0, said.out
    assert "no errors" in said.out.splitlines()[-1]
    assert "came out as written" in said.out


def test_all_errors_are_told_at_once_with_their_places(wargame: Give, water: Path) -> None:
    broken(water, "rulebook.yaml", "anger -1]\n  buy_grain", "angr -1]\n  buy_grain")
    broken(water, "rulebook.yaml", "flag pipe_cut, level", "flag pipe_cutt, level")
    broken(water, "msel.yaml", "when: harbour.support < 40", "when: harbour.suport < 40")
    said = wargame("check", water)
    assert said.code == 1
    places = [line.split(" ")[0] for line in said.out.splitlines()]
    assert any(place.startswith("rulebook.yaml:") for place in places)
    assert any(place.startswith("msel.yaml:") for place in places)
    assert said.out.count("did you mean") == 3
    assert "3 errors" in said.out.splitlines()[-1]
    assert said.err == ""


def test_a_play_that_breaks_is_named_with_its_line(wargame: Give, water: Path) -> None:
    broken(water, "plays/handshake.yaml", "flag(envoy_sent)]", "anger == 9]")
    said = wargame("check", water)
    assert said.code == 1
    (line,) = [line for line in said.out.splitlines() if "handshake" in line]
    assert line.startswith("plays/handshake.yaml:9:")
    assert "WG507 not met: anger == 9 (anger is 2)" in line


def test_changing_one_number_of_the_rules_breaks_the_play(wargame: Give, water: Path) -> None:
    broken(water, "rulebook.yaml", "partial: [contact at least 1", "partial: [contact at least 0")
    said = wargame("check", water)
    assert said.code == 1
    assert "not met: contact >= 1 (Level of contact is 0)" in said.out


def test_a_play_that_cannot_be_played_is_named_too(wargame: Give, water: Path) -> None:
    broken(water, "plays/handshake.yaml", "dice: [[3, 4]]", "dice: [[3, 4, 5]]")
    said = wargame("check", water)
    assert said.code == 1
    assert "plays/handshake.yaml:7:" in said.out
    assert "WG508 Roll 1 is 2d6" in said.out


def test_what_a_play_says_in_vain_is_a_warning(wargame: Give, water: Path) -> None:
    broken(water, "plays/handshake.yaml", "dice: [[3, 4]]", "dice: [[3, 4], [2, 2]]")
    said = wargame("check", water)
    assert said.code == 0
    assert "WG508 warning: Roll 2 is given, but this ruling has 1." in said.out


def test_a_play_with_unknown_names_is_an_error_of_the_play(wargame: Give, water: Path) -> None:
    broken(water, "plays/handshake.yaml", "move: share_water", "move: share_watr")
    said = wargame("check", water)
    assert said.code == 1
    assert "plays/handshake.yaml:8:" in said.out
    assert "share_water" in said.out


def test_warnings_come_last_and_do_not_fail(wargame: Give, water: Path) -> None:
    said = wargame("check", water)
    assert said.code == 0
    warned = [line for line in said.out.splitlines() if "warning: " in line]
    assert len(warned) == 2
    assert "no errors, 2 warnings; 1 worked play came out as written" in said.out.splitlines()[-1]
    broken(water, "rulebook.yaml", "flag pipe_cut, level", "flag pipe_cutt, level")
    lines = wargame("check", water).out.splitlines()
    assert "warning" not in lines[0]


def test_json_is_one_object_a_line(wargame: Give, water: Path) -> None:
    broken(water, "rulebook.yaml", "flag pipe_cut, level", "flag pipe_cutt, level")
    said = wargame("check", water, "--json")
    assert said.code == 1
    records = [json.loads(line) for line in said.out.splitlines()]
    assert records[-1] == {
        "kind": "end",
        "exercise": "water",
        "errors": sum(record.get("severity") == "error" for record in records),
        "warnings": sum(record.get("severity") == "warning" for record in records),
        "plays": 0,
    }
    error = next(record for record in records if record.get("severity") == "error")
    assert error["file"] == "rulebook.yaml"
    assert error["line"] > 1
    assert error["code"].startswith("WG2")
    assert "pipe_cut" in error["suggestion"]


def test_a_code_is_explained(wargame: Give) -> None:
    said = wargame("check", "--explain", "wg201")
    assert said.code == 0
    assert said.out.startswith("WG201: ")
    assert wargame("check", "--explain", "WG999").code == 2


def test_what_is_not_there_is_told_in_a_sentence(wargame: Give, tmp_path: Path) -> None:
    said = wargame("check", "atlantis")
    assert said.code == 2
    assert "korea" in said.err
    assert wargame("check", tmp_path / "nowhere").code == 2
    assert wargame("check").code == 2
    (tmp_path / "empty").mkdir()
    said = wargame("check", tmp_path / "empty")
    assert said.code == 1
    assert "scenario.yaml" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\0" * 100, b"[" * 100_000, b"a: &a [*a, *a]", b"x" * 2_000_000])
def test_hostile_files_are_a_sentence(wargame: Give, water: Path, data: bytes) -> None:
    (water / "rulebook.yaml").write_bytes(data)
    said = wargame("check", water)
    assert said.code == 1
    assert "rulebook.yaml" in said.out + said.err
    assert "Traceback" not in said.out + said.err
