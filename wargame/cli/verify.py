"""`wargame verify`: that a session file is whole, unchanged, and follows from its rules and dice."""

from __future__ import annotations

from pathlib import Path

from wargame.cli.exits import USAGE, WRONG
from wargame.cli.output import complain, say
from wargame.paths import may_be_file
from wargame.session.errors import SessionError
from wargame.session.verification import Verification, verify


def run(file: str, fingerprint: str | None) -> int:
    """Verify a session file and print what was found; return 0 (it is what it says), 1 (it is not) or 2."""
    if fingerprint is not None and not fingerprint.strip():
        complain("the fingerprint is empty; leave it out to see what it is.")
        return USAGE
    path = Path(file)
    if not may_be_file(path):
        complain(f"there is no session file {file}.")
        return USAGE
    try:
        found = verify(path, fingerprint)
    except SessionError as error:
        complain(str(error))
        return WRONG
    _tell(found, fingerprint)
    return 0 if found.ok else WRONG


def _tell(found: Verification, fingerprint: str | None) -> None:
    say(f"{found.path.name}: {found.title}")
    say(f"Fingerprint  {found.fingerprint}")
    whole = (
        "is whole and unchanged" if found.entries == 1 else "are whole and unchanged, each chained to the one before"
    )
    say(f"Entries      {found.entries} {whole}")
    again = "computed again with what people decided as recorded"
    same = found.rulings - len(found.differences)
    say(f"Rulings      {found.rulings} {again}, {same} the same")
    if fingerprint and found.matches:
        last = "the last" if found.matches == found.entries else f"entry {found.matches} of {found.entries}"
        say(f"Your fingerprint is that of {last}.")
    for difference in found.differences:
        say(f"  entry {difference.seq}: {difference.what}")
    if found.differences and not found.same_rules:
        say(
            f"It was played under version {found.rules} of the rules, which is not this program's: differences are "
            "told, and are no fault of the file."
        )
    for problem in found.problems:
        say(f"Problem: {problem}")
    say("Verified." if found.ok else "Not verified: keep this file as it is, and look for another copy.")
