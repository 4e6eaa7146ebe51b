"""The command line speaks of an exercise in the language that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said

VALLEY = Path(__file__).parents[1] / "data" / "exercises" / "valley"
Give = Callable[..., Said]


@pytest.mark.parametrize(
    ("command", "english", "german"),
    [
        (("run",), "Valley", "Das Tal"),
        (("rehearse", "--runs", "1"), "", "Das Tal"),
    ],
)
def test_an_exercise_is_told_in_the_language(
    wargame: Give, command: tuple[str, ...], english: str, german: str
) -> None:
    assert german in wargame(command[0], VALLEY, *command[1:], "--language", "de").out
    told = wargame(command[0], VALLEY, *command[1:]).out
    assert german not in told
    assert english in told


def test_checking_reads_in_the_language(wargame: Give) -> None:
    assert wargame("check", VALLEY, "--language", "de").code == 0


def test_what_is_wrong_in_one_language_is_told_without_asking_for_it(wargame: Give, water: Path) -> None:
    msel, headline = water / "msel.yaml", "{en: Rain at last, de: " + "Regen " * 30 + "}"
    written = msel.read_text(encoding="utf-8")
    first = next(line for line in written.splitlines() if "headline: " in line)
    old = first.partition("headline: ")[2]
    msel.write_text(written.replace(f"headline: {old}", f"headline: {headline}", 1), encoding="utf-8")
    found = [line for line in wargame("check", water).out.splitlines() if "WG503" in line]
    assert len(found) == 1
    assert "WG503 warning: in de: the headline of" in found[0]
    assert "WG503" not in wargame("check", water, "--language", "en").out


def test_a_session_is_shown_in_its_own_language_or_in_another(wargame: Give, tmp_path: Path) -> None:
    file = tmp_path / "tal.wargame"
    assert wargame("run", VALLEY, "--language", "de", "--session", file).code == 0
    assert "Das Tal" in wargame("show", file).out
    assert "Das Tal" not in wargame("show", file, "--language", "en").out.splitlines()[0].partition(" · ")[2]
    assert wargame("show", file, "--why", "tension", "--language", "en").code == 0
    assert wargame("verify", file).code == 0


@pytest.mark.parametrize("command", ["check", "run", "rehearse"])
def test_a_language_that_it_does_not_have_is_told_with_those_it_has(wargame: Give, command: str) -> None:
    said = wargame(command, VALLEY, "--language", "xx")
    assert said.code == 2
    assert "the exercise valley has no text in `xx`: its texts are in en, de" in said.err


def test_a_session_cannot_be_shown_in_a_language_it_does_not_have(wargame: Give, water: Path, tmp_path: Path) -> None:
    file = tmp_path / "water.wargame"
    assert wargame("run", water, "--session", file).code == 0
    said = wargame("show", file, "--language", "ko")
    assert said.code == 2
    assert "has no text in `ko`: it has one language" in said.err
