from __future__ import annotations

from dataclasses import replace

from wargame.review.wording import SEALED, entry_title, likelihood, may_see, odds_words, outcome_text, ruling_of
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL, Entry, OrderGiven, RulingCommitted, SteppedBack


def title(session: Session, entry: Entry, audience: str = WHITE_CELL) -> str:
    return entry_title(session.exercise, entry, session.history.entries, audience)


def test_every_entry_of_a_session_has_a_title(played: Session) -> None:
    titles = [title(played, entry) for entry in played.history.entries]
    assert all(titles)
    assert titles[:3] == [
        "Session “Water: two towns and one river” created from Water: two towns and one river",
        "StartEx: season 1 begins",
        "Proposed: Season 1, News: income",
    ]
    assert "The Harbour orders: Send an envoy → The Hills" in titles
    assert "Orders closed" in titles
    assert "Adjusted: The Harbour: Send an envoy → The Hills: Dice from the table: 3, 4" in titles
    assert "Ruled: The Harbour: Send an envoy → The Hills: partial" in titles
    assert "Ruled: The Hills: Cut the pipe: carried out" in titles
    assert titles[-1] == "EndEx: Drift"


def test_an_order_entered_by_the_facilitator_says_so(session: Session) -> None:
    entry = session.give_order("hills", "share_water", by=WHITE_CELL)[0]
    assert title(session, entry) == "The Hills orders: Open the sluices (entered by the white cell)"


def test_what_is_taken_back_or_stepped_back_from_is_named(session: Session) -> None:
    session.give_order("hills", "share_water")
    back = session.take_back(session.state.orders[0].id)[0]
    assert title(session, back) == "The Hills takes back: Open the sluices"
    stepped = session.step_back()[0]
    assert title(session, stepped) == "Stepped back: The Hills takes back: Open the sluices"


def test_notes_and_the_facilitators_end_are_told(session: Session) -> None:
    assert title(session, session.note("The room went quiet.")[0]) == "Note: The room went quiet."
    assert title(session, session.end("The bus leaves")[0]) == "EndEx: The bus leaves"


def test_others_read_of_an_order_only_that_it_is_sealed(session: Session) -> None:
    entry = session.give_order("hills", "drill_well")[0]
    assert title(session, entry, "hills") == "The Hills orders: Drill a secret well"
    assert title(session, entry, "harbour") == SEALED
    assert title(session, entry, "all") == SEALED


def test_what_an_audience_may_not_see_has_no_title(played: Session) -> None:
    for entry in played.history.entries:
        if isinstance(entry.body, RulingCommitted):
            assert bool(title(played, entry, "all")) == ("all" in entry.seen_by)
            assert may_see(entry, WHITE_CELL)


def test_a_log_that_refers_to_nothing_is_told_all_the_same(played: Session) -> None:
    committed = next(entry for entry in played.history.entries if isinstance(entry.body, RulingCommitted))
    assert entry_title(played.exercise, committed) == "A ruling is committed"
    assert ruling_of(RulingCommitted(1, ()), played.history.entries) is None
    stepped = replace(committed, body=SteppedBack(999))
    assert title(played, stepped) == "Stepped back: entry 999 is undone"
    order = replace(committed, body=OrderGiven(()), by="hills")
    assert title(played, order) == "Order of The Hills"


def test_a_step_back_from_itself_does_not_go_on_for_ever(played: Session) -> None:
    last = played.history.entries[-1]
    stepped = replace(last, seq=len(played.history.entries) + 1, body=SteppedBack(len(played.history.entries) + 1))
    entries = [*played.history.entries, stepped]
    assert entry_title(played.exercise, stepped, entries).startswith("Stepped back: the step back of entry")


def test_outcomes_are_told_in_a_word(played: Session) -> None:
    rulings = [ruling_of(entry.body, played.history.entries) for entry in played.history.entries]
    outcomes = {outcome_text(ruling) for ruling in rulings if ruling is not None and ruling.checks}
    assert {"partial", "carried out"} <= outcomes


def test_the_words_of_chance_are_at_the_front_desk() -> None:
    assert (odds_words(0.583), likelihood(0.583)) == ("about 6 in 10", "likely")
