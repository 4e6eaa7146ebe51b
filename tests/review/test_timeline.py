from __future__ import annotations

from tests.pseudo import Pseudo
from tests.review.conftest import on
from wargame.referee.turn import TakeOrders
from wargame.review.standing import standing_entries
from wargame.review.timeline import INJECTS, RULES, Row, Timeline, rows
from wargame.review.wording import SEALED
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL, SteppedBack
from wargame.translation import speaking


def of(session: Session, audience: str = WHITE_CELL, at: int | None = None) -> tuple[Row, ...]:
    return rows(session.exercise, session.history, audience, at)


def until_orders(session: Session) -> None:
    while not isinstance(session.next_thing, TakeOrders):
        on(session)


def cards(session: Session, audience: str = WHITE_CELL) -> list[tuple[int, str, str, str]]:
    return [(row.turn, row.lane, row.title, row.mark) for row in of(session, audience)]


def test_the_white_cell_sees_every_order_inject_and_rule_that_mattered(played: Session) -> None:
    told = cards(played)
    assert (1, INJECTS, "No rain before summer", "") in told
    assert (1, "harbour", "Send an envoy → The Hills", "partial") in told
    assert (1, "hills", "Open the sluices", "success") in told
    assert (2, "hills", "Drill a secret well", "success") in told
    assert (2, "harbour", "Appeal to a town → The Hills", "success") in told
    assert (3, RULES, "Grain stores +6", "") in told
    assert (4, RULES, "Drift", "") in told
    assert not any(title in {"Income", "Expiry"} for _, _, title, _ in told)
    assert len({(row.seq, row.part) for row in of(played)}) == len(told)


def test_rows_say_what_followed(played: Session) -> None:
    envoy = next(row for row in of(played) if row.title.startswith("Send an envoy"))
    assert envoy.detail.startswith("partial · Funds (The Harbour) 6 → 5 (−1) · ")
    assert envoy.actor == "harbour"
    assert envoy.time
    assert not envoy.adjusted


def test_the_room_sees_no_secret(played: Session) -> None:
    room = of(played, "all")
    assert not any("envoy →" in row.title or "well" in row.title for row in room)
    assert any(row.title == "Open the sluices" for row in room)
    assert any(row.title == "No rain before summer" for row in room)
    assert not any(row.title == "The harvest" for row in room)
    hidden = ("Grain stores", "Secret wells", "Funds")
    assert not any(word in f"{row.title} {row.detail}" for row in room for word in hidden)


def test_a_seat_sees_its_own_secrets_and_no_others(played: Session) -> None:
    assert (2, "hills", "Drill a secret well", "success") in cards(played, "hills")
    assert (2, INJECTS, "The harvest", "") in cards(played, "hills")
    harbour = [title for _, _, title, _ in cards(played, "harbour")]
    assert "Send an envoy → The Hills" in harbour
    assert "Drill a secret well" not in harbour
    assert "The harvest" not in harbour


def test_orders_wait_sealed_and_give_way_to_their_ruling(session: Session) -> None:
    until_orders(session)
    session.give_order("hills", "share_water")
    assert cards(session)[-3:][0] == (1, "hills", SEALED, "sealed")
    assert (1, "hills", "Open the sluices", "") in cards(session, "hills")
    assert not any(lane == "hills" for _, lane, _, _ in cards(session, "harbour"))
    with speaking(Pseudo()):
        assert cards(session)[-3:][0] == (1, "hills", Pseudo().gettext(SEALED), "sealed")
    session.close_orders()
    session.propose()
    session.commit()
    session.propose()
    session.commit()
    assert [card for card in cards(session) if card[1] == "hills"] == [(1, "hills", "Open the sluices", "success")]


def test_what_is_taken_back_leaves_no_card(session: Session) -> None:
    until_orders(session)
    session.give_order("hills", "share_water")
    session.take_back(session.state.orders[0].id)
    assert not any(row.lane == "hills" for row in of(session))


def test_injects_of_coming_turns_are_planned_for_the_white_cell_alone(session: Session) -> None:
    planned = [row for row in of(session) if row.mark == "planned"]
    assert [(row.turn, row.title) for row in planned] == [
        (1, "No rain before summer"),
        (2, "The harvest"),
        (2, "A visitor at night"),
    ]
    assert all(row.seq == 0 for row in planned)
    assert not any(row.mark == "planned" for row in of(session, "all") + of(session, "hills"))


