from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Said, broken
from wargame.cli import rehearse
from wargame.referee.rehearsal import Rehearsal

Give = Callable[..., Said]


def records(said: Said) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_the_last_line_holds_the_end_states_with_their_intervals(wargame: Give) -> None:
    said = wargame("rehearse", "first_steps", "--runs", 400, "--seed", "s", "--json")
    assert said.code == 0, said.err
    last = records(said)[-1]
    endings = last["endings"]
    assert isinstance(endings, dict)
    assert list(endings) == ["in_court", "shared", "lost_harvest", "muddling"]
    assert sum(found["share"] for found in endings.values()) == pytest.approx(1)
    assert all(found["low"] < found["share"] < found["high"] for found in endings.values())
    assert (last["runs"], last["seed"], last["exercise"]) == (400, "s", "first_steps")


def test_every_line_of_json_has_a_kind(wargame: Give, water: Path) -> None:
    told = records(wargame("rehearse", water, "--runs", 50, "--json"))
    kinds = [record["kind"] for record in told]
    assert set(kinds) >= {"track", "move", "inject", "end"}
    assert kinds[-1] == "end"


def test_the_same_seed_says_the_same(wargame: Give) -> None:
    first = wargame("rehearse", "first_steps", "--runs", 300, "--seed", "a").out
    assert wargame("rehearse", "first_steps", "--runs", 300, "--seed", "a").out == first
    assert wargame("rehearse", "first_steps", "--runs", 300, "--seed", "b").out != first


def test_people_read_names_and_intervals(wargame: Give) -> None:
    said = wargame("rehearse", "first_steps", "--runs", 200)
    assert said.code == 0
    for words in ("200 runs", "Muddling through", "95% interval", "Harvest", "month 3", "Pump at night"):
        assert words in said.out
    assert said.err == ""


def test_an_end_state_that_several_endings_lead_to_goes_by_its_own_name(wargame: Give, water: Path) -> None:
    said = wargame("rehearse", "korea", "--runs", 300)
    assert said.code == 0
    assert "  Cap   " in said.out
    assert "A cap on paper" not in said.out


def test_how_often_each_inject_came_is_told(wargame: Give) -> None:
    said = wargame("rehearse", "korea", "--runs", 100).out
    section = said.split("Injects delivered, in so many of the runs\n")[1].split("\n\n")[0]
    assert len(section.splitlines()) == 22
    assert re.search(r"Policy review begins +100\.0%", section)


def test_what_never_happens_is_told(wargame: Give, water: Path) -> None:
    broken(water, "msel.yaml", "injects:\n", "injects:\n" + NEVER)
    said = wargame("rehearse", water, "--runs", 100)
    assert "A snowfall in July was never delivered." in said.out


NEVER = """\
  snow:
    number: 99
    when: turn > 40
    headline: A snowfall in July
    text: It melts.
    expected: nothing
"""


def test_an_exercise_that_is_not_there_or_cannot_be_read(wargame: Give, water: Path) -> None:
    assert wargame("rehearse", "nowhere").code == 2
    assert wargame("rehearse", water, "--runs", 0).code == 2
    broken(water, "rulebook.yaml", "rulebook: 1", "rulebook: one")
    assert wargame("rehearse", water).code == 1


def test_who_stops_it_keeps_what_was_played(wargame: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(rehearsal: Rehearsal, runs: int) -> Iterator[int]:
        rehearsal.play(100)
        yield 100
        raise KeyboardInterrupt

    monkeypatch.setattr(rehearse, "_batches", stopped)
    said = wargame("rehearse", "first_steps", "--runs", 5_000, "--json")
    assert said.code == 130
    assert "stopped after 100 of 5,000 runs" in said.err
    assert records(said)[-1]["runs"] == 100


def test_who_stops_it_before_the_first_runs_are_over_is_told_so(wargame: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Rehearsal, "play", stopped)
    said = wargame("rehearse", "first_steps", "--runs", 5_000)
    assert (said.code, said.out) == (130, "")
    assert "nothing is known yet" in said.err
    last = records(wargame("rehearse", "first_steps", "--runs", 5_000, "--json"))[-1]
    endings = last["endings"]
    assert isinstance(endings, dict)
    assert last["runs"] == 0
    assert all((one["low"], one["high"]) == (0, 1) for one in endings.values())


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl+C goes to all programs of the console, the tests too")
def test_a_real_ctrl_c_stops_it_and_keeps_what_was_played() -> None:
    """Another process, as a shell starts it: the signal comes while it plays, once it has said how far it is."""
    watched = (
        "import os, signal, sys\n"
        "from wargame.cli import rehearse\n"
        "from wargame.cli.main import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "rehearse._progress = lambda done, *_: print('played', done, file=sys.stderr, flush=True)\n"
        "raise SystemExit(main(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", watched, "rehearse", "first_steps", "--runs", "90000000", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("played ")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    last = json.loads(out.splitlines()[-1])
    assert f"stopped after {last['runs']:,} of 90,000,000 runs" in err
    assert 2_000 <= last["runs"] < 90_000_000
    assert sum(one["share"] for one in last["endings"].values()) == pytest.approx(1)


STUBBORN = """\
players:
  stubborn: {for: harbour, points: {send_envoy: -9}}
seats:
  harbour: stubborn
"""


def test_players_of_ones_own(wargame: Give, water: Path, tmp_path: Path) -> None:
    file = tmp_path / "players.yaml"
    file.write_text(STUBBORN, encoding="utf-8")
    said = wargame("rehearse", water, "--runs", 200, "--players", file, "--json")
    assert said.code == 0, said.err
    envoys = {
        record["actor"]: record["times"]
        for record in records(said)
        if record["kind"] == "move" and record["move"] == "send_envoy"
    }
    assert envoys["harbour"] == 0
    assert "stubborn" in wargame("rehearse", water, "--runs", 20, "--players", file).out


def test_players_that_cannot_be_read_are_told_by_line(wargame: Give, water: Path, tmp_path: Path) -> None:
    file = tmp_path / "players.yaml"
    file.write_text(STUBBORN.replace("send_envoy", "send_envoi"), encoding="utf-8")
    said = wargame("rehearse", water, "--players", file)
    assert said.code == 1
    assert "players.yaml:2:" in said.out
    assert "send_envoy" in said.out
    assert wargame("rehearse", water, "--players", tmp_path / "nobody.yaml").code == 2
