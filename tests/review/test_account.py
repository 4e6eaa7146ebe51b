"""Rulings told aloud: what the room hears is held word for word."""

from __future__ import annotations

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Clause
from wargame.exercise.definition import Exercise
from wargame.referee.adjustment import Add, ChooseOutcome, Lapse, Reroll, Strike, TakeDice, Waive
from wargame.referee.ruling import Applied, Chanced, Check, ModifierRead, Rolled
from wargame.referee.state import TrackChanged
from wargame.review.account import finding_lines, ruling_account, subject_title
from wargame.review.reasons import check_text, read_name, written_text
from wargame.review.spoken import spoken
from wargame.session.conduct import Session

NO = "Does not count: "
FAILING = Check("tension >= 6", holds=False, clauses=(Clause("tension >= 6", holds=False, values=(("tension", 4.0),)),))


def texts(session: Session) -> list[str]:
    assert session.proposal is not None
    return [line.text for line in ruling_account(session.exercise, session.proposal)]


def ruling(session: Session, actor: str, move: str, target: str = "", faces: tuple[int, ...] = ()) -> None:
    """Bring one order to its ruling, which then stands open."""
    for _ in range(3):
        session.propose()
        session.commit()
    session.give_order(actor, move, target, "We should talk.", "Open a channel")
    session.close_orders()
    session.propose()
    session.commit()
    session.propose()
    if faces:
        session.adjust(TakeDice(1, faces))


def how(session: Session) -> list[str]:
    assert session.proposal is not None
    lines = spoken(session.exercise, session.proposal, ruling_account(session.exercise, session.proposal))
    return [line.text for line in lines if line.role == "way"]


def test_it_is_said_that_a_detection_is_still_to_be_rolled(session: Session) -> None:
    ruling(session, "hills", "drill_well")
    assert how(session) == ["Decided as the rule says, and then by its detection roll"]


def test_nothing_is_said_to_be_rolled_where_nothing_is(session: Session) -> None:
    ruling(session, "hills", "share_water")
    assert how(session) == ["Decided as the rule says; nothing is rolled"]


def test_an_order_is_told_in_the_order_in_which_a_facilitator_speaks(session: Session) -> None:
    ruling(session, "harbour", "send_envoy", "hills", (6, 3))
    assert texts(session) == [
        "The Harbour says: “We should talk.”",
        "The Harbour wants: Open a channel",
        "Met: Level of contact is 0, at most 1",
        "Met: costs 1, Funds (The Harbour) is 6",
        "Funds (The Harbour) 6 → 5 (−1)",
        "Now holds: An envoy is on the way (through season 3)",
        (
            "Before the roll: fail: about 2 in 10 (17%, very unlikely), partial: about 4 in 10 (42%, unlikely), "
            "full: about 4 in 10 (42%, unlikely)"
        ),
        "+1 because both sides listen",
        f"{NO}−1 because of the mood: nobody wants to be seen talking (Anger is 3, at least 6 is needed)",
        f"{NO}+1 because the mayor has a free hand (Support at home (The Harbour) is 50, at least 60 is needed)",
        "2d6 (dice from the table): 6 + 3, +1 from modifiers = 10: full",
        "The mayors shake hands.",
        "Level of contact 0 → 2 (+2, mayors)",
        "Trust between the towns 30 → 34 (+4)",
        "Dice from the table: 6, 3",
        "Who learns of it: The Harbour",
    ]


def test_lines_say_what_they_tell_and_which_rule_they_come_from(session: Session) -> None:
    ruling(session, "harbour", "send_envoy", "hills", (6, 3))
    assert session.proposal is not None
    lines = ruling_account(session.exercise, session.proposal)
    assert [line.role for line in lines if line.role not in {"effect", "why"}] == [
        "said", "said", "check", "check", "odds", "roll", "story", "note", "note",
    ]  # fmt: skip
    moved = [line for line in lines if line.change is not None]
    assert [line.change for line in moved][-1] == TrackChanged("harbour.hills.trust", 30, 34)
    assert moved[-1].path == "moves/send_envoy/outcomes/full/2"
    assert moved[-1].place is not None
    assert moved[-1].place.file == "rulebook.yaml"
    assert [line.mark for line in lines if line.role == "why"] == ["held", "failed", "failed"]


