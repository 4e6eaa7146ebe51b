"""Rules as people read them who have not written them: conditions and sentences with names in place of ids."""

from __future__ import annotations

import re
from collections.abc import Callable

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import quoted
from wargame.exercise.vocabulary import FUNCTIONS
from wargame.review import names, pact_words
from wargame.review.values import card_called, card_word, read_name, table_called
from wargame.translation import phrase, say

_WORD = re.compile(r"\b[A-Za-z_]\w*(?:\.\w+)*(?:\(\s*[\w.]+\s*\))?")
_PLAYED = re.compile(r"\b(played|times)\(\s*(\w+)\s*,\s*(\w+)\s*\)")
_ASKED = re.compile(r"(\w+)\(\s*([\w.]+)\s*\)")
_SIGNS = (
    (">=", phrase("at least")), ("<=", phrase("at most")), ("==", phrase("is")), ("!=", phrase("is not")),
    (">", phrase("more than")), ("<", phrase("less than")),
)  # fmt: skip
_JOINING = {"and": phrase("and"), "or": phrase("or"), "not": phrase("not")}
_STANDS = {
    "active": phrase("{agreement} is in force"), "ever": phrase("{agreement} was signed at some time"),
    "offered": phrase("{agreement} lies on the table"), "age": phrase("the age of {agreement}"),
}  # fmt: skip
_IS = re.compile(r"(?<![\w.])((?:\w+\.)?\w+) is (not )?(\w+)")
_FUNCTION = re.compile(rf"\b({'|'.join(FUNCTIONS)})\(")
_ROUNDED = {
    "abs": phrase("{amount} without its sign"), "round": phrase("{amount}, rounded"),
    "roundup": phrase("{amount}, rounded up"), "rounddown": phrase("{amount}, rounded down"),
}  # fmt: skip
_OF_TWO = {"min": phrase("the smaller of {amounts}"), "max": phrase("the larger of {amounts}")}
_OF_MORE = {"min": phrase("the smallest of {amounts}"), "max": phrase("the largest of {amounts}")}
_ARITHMETIC = ((" - ", f" {names.MINUS} "), (" * ", " \N{MULTIPLICATION SIGN} "), (" / ", " \N{DIVISION SIGN} "))
_BY = {"+": phrase("{track} changes by {amount}"), "-": phrase("{track} falls by {amount}")}
_SET = {
    "to ": phrase("{track} to {amount}"), "at least ": phrase("{track} at least {amount}"),
    "at most ": phrase("{track} at most {amount}"),
}  # fmt: skip
_RAISED = re.compile(r"(flag|clear) (\w+)(.*)")
_CHANGE = re.compile(r"([\w.]+) (\+|-|x |to |at least |at most )(.+?)( after \d+ turns?)?")


def condition(exercise: Exercise, text: str) -> str:
    """Return a condition with the names of its tracks, flags and agreements: "Trust at least 30 and Truce is in force".

    Words that have no name of their own stay as the author wrote them.
    """
    kept: list[str] = []

    def keep(words: str) -> str:
        """Put words aside that are not to be read as a rule again."""
        kept.append(words)
        return f"\N{SUBSTITUTE}{len(kept) - 1}\N{SUBSTITUTE}"

    told = _IS.sub(lambda found: _of_card(exercise, found, keep), _computed(exercise, text, keep))
    told = pact_words.said(exercise, told, keep)
    told = _PLAYED.sub(lambda found: keep(_played(exercise, *found.groups())), told)
    told = pact_words.counted(exercise, told, keep, condition)
    told = _WORD.sub(lambda found: keep(_named(exercise, found[0])), told)
    for sign, words in _SIGNS:
        told = told.replace(sign, say(words))
    for number, words in reversed(tuple(enumerate(kept))):
        told = told.replace(f"\N{SUBSTITUTE}{number}\N{SUBSTITUTE}", words)
    return " ".join(told.split())


def _computed(exercise: Exercise, text: str, keep: Callable[[str], str]) -> str:
    """Put what is computed into words: `min(4, 1 + turn)` is "the smaller of 4 and 1 + season"."""
    while found := _FUNCTION.search(text):
        inside, after = _within(text, found.end())
        several = [_plain(condition(exercise, one)) for one in inside]
        if found[1] in _ROUNDED:
            words = say(_ROUNDED[found[1]], amount=several[0])
        else:
            of = _OF_TWO if len(several) <= 2 else _OF_MORE  # noqa: PLR2004 -- of two
            words = say(of["min" if found[1] == "min" else "max"], amounts=names.listed(several))
        text = f"{text[: found.start()]}{keep(words)}{text[after:]}"
    return text


