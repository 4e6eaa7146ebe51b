"""A facilitator who does anything at any time, in a valley whose secrets are marked words.

Whatever only one audience may read holds `priv_<audience>`: a seat, or `cell`
for the facilitator alone. So a view that tells too much can be found by its words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import EVERYBODY, Exercise
from wargame.exercise.rulebook import WAYS_OF_DECIDING
from wargame.referee import adjustment as by_hand
from wargame.referee.pacts import BreachFound
from wargame.referee.ruling import Applied, Chanced, OrderSubject, PassedOver, Rolled, Started
from wargame.referee.turn import ADJUDICATION, NotStarted, Over, RuleOrder, RunItem, TakeOrders, TakeSignatures
from wargame.review.timeline import Timeline
from wargame.review.wall import PublicTimeline, Reveals
from wargame.review.wording import entry_title
from wargame.session import bulk, clock
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL, Entry
from wargame.session.errors import SessionError
from wargame.session.history import History, Moment
from wargame.session.log import Log
from wargame.session.store.log import SessionFile

VALLEY = Path(__file__).parent.parent / "data" / "exercises" / "valley"
SEATS = ("north", "south", "league")
SECRET_MOVE = "hide_guns"
CELL = "priv_cell because I say so"
SENTENCES = (
    "tension +1", "trust -2", "flag harvest", "clear late", "terminate ceasefire", "suspend patrol for 1 turn",
    "north is found breaking patrol", "south.purse -2", "grain +3 after 1 turn", "guns to 25", "tension +9",
    "reveal guns to south", "patrol.census to partial", "ask census", "ask pay_or_late", "mood +1", "",
)  # fmt: skip
_MARKS = {
    "rulebook.yaml": {"Is your count of guns complete?": "Is your count complete? priv_north"},
    "msel.yaml": {
        "The barns are full.": "priv_south The barns are full.",
        "Who can count?": "priv_cell who can count?",
        "Evidence first,": "priv_cell evidence first,",
        "The south decides": "priv_cell the south decides",
    },
    "scenario.yaml": {
        "You can wait.": "priv_north you can wait.",
        "You want to be asked.": "priv_north you want to be asked.",
        "You will be judged by the quiet.": "priv_south quiet.",
        "You will be judged by the harvest.": "priv_south harvest.",
    },
    **{f"briefings/{seat}.md": {"\n": f" priv_{seat}\n"} for seat in SEATS},
}


def marked_valley() -> Exercise:
    """Return the valley with a mark in everything that not everybody may read."""
    texts = dict(paths.read_exercise(VALLEY))
    for name, marks in _MARKS.items():
        for plain, marked in marks.items():
            assert plain in texts[name], (name, plain)
            texts[name] = texts[name].replace(plain, marked)
    return reader.read("valley", texts)


class Facilitator:
    """One sitting in a file, and everything that can be done in it; each act takes a seed of its own."""

    def __init__(self, exercise: Exercise, folder: Path) -> None:
        self.exercise, self.path, self.data = exercise, folder / "any.wargame", folder / "program"
        self.session = Session.create(self.path, exercise, seed="anything", data=self.data)
        self.wall = PublicTimeline(exercise, self.session.history)
        self.reveals = Reveals(exercise, self.session.history)
        self.shown = 0
        self.come_to_light = False
        self.done: list[tuple[str, bool]] = []
        self.moments: list[Moment] = []
        """The situation after each entry as it was when the entry was the last: nothing later may change it."""
        self.left: dict[str, Moment] = {}
        """How each line of play was left, by its name."""

    def do(self, name: str, seed: int) -> bool:
        """Do one act, and look at everything; what the program refuses has changed nothing. Return whether it did."""
        before = len(self.session.history.entries)
        try:
            ACTS[name](self, random.Random(seed))
            self.done.append((name, True))
        except SessionError:
            # What consists of several commands is kept as far as it went.
            assert name in _MANY or len(self.session.history.entries) == before, name
            self.done.append((name, False))
        self.look()
        return self.done[-1][1]

    def look(self) -> None:
        """Make sure that the file, the fold, the names, the time and every view are as they must be."""
        session, history = self.session, self.session.history
        entries = list(history.entries)
        again = History(self.exercise, entries)
        assert again.now == history.now
        assert (again.line, dict(again.lines)) == (history.line, dict(history.lines))
        self.moments += [history.moment_at(seq) for seq in range(len(self.moments) + 1, len(entries) + 1)]
        assert history.line == line_of(entries)
        if len(self.done) % 5 == 0:
            self.look_into_the_file()
        for name in (session.step_back_name(), session.redo_name()):
            assert name != ""
        assert set(session.turns_begun()) == set(range(1, session.state.turn + 1))
        now = datetime.now(UTC)
        if (phase := clock.phase_clock(self.exercise, history)) is not None:
            phase.left(now)
        clock.pace(self.exercise, history, now)
        self.look_at_views(entries[self.shown :])
        self.shown = len(entries)

    def look_into_the_file(self) -> None:
        log = self.session._log
        assert isinstance(log, SessionFile)
        kept = Log(log.session, log._read(log._connection, self.path)[1])
        history = self.session.history
        assert kept.entries == list(history.entries)
        assert [history.moment_at(seq) for seq in range(1, len(self.moments) + 1)] == self.moments
        for name, seq in history.lines.items():
            assert situation(history.moment_at(seq)) == situation(self.left[name]), name

    def look_at_views(self, fresh: list[Entry]) -> None:
        session = self.session
        reveals = [self.reveals.of_turn(turn) for turn in range(session.state.turn + 1)]
        turns = SEATS[len(self.done) % 3 :][:1]  # one seat after another, to be quick
        seen: dict[str, list[object]] = {seat: [session.seat_view(seat)] if seat in turns else [] for seat in SEATS}
        seen[EVERYBODY] = [session.room_view(), self.wall.at(len(session.history.entries)), *reveals]
        shown = [reveal.seq for turn in reveals for reveal in turn]
        shown += [card.seq for card in self.wall.at(len(session.history.entries)).cards if card.seq]
        assert all(map(session.history.stands, shown)), "the wall shows nothing that was stepped back from"
        changes = [change for entry in fresh for change in getattr(entry.body, "changes", ())]
        found = [change.move for change in changes if isinstance(change, BreachFound)]
        self.come_to_light |= SECRET_MOVE in found
        for audience, views in seen.items():
            titles = [entry_title(self.exercise, entry, session.history.entries, audience) for entry in fresh]
            refuse_marks(audience, self.plain(repr((views, titles))))

    def plain(self, text: str) -> str:
        """Return a text without the marks of what a breach has brought to light."""
        return re.sub("priv_north (nobody knows|it is dark)", "", text) if self.come_to_light else text

    def look_back(self) -> None:
        """Make sure of what is read at the end: the timelines of all audiences, and the wall's made anew."""
        self.look_into_the_file()
        history, last = self.session.history, len(self.session.history.entries)
        for seat in SEATS:
            refuse_marks(seat, self.plain(repr(self.session.seat_view(seat))))
        for audience in (*SEATS, EVERYBODY):
            refuse_marks(audience, self.plain(repr(Timeline(self.exercise, history, audience).rows(last))))
        assert PublicTimeline(self.exercise, history).at(last) == self.wall.at(last)

    # ---------------------------------------------------------------------------------------------- going on

    def start(self, _rng: random.Random) -> None:
        self.session.start()

    def on(self, rng: random.Random) -> None:
        """Go on as the rules say; the dice answer whatever is asked."""
        for _ in range(rng.randrange(1, 9)):
            self.one_on()

    def to_the_table(self, rng: random.Random) -> None:
        """Go on until orders are taken, or texts are signed."""
        self.go_to(rng.choice((TakeOrders, TakeSignatures)))

    def go_to(self, wanted: type) -> None:
        """Go on to such a thing; from the end, go back first."""
        if self.session.ended:
            self.session.step_back()
        for _ in range(25):
            if isinstance(self.session.next_thing, wanted | Over):
                break
            self.one_on()

    def one_on(self) -> None:
        session = self.session
        match session.next_thing:
            case NotStarted():
                session.start()
            case Over():
                session.step_back()
            case TakeOrders():
                session.close_orders()
            case TakeSignatures():
                session.close_signing()
            case _:
                session.propose()
                self.let_the_dice_answer()
                session.commit()

    def let_the_dice_answer(self) -> None:
        while self.session.proposal is not None and (asked := self.session.proposal.asks) is not None:
            if asked.way:
                self.session.adjust(by_hand.Decide("roll", CELL))
            else:
                self.session.answer(asked.number, by_hand.LET_THE_DICE_SAY)

    def close_orders(self, rng: random.Random) -> None:
        if rng.random() < 0.8:
            self.go_to(TakeOrders)
        self.session.close_orders()

    def close_signing(self, rng: random.Random) -> None:
        if rng.random() < 0.8:
            self.go_to(TakeSignatures)
        self.session.close_signing()

    def merge(self, _rng: random.Random) -> None:
        self.session.merge_turn("Lunch.")

    def end(self, rng: random.Random) -> None:
        if rng.random() < 0.4:
            rng.choice((self.session.end, self.session.jump_to_end))("Time is up.")

    # ---------------------------------------------------------------------------------------------- the seats

    def order(self, rng: random.Random) -> None:
        """Give an order, the same command twice; what is said of a secret move is secret."""
        if rng.random() < 0.5:
            self.go_to(TakeOrders)
        seat = rng.choice(SEATS)
        move = rng.choice([move for move in self.exercise.rulebook.moves.values() if seat in move.by])
        say = "priv_north nobody knows" if move.id == SECRET_MOVE else "Well then."
        late = rng.choice(("", "2026-05-04T09:00:00Z"))
        by, target = rng.choice(("", WHITE_CELL)), rng.choice(move.targets or ("",))
        command = f"order {len(self.session.history.entries)}"
        give: Callable[[], tuple[Entry, ...]] = lambda: self.session.give_order(  # noqa: E731
            seat, move.id, target, say, f"priv_{seat} I hope", command, by=by, happened_at=late,
        )  # fmt: skip
        assert give() == give()

    def take_back(self, rng: random.Random) -> None:
        if not self.session.state.orders:
            self.order(rng)
        waiting = [order.id for order in self.session.state.orders]
        self.session.take_back(rng.choice(waiting or ["none"]))

    def sign(self, rng: random.Random) -> None:
        if rng.random() < 0.8:
            self.go_to(TakeSignatures)
        agreement = rng.choice(list(self.exercise.agreements.values())[: rng.choice((1, 3))])
        seats = agreement.parties if rng.random() < 0.7 else (rng.choice(SEATS),)
        if rng.random() < 0.3:
            self.session.let_pass(agreement.id, CELL)
        for seat in seats:
            terms = rng.choice((None, None, {"aid": rng.randrange(3)}))
            self.session.sign(seat, agreement.id, terms, by=rng.choice(("", WHITE_CELL)))

    def unsign(self, rng: random.Random) -> None:
        if not self.session.state.offers:
            self.go_to(TakeSignatures)
            self.session.sign("south", "ceasefire")
        signed = [(seat, name) for name, offer in self.session.state.offers.items() for seat in offer.signed]
        self.session.take_back_signature(*rng.choice(signed or [("north", "fund")]))

    def in_force(self, agreement: str) -> None:
        self.go_to(TakeSignatures)
        for party in self.exercise.agreements[agreement].parties:
            self.session.sign(party, agreement)
        self.one_on()

    def leave(self, rng: random.Random) -> None:
        for agreement in ("ceasefire", "patrol"):
            if agreement not in self.session.state.pacts:
                self.in_force(agreement)
        self.session.give_notice(rng.choice(SEATS[:2]), rng.choice(list(self.session.state.pacts) or ["fund"]))

    def card(self, rng: random.Random) -> None:
        seat, card, words = rng.choice(
            (("north", "temper", ("patient", "proud")), ("south", "measure", ("by_peace", "by_grain")))
        )
        self.session.choose_card(seat, card, rng.choice(words), by=rng.choice(("", WHITE_CELL)))

    # ---------------------------------------------------------------------------------------------- the rulings

    def propose(self, rng: random.Random) -> None:
        thing, queue = self.session.next_thing, [order.id for order in self.session.state.orders]
        rng.shuffle(queue)
        draws_lots = isinstance(thing, RunItem) and thing.item == ADJUDICATION
        self.session.propose(queue=queue if draws_lots else ())

    def adjust(self, rng: random.Random) -> None:
        if self.session.proposal is None:
            self.propose(rng)
        for _ in range(rng.randrange(1, 4)):
            ruling, adjustment = self.session.proposal, self.adjustment(rng)
            self.session.adjust(adjustment)
            if ruling is not None and self.session.proposal is not None:
                assert self.session.proposal.adjustments == (*ruling.adjustments, adjustment)

    def adjustment(self, rng: random.Random) -> by_hand.Adjustment:
        ruling = self.session.proposal
        assert ruling is not None
        subject = ruling.subject
        secret = isinstance(subject, OrderSubject) and subject.order.move == SECRET_MOVE
        why = "priv_north it is dark" if secret else "It is late."
        number, rolls = rng.randrange(1, 3), ruling.rolls
        roll = rolls[number - 1] if number <= len(rolls) else None
        lines = [found.path for found in ruling.findings if isinstance(found, Applied | PassedOver | Started)]
        modifiers = [read.text for read in roll.modifiers] if roll is not None else []
        outcomes = [share.outcome for share in roll.odds] if isinstance(roll, Rolled) else ["yes", "no"]
        faces = (rng.randrange(1, 101),) if isinstance(roll, Chanced) else (rng.randrange(1, 7), rng.randrange(1, 7))
        return rng.choice((
            by_hand.Waive(CELL),
            by_hand.Lapse(CELL),
            by_hand.TakeDice(number, faces, CELL),
            by_hand.ChooseOutcome(number, rng.choice(outcomes), CELL),
            by_hand.Strike(rng.choice((*lines, "arguments/1")), CELL),
            by_hand.Add(rng.choice(SENTENCES), CELL),
            by_hand.Reroll(number, CELL),
            by_hand.Decide(rng.choice(WAYS_OF_DECIDING), CELL),
            by_hand.Argue(rng.choice(("for", "against")), why, "south"),
            by_hand.CloseArguments(),
            by_hand.Vote((0.2, rng.random())),
            by_hand.CountModifier(number, rng.choice((*modifiers, "+1")), rng.random() < 0.5, why),
            by_hand.Tell(() if secret else rng.choice((("all",), ("south",), ())), CELL),
            by_hand.ExtraModifier(number, rng.randrange(-3, 4), why),
        ))  # fmt: skip

    def drop(self, rng: random.Random) -> None:
        if self.session.proposal is None:
            self.adjust(rng)
        self.session.drop_adjustments()

    def answer(self, rng: random.Random) -> None:
        if self.session.proposal is None:
            self.go_to(TakeOrders)
            self.session.improvise("", "A question.", ["ask pay_or_late"], CELL)
        asked = None if self.session.proposal is None else self.session.proposal.asks
        options = ["?", *(choice.option for choice in asked.options)] if asked else ["?"]
        targets = ["", *(choice.targets[0] for choice in asked.options if choice.targets)] if asked else [""]
        by = rng.choice(("", WHITE_CELL))
        self.session.answer(asked.number if asked else 1, rng.choice(options), rng.choice(targets), by, CELL)

    def commit(self, rng: random.Random) -> None:
        if self.session.proposal is None:
            self.propose(rng)
            self.let_the_dice_answer()
        self.session.commit()

    def improvise(self, rng: random.Random) -> None:
        sentences = rng.sample(SENTENCES, rng.randrange(3))
        self.session.improvise(rng.choice(("", *SEATS)), "Something else.", sentences, CELL)

    def correct(self, rng: random.Random) -> None:
        value = rng.choice((-5, 0, 3.4, 60, 1e9, 1e300, float("nan"), float("inf")))
        track = rng.choice(list(self.exercise.tracks))
        self.session.correct(track, value, CELL)
        found = self.exercise.tracks[track]
        wanted = min(max(value, found.low), found.high)
        assert abs(self.session.state.tracks[track] - wanted) <= 0.5, "as it was set, if need be made whole"

    # ---------------------------------------------------------------------------------------------- the room

    def inject(self, rng: random.Random) -> None:
        one, session = rng.choice(self.exercise.injects).id, self.session
        act = rng.randrange(4)
        if act == 0:
            session.skip_inject(one, CELL)
            assert one in session.state.injects
        elif act == 1:
            turn = rng.randrange(1, 6)
            session.defer_inject(one, turn, CELL)
            assert session.state.deferred[one] == turn
        else:
            session.deliver_inject(one, CELL)
            if session.proposal is not None and session.proposal.asks is None:
                session.commit()
                assert one in session.state.injects

    def made_up(self, rng: random.Random) -> None:
        """Make an inject up, for one seat alone or for everybody."""
        seat, effects = rng.choice(SEATS), rng.sample(SENTENCES, rng.randrange(2))
        if rng.random() < 0.7:
            mark = f"priv_{seat}"
            texts: Mapping[str, str] = {"story": f"{mark} story", "sender": f"{mark} aunt", "means": f"{mark} letter"}
            self.session.improvise_inject(f"{mark} secret", to=(seat,), sentences=effects, reason=CELL, **texts)
        else:
            self.session.improvise_inject("A bell rings.", sentences=effects, reason=CELL)

    def reorder(self, rng: random.Random) -> None:
        if not self.session.state.orders:
            self.order(rng)
            self.order(rng)
        waiting = [order.id for order in self.session.state.orders]
        rng.shuffle(waiting)
        if rng.random() < 0.5:
            held = rng.choice(waiting or ["none"])
            self.session.hold(held, CELL)
            assert self.session.state.orders[-1].id == held
        else:
            first = waiting[: rng.randrange(4)]
            self.session.reorder(first, CELL)
            assert [order.id for order in self.session.state.orders][: len(first)] == first

    def routine(self, _rng: random.Random) -> None:
        """Rule at once what needs no dice; what waits for somebody is still there."""
        self.go_to(TakeOrders)
        for seat, move in (("south", "raid"), ("north", "recruit"), ("league", "send_grain")):
            self.session.give_order(seat, move)
        self.go_to(RuleOrder)
        bulk.commit_routine(self.session)
        assert self.session.ended or not bulk.routine(self.session) or self.session.proposal is not None

    def pause(self, rng: random.Random) -> None:
        self.session.pause("Coffee.", emergency=rng.random() < 0.3)
        assert self.session.paused is not None

    def resume(self, _rng: random.Random) -> None:
        self.session.resume()
        assert self.session.paused is None

    def set_clock(self, rng: random.Random) -> None:
        running, left = rng.choice((None, True, False)), rng.choice((None, 0.0, 90.0))
        self.session.set_clock(running=running, add=rng.choice((0.0, 60.0, -300.0)), left=left)

    def note(self, rng: random.Random) -> None:
        about = rng.choice((0, len(self.session.history.entries)))
        late = rng.choice(("", "2026-05-04T09:00:00Z"))
        self.session.note(CELL, about, tags=("quote", CELL), objective="O1", move="shell", happened_at=late)

    # ---------------------------------------------------------------------------------------------- to and fro

    def step_back(self, rng: random.Random) -> None:
        for _ in range(rng.randrange(1, 4)):
            history, last = self.session.history, self.session.history.now.last
            self.session.step_back()
            before = history.entries[last - 1].base
            assert situation(history.now) == situation(history.moment_at(before)), "exactly as it was before"
            assert self.session.proposal is None

    def back_and_forth(self, _rng: random.Random) -> None:
        """One step back and its redo leave everything committed as it was."""
        before = self.session.history.now
        self.session.step_back()
        self.session.redo()
        after = self.session.history.now
        assert (after.state, after.told, after.turn_ends) == (before.state, before.told, before.turn_ends)

    def redo(self, rng: random.Random) -> None:
        if self.session.redo_name() is None:
            self.step_back(rng)
        for _ in range(rng.randrange(1, 4)):
            self.session.redo()
            assert self.session.proposal is None

    def reopen(self, rng: random.Random) -> None:
        turn = rng.randrange(1, 4)
        self.session.reopen_turn(turn)
        assert self.session.state.turn == turn
        assert self.session.proposal is None

    def branch(self, rng: random.Random) -> None:
        history, left = self.session.history, self.session.history.now
        at = rng.choice(history.line)
        self.session.branch(at, f"line {len(history.lines) + 1}")
        self.left[left.line] = left
        assert situation(history.now) == situation(history.moment_at(at))

    def take_line(self, rng: random.Random) -> None:
        name, left = rng.choice(list(self.session.history.lines) or ["none"]), self.session.history.now
        self.session.take_line(name)
        self.left[left.line] = left
        assert situation(self.session.history.now) == situation(self.left[name]), "as the line was left"
        assert self.session.proposal is None

    def killed(self, _rng: random.Random) -> None:
        """Lose the program in the middle of it all, and go on from the file."""
        lost = self.session
        draft = f"priv_{SEATS[0]} typed"
        lost.save_draft(SEATS[0], draft)
        lost._log.close()
        self.session = Session.open(self.path, data=self.data, play_on=True)
        assert self.session.recovered.unclean
        assert self.session.recovered.restored == 0
        assert self.session.draft(SEATS[0]) == draft
        assert self.session.history.entries[:-1] == lost.history.entries
        assert (self.session.state, self.session.proposal) == (lost.state, lost.proposal)
        self.wall = PublicTimeline(self.exercise, self.session.history)
        self.reveals = Reveals(self.exercise, self.session.history)


