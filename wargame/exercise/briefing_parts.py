"""briefings/*.md: what everybody reads, and what each actor reads, in one language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from wargame.exercise.assembly import Assembly
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Place
from wargame.exercise.composer import MOST_BYTES
from wargame.exercise.languages import is_language
from wargame.exercise.spelling import did_you_mean, forbidden_character

BRIEFINGS, PUBLIC = "briefings/", "public"


def read_briefings(
    desk: Assembly, texts: Mapping[str, str], actors: Collection[str], language: str = ""
) -> dict[str, str]:
    """Return `public` and every actor's briefing.

    `us.ko.md` stands for `us.md` when the exercise is read in that language.
    """
    found: dict[str, str] = {}
    chosen: dict[str, str] = {}
    for name, text in texts.items():
        if not name.startswith(BRIEFINGS):
            continue
        who, its_language = _whose(name)
        if who != PUBLIC and who not in actors:
            hint = did_you_mean(who, (PUBLIC, *actors))
            message = "a briefing is called public.md, or after an actor"
            desk.warn(Place(name), Code.UNUSED_FILE, message, hint)
            continue
        _check(desk, name, text)
        if not its_language:
            found[who] = text
        elif its_language == language:
            chosen[who] = text
    return found | chosen


def languages_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the languages that the names of briefings speak of: `ko` of `briefings/us.ko.md`."""
    found = (_whose(name)[1] for name in sorted(texts) if name.startswith(BRIEFINGS))
    return tuple(dict.fromkeys(language for language in found if language))


def _whose(name: str) -> tuple[str, str]:
    """Return for whom a briefing is, and in which language if its name says so."""
    stem = name.removeprefix(BRIEFINGS).removesuffix(".md")
    who, _, language = stem.partition(".")
    return (who, language) if is_language(language) else (stem, "")


def _check(desk: Assembly, name: str, text: str) -> None:
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "replace")) > MOST_BYTES:
        desk.say(Place(name), Code.TOO_BIG, f"the file is larger than {MOST_BYTES >> 10} KiB", "shorten it")
    if unfit := forbidden_character(text):
        place = Place(name, text.count("\n", 0, unfit.offset) + 1, unfit.offset - text.rfind("\n", 0, unfit.offset))
        desk.say(place, Code.BAD_CHARACTER, f"the file holds {unfit.name}", "delete it")
