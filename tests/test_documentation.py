"""What is not documented does not exist: commands, options, keys of the files and of the keyboard stand in the guide.

And what stands there is true: its commands are run, its links lead somewhere.
"""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from wargame import paths
from wargame.cli.arguments import COMMANDS, parser
from wargame.cli.main import main
from wargame.exercise import shapes, shapes_msel, shapes_play, shapes_rulebook, shapes_scenario

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "resources" / "guide"
PAGES = sorted([ROOT / "README.md", *GUIDE.glob("*.md"), *(ROOT / "exercises").glob("*/README.md")])
FINGERPRINT = re.compile(r"\b(?:[0-9a-f]{4}-){7}[0-9a-f]{4}\b")


def page(name: str) -> str:
    return (GUIDE / name).read_text(encoding="utf-8")


def code(text: str) -> str:
    """Return what a page prints as code: spans, indented lines and fenced blocks."""
    spans = re.findall(r"`([^`\n]+)`", text)
    blocks = re.findall(r"^(?: {4}|\t)(.+)$", text, re.MULTILINE)
    fences = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join([*spans, *blocks, *fences])


# ---------------------------------------------------------------------------------------------------- the commands


def commands() -> dict[str, argparse.ArgumentParser]:
    (choice,) = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(choice.choices)


def test_every_command_has_its_section() -> None:
    assert set(commands()) == set(COMMANDS)
    for name in commands():
        assert f"\n## wargame {name}\n" in page("commands.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_stands_in_the_section_of_its_command(name: str) -> None:
    section = page("commands.md").split(f"\n## wargame {name}\n")[1].split("\n## ")[0]
    for action in commands()[name]._actions:
        for option in action.option_strings:
            if option not in {"-h", "--help"}:
                assert option in code(section), f"{name} {option}"


def test_every_setting_of_the_machine_is_documented() -> None:
    code_of_ours = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "wargame").rglob("*.py"))
    section = page("commands.md").split("\n## Settings of the machine\n")[1].split("\n## ")[0]
    named = set(re.findall(r"\bWARGAME_[A-Z]+(?:_[A-Z]+)*\b|\bQT_QPA_PLATFORM\b", code_of_ours))
    assert {name for name in named if f"`{name}`" not in section} == set()
    assert len(named) >= 4


def examples() -> Iterator[str]:
    """Yield every command that the pages tell people to type, but those that open a window or run the tests."""
    for path in PAGES:
        for line in re.findall(r"^ {4}((?:python3 -m )?wargame\b.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            command = line.split("#")[0].removeprefix("python3 -m ").strip()
            if command.split()[1:2] not in [[], ["test"], ["window"]] and not command.endswith("…"):
                yield command


def test_every_command_that_is_shown_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(paths.find_exercise("first_steps"), tmp_path / "path" / "to" / "my_exercise")
    shown = list(dict.fromkeys(examples()))
    fingerprint = ""

    for command in shown:
        # The fingerprint printed for the session just played stands for the one in the text.
        words = shlex.split(FINGERPRINT.sub(fingerprint, command))[1:]
        assert main(words) == 0, f"{command}\n{capsys.readouterr()}"
        fingerprint = next(iter(FINGERPRINT.findall(capsys.readouterr().out)), fingerprint)

    assert {command.split()[1] for command in shown} >= {"check", "run", "show", "verify"}


def test_the_readme_has_the_two_commands_and_the_checks_run_the_second() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    typed = [line.split("#")[0].strip() for line in re.findall(r"^ {4}(.+)$", readme, re.MULTILINE)]

    assert typed[:2] == ["python3 -m wargame", "python3 -m wargame test"]
    assert re.search(
        r"^exec python3 -m wargame test\b", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE
    )


# ------------------------------------------------------------------------------------------------------- the files


def keys_of(module: object) -> list[tuple[str, str]]:
    """Return (shape, key) for everything that may be written in a file of an exercise."""
    found = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, shapes.Shape)]
    return sorted({(shape.__name__, key) for shape in found for key in shape.known_keys})


@pytest.mark.parametrize("module", [shapes, shapes_scenario, shapes_rulebook, shapes_msel])
def test_every_key_of_the_exercise_files_is_documented(module: object) -> None:
    words = code(page("exercise-format.md"))
    missing = [
        f"{shape}: {key}" for shape, key in keys_of(module) if not re.search(rf"(?<!\w){re.escape(key)}(?!\w)", words)
    ]
    assert missing == []


def test_every_key_of_a_play_is_documented() -> None:
    words = code(page("plays.md"))
    missing = [key for _, key in keys_of(shapes_play) if not re.search(rf"(?<!\w){re.escape(key)}(?!\w)", words)]
    assert missing == []


# ---------------------------------------------------------------------------------------------------- the keyboard


def test_every_key_of_the_menus_is_documented() -> None:
    from wargame.desktop.actions import MENUS

    words = "\n".join(path.read_text(encoding="utf-8") for path in GUIDE.glob("*.md"))
    keys = {command.keys: command.words for _, commands in MENUS for command in commands if command.keys}

    assert {key: name for key, name in keys.items() if key not in words} == {}


# ---------------------------------------------------------------------------------------------------------- itself


@pytest.mark.parametrize("path", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", target):
            assert (path.parent / target.split("#")[0]).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_nothing_is_left_to_do(path: Path) -> None:
    assert not re.search(r"\b(TODO|TBD|FIXME|lorem ipsum)\b", path.read_text(encoding="utf-8"), re.IGNORECASE)


def test_fonts_and_icons_stand_beside_their_licences() -> None:
    assert "SIL OPEN FONT LICENSE" in (ROOT / "resources" / "fonts" / "LICENSE").read_text(encoding="utf-8").upper()
    assert "ISC License" in (ROOT / "resources" / "icons" / "LICENSE").read_text(encoding="utf-8")