def _within(text: str, start: int) -> tuple[list[str], int]:
    """Return what stands between the commas up to the parenthesis that closes, and where that is over."""
    parts, depth, begun = [], 0, start
    for place in range(start, len(text)):
        sign = text[place]
        if sign in ",)" and not depth:
            parts.append(text[begun:place])
            begun = place + 1
            if sign == ")":
                return parts, begun
        depth += {"(": 1, ")": -1}.get(sign, 0)
    return [*parts, text[begun:]], len(text)


def _plain(words: str) -> str:
    """Return an amount with the signs that people write."""
    for written, sign in _ARITHMETIC:
        words = words.replace(written, sign)
    return words


def _played(exercise: Exercise, what: str, who: str, move: str) -> str:
    """Return "the US has played “Reach out” this turn", or how often."""
    actor = say("somebody") if who == "any" else names.actor_name(exercise, who)
    named, tag, turn = names.move_name(exercise, move), names.item_name(move), names.word(exercise, "turn")
    if move in exercise.rulebook.moves:
        if what == "times":
            return say("the number of times {actor} has played “{move}”", actor=actor, move=named)
        return say("{actor} has played “{move}” this {turn}", actor=actor, move=named, turn=turn)
    if what == "times":
        return say("the number of times {actor} has made a move marked “{tag}”", actor=actor, tag=tag)
    return say("{actor} has made a move marked “{tag}” this {turn}", actor=actor, tag=tag, turn=turn)


def _named(exercise: Exercise, word: str) -> str:
    if asked := _ASKED.fullmatch(word):
        what, name = asked.groups()
        if what == "flag":
            return quoted(names.flag_words(exercise, name))
        return say(_STANDS[what], agreement=pact_words.name_of(exercise, name)) if what in _STANDS else word
    if word in _JOINING:
        return say(_JOINING[word])
    return (
        _value(exercise, word)
        or pact_words.settled(exercise, word)
        or (read_name(exercise, word) if "." in word else word)
    )


def _of_card(exercise: Exercise, found: re.Match[str], keep: Callable[[str], str]) -> str:
    """Put what a card has to be into words: "temper of North is proud"; leaves anything else as it is."""
    meant = [one for one, card in exercise.cards.items() if found[1] in (one, card.id)]
    if len(meant) != 1:
        return found[0]
    what, which = card_called(exercise, meant[0]), card_word(exercise, meant[0], found[3])
    if found[2]:
        return keep(say("{what} is not {which}", what=what, which=which))
    return keep(say("{what} is {which}", what=what, which=which))


def _value(exercise: Exercise, word: str) -> str:
    """Return what people call a track, a derived value, a table or the turn; "" for anything else."""
    if word in ("turn", "turns"):
        turn = names.word(exercise, "turn")
        return turn if word == "turn" else say("{turn}s", turn=turn)
    track = names.track_written(exercise, word)
    if track is not None:
        return names.track_name(exercise, track.id)
    if word in exercise.derived:
        return exercise.derived[word].name
    alike = {one.name for one in exercise.tracks.values() if one.short == word}
    if len(alike) == 1:
        return alike.pop()
    return say("the table “{table}”", table=table_called(exercise, word)) if word in exercise.rulebook.tables else ""


def sentence(exercise: Exercise, text: str) -> str:
    """Return a sentence with names in place of ids: "Grain stores +6 if Water at least 30"."""
    first, found, rest = text.partition(" if ")
    told = _flag(exercise, first) or pact_words.sentence(exercise, first) or _change(exercise, first)
    return say("{what} if {condition}", what=told, condition=condition(exercise, rest)) if found else told


def _flag(exercise: Exercise, text: str) -> str:
    """Return "Now holds: A summit has failed for 2 turns"; "" for what is no sentence about a flag."""
    flag = _RAISED.fullmatch(text)
    if flag is None or flag[2] not in exercise.flags:
        return ""
    fact = names.flag_words(exercise, flag[2])
    holds = say("Now holds: {fact}", fact=fact) if flag[1] == "flag" else say("No longer holds: {fact}", fact=fact)
    before, found, turns = flag[3].partition(" for ")
    if found and not before:
        return say("{what} for {turns}", what=holds, turns=condition(exercise, turns))
    return f"{holds} {condition(exercise, flag[3])}".strip()


def _change(exercise: Exercise, text: str) -> str:
    """Return "Grain stores +6", "Grain stores +Harvest": a change with names in its amount, too."""
    found = _CHANGE.fullmatch(text)
    if found is None:
        return names.sentence(exercise, text)
    track, sign, amount, later = found.groups("")
    much, name = _plain(condition(exercise, amount)), names.sentence(exercise, track)
    if sign in _BY and _FUNCTION.match(amount):
        changed = say(_BY[sign], track=name, amount=much)
    elif sign in _SET:
        changed = say(_SET[sign], track=name, amount=much)
    else:
        changed = f"{name} {sign.replace('-', names.MINUS)}{much}"
    if not later:
        return changed
    return say("{change} after {turns}", change=changed, turns=condition(exercise, later.removeprefix(" after ")))
