"""The chapter for authors is followed word by word: what it says to copy, write and type answers as it says."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_documentation import page
from wargame import paths
from wargame.cli.main import main
from wargame.desktop.actions import MENUS

STEP = re.compile(
    r"\b[Ii]n\s+`(?P<file>[\w/.]+)`, (?:write\s+`(?P<new>[^`]+)` in\s+place\s+of\s+`(?P<old>[^`]+)`"
    r"|put\s+this\s+(?P<how>above|in place of)\s+the\s+line\s+`(?P<line>[^`]+)`[^:]*:\n\n```yaml\n(?P<block>.*?)```)"
    r"|[Pp]ut\s+this\s+at\s+the\s+end\s+of\s+`(?P<end>[\w/.]+)`:\n\n```yaml\n(?P<more>.*?)```"
    r"|```console\n(?P<typed>.*?)```",
    re.DOTALL,
)
"""One thing that the reader is to do."""

FAILS = {"WG201", "WG307", "WG507"}
"""A check that finds one of these is meant to; every other command has to succeed."""


@pytest.fixture
def town() -> Path:
    """Return the copy that the first step makes, in the folder that the menu opens."""
    return Path(shutil.copytree(paths.find_exercise("first_steps"), paths.user_exercises() / "my_town"))


def follow(step: re.Match[str], town: Path, typed: Callable[[str], None]) -> None:
    """Do what one step says."""
    if step["typed"] is not None:
        typed(step["typed"])
    elif step["end"] is not None:
        file = town / step["end"]
        file.write_text(file.read_text(encoding="utf-8") + step["more"], encoding="utf-8")
    else:
        file = town / step["file"]
        text = file.read_text(encoding="utf-8")
        old = step["old"] or step["line"] + "\n"
        new = step["new"] or step["block"] + (old if step["how"] == "above" else "")
        assert text.count(old) == 1, f"{old!r} in {file.name}"
        file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_first_exercise_is_made_as_the_chapter_says(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def typed(block: str) -> None:
        """Type the commands of a block; what is printed below each has to be what it answers."""
        for one in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = one.partition("\n")
            code = main(shlex.split(command.removeprefix("python3 -m "))[1:])
            said = capsys.readouterr()
            assert said.err == ""
            if printed.strip():
                assert said.out.split() == printed.split(), command
            errors = set(re.findall(r"^\S+: (WG\d+) (?!warning)", said.out, re.MULTILINE))
            assert code == (1 if errors else 0)
            assert errors <= FAILS

    text = page("authors.md")
    steps = list(STEP.finditer(text))
    for step in steps:
        follow(step, town, typed)

    assert len(steps) >= 16
    kinds = {(step["how"], bool(step["old"]), bool(step["end"]), bool(step["typed"])) for step in steps}
    assert len(kinds) == 5, "all kinds of steps are told apart"
    assert len(re.findall(r"\bwrite\s+`|\bput this\b|```console", text, re.IGNORECASE)) == len(steps), (
        "no step is passed over"
    )
    assert "My town" in (town / "scenario.yaml").read_text(encoding="utf-8")


def test_the_menu_that_the_chapter_names_is_there() -> None:
    words = {name.replace("&", ""): [command.words.replace("&", "") for command in entries] for name, entries in MENUS}
    assert "My exercises" in words["Exercise"]
    assert "*Exercise*, *My exercises*" in page("authors.md")
