"""`wargame translate`: makes or renews the file in which the program is put into another language."""

from __future__ import annotations

from pathlib import Path

import polib

import wargame
from wargame import paths
from wargame.cli import phrases
from wargame.cli.exits import USAGE, WRONG
from wargame.cli.output import complain, say
from wargame.exercise.languages import is_language

_USUAL = "nplurals=2; plural=(n != 1);"
"""The rule of English and its kin; a translator puts that of the language in its place."""


def run(code: str, out: str = "") -> int:
    """Write the file with every phrase, keeping what is translated; return 0, 1 (cannot be read or written) or 2."""
    if not is_language(code):
        complain(f"`{code}` is not the code of a language: two or three small letters, such as `fr` or `pt-BR`.")
        return USAGE
    own, ours = (folder / f"{code}.po" for folder in paths.own_and_shipped("translations"))
    file = Path(out).expanduser() if out else own
    try:
        before = _before(file, ours)
        renewed = _renewed(before, code)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(f"{renewed}\n", encoding="utf-8")
        fresh.replace(file)
    except (OSError, ValueError, SyntaxError, IndexError) as error:
        complain(f"{file} cannot be renewed: {error}.")
        return WRONG
    current = [entry for entry in renewed if not entry.obsolete]
    done, gone = sum(entry.translated() for entry in current), len(renewed) - len(current)
    say(f"{file}: {done:,} of {len(current):,} phrases are translated.")
    if gone:
        say(f"{gone:,} {'is' if gone == 1 else 'are'} no longer said; what is not stands at its end.")
    say("Open it in an editor for PO files or for plain text; then choose the language in the preferences.")
    return 0


def _before(file: Path, ours: Path) -> polib.POFile | None:
    """Return what is translated already: in the file, else in the one that came with the program."""
    for known in (file, ours):
        if known.is_file():
            return polib.pofile(str(known), encoding="utf-8")
    return None


def _renewed(before: polib.POFile | None, code: str) -> polib.POFile:
    """Return a file with every phrase of the program; what is no longer said goes to the end, out of use."""
    made = polib.POFile(wrapwidth=100)
    made.metadata = {
        "Project-Id-Version": f"wargame {wargame.__version__}",
        "Language": code.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": before.metadata.get("Plural-Forms", _USUAL) if before is not None else _USUAL,
    }
    known = {} if before is None else {(entry.msgctxt or "", entry.msgid): entry for entry in before}
    for key, said in phrases.gathered().items():
        old = known.pop(key, None)
        made.append(_entry(said, old if old is not None and old.msgid_plural == said.several else None))
    for old in known.values():
        if old.translated() or old.obsolete:
            old.obsolete = True
            made.append(old)
    return made


def _entry(said: phrases.Phrase, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=said.words, msgctxt=said.context or None, occurrences=[(place, "") for place in said.places]
    )
    if said.several:
        entry.msgid_plural = said.several
        entry.msgstr_plural = dict(old.msgstr_plural) if old is not None else {0: "", 1: ""}
    else:
        entry.msgstr = old.msgstr if old is not None else ""
    if old is not None:
        entry.tcomment = old.tcomment
    return entry
