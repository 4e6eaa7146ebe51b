"""What names mean where rules speak of agreements, of their terms and facts, and of cards."""

from __future__ import annotations

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.condition_nodes import Age, Means, Node, OverAll, Read, Stands, TermRead, Unknown, WordIs
from wargame.exercise.naming import NameSearch, shown
from wargame.exercise.situation import Standing
from wargame.exercise.vocabulary import AGE, AGREEMENT_WORDS, BINDABLE, EACH, NO_WORD, STANDINGS


class AgreementNames(NameSearch):
    """Finds agreements, terms, facts, cards and questions."""

    def agreement(self, name: str, start: int) -> bool:
        """Whether a name is one agreement, or a bound word for one; complains when it is not."""
        if self._known.is_agreement(name):
            return True
        self._unknown_agreement(name, start, "")
        return False

    def agreements(self, name: str, start: int) -> tuple[str, ...]:
        """Return the agreement of this name, or those with this tag; none after a complaint."""
        if self._known.is_agreement(name):
            return (name,)
        tagged = self._known.agreement_tags.get(name, ())
        if not tagged:
            self._unknown_agreement(name, start, " or tag")
        return tagged

    def asked_of_question(self, name: str, start: int) -> bool:
        """Whether a question is declared; complains when it is not."""
        if name in self._known.questions:
            return True
        self._say(
            start, Code.UNKNOWN_QUESTION, f"there is no question `{name}`", self._near(name, self._known.questions)
        )
        return False

    def standing(self, name: str, words: list[tuple[str, int]], start: int, end: int) -> Node:
        """Return `active(…)`, `ever(…)`, `offered(…)` or `age(…)` of a name given with its offset."""
        if len(words) != 1:
            self._say(start, Code.WRONG_ARGUMENTS, f"`{name}` asks about one agreement: {len(words)} given")
            return Unknown(start, end)
        return self._standing(name, self.agreements(*words[0]), start, end)

    def of_each(self, name: str, start: int) -> Node | None:
        """Return what a name alone means while all agreements are gone through; None if nothing of theirs."""
        if EACH not in self._known.bound:
            return None
        end = start + len(name)
        if name in STANDINGS or name == AGE:
            return self._standing(name, (EACH,), start, end)
        if name in self._known.terms:
            return TermRead(start, end, EACH, name, *self._known.terms[name])
        if name in self._known.agreement_tags:
            return Means(start, end, EACH, frozenset(self._known.agreement_tags[name]))
        if self._of_agreements(name):
            return Read(start, end, self._reference(name, (EACH, name), start), "track")
        return None

    def term(self, name: str, start: int) -> tuple[str, int, int] | None:
        """Return a term with its lowest and highest level, or None after a complaint."""
        if name in self._known.terms:
            return name, *self._known.terms[name]
        self._say(start, Code.UNKNOWN_TERM, f"agreements have no term `{name}`", self._near(name, self._known.terms))
        return None

    def summed(self, name: str, start: int) -> bool:
        """Whether agreements have a term or a track of this name; complains when they do not."""
        if name in self._known.terms or self._of_agreements(name):
            return True
        pool = (*self._known.terms, *filter(self._of_agreements, self._known.shorts))
        self._say(start, Code.UNKNOWN_TERM, f"agreements have no term `{name}`", self._near(name, pool))
        return False

    def over_all(self, name: str, term: str, which: Node, start: int, end: int) -> Node:
        """Return `count(which)` if the term is "", or `total(term, which)`, `highest(term, which)`."""
        agreements = tuple(self._known.agreements)
        if self._of_agreements(term):
            tracks = tuple(self._reference(f"{one}.{term}", (one, term), start) for one in agreements)
            whole = all(track.text in self._known.whole for track in tracks)
            return OverAll(start, end, name, agreements, which, term, tracks=tracks, whole=whole)
        return OverAll(start, end, name, agreements, which, term, *self._known.terms.get(term, (0, 0)))

    def _of_agreements(self, short: str) -> bool:
        """Whether every agreement has a track of this name."""
        owned = set(self._known.shorts.get(short, ()))
        return bool(owned) and owned == {f"{agreement}.{short}" for agreement in self._known.agreements}

    def fact(self, owner: str, name: str, start: int) -> tuple[str, ...]:
        """Return the words a fact of an agreement can be; none after a complaint."""
        words = self._fact_words(owner, name)
        if not words:
            pool = {fact for agreement in self._known.agreements.values() for fact in agreement.facts}
            self._say(start, Code.UNKNOWN_CARD, f"`{owner}` has no fact `{name}`", self._near(name, pool))
        return words

    def word(self, subject: str, word: str, choices: tuple[str, ...], place: Place) -> bool:
        """Whether a fact or card can be this word; complains at the word's own place when it cannot."""
        if word in choices or word == NO_WORD:
            return True
        hint = self._near(word, choices) or f"it can be {shown(choices)}"
        self._complaints.append(Complaint(place, Code.UNKNOWN_WORD, f"`{subject}` is never `{word}`", hint))
        return False

    def is_word(self, subject: str, start: int, end: int, word: str, place: Place) -> Node:
        """Return what `subject is word` asks; `place` is that of the word."""
        unknown = Unknown(start, end)
        owner, dot, name = subject.rpartition(".")
        if not dot and subject in self._known.words:
            possible = self.word(subject, word, self._known.words[subject], place)
            return Means(start, end, subject, frozenset((word,))) if possible else unknown
        if not dot and subject in self._known.bound:
            names = self._meant(subject, word, place)
            return Means(start, end, subject, names) if names else unknown
        found = self._owned_words(owner, name, start) if dot else self._unowned_words(name, start)
        if found is None or not self.word(subject, word, found[1], place):
            return unknown
        owner, choices = found
        return WordIs(start, end, owner, name, word, choices, is_card=not self._known.is_agreement(owner))

    def owned_by_agreement(self, name: str, owner: str, short: str, start: int) -> Node | None:
        """Return the term `owner.short` of an agreement; None after a complaint."""
        if short in self._known.terms:
            return TermRead(start, start + len(name), owner, short, *self._known.terms[short])
        at = start + len(owner) + 1
        if words := self._fact_words(owner, short):
            hint = f"ask `{name} is {words[0]}`"
            self._say(at, Code.AMOUNT_WANTED, f"`{name}` is a word, not an amount", hint)
        else:
            message = f"agreements have no term `{short}`"
            self._say(at, Code.UNKNOWN_TERM, message, self._near(short, self._known.terms))
        return None

    # ------------------------------------------------------------------ helpers

    def _standing(self, name: str, agreements: tuple[str, ...], start: int, end: int) -> Node:
        if not agreements:
            return Unknown(start, end)
        if name == AGE:
            return Age(start, end, agreements)
        what: Standing = "active" if name == "active" else "ever" if name == "ever" else "offered"
        return Stands(start, end, what, agreements)

    def _meant(self, subject: str, word: str, place: Place) -> frozenset[str]:
        """Return the names that fit `this is word` or `breaker is word`; none after a complaint."""
        known = self._known
        if known.is_agreement(subject):
            if word in known.agreements:
                return frozenset((word,))
            pool, code, what = (*known.agreements, *known.agreement_tags), Code.UNKNOWN_AGREEMENT, "agreement or tag"
            if word in known.agreement_tags:
                return frozenset(known.agreement_tags[word])
        else:
            if word in known.actors:
                return frozenset((word,))
            pool, code, what = known.actors, Code.UNKNOWN_ACTOR, "actor"
        self._complaints.append(Complaint(place, code, f"there is no {what} `{word}`", self._near(word, pool)))
        return frozenset()

    def _unowned_words(self, name: str, start: int) -> tuple[str, tuple[str, ...]] | None:
        if EACH in self._known.bound and (words := self._fact_words(EACH, name)):
            return EACH, words
        cards = [card for card in self._known.cards if card.rpartition(".")[2] == name]
        if len(cards) == 1:
            return cards[0].rpartition(".")[0], self._known.cards[cards[0]]
        if cards:
            self._say(start, Code.SEVERAL_OWNERS, f"`{name}` has several owners", f"say whose: {shown(cards)}")
        elif name in BINDABLE:
            self._unbound(name, start)
        else:
            self._no_card(name, name, start)
        return None

    def _owned_words(self, owner: str, name: str, start: int) -> tuple[str, tuple[str, ...]] | None:
        if self._known.is_agreement(owner):
            words = self.fact(owner, name, start + len(owner) + 1)
            return (owner, words) if words else None
        if owner not in self._known.bound and owner not in self._known.actors:
            self._unknown_owner(owner, start)
            return None
        choices: dict[str, None] = {}
        for actor in self._known.meant_by(owner):
            choices.update(dict.fromkeys(self._known.cards.get(f"{actor}.{name}", ())))
        if not choices:
            self._no_card(f"{owner}.{name}", name, start)
            return None
        return owner, tuple(choices)

    def _fact_words(self, owner: str, name: str) -> tuple[str, ...]:
        """Return every word that a fact can be in any agreement the owner can stand for."""
        choices: dict[str, None] = {}
        for agreement in self._known.meant_by(owner):
            choices.update(dict.fromkeys(self._known.agreements[agreement].facts.get(name, ())))
        return tuple(choices)

    def _no_card(self, written: str, name: str, start: int) -> None:
        pool = [*self._known.cards, *(card.rpartition(".")[2] for card in self._known.cards)]
        pool += [fact for agreement in self._known.agreements.values() for fact in agreement.facts]
        hint = self._near(written, pool) or self._near(name, pool) or "`is` asks about cards, facts and bound words"
        self._say(start, Code.UNKNOWN_CARD, f"there is no card or fact `{written}`", hint)

    def _unknown_owner(self, owner: str, start: int) -> None:
        if owner in BINDABLE:
            self._unbound(owner, start)
            return
        pool = (*self._known.actors, *self._known.agreements)
        self._say(start, Code.UNKNOWN_ACTOR, f"there is no actor or agreement `{owner}`", self._near(owner, pool))

    def _unknown_agreement(self, name: str, start: int, or_tag: str) -> None:
        if name in AGREEMENT_WORDS or (name in BINDABLE and name not in self._known.bound):
            self._unbound(name, start)
            return
        pool = (*self._known.agreements, *(self._known.agreement_tags if or_tag else ()))
        self._say(start, Code.UNKNOWN_AGREEMENT, f"there is no agreement{or_tag} `{name}`", self._near(name, pool))
