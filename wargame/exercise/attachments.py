"""attachments/*.md: what comes with an inject: a map in words, a cable in full, the text of a resolution."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from wargame.exercise.assembly import Assembly
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Place
from wargame.exercise.languages import is_language
from wargame.exercise.spelling import forbidden_character
from wargame.exercise.written import Written

ATTACHMENTS = "attachments/"


@dataclass(frozen=True, slots=True)
class Attachments:
    """The attachments of an exercise folder, read in one language."""

    texts: Mapping[str, str]
    """Every text of the folder by its relative name."""
    language: str

    def read(self, desk: Assembly, name: Written | None) -> str:
        """Return the text of an attachment named by its file, `attachments/cable.md`; "" for none.

        `attachments/cable.ko.md` stands for it when the exercise is read in that language.
        """
        if name is None:
            return ""
        known = tuple(file for file in self.texts if file.startswith(ATTACHMENTS) and not _language(file))
        if name not in known:
            desk.unknown(name, Code.UNKNOWN_REFERENCE, "attachment", known)
            return ""
        own = f"{str(name).removesuffix('.md')}.{self.language}.md"
        text = self.texts.get(own if self.language else str(name), self.texts[str(name)])
        if unfit := forbidden_character(text):
            desk.say(name.place, Code.BAD_CHARACTER, f"the file `{name}` holds {unfit.name}", "delete it")
        return text.strip()


def languages_of_attachments(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the languages that the names of attachments speak of."""
    found = (_language(name) for name in sorted(texts) if name.startswith(ATTACHMENTS))
    return tuple(dict.fromkeys(language for language in found if language))


def check_attachments(desk: Assembly, texts: Iterable[str], named: Collection[str]) -> None:
    """Warn of attachments that come with no inject."""
    for name in texts:
        language = _language(name)
        whole = f"{name.removesuffix(f'.{language}.md')}.md" if language else name
        if name.startswith(ATTACHMENTS) and whole not in named:
            desk.warn(Place(name), Code.UNUSED_FILE, f"no inject brings {name}", f"attachment: {whole}")


def _language(name: str) -> str:
    stem = name.removesuffix(".md")
    language = stem.rpartition("/")[2].partition(".")[2]
    return language if is_language(language) else ""
