"""The entry of the command line: finds the command, and tells in a sentence whatever goes wrong."""

# ruff: noqa: PLC0415 - a command is loaded when it is given, so that `check` never waits for Qt or SQLite

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from wargame.cli.arguments import COMMANDS, USUAL_RUNS, parser
from wargame.cli.exits import PIPE_CLOSED, STOPPED, UNAVAILABLE, USAGE
from wargame.cli.output import close_quietly, complain, prepare_terminal
from wargame.paths import is_file


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 well, 1 something is wrong with what was looked at, 2 usage."""
    prepare_terminal()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(words)
        if sys.stdout is not None:  # it is None when the shell has closed it (`>&-`)
            sys.stdout.flush()
    except BrokenPipeError:
        return close_quietly(PIPE_CLOSED)
    except OSError as error:
        # A full disk behind `> FILE`, or a file that went away between two looks at it.
        where = f" ({error.filename})" if error.filename else ""
        with suppress(OSError):
            complain(f"the system refused to go on: {error.strerror or error}{where}.")
        return close_quietly(UNAVAILABLE)
    except KeyboardInterrupt:
        return STOPPED
    return code


def _run(words: list[str]) -> int:
    if words[:1] == ["test"]:
        return _test(words[1:])
    if not words or _means_a_session(words[0]):
        words = ["window", *words]
    elif not words[0].startswith("-") and words[0] not in COMMANDS:
        return _unknown(words[0])
    try:
        chosen = parser().parse_args(words)
    except SystemExit as left:
        return int(left.code or 0)
    return _dispatch(chosen)


def _dispatch(chosen: argparse.Namespace) -> int:
    """Load the module of one command and run it; the others, and all they need, stay unloaded."""
    match chosen.command:
        case "check":
            return _check(chosen)
        case "run":
            from wargame.cli import run

            return run.run(
                chosen.exercise, chosen.play, chosen.seed, chosen.session,
                as_json=chosen.json, language=chosen.language,
            )  # fmt: skip
        case "rehearse":
            from wargame.cli import rehearse

            return rehearse.run(
                chosen.exercise, chosen.runs, chosen.seed, chosen.players,
                as_json=chosen.json, language=chosen.language,
            )  # fmt: skip
        case "show":
            return _show(chosen)
        case "verify" | "print" | "translate":
            return _of_files(chosen)
        case _:
            from wargame.cli import window

            return window.run(getattr(chosen, "file", None))


def _of_files(chosen: argparse.Namespace) -> int:
    if chosen.command == "verify":
        from wargame.cli import verify

        return verify.run(chosen.file, chosen.fingerprint)
    if chosen.command == "translate":
        from wargame.cli import translate

        return translate.run(chosen.code, chosen.out)
    from wargame.cli import print_kit

    return print_kit.run(chosen.target, chosen.out, chosen.what, chosen.marking, chosen.language)


def _check(chosen: argparse.Namespace) -> int:
    if chosen.runs is not None and (chosen.runs < 1 or not chosen.rehearse):
        complain("`--runs N` says how often `--rehearse` plays, at least once: `--rehearse --runs 1000`.")
        return USAGE
    from wargame.cli import check

    return check.run(
        chosen.exercise,
        as_json=chosen.json,
        explain=chosen.explain,
        schema=chosen.schema,
        language=chosen.language,
        runs=(chosen.runs or USUAL_RUNS) if chosen.rehearse else None,
    )


def _show(chosen: argparse.Namespace) -> int:
    if wrong := _at_odds(chosen):
        complain(wrong)
        return USAGE
    if chosen.why is not None:
        from wargame.cli import why

        return why.run(
            chosen.file,
            chosen.why,
            chosen.first,
            chosen.last,
            at=chosen.at,
            as_json=chosen.json,
            language=chosen.language,
        )
    from wargame.cli import show

    return show.run(chosen.file, chosen.at, as_json=chosen.json, language=chosen.language, dice=chosen.dice)


def _at_odds(chosen: argparse.Namespace) -> str:
    """Return why these options of `show` do not go together; else nothing: none of them is ever passed over."""
    if chosen.dice and (chosen.at is not None or chosen.why is not None):
        return f"`--dice` shows every draw: `{'--at' if chosen.why is None else '--why'}` does not go with it."
    if chosen.why is None and (chosen.first is not None or chosen.last is not None):
        return "`--from` and `--to` belong to `--why`: `--why tension --from 3`."
    return ""


def _means_a_session(word: str) -> bool:
    """Whether the first word is no command but a file to open, as a file manager passes it on a double click."""
    if word.startswith("-") or word in COMMANDS:
        return False
    return Path(word).suffix == ".wargame" or is_file(word)


def _unknown(word: str) -> int:
    near = difflib.get_close_matches(word, COMMANDS, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(COMMANDS)}."
    complain(f"there is no command `{word}`, and no file of that name; {hint}")
    return USAGE


def _test(words: list[str]) -> int:
    from wargame.cli import tests

    return tests.run(words)
