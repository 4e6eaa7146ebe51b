from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import wargame as program
from tests.cli.conftest import WATER, Said
from wargame.cli.arguments import COMMANDS
from wargame.cli.output import safe

Give = Callable[..., Said]
ROOT = Path(__file__).parent.parent.parent
START = "import sys; from wargame.cli.main import main; code = main(sys.argv[1:])"


def python(code: str, *words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "WARGAME_ENV": "keep", **environment}
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, capture_output=True, env=surroundings, check=False, timeout=60)


def test_the_version_and_the_help_are_there(wargame: Give) -> None:
    assert wargame("--version").out == f"wargame {program.__version__}\n"
    told = wargame("--help")
    assert told.code == 0
    assert all(command in told.out for command in COMMANDS)


def test_an_unknown_command_is_told_with_the_nearest(wargame: Give) -> None:
    said = wargame("chek", "korea")
    assert said.code == 2
    assert "did you mean `check`?" in said.err
    assert wargame("run").code == 2
    assert wargame("show", "x.wargame", "--at", "soon").code == 2


def test_a_session_that_is_not_there_is_not_opened_in_a_window(wargame: Give, tmp_path: Path) -> None:
    said = wargame(tmp_path / "gone.wargame")
    assert said.code == 2
    assert "there is no file" in said.err


LONG = "x" * 5_000


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", LONG), "cannot be read: File name too long"),
        (("verify", LONG), "cannot be read: File name too long"),
        (("run", WATER, "--play", LONG), "cannot be read: File name too long"),
        (("run", WATER, "--session", f"{LONG}/x"), "cannot be looked into: File name too long"),
        (("run", WATER, "--session", LONG), "cannot be made: File name too long"),
        (("check", LONG), "is not a folder that can be opened: File name too long."),
        (("rehearse", WATER, "--players", LONG), "cannot be read: File name too long"),
        ((LONG,), "there is no command"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the sentence is this system's")
def test_a_path_that_cannot_be_looked_at_is_told(wargame: Give, words: tuple[object, ...], sentence: str) -> None:
    said = wargame(*words)
    assert said.code in (1, 2)
    assert sentence in said.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_to_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", f"{START}; sys.exit(code)", "check", WATER],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    assert done.stderr == b"wargame: the system refused to go on: No space left on device.\n"
    assert done.returncode == 69


@pytest.mark.skipif(sys.platform == "win32", reason="written in a shell of POSIX")
def test_a_closed_output_is_no_reason_to_fail() -> None:
    command = 'exec "$0" -c "$1" check "$2" >&-'
    words = [sys.executable, f"{START}; sys.exit(code)", str(WATER)]
    done = subprocess.run(["/bin/sh", "-c", command, *words], cwd=ROOT, stderr=subprocess.PIPE, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_home_that_is_nowhere_stops_nothing() -> None:
    done = python(f"{START}; sys.exit(code)", "check", WATER, WARGAME_HOME="~nobody_at_all/wargame")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "words", [("check", WATER), ("run", WATER, "--json"), ("--version",), ("check", "--explain", "WG201")]
)
def test_no_command_without_a_window_loads_qt(words: tuple[object, ...]) -> None:
    code = (
        f"{START}; print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]); sys.exit(code)"
    )
    done = python(code, *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_sessions_are_shown_and_verified_without_qt(tmp_path: Path) -> None:
    file = tmp_path / "kept.wargame"
    assert python(START, "run", WATER, "--session", file).returncode == 0
    for command in ("show", "verify"):
        done = python(f"{START}; assert not any(name.startswith('PySide6') for name in sys.modules)", command, file)
        assert done.returncode == 0, done.stderr


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    heavy = ("numpy", "pydantic", "yaml", "sqlite3", "sqlite_utils", "PySide6")
    done = python(f"{START}; print([name for name in {heavy!r} if name in sys.modules])", "--version")
    assert done.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_every_terminal_can_be_printed_to(encoding: str) -> None:
    done = python(f"{START}; sys.exit(code)", "run", WATER, "--play", "handshake", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode(encoding)
    assert "Send an envoy" in text
    assert ("0 → 1 (+1, clerks)" if encoding == "utf-8" else "0 -> 1 (+1, clerks)") in text
    assert "?" not in text.replace("How good is the harvest?", "")


def test_a_reader_that_goes_away_is_no_error() -> None:
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", f"{START}; sys.exit(code)", "run", str(WATER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141


def test_nothing_that_is_printed_commands_the_terminal() -> None:
    assert safe("a\x1b[2Jb\u202ec\nd") == "a [2Jb c\nd"
