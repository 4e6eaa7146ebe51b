from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said

Give = Callable[..., Said]


@pytest.fixture
def kept(wargame: Give, water: Path, tmp_path: Path) -> Path:
    """Return a session that was played and kept."""
    file = tmp_path / "kept.wargame"
    assert wargame("run", water, "--play", "handshake", "--session", file).code == 0
    return file


def test_the_log_is_one_line_an_entry_and_then_the_situation(wargame: Give, kept: Path) -> None:
    said = wargame("show", kept)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    numbers = [int(line.split()[0]) for line in lines if line[:5].strip().isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert any("The Harbour orders: Send an envoy → The Hills" in line for line in lines)
    assert any("Ruled: The Hills: Open the sluices: carried out · River level" in line for line in lines)
    assert f"After entry {numbers[-1]}" in lines
    assert any(line.strip() == "Level of contact 2 (mayors)" for line in lines)


def test_the_situation_at_an_entry_is_that_of_then(wargame: Give, kept: Path) -> None:
    records = [json.loads(line) for line in wargame("show", kept, "--json").out.splitlines()]
    start = next(record["seq"] for record in records if record.get("what") == "exercise started")
    then = [json.loads(line) for line in wargame("show", kept, "--at", start, "--json").out.splitlines()]
    assert len(then) == start + 1
    assert then[-1]["kind"] == "situation"
    assert then[-1]["turn"] == 1
    assert then[-1]["tracks"]["harbour.hills.contact"] == 0
    assert records[-1]["tracks"]["harbour.hills.contact"] == 2
    assert records[-1]["ending"] == "peace"
    assert "Season 1 of 4" in wargame("show", kept, "--at", start).out


def test_why_a_track_moved_is_told_and_adds_up(wargame: Give, kept: Path) -> None:
    said = wargame("show", kept, "--why", "hills.harbour.contact")
    assert said.code == 0, said.err
    assert "Send an envoy" in said.out
    assert said.out.splitlines()[-1].startswith(
        "Level of contact from season 1 to season 4: 0 → 2 (+2), 2 contributions"
    )
    *steps, whole = [json.loads(line) for line in wargame("show", kept, "--why", "contact", "--json").out.splitlines()]
    assert whole["track"] == "harbour.hills.contact"
    assert whole["before"] + sum(step["delta"] for step in steps) == whole["after"] == 2
    assert {step["file"] for step in steps} == {"rulebook.yaml"}
    later = wargame("show", kept, "--why", "contact", "--from", 3, "--to", 4, "--json").out.splitlines()
    assert [json.loads(line)["kind"] for line in later] == ["movement"]


def test_why_a_move_is_available_or_not_is_told_for_everybody_who_has_it(wargame: Give, kept: Path) -> None:
    records = [json.loads(line) for line in wargame("show", kept, "--json").out.splitlines()]
    start = next(record["seq"] for record in records if record.get("what") == "exercise started")
    said = wargame("show", kept, "--why", "send_envoy", "--at", start)
    assert said.code == 0, said.err
    where, *lines = said.out.splitlines()
    assert where == f"After entry {start}: Season 1 of 4, News"
    assert "The Harbour: Send an envoy → The Hills: nothing stands in the way" in lines
    assert any(line.startswith("  ✓ Met: ") for line in lines)
    known = [json.loads(line) for line in wargame("show", kept, "--why", "send_envoy", "--json").out.splitlines()]
    assert {record["kind"] for record in known} == {"availability"}
    for record in known:
        assert record["subject"] == "send_envoy"
        assert record["holds"] == all(reason["holds"] for reason in record["reasons"])
    assert wargame("show", kept, "--why", "send_envoy", "--at", 0).code == 2
    assert "did you mean `send_envoy`?" in wargame("show", kept, "--why", "send_envy").err


SECRETS = {
    "scenario.yaml": """\
rulebook: 1
title: By night
turns: {count: 1}
actors: {red: {name: Red, moves a turn: 2}, blue: {name: Blue}}
phases: {all: {does: [signing, orders, adjudication]}}
tracks: {heat: {name: Heat, range: 0..10, start: 3}}
""",
    "rulebook.yaml": """\
rulebook: 1
every agreement: {signed in: all}
agreements:
  pact: {name: Pact, parties: [red, blue], forbids: {red: [creep, dig]}, detection: 10%}
  toast: {name: Toast, parties: [red, blue], forbids: {red: [creep]}}
moves:
  creep: {name: Creep, by: [red], seen: secret, effects: [heat +1]}
  dig: {name: Dig, by: [red], seen: when detected, effects: [heat +1], detected: {chance: 5%}}
endings: {quiet: {otherwise: true}}
""",
    "plays/night.yaml": """\
play: 1
turns:
  1:
    sign: [{agreement: pact, by: [red, blue]}, {agreement: toast, by: [red, blue]}]
    orders: [{by: red, move: creep, dice: [[90]]}, {by: red, move: dig, dice: [[50]]}]
""",
}


def test_why_a_breach_was_not_seen_is_told_of_the_agreement_and_of_the_move(wargame: Give, tmp_path: Path) -> None:
    folder, file = tmp_path / "night", tmp_path / "night.wargame"
    for name, text in SECRETS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert wargame("run", folder, "--play", "night", "--session", file).code == 0
    told = [json.loads(line) for line in wargame("show", file, "--why", "pact", "--json").out.splitlines()]
    first, creep, dig = told
    assert (first["kind"], first["holds"]) == ("availability", False)
    assert first["reasons"] == [{"text": "not met: is signed already", "holds": False}]
    assert [(one["move"], one["why"][0]) for one in (creep, dig)] == [
        ("creep", "Pact has a chance to find it: 10%"),
        ("dig", "The move has a chance of its own to be detected: 5%"),
    ]
    by_move = wargame("show", file, "--why", "creep").out
    assert "Turn 1: Red breaks Toast: Creep. Why nobody saw it" in by_move
    assert "  The move is secret, and nothing in Toast looks for it" in by_move
    assert "Dig" not in by_move
    assert "breaks" not in wargame("show", file, "--why", "creep", "--at", creep["seq"] - 1).out


def test_a_track_or_turn_that_is_not_there_is_told(wargame: Give, kept: Path) -> None:
    said = wargame("show", kept, "--why", "contct")
    assert (said.code, "did you mean `contact`?" in said.err) == (2, True)
    for turns in (("--from", 3, "--to", 2), ("--from", 0), ("--to", 9)):
        said = wargame("show", kept, "--why", "anger", *turns)
        assert (said.code, "turns 1 to 4" in said.err) == (2, True)


def test_looking_changes_nothing(wargame: Give, kept: Path) -> None:
    before = kept.read_bytes()
    for words in (("show", kept), ("show", kept, "--json"), ("verify", kept)):
        assert wargame(*words).code == 0
    assert kept.read_bytes() == before


def test_an_entry_that_is_not_there_is_told(wargame: Give, kept: Path) -> None:
    for at in (0, 100_000):
        said = wargame("show", kept, "--at", at)
        assert said.code == 2
        assert "entries 1 to" in said.err


def test_a_whole_session_is_verified(wargame: Give, kept: Path) -> None:
    said = wargame("verify", kept)
    assert said.code == 0
    assert "Verified." in said.out.splitlines()[-1]
    fingerprint = next(line.split()[1] for line in said.out.splitlines() if line.startswith("Fingerprint"))
    said = wargame("verify", kept, fingerprint)
    assert said.code == 0
    assert "Your fingerprint is that of the last." in said.out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--from", 2), "belong to `--why`"),
        (("--to", 2), "belong to `--why`"),
        (("--dice", "--at", 2), "`--at` does not go with it"),
        (("--dice", "--why", "level"), "`--why` does not go with it"),
    ],
)
def test_no_option_is_passed_over(wargame: Give, kept: Path, options: tuple[object, ...], sentence: str) -> None:
    said = wargame("show", kept, *options)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err


