"""Effects and modifiers: the one-line sentences of a rulebook.

Each function takes a text and the place of its first letter, and raises
ExerciseError with everything that is wrong in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place
from wargame.exercise.condition_names import Naming
from wargame.exercise.condition_nodes import Reference, Sum
from wargame.exercise.conditions import Expression, Kind, parse
from wargame.exercise.dice_sentences import parse_dice, parse_range
from wargame.exercise.rulebook import (
    Ask,
    ChangeTrack,
    ClearFlag,
    FindBreach,
    Modifier,
    Operation,
    RaiseFlag,
    Resume,
    Reveal,
    SetFact,
    Simple,
    Suspend,
    Terminate,
)
from wargame.exercise.tokens import MOST_CHARACTERS, Token, complaint, excerpt, tokens_of
from wargame.exercise.vocabulary import EVERYBODY, TURN, Vocabulary

__all__ = ["MOST_TURNS", "Line", "Tail", "parse_dice", "parse_modifier", "parse_range", "parse_sentence"]

MOST_TURNS = 100

_BECAUSE = re.compile(r"\bbecause\b")
_ASSIGNED = re.compile(r"\s*[A-Za-z_][\w.]*\s*([-+*/:]?=)(?!=)", re.ASCII)
_EXAMPLES = "effects read like `tension +1`, `tension to 5`, `gdp x 0.97`, `channel at least 2`, `flag gesture`"

_ONE_WORD: dict[str, Operation] = {"+": "+", "-": "-", "x": "x", "to": "to"}
_TWO_WORDS: dict[str, Operation] = {"at least": "at least", "at most": "at most"}

_Read = TypeVar("_Read")


def parse_sentence(text: str, place: Place, vocabulary: Vocabulary) -> Simple:
    """Read one effect: `economy +2 after 1 turn`, `flag gesture for 2 turns if trust >= 30`, `reveal stock to all`."""
    return Line(text, place, vocabulary).sentence()


def parse_modifier(text: str, place: Place, vocabulary: Vocabulary) -> Modifier:
    """Read one modifier: `+1 if trust >= 30 because both sides listen`. Without a reason `because` is ""."""
    because = _BECAUSE.search(text)
    rule = text[: because.start()] if because else text
    line = Line(rule, place, vocabulary)
    if because and not text[because.end() :].strip():
        line.say(because.start(), Code.BAD_MODIFIER, "the reason is missing", "`because` and a few words")
    first = line.head[0] if line.head else line.tokens[0]
    if first.text not in ("+", "-"):
        hint = "modifiers read like `+1 if trust >= 30 because both sides listen`"
        line.say(first.start, Code.BAD_MODIFIER, "a modifier begins with + or -", hint)
        line.give_up()
    amount = line.expression(first.start, line.head[-1].end, "amount")
    condition = line.condition()
    line.give_up_if_wrong()
    assert amount is not None
    reason = text[because.end() :].strip() if because else ""
    return Modifier(text=text, place=place, amount=amount, condition=condition, because=reason)


@dataclass(frozen=True, slots=True)
class Tail:
    """`after 2 turns`, `for 2 turns`."""

    word: str
    turns: int
    start: int


class Line:
    """One line in the making: what stands before `if`, and the complaints so far."""

    def __init__(self, text: str, place: Place, vocabulary: Vocabulary) -> None:
        self.text = text
        self._place = place
        self._vocabulary = vocabulary
        self._complaints: list[Complaint] = []
        if len(text) > MOST_CHARACTERS:
            self.say(MOST_CHARACTERS, Code.EXPRESSION_TOO_BIG, f"longer than {MOST_CHARACTERS} characters")
            self.give_up()
        if match := _ASSIGNED.match(text):
            message = f"`{match[1]}` is not part of an effect"
            self.say(match.start(1), Code.BAD_SENTENCE, message, "write `tension +1` or `tension to 5`")
            self.give_up()
        self.tokens = tokens_of(text, place)
        words = [token.text for token in self.tokens]
        self._if = words.index("if") if "if" in words else None
        self.head = self.tokens[: -1 if self._if is None else self._if]
        self.naming = Naming(vocabulary, place, self._complaints)

    def sentence(self) -> Simple:
        """Read the whole line as an effect."""
        if not self.head:
            self._unreadable(self.tokens[0])
        tail = self._tail()
        first, *rest = self.head
        kinds: dict[str, Callable[[Tail | None], Simple]] = {
            "flag": self._flag,
            "clear": self._clear,
            "reveal": self._reveal,
            "ask": self._ask,
            "suspend": self._stand,
            "resume": self._stand,
            "terminate": self._stand,
        }
        if first.text in kinds:
            return kinds[first.text](tail)
        if rest and rest[0].text == "is":
            return self._find(tail)
        owner, dot, name = first.text.rpartition(".")
        if dot and self._vocabulary.is_agreement(owner) and not self._has_track(owner, name):
            return self._fact(tail, owner, name)
        return self._change(tail)

    # ------------------------------------------------------------------ the kinds of sentences

    def _flag(self, tail: Tail | None) -> RaiseFlag:
        name = self._flag_name(tail, "after")
        condition = self.condition()
        self.give_up_if_wrong()
        turns = tail.turns if tail else None
        return RaiseFlag(self.text, self._place, condition, flag=name, turns=turns)

    def _clear(self, tail: Tail | None) -> ClearFlag:
        name = self._flag_name(tail, "after", "for")
        condition = self.condition()
        self.give_up_if_wrong()
        return ClearFlag(self.text, self._place, condition, flag=name)

    def _reveal(self, tail: Tail | None) -> Reveal:
        self._no_tail(tail, "after", "for")
        _, *rest = self.head
        if len(rest) < 3 or rest[0].kind != "name" or rest[1].text != "to":  # noqa: PLR2004 - TRACK to SOMEBODY
            self._unreadable(self.head[0], "write `reveal stock to all`, or `… to us, prc`")
        track = self.naming.track(rest[0].text, rest[0].start)
        names, joints = rest[2::2], rest[3::2]
        if any(joint.text not in (",", "and") for joint in joints) or len(names) == len(joints):
            self._unreadable(rest[2], "write `reveal stock to all`, or `… to us, prc`")
        for name in names:
            self.naming.audience(name.text, name.start, EVERYBODY)
        condition = self.condition()
        self.give_up_if_wrong()
        assert track is not None
        to = tuple(name.text for name in names)
        return Reveal(self.text, self._place, condition, track=track, to=to)

    def _ask(self, tail: Tail | None) -> Ask:
        (name,) = self._names(tail, "write `ask` and one question: `ask cure_or_end`")
        self.naming.asked_of_question(name.text, name.start)
        condition = self.condition()
        self.give_up_if_wrong()
        return Ask(self.text, self._place, condition, question=name.text)

    def _stand(self, tail: Tail | None) -> Suspend | Resume | Terminate:
        """Read `suspend A for n turns`, `resume A`, `terminate A`."""
        verb = self.head[0].text
        suspends = verb == "suspend"
        hint = "write `suspend this for 1 turn`" if suspends else f"write `{verb} this`, or the name of an agreement"
        (name,) = self._names(None if suspends and tail and tail.word == "for" else tail, hint)
        if suspends and tail is None:
            self.say(name.end, Code.BAD_TAIL, "for how many turns is missing", hint)
        self.naming.agreement(name.text, name.start)
        condition = self.condition()
        self.give_up_if_wrong()
        if tail is not None:
            return Suspend(self.text, self._place, condition, agreement=name.text, turns=tail.turns)
        made = Resume if verb == "resume" else Terminate
        return made(self.text, self._place, condition, agreement=name.text)

    def _find(self, tail: Tail | None) -> FindBreach:
        """Read `us is found breaking full_deal`."""
        self._no_tail(tail, "after", "for")
        hint = "write `us is found breaking full_deal`, or `breaker is found breaking this`"
        who, *words, agreement = self.head
        if [word.text for word in words] != ["is", "found", "breaking"] or {who.kind, agreement.kind} != {"name"}:
            self._unreadable(who, hint)
        self.naming.actor(who.text, who.start)
        self.naming.agreement(agreement.text, agreement.start)
        condition = self.condition()
        self.give_up_if_wrong()
        return FindBreach(self.text, self._place, condition, breaker=who.text, agreement=agreement.text)

    def _fact(self, tail: Tail | None, owner: str, name: str) -> SetFact:
        """Read `this.declaration to partial`; the subject's owner is an agreement."""
        subject, *rest = self.head
        if name in self._vocabulary.terms:
            message = f"`{subject.text}` is a term: it is settled when the agreement is signed"
            self.say(subject.start, Code.NOT_CHANGEABLE, message)
            self.give_up()
        choices = self.naming.fact(owner, name, subject.start + len(owner) + 1)
        self.give_up_if_wrong()
        self._no_tail(tail, "after", "for")
        if [token.kind for token in rest] != ["name", "name"] or rest[0].text != "to":
            self._unreadable(subject, f"write `{subject.text} to {choices[0]}`")
        word = rest[1]
        self.naming.word(subject.text, word.text, choices, self.at(word.start))
        condition = self.condition()
        self.give_up_if_wrong()
        return SetFact(self.text, self._place, condition, agreement=owner, fact=name, word=word.text)

    def _change(self, tail: Tail | None) -> ChangeTrack:
        self._no_tail(tail, "for")
        name, *rest = self.head
        if name.kind != "name":
            self._unreadable(name)
        operation, used = self.operation(rest)
        if operation is None:
            self._unreadable(name)
        track = self._track(name)
        if len(rest) == used:
            self.say(rest[-1].end, Code.BAD_SENTENCE, "the amount is missing", _EXAMPLES)
            self.give_up()
        first = rest[used]
        amount = self.expression(first.start, rest[-1].end, "amount")
        if operation == "-" and amount is not None and isinstance(amount.node, Sum) and amount.node.start == 0:
            hint = f"write `{name.text} -({amount.text})` if all of it is taken away"
            self.say(first.start, Code.BAD_SENTENCE, "put what is taken away in parentheses", hint)
        condition = self.condition()
        self.give_up_if_wrong()
        assert track is not None
        assert amount is not None
        after = tail.turns if tail else 0
        return ChangeTrack(
            self.text, self._place, condition, track=track, operation=operation, amount=amount, after=after
        )

    # ------------------------------------------------------------------ parts of sentences

    def operation(self, rest: list[Token]) -> tuple[Operation | None, int]:
        """Return what is done, and how many tokens say so."""
        if rest and (operation := _ONE_WORD.get(rest[0].text)):
            return operation, 1
        operation = _TWO_WORDS.get(" ".join(token.text for token in rest[:2]))
        return operation, 2 if operation else 0

    def _track(self, name: Token) -> Reference | None:
        known = self._vocabulary
        if name.text == TURN or name.text in known.derived or name.text in known.tables:
            what = "counted" if name.text == TURN else "read from a table" if name.text in known.tables else "computed"
            self.say(name.start, Code.NOT_CHANGEABLE, f"`{name.text}` is {what} and cannot be changed by an effect")
            return None
        return self.naming.track(name.text, name.start)

    def _has_track(self, owner: str, name: str) -> bool:
        meant = self._vocabulary.meant_by(owner)
        return any(f"{one}.{name}" in self._vocabulary.tracks for one in meant)

    def _names(self, tail: Tail | None, hint: str) -> list[Token]:
        """Return the one name behind the verb."""
        self._no_tail(tail, "after", "for")
        names = self.head[1:]
        if [name.kind for name in names] != ["name"]:
            self._unreadable(self.head[0], hint)
        return names

    def _flag_name(self, tail: Tail | None, *wrong: str) -> str:
        self._no_tail(tail, *wrong)
        if len(self.head) != 2 or self.head[1].kind != "name":  # noqa: PLR2004 - the word and the flag
            self._unreadable(self.head[0], "write `flag gesture`, `flag gesture for 2 turns` or `clear gesture`")
        name = self.head[1]
        self.naming.flag(name.text, name.start)
        return name.text

    def _tail(self) -> Tail | None:
        """Take `after 2 turns` or `for 2 turns` off the end of the head."""
        if self._if is not None:
            late = next((token for token in self.tokens[self._if :] if token.text in ("after", "for")), None)
            if late is not None:
                self.say(late.start, Code.BAD_TAIL, f"`{late.text} …` comes before `if`")
                self.give_up()
        at = next((index for index, token in enumerate(self.head) if token.text in ("after", "for")), None)
        if at is None:
            return None
        word, *rest = self.head[at:]
        if [token.kind for token in rest] != ["number", "name"] or rest[1].text not in ("turn", "turns"):
            self.say(word.start, Code.BAD_TAIL, "how many turns is missing", f"write `{word.text} 2 turns`")
            self.give_up()
        turns = float(rest[0].text) if rest[0].text[-1:] != "%" else 0.5
        if turns != int(turns) or not 1 <= turns <= MOST_TURNS:
            message = f"`{word.text} {rest[0].text} {rest[1].text}`: from 1 to {MOST_TURNS} whole turns are possible"
            self.say(rest[0].start, Code.BAD_TURNS, message)
            self.give_up()
        self.head = self.head[:at]
        if not self.head:
            self._unreadable(word)
        return Tail(word.text, int(turns), word.start)

    def _no_tail(self, tail: Tail | None, *wrong: str) -> None:
        if tail is not None and tail.word in wrong:
            fits = "amounts take `after`, flags and `suspend` take `for`"
            self.say(tail.start, Code.BAD_TAIL, f"`{tail.word} …` does not fit this effect", fits)
            self.give_up()

    @property
    def is_unconditional(self) -> bool:
        """Whether there is no `if`."""
        return self._if is None

    def condition(self) -> Expression | None:
        """Read what stands behind `if`; None when there is no `if`, or after a complaint."""
        if self._if is None:
            return None
        return self.expression(self.tokens[self._if].end, len(self.text), "condition")

    def expression(self, start: int, end: int, kind: Kind) -> Expression | None:
        """Read a stretch of the line as a condition or amount; None after a complaint."""
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        return self._trying(lambda: parse(self.text[start:end].rstrip(), self.at(start), kind, self._vocabulary))

    def _trying(self, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except ExerciseError as error:
            self._complaints.extend(error.complaints)
            return None

    # ------------------------------------------------------------------ complaints

    def at(self, offset: int) -> Place:
        """Return where a letter of the line stands."""
        return Place(self._place.file, self._place.line, self._place.column + offset)

    def say(self, offset: int, code: Code, message: str, suggestion: str = "") -> None:
        """Put down one complaint."""
        self._complaints.append(complaint(self._place, offset, code, message, suggestion))

    def give_up(self) -> NoReturn:
        """Raise everything that was put down."""
        raise ExerciseError(tuple(self._complaints))

    def give_up_if_wrong(self) -> None:
        """Raise if anything was put down."""
        if self._complaints:
            self.give_up()

    def unreadable(self, token: Token, what: str, hint: str) -> NoReturn:
        """Raise that the line is not what it should be: "an effect"."""
        shown = excerpt(self.text)
        message = f"`{shown}` cannot be read as {what}" if shown else f"{what} is missing"
        self.say(token.start, Code.BAD_SENTENCE, message, hint)
        self.give_up()

    def _unreadable(self, token: Token, hint: str = _EXAMPLES) -> NoReturn:
        self.unreadable(token, "an effect", hint)