def test_an_order_that_does_not_hold_says_why_and_that_nothing_follows(session: Session) -> None:
    ruling(session, "hills", "cut_pipe")
    session.commit()
    while session.state.turn == 1:
        session.propose()
        session.commit()
    ruling(session, "hills", "cut_pipe")
    told = texts(session)
    assert "Not met: “The pipe is cut” holds" in told
    assert "Not met: once in the exercise (the number of “Cut the pipe” by The Hills is 1)" in told
    assert "The order lapses: it costs nothing and nothing follows" in told
    session.adjust(Waive("they brought a second saw"))
    told = texts(session)
    assert "Not met: “The pipe is cut” holds; let pass by the white cell" in told
    assert "White cell let it pass: they brought a second saw" in told
    assert "The order lapses: it costs nothing and nothing follows" not in told


def test_detection_is_told_under_its_own_heading(session: Session) -> None:
    ruling(session, "hills", "drill_well", faces=(30,))
    assert session.proposal is not None
    lines = ruling_account(session.exercise, session.proposal)
    at = [line.text for line in lines].index("Detection")
    assert (lines[at].depth, lines[at].role) == (0, "heading")
    assert [line.text for line in lines[at + 1 : at + 4]] == [
        "Chance: 3 in 10 (30%, unlikely)",
        f"{NO}+15% because everybody watches the river (“The drought is official” does not hold)",
        "Dice from the table: 30 of 100: it comes up",
    ]
    assert {line.depth for line in lines[at + 1 : at + 6]} == {1}
    assert lines[-1].text == "Who learns of it: everybody"


def test_what_the_facilitator_did_is_told_with_the_reason(session: Session) -> None:
    ruling(session, "harbour", "send_envoy", "hills")
    session.adjust(Reroll(1, "the die fell from the table"))
    session.adjust(ChooseOutcome(1, "partial", "they argued well"))
    session.adjust(Strike("moves/send_envoy/effects/1", "nobody saw the envoy"))
    session.adjust(Add("anger -1", "the room laughed"))
    told = texts(session)
    assert "Outcome set to partial by the white cell: they argued well" in told
    assert "Now holds: An envoy is on the way for 2 seasons: struck by the white cell: nobody saw the envoy" in told
    assert "Anger 3 → 2 (−1); added by the white cell: the room laughed" in told
    assert "White cell set the outcome to partial: they argued well" in told
    assert "White cell rolled again: the die fell from the table" in told
    assert any(text.startswith("2d6: ") and text.endswith(", rolled again") for text in told)
    assert "White cell left out moves/send_envoy/effects/1: nobody saw the envoy" in told
    struck = [line for line in ruling_account(session.exercise, session.proposal) if line.mark == "struck"]  # type: ignore[arg-type]
    assert [line.path for line in struck] == ["moves/send_envoy/effects/1"]


def test_an_order_let_lapse_says_so(session: Session) -> None:
    ruling(session, "hills", "share_water")
    session.adjust(Lapse("the sluice is frozen"))
    told = texts(session)
    assert "White cell let it lapse: the sluice is frozen" in told
    assert "The order lapses: it costs nothing and nothing follows" in told


def test_an_inject_is_told_with_its_text_and_effects(session: Session) -> None:
    for _ in range(2):
        session.propose()
        session.commit()
    session.propose()
    assert session.proposal is not None
    assert subject_title(session.exercise, session.proposal) == "Season 1, News: injects"
    told = texts(session)
    assert told[:3] == [
        "No rain before summer",
        "The weather service: no rain is expected before summer.",
        "River level 2.5 → 2 (−0.5)",
    ]
    why = "Support at home (The Harbour) is 50, less than 40 is needed"
    assert f"Strike in the port: not met: {why}; nothing of it follows" in told


