"""The commands and their options. The guide's chapter on the command line has to name every one of them."""

from __future__ import annotations

import argparse

import wargame

COMMANDS = ("window", "check", "run", "rehearse", "show", "verify", "print", "translate", "test")

USUAL_RUNS = 1_000
"""How often an exercise is rehearsed when nothing is said."""

_ABOUT = """\
Run, adjudicate and review tabletop exercises and policy wargames.

  wargame                     open the window
  wargame SESSION.wargame     open a session in the window
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    whole = argparse.ArgumentParser(
        prog="wargame", description=_ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    whole.add_argument("--version", action="version", version=f"wargame {wargame.__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _window(commands.add_parser("window", help="open the window (also without any command)"))
    _check(commands.add_parser("check", help="report everything that is wrong with an exercise folder"))
    _run(commands.add_parser("run", help="play an exercise without a window"))
    _rehearse(commands.add_parser("rehearse", help="play an exercise many times by simple players"))
    _show(commands.add_parser("show", help="print the log of a session, and the situation at any entry"))
    _verify(commands.add_parser("verify", help="prove that a session file is whole and unchanged"))
    _print(commands.add_parser("print", help="write the print kit of an exercise or a session as PDF files"))
    _translate(commands.add_parser("translate", help="make or renew the file of another language for the program"))
    _test(commands.add_parser("test", help="run the program's own tests (in a checkout)", add_help=False))
    return whole


def _window(command: argparse.ArgumentParser) -> None:
    command.description = "Open the window: at home, or with a session."
    command.add_argument("file", nargs="?", metavar="FILE", help="a session file to open")


def _check(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Report everything that is wrong with an exercise folder, each line with its place. Plays its worked plays too."
    )
    command.add_argument("exercise", nargs="?", metavar="EXERCISE", help="a folder, or the name of an exercise")
    _language(command, "check it as it reads in this language: ko")
    command.add_argument("--json", action="store_true", help="one JSON object per line, for editors and scripts")
    command.add_argument("--explain", metavar="WGnnn", help="say what a code means and how to mend it")
    command.add_argument(
        "--schema",
        nargs="?",
        const="all",
        metavar="FILE",
        help="print a JSON Schema for editors: of scenario.yaml, rulebook.yaml, msel.yaml or play.yaml, or of all",
    )
    command.add_argument("--rehearse", action="store_true", help="rehearse it too, and tell what is worth a look")
    command.add_argument("--runs", type=int, metavar="N", help="with --rehearse: how often (1,000)")


def _run(command: argparse.ArgumentParser) -> None:
    command.description = "Play an exercise without a window and print what happened. Without a play file nobody moves."
    command.add_argument("exercise", metavar="EXERCISE", help="a folder, or the name of an exercise")
    command.add_argument("--play", metavar="FILE", help="a play file, or the name of one of the exercise's own plays")
    command.add_argument("--seed", metavar="TEXT", help="what all dice come from; else the play's own or a new one")
    command.add_argument("--session", metavar="FILE", help="keep the session in this new file")
    _language(command, "in which language of the exercise it is played: ko")
    command.add_argument("--json", action="store_true", help="one JSON object per line: each turn, and the end")


def _rehearse(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Play an exercise many times by the rehearsal players it names, or by anybody, and print what came out. "
        "Ctrl+C stops and keeps what has been played."
    )
    command.add_argument("exercise", metavar="EXERCISE", help="a folder, or the name of an exercise")
    command.add_argument("--runs", type=int, default=USUAL_RUNS, metavar="N", help="how often (1,000)")
    command.add_argument("--seed", default="rehearsal", metavar="TEXT", help="what all dice and choices come from")
    command.add_argument("--players", metavar="FILE", help="players and seats of your own, as under `rehearsal`")
    _language(command, "in which language of the exercise the result is told: ko")
    command.add_argument("--json", action="store_true", help="one JSON object per line, the end-states last")


def _show(command: argparse.ArgumentParser) -> None:
    command.description = "Print the log of a session in words, and the situation at its end or at any entry."
    command.add_argument("file", metavar="FILE", help="a session file; it is opened for reading only")
    command.add_argument("--at", type=int, metavar="N", help="stop after entry N and show the situation there")
    command.add_argument("--dice", action="store_true", help="instead: every draw, with what it is keyed by")
    command.add_argument("--why", metavar="NAME", help="instead: why a track moved, a move can be made or not")
    command.add_argument("--from", type=int, dest="first", metavar="T", help="with --why: from the start of turn T")
    command.add_argument("--to", type=int, dest="last", metavar="T", help="with --why: to the end of turn T")
    _language(command, "show the exercise in another of its languages than it was played in: ko")
    command.add_argument("--json", action="store_true", help="one JSON object per line: each entry, and the situation")


def _verify(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Check a session file: that its entries are whole and unchanged, that they lead to the same situation, and "
        "that the rules and the dice give the same rulings again."
    )
    command.add_argument("file", metavar="FILE", help="a session file; it is opened for reading only")
    command.add_argument("fingerprint", nargs="?", metavar="FINGERPRINT", help="the one noted down when play ended")


def _print(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Write the documents of an exercise for the table as PDF files, one for each; of a session as it stands now, "
        "with the sheet to go on by pencil when the power is out."
    )
    command.add_argument(
        "target", metavar="EXERCISE|SESSION", help="the name or folder of an exercise, or a session file"
    )
    command.add_argument("--out", required=True, metavar="FOLDER", help="where to write them; made when it is missing")
    command.add_argument("--what", default="", metavar="KIND,…", help="only these: briefs,cards; else all")
    command.add_argument("--marking", default="", metavar="TEXT", help="a protective marking for every page")
    _language(command, "in which language of the exercise: ko")


def _translate(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Write a file with every phrase of the program, to be translated (gettext's PO). What is translated already is "
        "kept, so the same command renews it after a new version."
    )
    command.add_argument("code", metavar="CODE", help="the code of the language: fr, pt-BR")
    command.add_argument("--out", default="", metavar="FILE", help="this file; else the one the program reads")


def _test(command: argparse.ArgumentParser) -> None:
    command.description = "Run the program's own tests. Works in a checkout of the source code only."
    command.add_argument("pytest", nargs=argparse.REMAINDER, metavar="…", help="further arguments are pytest's")


def _language(command: argparse.ArgumentParser, meaning: str) -> None:
    command.add_argument("--language", default="", metavar="CODE", help=meaning)