def situation(moment: Moment) -> tuple[object, ...]:
    """Return what of a moment is brought back by going to it; an open proposal is dropped on the way."""
    return moment.state, moment.told, moment.turn_ends, moment.ended


def line_of(entries: list[Entry]) -> tuple[int, ...]:
    """Return the seqs of what the last entry continues from, one base after another, oldest first."""
    line = [len(entries)]
    while base := entries[line[-1] - 1].base:
        line.append(base)
    return tuple(reversed(line))


def refuse_marks(audience: str, text: str) -> None:
    """Fail when a text for an audience holds the mark of another one."""
    for found in re.finditer(r"priv_(\w+)", text):
        assert found[1] == audience, f"{audience} reads: …{text[max(0, found.start() - 300) : found.end() + 60]}…"


_F = Facilitator
ACTS: Mapping[str, Callable[[Facilitator, random.Random], None]] = {
    act.__name__: act
    for act in (
        _F.start, _F.on, _F.to_the_table, _F.close_orders, _F.close_signing, _F.merge, _F.end, _F.order, _F.take_back,
        _F.sign, _F.unsign, _F.leave, _F.card, _F.propose, _F.adjust, _F.drop, _F.answer, _F.commit, _F.improvise,
        _F.correct, _F.inject, _F.made_up, _F.reorder, _F.routine, _F.pause, _F.resume, _F.set_clock, _F.note,
        _F.step_back, _F.back_and_forth, _F.redo, _F.reopen, _F.branch, _F.take_line, _F.killed,
    )
}  # fmt: skip
OFTEN = ("on", "to_the_table", "order", "order", "sign", "sign", "propose", "adjust", "adjust", "commit", "answer")
"""Acts that bring the play forward, or that there are most kinds of."""
_MANY = {
    "on",
    "take_back",
    "reorder",
    "routine",
    "inject",
    "to_the_table",
    "merge",
    "sign",
    "adjust",
    "answer",
    "step_back",
    "redo",
    "correct",
    "close_orders",
    "close_signing",
    "order",
    "drop",
    "commit",
    "unsign",
    "leave",
}
"""Acts that consist of several commands."""