def test_the_order_of_ruling_is_told_by_name(session: Session) -> None:
    for _ in range(3):
        session.propose()
        session.commit()
    session.give_order("hills", "share_water")
    session.give_order("harbour", "buy_grain")
    session.close_orders()
    waiting = session.state.orders
    session.propose(queue=[order.id for order in reversed(waiting)])
    assert session.proposal is not None
    assert subject_title(session.exercise, session.proposal) == "Season 1, Adjudication"
    told = [line.text for line in ruling_account(session.exercise, session.proposal, waiting)]
    assert told == [
        "Order of ruling: as the facilitator says",
        "Ruled in this order: 1. The Harbour: Buy grain abroad; 2. The Hills: Open the sluices",
    ]


def test_improvised_effects_are_told_with_their_reason(session: Session) -> None:
    session.improvise("hills", "A choir sings at the border", ["anger -1"], "nobody had thought of it")
    assert session.proposal is not None
    assert subject_title(session.exercise, session.proposal) == "The Hills, improvised: A choir sings at the border"
    assert any(text.startswith("Anger 3 → 2 (−1); added by the white cell") for text in texts(session))


def test_a_condition_says_what_it_saw(water: Exercise) -> None:
    assert check_text(water, FAILING) == "not met: tension >= 6 (tension is 4)"


def test_only_the_clauses_that_decided_are_told(water: Exercise) -> None:
    clauses = (
        Clause("level < 1.5", holds=True, values=(("level", 1.25),)),
        Clause("anger >= 6", holds=False, values=(("anger", 3.0),)),
    )
    check = Check("level < 1.5 and anger >= 6", holds=False, clauses=clauses)
    assert check_text(water, check) == "not met: Anger is 3, at least 6 is needed"
    assert written_text(water, check) == "not met: level < 1.5 and anger >= 6 (anger is 3)"


def test_names_in_conditions_are_told_as_people_know_them(water: Exercise) -> None:
    bound = {"me": "hills", "target": "harbour"}
    assert read_name(water, "me.funds", bound) == "Funds (The Hills)"
    assert read_name(water, "me.target.trust", bound) == "Trust between the towns"
    assert read_name(water, "strain") == "Strain on both towns"
    assert read_name(water, "turn") == "season"
    assert read_name(water, "played(any, friendly)") == "friendly by anybody this season"
    assert read_name(water, "played(me, cut_pipe)", bound) == "“Cut the pipe” by The Hills this season"
    assert read_name(water, "share_water this turn") == "“Open the sluices” this season"


def test_a_sentence_without_effect_says_what_held_it_back(water: Exercise) -> None:
    nothing = Applied("steps/x/1", "anger +1", Place("rulebook.yaml"), (), held_back="stops at 9")
    assert [line.text for line in finding_lines(water, nothing)] == ["Anger +1: no difference; held back: stops at 9"]


def test_a_single_die_is_not_added_up(water: Exercise) -> None:
    rolled = Rolled("injects/harvest", "k", "1d6", (2,), 0, (), 0, 2, "1 to 3", ())
    assert [line.text for line in finding_lines(water, rolled)] == ["1d6: 2: 1 to 3"]


def test_a_chance_tells_its_modifiers_in_per_cent(water: Exercise) -> None:
    counted = ModifierRead("+15% if x because y", 0.15, "everybody watches", counts=True, clauses=())
    chance = Chanced("moves/x/detected", "k", 0.25, (counted,), 0.4, came_up=False)
    assert [line.text for line in finding_lines(water, chance)] == [
        "Chance: about 3 in 10 (25%, unlikely)",
        "+15% because everybody watches",
        "Drawn 40%, needs less than 25%: it does not come up",
    ]