def test_an_inject_whose_condition_failed_is_skipped(session: Session) -> None:
    while session.state.turn < 3:
        thing = session.next_thing
        if isinstance(thing, TakeOrders):
            session.close_orders()
        else:
            session.propose()
            session.commit()
    assert (2, INJECTS, "A visitor at night", "skipped") in cards(session)
    assert not any(title == "A visitor at night" for _, _, title, _ in cards(session, "all"))


def test_what_was_stepped_back_from_is_gone_and_the_step_is_told(session: Session) -> None:
    until_orders(session)
    before = cards(session)
    session.give_order("hills", "share_water")
    session.close_orders()
    while session.history.entries[-1].seq > 0 and not isinstance(session.next_thing, TakeOrders):
        session.step_back()
    session.step_back()
    after = [card for card in cards(session) if not card[2].startswith("Stepped back")]
    assert after == before
    steps = [row for row in of(session) if row.title.startswith("Stepped back")]
    assert [row.title for row in steps] == [
        "Stepped back: Orders closed",
        "Stepped back: The Hills orders: Open the sluices",
    ]
    undone = {entry.body.undone for entry in session.history.entries if isinstance(entry.body, SteppedBack)}
    assert not undone & standing_entries(session.history.entries)


def test_a_ruling_changed_by_hand_is_marked_dice_are_not(session: Session) -> None:
    session.improvise("hills", "A choir sings", ["anger -1"], "nobody had thought of it")
    session.commit()
    row = next(row for row in of(session) if row.lane == "hills")
    assert (row.title, row.mark, row.adjusted, row.kind) == ("A choir sings", "adjusted", True, "ruling")
    assert "Anger 3 → 2" in row.detail


def test_a_note_is_for_the_white_cell(session: Session) -> None:
    session.note("The room went quiet.")
    assert (1, RULES, "The room went quiet.", "") in cards(session)
    assert not any(title == "The room went quiet." for _, _, title, _ in cards(session, "all"))


def test_the_timeline_can_be_seen_as_it_was(played: Session) -> None:
    middle = len(played.history.entries) // 2
    then = [row for row in of(played, at=middle) if row.seq]
    now = [row for row in of(played) if 0 < row.seq <= middle]
    assert {(row.seq, row.part) for row in now} <= {(row.seq, row.part) for row in then}
    assert max(row.seq for row in then) <= middle
    assert any(row.mark == "planned" for row in of(played, at=2))
    assert of(played, at=0) == ()


def test_an_end_by_the_facilitators_word_is_told_once(session: Session) -> None:
    session.end("The bus leaves")
    ends = [row for row in of(session) if row.kind == "ending"]
    assert [(row.title, row.lane) for row in ends] == [("EndEx: The bus leaves", RULES)]
    assert len([row for row in of(session, "all") if row.kind == "ending"]) == 1


def test_an_ending_of_the_rulebook_is_told_once(played: Session) -> None:
    for audience in (WHITE_CELL, "all", "hills"):
        assert [row.title for row in of(played, audience) if row.kind == "ending"] == ["Drift"]


def test_the_white_cell_may_keep_what_was_stepped_back_from_as_struck_rows(session: Session) -> None:
    def shown() -> list[tuple[str, bool]]:
        made = Timeline(session.exercise, session.history, with_undone=True).rows()
        return [(row.title, row.struck) for row in made if row.lane == "hills"]

    until_orders(session)
    session.give_order("hills", "share_water")
    assert shown() == [(SEALED, False)]
    session.step_back()
    assert shown() == [(SEALED, True)]
    session.redo()
    session.close_orders()
    for _ in range(2):
        session.propose()
        session.commit()
    assert shown() == [("Open the sluices", False)]
    session.step_back()
    assert shown() == [(SEALED, False), ("Open the sluices", True)]
    session.step_back()
    session.step_back()
    session.step_back()
    assert shown() == [("Open the sluices", True)]
    assert not any(row.struck for row in Timeline(session.exercise, session.history, "all", with_undone=True).rows())


def test_an_inject_held_back_is_undone_with_its_step_back(session: Session) -> None:
    until_orders(session)
    session.skip_inject("harvest", "Too late for it")
    told = [row.title for row in of(session) if row.title.startswith("Skipped")]
    assert told
    session.step_back()
    assert not [row for row in of(session) if row.title.startswith("Skipped")]