def test_an_empty_fingerprint_is_not_taken_for_none(wargame: Give, kept: Path) -> None:
    """A script whose variable is empty would else be told that the file is the one it knows."""
    said = wargame("verify", kept, "")
    assert (said.code, said.out) == (2, "")
    assert "the fingerprint is empty" in said.err


def test_a_fingerprint_of_another_file_is_told(wargame: Give, kept: Path) -> None:
    said = wargame("verify", kept, "0000-0000-0000-0000-0000-0000-0000-0000")
    assert said.code == 1
    assert "Problem: The fingerprint belongs to no entry" in said.out
    assert "Not verified" in said.out.splitlines()[-1]


def test_a_changed_file_is_not_shown_and_not_verified(wargame: Give, kept: Path) -> None:
    data = bytearray(kept.read_bytes())
    at = data.index(b"We should talk.")
    data[at : at + 2] = b"He"
    kept.write_bytes(data)
    for command in ("show", "verify"):
        said = wargame(command, kept)
        assert said.code == 1
        assert "Traceback" not in said.out + said.err


@pytest.mark.parametrize("data", [b"", b"not a session", b"SQLite format 3\0" + b"\0" * 200])
def test_what_is_no_session_is_told_in_a_sentence(wargame: Give, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "strange.wargame"
    file.write_bytes(data)
    for command in ("show", "verify"):
        said = wargame(command, file)
        assert said.code == 1
        assert said.err.startswith("wargame: ")
        assert said.out == ""
    for command in ("show", "verify"):
        assert wargame(command, tmp_path / "nowhere.wargame").code == 2


def test_the_seed_is_sealed_until_play_is_over(wargame: Give, kept: Path, tmp_path: Path) -> None:
    told = wargame("show", kept).out.splitlines()[1]
    assert told.startswith("The seed of the dice was handshake (its SHA-256 is ")
    situation = json.loads(wargame("show", kept, "--json").out.splitlines()[-1])
    assert (situation["seed"], len(situation["seed_sha256"])) == ("handshake", 64)


def test_every_draw_is_shown_with_its_key(wargame: Give, kept: Path) -> None:
    lines = wargame("show", kept, "--dice").out.splitlines()
    assert any(line.endswith("2d6 = 6 + 5  [table]  turn 2|moves/send_envoy|harbour|hills|1") for line in lines), lines
    draws = [json.loads(line) for line in wargame("show", kept, "--dice", "--json").out.splitlines()]
    assert len(draws) == len(lines) - 1
    assert {draw["kind"] for draw in draws} == {"draw"}
