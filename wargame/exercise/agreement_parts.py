"""Agreements: shapes to definitions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from wargame.exercise.agreements import Agreement, CommonRules, Fact, Term
from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.blocks import BlockNames, BlockReader
from wargame.exercise.codes import Code
from wargame.exercise.conditions import Expression
from wargame.exercise.declaring import levels_of
from wargame.exercise.movers import movers_of
from wargame.exercise.rulebook import Effect
from wargame.exercise.shapes import Effects
from wargame.exercise.shapes_agreements import AgreementShape, CommonShape, HooksShape
from wargame.exercise.shapes_rulebook import RulebookShape
from wargame.exercise.spelling import words_of
from wargame.exercise.tracks import audience
from wargame.exercise.vocabulary import Vocabulary
from wargame.exercise.written import Written

COMMON = "every agreement"
MOST_TURNS = 100

_LASTS = re.compile(r"([0-9]{1,4}) turns?", re.ASCII)
_RETURN = re.compile(r"([0-9]{1,4}) turns? after it ended", re.ASCII)
_OPEN = {"until the end of the turn": 0, "until the end of the next turn": 1}


class AgreementReader:
    """Reads what all agreements share, and each of them."""

    def __init__(self, desk: Assembly, blocks: BlockReader, rules: RulebookShape) -> None:
        self._desk = desk
        self._blocks = blocks
        self._rules = rules
        self._common = rules.every_agreement
        self._movers = movers_of(desk, rules)
        self._levels = levels_of(self._common)

    def common(self, phases: Collection[str]) -> CommonRules | None:
        """Return what all agreements share; None when the exercise has neither that nor agreements."""
        desk, shape = self._desk, self._common
        if shape is None:
            return None
        self._check_ambiguous(shape)
        everyone = tuple(dict.fromkeys(who for one in desk.vocabulary.agreements.values() for who in one.parties))
        hooks = self._hooks(shape, COMMON, COMMON, tuple(desk.vocabulary.agreements), everyone)
        return CommonRules(
            place=shape.place,
            terms=self._terms(shape),
            signed_in=desk.those(shape.signed_in, phases, Code.UNKNOWN_REFERENCE, "phase"),
            at_most=desk.amount(shape.at_most) if shape.at_most is not None else None,
            offer_turns=self._offer_turns(shape.offer_stays_open),
            may_return=self._may_return(shape.may_return),
            ambiguous=plain(shape.ambiguous),
            **{hook: effects or () for hook, effects in hooks.items()},
        )

    def agreements(self) -> dict[str, Agreement]:
        """Return the texts that can be signed, in the order of the file."""
        found = {
            str(key): self._agreement(key, shape) for key, shape in self._rules.agreements.items() if shape is not None
        }
        self._check_circles(found)
        return found

    def _agreement(self, key: Written, shape: AgreementShape) -> Agreement:
        desk = self._desk
        parties = desk.actors(shape.parties)
        for place, party in enumerate(shape.parties):
            if party in shape.parties[:place]:
                desk.say(party.place, Code.BAD_VALUE, f"the party `{party}` is named twice", "a party signs once")
        if not parties and not shape.parties:
            desk.say(shape.place, Code.MISSING_KEY, "an agreement needs parties", "parties: [us, prc]")
        known = desk.vocabulary.binding(this=(str(key),))
        for party in (*shape.forbids, *shape.ambiguous_under, *shape.obligations):
            if party not in parties:
                desk.unknown(party, Code.NOT_A_PARTY, "party", parties)
        fixed = desk.those(shape.fixed_terms, self._levels, Code.UNKNOWN_TERM, "term")
        supports = desk.those(shape.depends_on, desk.vocabulary.agreements, Code.UNKNOWN_AGREEMENT, "agreement")
        hooks = self._hooks(shape, f"agreements/{key}", f"agreements/{key}", (str(key),), parties)
        return Agreement(
            id=str(key),
            name=plain(shape.name),
            place=key.place,
            parties=parties,
            possible_if=desk.condition(shape.possible_if, known) if shape.possible_if is not None else None,
            depends_on=supports,
            terms=self._usual(shape),
            fixed_terms=frozenset(self._levels if shape.goodwill else fixed),
            tags=frozenset(map(str, shape.tags)),
            facts=self._facts(shape),
            forbids=self._moves(shape.forbids, parties),
            ambiguous_under=self._moves(shape.ambiguous_under, parties),
            detection=self._detection(shape.detection, key, parties),
            on_signing=hooks["on_signing"] or (),
            each_turn=hooks["each_turn"] or (),
            if_found=hooks["if_found"],
            on_termination=hooks["on_termination"],
            if_a_support_ends=hooks["if_a_support_ends"],
            lasts=self._turns(shape.lasts),
            notice=self._turns(shape.notice),
            goodwill=shape.goodwill,
            obligations={str(who): plain(text) for who, text in shape.obligations.items()},
        )

    # ------------------------------------------------------------------ terms and facts

    def _terms(self, shape: CommonShape) -> dict[str, Term]:
        terms = {}
        for key, term in shape.terms.items():
            if term is None:
                continue
            if str(key) not in self._levels:
                hint = "whole numbers, the lower one first: 0..3"
                self._desk.say(term.range.place, Code.BAD_RANGE, f"`{term.range[:40]}` is not a range of levels", hint)
                continue
            low, high = self._levels[str(key)]
            if term.names and len(term.names) != high - low + 1:
                message = f"{len(term.names)} names for {high - low + 1} levels"
                self._desk.say(term.names[0].place, Code.TERM_RANGE, message, f"one for each level of {term.range}")
            names = tuple(map(plain, term.names))
            terms[str(key)] = Term(str(key), plain(term.name) or words_of(key), key.place, low, high, names)
        return terms

    def _usual(self, shape: AgreementShape) -> dict[str, int]:
        """Return the usual level of every term there is."""
        for key, level in shape.terms.items():
            if str(key) not in self._levels:
                self._desk.unknown(key, Code.UNKNOWN_TERM, "term", self._levels)
                continue
            low, high = self._levels[str(key)]
            if not low <= level <= high:
                message = f"`{key}: {level}` lies outside {low}..{high}"
                self._desk.say(key.place, Code.TERM_RANGE, message, f"its range stands under `{COMMON}`")
            elif shape.goodwill and level > low:
                message = f"`{key}: {level}`: a promise of goodwill has no terms"
                self._desk.say(key.place, Code.TERM_RANGE, message, "take the line out, or `goodwill: true`")
        usual = {str(key): level for key, level in shape.terms.items()}
        return {term: usual.get(term, low) for term, (low, _) in self._levels.items()}

    def _facts(self, shape: AgreementShape) -> dict[str, Fact]:
        facts = {}
        for key, fact in shape.facts.items():
            if fact is None:
                continue
            if len(set(fact.one_of)) < 2:  # noqa: PLR2004 - a choice
                hint = "one of: [complete, partial]"
                self._desk.say(key.place, Code.BAD_VALUE, "a fact needs two different words at least", hint)
            seen_by = audience(self._desk, fact.seen_by, ()) if fact.seen_by is not None else ()
            facts[str(key)] = Fact(str(key), key.place, tuple(map(str, fact.one_of)), seen_by)
        return facts

    # ------------------------------------------------------------------ obligations

    def _moves(
        self, shapes: Mapping[Written, tuple[Written, ...]], parties: Collection[str]
    ) -> dict[str, frozenset[str]]:
        """Return moves by party; tags are spelt out."""
        return {
            str(party): frozenset(move for name in names for move in self._spelt_out(party, name))
            for party, names in shapes.items()
            if party in parties
        }

    def _spelt_out(self, party: Written, name: Written) -> Iterator[str]:
        moves = self._rules.moves
        if name in moves:
            if moves[name] is not None and party not in self._movers[name]:
                message = f"`{name}` is not a move of `{party}`"
                self._desk.say(name.place, Code.NOT_THEIR_MOVE, message, "who may do it stands under `by`")
            yield str(name)
            return
        tagged = [str(move) for move, shape in moves.items() if shape is not None and name in shape.tags]
        theirs = [move for move in tagged if party in self._movers[move]]
        if not tagged:
            known = self._desk.vocabulary
            self._desk.unknown(name, Code.UNKNOWN_MOVE, "move or tag", (*known.moves, *known.tags))
        elif not theirs:
            message = f"`{party}` has no move with the tag `{name}`"
            self._desk.say(name.place, Code.NOT_THEIR_MOVE, message, "who may do it stands under `by`")
        yield from theirs

    def _detection(self, text: Written | None, key: Written, parties: tuple[str, ...]) -> Expression | None:
        if text is None:
            return None
        return self._desk.amount(text, self._desk.vocabulary.binding(this=(str(key),), breaker=parties))

    def _check_ambiguous(self, shape: CommonShape) -> None:
        known = self._desk.vocabulary.questions
        if shape.ambiguous is not None and shape.ambiguous not in known:
            self._desk.unknown(shape.ambiguous, Code.UNKNOWN_QUESTION, "question", known)

    # ------------------------------------------------------------------ hooks

    def _hooks(
        self, shape: HooksShape, path: str, named: str, this: tuple[str, ...], breakers: tuple[str, ...]
    ) -> dict[str, tuple[Effect, ...] | None]:
        """Return what happens in its life; None for what was not written."""
        known = self._desk.vocabulary.binding(this=this)
        found = self._desk.vocabulary.binding(this=this, breaker=breakers)
        names = BlockNames(self._desk, named)

        def read(effects: Effects | None, hook: str, words: Vocabulary = known) -> tuple[Effect, ...] | None:
            return None if effects is None else self._blocks.effects(effects, f"{path}/{hook}", words, names)

        return {
            "on_signing": read(shape.on_signing, "on signing"),
            "each_turn": read(shape.each_turn, "each turn"),
            "if_found": read(shape.if_found, "if found", found),
            "on_termination": read(shape.on_termination, "on termination"),
            "if_a_support_ends": read(shape.if_a_support_ends, "if a support ends"),
        }

    # ------------------------------------------------------------------ times

    def _turns(self, text: Written | None) -> int | None:
        """Read `3 turns`."""
        return None if text is None else self._counted(text, _LASTS, "3 turns")

    def _may_return(self, text: Written | None) -> int | None:
        """Read `2 turns after it ended`, or `never`."""
        if text is None or text == "never":
            return None
        return self._counted(text, _RETURN, "2 turns after it ended, or never")

    def _offer_turns(self, text: Written | None) -> int:
        """Read `until the end of the next turn`, or `3 turns`."""
        if text is None:
            return 1
        if text in _OPEN:
            return _OPEN[text]
        return self._counted(text, _LASTS, "until the end of the next turn, or 3 turns") or 1

    def _counted(self, text: Written, pattern: re.Pattern[str], hint: str) -> int | None:
        found = pattern.fullmatch(text)
        if found is None:
            self._desk.say(text.place, Code.BAD_VALUE, f"`{text[:60]}` is not a time", hint)
            return None
        turns = int(found[1])
        if not 1 <= turns <= MOST_TURNS:
            self._desk.say(text.place, Code.BAD_TURNS, f"from 1 to {MOST_TURNS} turns are possible, not {turns}")
        return turns

    # ------------------------------------------------------------------ what rests on what

    def _check_circles(self, agreements: Mapping[str, Agreement]) -> None:
        """Complain of agreements that can never come into force because they wait for one another."""
        standing: set[str] = set()
        left = dict(agreements)
        while ready := [name for name, one in left.items() if standing.issuperset(agreements.keys() & one.depends_on)]:
            standing.update(ready)
            for name in ready:
                del left[name]
        for name in left:
            message = f"`{name}` depends on agreements that depend on it, or on such a circle"
            self._desk.say(agreements[name].place, Code.SUPPORT_CIRCLE, message, "one of them has to stand by itself")
            return
