from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import WATER, Said, broken
from wargame import paths
from wargame.cli import rehearse
from wargame.referee.rehearsal import Rehearsal

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


def test_files_that_are_no_text_are_told_with_all_the_rest(wargame: Give, water: Path) -> None:
    broken(water, "rulebook.yaml", "anger -1]\n  buy_grain", "angr -1]\n  buy_grain")
    (water / "msel.yaml").write_bytes((water / "msel.yaml").read_bytes() + b"\n# Gr\xfc\xdfe\n")
    (water / "briefings" / "more.md").symlink_to(water / "README.md")
    said = wargame("check", water)
    assert said.code == 1
    assert "angr" in said.out
    lines = (water / "msel.yaml").read_bytes().count(b"\n")
    assert f"msel.yaml:{lines}:5: WG118 the file is not UTF-8 text (save the file as UTF-8)" in said.out
    assert "briefings/more.md:1:1: WG118 the file is a link" in said.out
    assert "3 errors" in said.out.splitlines()[-1]
    told = [json.loads(line) for line in wargame("check", water, "--json").out.splitlines()]
    assert [one["code"] for one in told if one["kind"] == "complaint" and one["severity"] == "error"].count(
        "WG118"
    ) == 2


def test_a_file_that_is_there_and_too_large_is_not_called_missing(wargame: Give, water: Path) -> None:
    broken(water, "scenario.yaml", "tracks:", "trakcs:")
    (water / "rulebook.yaml").write_bytes(b"#" * (paths.LARGEST_FILE + 1))
    said = wargame("check", water)
    assert "rulebook.yaml:1:1: WG118 the file is larger than 1024 KiB" in said.out
    assert "WG115" not in said.out
    assert "trakcs" in said.out


def test_a_folder_without_a_scenario_is_told_by_code(wargame: Give, water: Path) -> None:
    (water / "scenario.yaml").rename(water / "senario.yaml")
    said = wargame("check", water)
    assert said.code == 1
    assert "scenario.yaml:1:1: WG115 the exercise has no file scenario.yaml (did you mean `senario.yaml`?)" in said.out


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


# ------------------------------------------------------------------------------------------------------ rehearsal

DULL = {
    (
        "rulebook.yaml",
        "by: [harbour]\n    category: Trade",
    ): "by: [harbour]\n    allowed if: turn > 9\n    category: Trade",
    ("rulebook.yaml", "war: {at once: true, when: anger >= 10"): "war: {at once: true, when: anger >= 99",
    ("msel.yaml", "when: harbour.support < 40"): "when: harbour.support > 400",
    ("rulebook.yaml", "when: contact >= 2 and trust >= 40"): "when: trust >= 5",
}


def remarks(said: Said) -> dict[tuple[str, str], dict[str, object]]:
    found = [json.loads(line) for line in said.out.splitlines()]
    return {(one["what"], one["subject"]): one for one in found if one["kind"] == "remark"}


def test_a_rehearsal_names_what_never_happens_and_what_always_does(wargame: Give, water: Path) -> None:
    for (file, old), new in DULL.items():
        broken(water, file, old, new)
    said = wargame("check", water, "--rehearse", "--runs", 300, "--json")
    assert said.code == 0, said.out + said.err
    found = remarks(said)
    dead = {("move never made", "buy_grain"), ("inject never delivered", "strike"), ("end-state never reached", "war")}
    assert dead <= set(found)
    assert ("end-state too common", "peace") in found
    end = json.loads(said.out.splitlines()[-1])
    assert (end["kind"], end["runs"], end["remarks"]) == ("end", 300, len(found))


def test_a_remark_says_where_its_subject_is_written(wargame: Give, water: Path) -> None:
    for (file, old), new in DULL.items():
        broken(water, file, old, new)
    for (_, subject), one in remarks(wargame("check", water, "--rehearse", "--runs", 100, "--json")).items():
        line = (water / str(one["file"])).read_text(encoding="utf-8").splitlines()[int(str(one["line"])) - 1]
        assert subject.split(".")[-1] in line[int(str(one["column"])) - 1 :]
    said = wargame("check", water, "--rehearse", "--runs", 100)
    (line,) = [line for line in said.out.splitlines() if "never made" in line]
    assert line.startswith("rulebook.yaml:")
    assert line.endswith(": remark: The Harbour never made the move Buy grain abroad.")
    assert said.out.splitlines()[-1].endswith(" remarks from 100 rehearsed runs.")


AGREED = """
  treaty:
    name: A treaty
    parties: [north, south]
    possible if: tension > 99
"""


def test_agreements_questions_moves_and_limits_are_remarked(wargame: Give, tmp_path: Path) -> None:
    valley = Path(shutil.copytree(WATER.parent / "valley", tmp_path / "valley"))
    broken(valley, "rulebook.yaml", "patrol: 4,", "patrol: 4, treaty: 1,")
    broken(valley, "rulebook.yaml", "\nmoves:\n", f"{AGREED}\nmoves:\n")
    broken(valley, "rulebook.yaml", "cost: 1 purse\n    effects: [resume", "allowed if: turn > 9\n    effects: [resume")
    broken(
        valley,
        "rulebook.yaml",
        "broker:\n      for: league\n",
        "broker:\n      for: league\n      prefer: [send_grain +9]\n",
    )
    broken(valley, "rulebook.yaml", "[ask census, trust +2]", "[trust +2]")
    broken(valley, "scenario.yaml", "range: 0..20, start: 8", "range: 0..2, start: 2")
    shutil.rmtree(valley / "plays")
    said = wargame("check", valley, "--rehearse", "--runs", 400, "--json")
    assert said.code == 0, said.out
    found = remarks(said)
    assert {
        ("agreement never signed", "treaty"),
        ("question never asked", "census"),
        ("move never made", "restore"),
        ("dominant move", "send_grain"),
        ("track at its limit", "north.guns"),
    } <= set(found)
    assert found["track at its limit", "north.guns"]["end"] == "high"
    assert found["dominant move", "send_grain"]["actor"] == "league"


def test_without_being_asked_nothing_is_rehearsed(wargame: Give, water: Path) -> None:
    assert not remarks(wargame("check", water, "--json"))
    assert "rehearsed" not in wargame("check", water).out


def test_errors_are_mended_first(wargame: Give, water: Path) -> None:
    broken(water, "rulebook.yaml", "flag pipe_cut, level", "flag pipe_cutt, level")
    said = wargame("check", water, "--rehearse", "--json")
    assert said.code == 1
    assert not remarks(said)


def test_runs_belong_to_a_rehearsal(wargame: Give, water: Path) -> None:
    assert wargame("check", water, "--runs", 10).code == 2
    assert wargame("check", water, "--rehearse", "--runs", 0).code == 2
    assert "--rehearse" in wargame("check", water, "--runs", 10).err


def test_who_stops_the_rehearsal_keeps_its_remarks(wargame: Give, water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(rehearsal: Rehearsal, runs: int) -> Iterator[int]:
        rehearsal.play(50)
        yield 50
        raise KeyboardInterrupt

    monkeypatch.setattr(rehearse, "_batches", stopped)
    said = wargame("check", water, "--rehearse")
    assert said.code == 130
    assert "from 50 rehearsed runs" in said.out
    assert "stopped after 50 of 1,000 runs" in said.err
