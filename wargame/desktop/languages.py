"""The languages the program speaks: one file of translations for each, ours or the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from wargame import paths
from wargame.translation import ENGLISH, say, speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from gettext import GNUTranslations
    from pathlib import Path

    import polib
    from PySide6.QtWidgets import QApplication

AS_THE_SYSTEM = ""
"""What is chosen until somebody chooses."""
MOST = 100
"""Files that are looked at in one folder."""
LARGEST = 4 * 1024 * 1024
"""Bytes that a file of translations may have."""
TRIED = 200
"""Numbers for which a language's rule of several is tried before it is believed."""
_OF_NO_COUNTRY = {"en": "English", "es": "Español", "pt": "Português", "zh": "中文"}
"""Qt names the country's way of speaking, where there are several."""
_LONGEST = 12
"""Letters that the code of a language has at most: "zh-Hant"."""


class Spoken(NamedTuple):
    """A language as it was read."""

    code: str
    catalogue: GNUTranslations | None
    """None: English."""
    wrong: tuple[str, ...] = ()
    """A sentence for everything that could not be used, and why."""


def folders() -> tuple[Path, ...]:
    """Return where translations are: the user's own folder first, then ours."""
    return paths.own_and_shipped("translations")


def offered(*homes: Path) -> dict[str, Path]:
    """Return the file of each language by its code; the user's own goes before one of ours."""
    found: dict[str, Path] = {}
    for home in homes:
        for file in _files(home):
            found.setdefault(file.stem.replace("_", "-"), file)
    return found


def known() -> dict[str, str]:
    """Return every language that can be chosen: its code and what it calls itself, English first."""
    return {ENGLISH: own_name(ENGLISH)} | {code: own_name(code) for code in offered(*folders())}


def own_name(code: str) -> str:
    """Return what a language calls itself: "한국어" for `ko`; the code itself when Qt does not know it."""
    if code in _OF_NO_COUNTRY:
        return _OF_NO_COUNTRY[code]
    locale = QLocale(code)
    known = locale.language() not in {QLocale.Language.C, QLocale.Language.AnyLanguage}
    name = locale.nativeLanguageName() if known else ""
    return f"{name[:1].upper()}{name[1:]}" if name else code


def settled(chosen: str, files: Sequence[str], wanted: Sequence[str]) -> str:
    """Return the language to speak: the chosen one, else the first that the system wants and somebody has translated.

    `files` are the codes that are offered, `wanted` the system's codes, the dearest first: "fr-CH", "fr", "en".
    """
    if chosen:
        return chosen if chosen in files else ENGLISH
    for code in wanted:
        for known in (code, code.partition("-")[0]):
            if known == ENGLISH or known in files:
                return known
    return ENGLISH


def spoken(chosen: str) -> Spoken:
    """Return the language to speak, by what is chosen and what the system speaks."""
    files = offered(*folders())
    code = settled(chosen, list(files), QLocale.system().uiLanguages())
    if code != ENGLISH:
        return read(code, files[code])
    gone = chosen not in {AS_THE_SYSTEM, ENGLISH}
    wrong = say("The language “{code}” that is chosen in the preferences is not there any more.", code=chosen)
    return Spoken(ENGLISH, None, (wrong,) if gone else ())


def read(code: str, file: Path) -> Spoken:
    """Read a file of translations (gettext's PO). What cannot be used of it is left out and named."""
    import gettext  # noqa: PLC0415 -- English needs neither
    import io  # noqa: PLC0415

    import polib  # noqa: PLC0415

    try:
        if file.stat().st_size > LARGEST:
            return Spoken(ENGLISH, None, (say("{file} is too large for a file of translations.", file=file),))
        entries = polib.pofile(str(file), encoding="utf-8")
        wrong = tuple(_leave_out(file, entries))
        entries.metadata["Content-Type"] = "text/plain; charset=UTF-8"  # as it is written below, whatever it was
        catalogue = gettext.GNUTranslations(io.BytesIO(entries.to_binary()))
        for count in range(TRIED):
            catalogue.ngettext("", "", count)
        return Spoken(code, catalogue, wrong)
    except (OSError, ValueError, SyntaxError, LookupError, ArithmeticError, RecursionError) as error:
        why = say("{file} cannot be read as a file of translations: {error}", file=file, error=error)
        return Spoken(ENGLISH, None, (why,))


class _Now:
    """What has been taken up. Kept here: home is painted before Qt could look for its translator."""

    translator: QTranslator | None = None
    wrong: tuple[str, ...] = ()


def untold() -> tuple[str, ...]:
    """Return a sentence for everything of the language that was taken up which could not be used."""
    return _Now.wrong


def take_up(app: QApplication, chosen: str) -> None:
    """Speak the chosen language from now on: our phrases, Qt's own, and the way its lines run."""
    spoken_now = spoken(chosen)
    speak(spoken_now.catalogue, spoken_now.code)
    _Now.wrong = spoken_now.wrong
    if _Now.translator is not None:
        app.removeTranslator(_Now.translator)
        _Now.translator.deleteLater()
        _Now.translator = None
    locale = QLocale(spoken_now.code)
    app.setLayoutDirection(locale.textDirection())
    if spoken_now.code == ENGLISH:
        return
    own = QTranslator(app)
    if own.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(own)
        _Now.translator = own


def _leave_out(file: Path, entries: polib.POFile) -> Iterator[str]:
    """Take out of the file what would break a sentence, and tell what that is."""
    import re  # noqa: PLC0415 -- home is painted before a pattern is made

    field = re.compile(r"\{(\w+)\}")
    for entry in list(entries):
        known = set(field.findall(f"{entry.msgid} {entry.msgid_plural}"))
        known |= {"count"} if entry.msgid_plural else set()
        for words in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            strange = sorted({f"{{{name}}}" for name in field.findall(words)} - {f"{{{name}}}" for name in known})
            if known:
                strange += [sign for sign in "{}" if sign in field.sub("", words)]
            if strange and entry in entries:
                entries.remove(entry)
                yield say(
                    "{file}, line {line}: there is no {sign} in “{english}”, which stays in English.",
                    file=file, line=entry.linenum, sign=strange[0], english=entry.msgid,
                )  # fmt: skip


def _files(home: Path) -> list[Path]:
    try:
        named = [file for file in home.iterdir() if file.suffix == ".po" and _is_code(file.stem)]
    except OSError:
        return []
    return sorted(named)[:MOST]


def _is_code(name: str) -> bool:
    """Return whether a file is named after a language: `fr`, `pt_BR`, `zh-Hant`."""
    language, *country = name.replace("_", "-").split("-")
    plain = name.isascii() and len(name) <= _LONGEST and language.islower() and 1 < len(language) <= len("fra")
    return plain and len(country) <= 1 and all(part.isalnum() for part in (language, *country))
