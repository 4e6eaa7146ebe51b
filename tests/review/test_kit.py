"""The print kit: what stands on paper, and what must not stand on the paper of another."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.review import rule_words
from wargame.review.kit import prose, rules
from wargame.review.kit.documents import KINDS, Document, documents, kinds_of
from wargame.session.conduct import Session


@pytest.fixture(scope="module")
def first_steps() -> Exercise:
    return reader.read("first_steps", paths.read_exercise(paths.find_exercise("first_steps")))


@pytest.fixture(scope="module")
def korea() -> Exercise:
    return reader.read("korea", paths.read_exercise(paths.find_exercise("korea")))


def words(document: Document) -> str:
    """Return what a reader reads, without the marks of HTML."""
    body = document.html.split("<body>")[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def the(made: tuple[Document, ...], name: str) -> str:
    return next(words(document) for document in made if document.name == name)


def test_an_exercise_has_every_kind_but_the_sheet_and_each_actor_its_own(first_steps: Exercise) -> None:
    made = documents(first_steps, tuple(KINDS))

    assert [document.name for document in made] == [
        "book", "briefs-upstream", "briefs-downstream", "cards-upstream", "cards-downstream", "slips", "forms", "tents",
    ]  # fmt: skip
    assert "sheet" not in kinds_of(None)
    assert len({document.name for document in made}) == len(made)


def test_a_brief_has_the_public_part_and_the_actors_own(first_steps: Exercise) -> None:
    brief = the(documents(first_steps, ("briefs",)), "briefs-downstream")

    assert "Your harvest needs a river of thirty centimetres or more." in brief
    assert "Two towns share a river." in brief
    assert "Town purse (Downstream town) 2" in brief
    assert "Town purse (Upstream town)" not in brief


def with_canaries(exercise: Exercise) -> Exercise:
    """Return the exercise with a word of its own in everything that only one actor reads."""
    moves = {
        name: replace(move, name=f"move-of-{move.by[0]} {move.name}") if len(move.by) == 1 else move
        for name, move in exercise.rulebook.moves.items()
    }
    return replace(
        exercise,
        briefings={
            who: text if who == "public" else f"{text}\n\nbrief-of-{who}" for who, text in exercise.briefings.items()
        },
        cards={
            name: replace(card, briefs={word: f"{text} card-of-{card.actor}" for word, text in card.briefs.items()})
            for name, card in exercise.cards.items()
        },
        rulebook=replace(exercise.rulebook, moves=moves),
    )


@pytest.mark.parametrize("begun", [False, True])
def test_nothing_private_of_another_is_in_a_brief_or_on_a_card(korea: Exercise, begun: bool) -> None:
    session = Session.in_memory(korea, "seed")
    if begun:
        session.start()
    session._exercise = with_canaries(korea)
    made = documents(with_canaries(korea), ("briefs", "cards"), session if begun else None)

    for actor in korea.actors:
        own = " ".join(words(document) for document in made if document.name.endswith(f"-{actor}"))
        assert f"brief-of-{actor}" in own
        assert f"move-of-{actor}" in own
        others = [other for other in korea.actors if other != actor]
        assert [other for other in others if re.search(rf"(brief|card|move)-of-{other}\b", own)] == []
        assert not re.search(r"expected|red flag", own, re.IGNORECASE)
    if begun:
        assert "card-of-dprk" in the(made, "briefs-dprk")


def test_no_sentence_of_a_private_briefing_is_with_anybody_else(korea: Exercise) -> None:
    made = documents(korea, ("briefs", "cards", "slips", "tents", "forms"))

    for actor, text in korea.briefings.items():
        if actor == "public":
            continue
        lines = [line.strip("-*# ") for line in text.splitlines() if len(line) > 40]
        assert lines
        for document in made:
            if not document.name.endswith(f"-{actor}"):
                assert [line for line in lines if line in words(document)] == [], document.name


def test_a_condition_that_the_seat_cannot_know_is_not_on_its_card(korea: Exercise) -> None:
    made = documents(korea, ("cards",))

    for actor in korea.actors:
        card = the(made, f"cards-{actor}")
        hidden = [track for track in korea.tracks.values() if not {"all", actor} & set(track.seen_by)]
        needs = re.findall(r"Needs (.*?) (?:How often|Aimed at|Odds now|May bring|Seen) ", card)
        assert [track.name for track in hidden for need in needs if f"{track.name} at" in need] == []


def test_a_move_card_tells_cost_need_odds_and_what_it_may_bring(first_steps: Exercise) -> None:
    card = the(documents(first_steps, ("cards",)), "cards-upstream")

    assert "Open the sluice Let the river have some of the reservoir. Costs nothing Needs Reservoir at least 15" in card
    assert "Invite the neighbours to talk Coffee, maps, and a chair for everybody. Costs 1 Town purse" in card
    assert "6 to 8: about 4 in 10" in card
    assert "9 or more: Quarrel −3, Now holds: The towns have shaken hands on it for 2 months" in card
    assert "Pump at night" not in card


def test_the_book_leaves_out_the_tables_that_only_players_of_a_rehearsal_read(korea: Exercise) -> None:
    book = the(documents(korea, ("book",)), "book")

    assert {"us_worth", "dprk_price", "building"} <= set(korea.rulebook.tables)
    assert "us worth" not in book
    assert "dprk price" not in book
    assert "by Highest verification at sites: 0: 15% · 1: 22%" in book
    assert re.findall(r"\b(?:min|max|round|roundup|rounddown|abs)\(", book) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("trust +min(4, 1 + count(active))", "changes by the smaller of 4 and 1 + the number of agreements in force"),
        ("economy +round((56 - felt_sanctions) / 9)", "changes by (56 − Felt sanctions) ÷ 9, rounded"),
        ("economy -max(1, turn * 2, 3)", "falls by the largest of 1, half-year × 2 and 3"),
    ],
)
def test_what_is_computed_is_told_in_words(korea: Exercise, written: str, said: str) -> None:
    assert rule_words.sentence(korea, written).endswith(said)


def test_a_condition_that_computes_is_told_in_words(korea: Exercise) -> None:
    assert rule_words.condition(korea, "roundup(abs(turn - 3) / 2) >= min(2, turn)") == (
        "half-year − 3 without its sign ÷ 2, rounded up at least the smaller of 2 and half-year"
    )


def test_the_book_has_phases_injects_endings_and_briefings(first_steps: Exercise) -> None:
    book = the(documents(first_steps, ("book",)), "book")

    assert "3 months, each of 8 minutes." in book
    assert "3. Dead fish at the weir Due: when River level less than 25 · to everybody · from anglers' club" in book
    assert "Expected: Somebody proposes a number both can live with." in book
    assert "Pump at night" in book
    assert "If it is detected: With a chance of 40%: Quarrel +3" in book
    assert "Shared Quarrel at most 3 and Harvest at least 50" in book
    assert "Nobody watches the pumps at night." in book


def test_evaluators_rate_by_the_exercises_own_letters_or_the_usual_four(first_steps: Exercise) -> None:
    usual = the(documents(first_steps, ("forms",)), "forms")
    own = the(documents(replace(first_steps, scale={"A": "well", "B": "badly"}), ("forms",)), "forms")

    assert "P performed without challenges" in usual
    assert "The objective as a whole P S M U" in usual
    assert "A well · B badly" in own
    assert "The objective as a whole A B" in own


def test_the_sheet_says_where_play_stands_and_what_comes(first_steps: Exercise) -> None:
    session = Session.in_memory(first_steps, "seed")
    session.start()
    for _ in range(3):
        session.propose()
        session.commit()
    session.give_order("upstream", "talk")
    sheet = the(documents(first_steps, ("sheet",), session), "sheet")

    assert "Month 1 of 3, Orders. Orders are being taken: Orders." in sheet
    assert "River level 45 (fair)" in sheet
    assert "Upstream town: Invite the neighbours to talk" in sheet
    assert "2. Readings do not add up (month 2, to Upstream town)" in sheet
    assert "No rain for weeks" not in sheet
    assert len(re.findall(r"\d \+ \d = \d+", sheet)) == 60


def test_what_an_author_wrote_is_never_read_as_html(first_steps: Exercise) -> None:
    trick = '<img src="/dev/zero"><script>x</script>'
    actor = replace(first_steps.actors["upstream"], name=trick, aim=trick)
    exercise = replace(
        first_steps,
        title=trick,
        synopsis=trick,
        actors={**first_steps.actors, "upstream": actor},
        briefings={"public": trick, "upstream": f"* {trick}\n\n| {trick} |\n|---|\n| a |"},
    )

    for document in documents(exercise, tuple(KINDS)):
        assert "<img" not in document.html
        assert "<script" not in document.html


def test_markdown_becomes_headings_lists_tables_and_words() -> None:
    text = (
        "# One\n\nSome **bold** and *slanted* words\ngo on.\n\n* a\n  and more\n* b\n\n"
        "1. c\n\n> said\n\n| x | y |\n|---|---|\n| 1 | 2 |"
    )
    made = prose.html(text)

    assert "<h2>One</h2>" in made
    assert "<p>Some <b>bold</b> and <i>slanted</i> words go on.</p>" in made
    assert "<ul><li>a and more</li><li>b</li></ul>" in made
    assert "<ol><li>c</li></ol>" in made
    assert '<p class="quote">said</p>' in made
    assert "<tr><th> x</th>".replace(" ", "") in made.replace(" ", "")
    assert "<td>2</td>" in made
    assert prose.inline("a_b_c and 2 * 3 * 4") == "a_b_c and 2 * 3 * 4"


SENTENCES = {
    "dprk is found breaking full_cap": "DPRK leadership is found breaking Full production cap with declaration",
    "breaker is found breaking this": "The breaker is found breaking this text",
    "reveal undeclared to all": "A fresh report goes to everybody: Fissile output, undeclared sites",
    "reveal undeclared to us, rok": "A fresh report goes to US administration and Republic of Korea: "
    "Fissile output, undeclared sites",
    "suspend this for 1 turn": "This text is suspended for 1 half-year",
    "terminate target": "The text that is picked is ended",
    "resume icbm_halt": "Halt of ICBM development is in force again",
    "ask declaration": "DPRK leadership is asked: Your declaration of production sites is due. Do you name them all?",
    "full_cap.declaration to partial if active(full_cap)": "Declaration of Full production cap with declaration: "
    "partial if Full production cap with declaration is in force",
    "warheads +yongbyon if not active(yongbyon_freeze)": "Warhead-equivalents +Fissile output, Yongbyon "
    "if Production cap at Yongbyon is not in force",
    "trust -9 if breaker is dprk": "Credibility of commitments −9 if the breaker is DPRK leadership",
    "economy +2 after 1 turn": "DPRK economy +2 after 1 half-year",
    "flag relief_late for 1 turn": "Now holds: Relief was late for 1 half-year",
}
CONDITIONS = {
    "count(active and core) >= 4": "the number of agreements in force marked “core” at least 4",
    "count(active and relief > verification + 1) == 0": "the number of agreements in force with relief more than "
    "verification + 1 is 0",
    "highest(verification, active and watches_sites)": "the highest verification of agreements in force marked "
    "“watches sites”",
    "total(relief, active)": "relief of all agreements in force together",
    "age(yongbyon_freeze) >= 1": "the age of Production cap at Yongbyon at least 1",
    "full_cap.declaration is partial": "declaration of Full production cap with declaration is partial",
    "this.relief >= 2": "Relief of this text at least 2",
    "turn >= 4": "half-year at least 4",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_about_agreements_are_told_in_words(korea: Exercise, text: str) -> None:
    assert rule_words.sentence(korea, text) == SENTENCES[text]


@pytest.mark.parametrize("text", CONDITIONS)
def test_conditions_about_agreements_are_told_in_words(korea: Exercise, text: str) -> None:
    assert rule_words.condition(korea, text).casefold() == CONDITIONS[text].casefold()


def test_a_reason_is_printed_as_it_was_written(korea: Exercise) -> None:
    told = [line for _, line in rules.block_lines(korea, korea.rulebook.moves["us_reach_out"].block)]
    assert "−1 if Tension at least 6 because of the tension" in told


def test_nothing_on_paper_goes_by_an_id(korea: Exercise) -> None:
    for document in documents(korea, ["book", "briefs", "cards", "forms"]):
        body = re.sub(r"<style.*?</style>|<[^>]+>", " ", document.html, flags=re.DOTALL)
        assert re.findall(r"\b[a-z]+_[a-z_]+\b|\b(?:count|total|highest|active|age|flag|ask)\(", body) == [], (
            document.name
        )


def test_the_book_holds_all_that_is_to_be_known_of_an_agreement(korea: Exercise) -> None:
    book = the(documents(korea, ("book",)), "book")
    for told in (
        "Verification: national technical means (0), monitored (1), inspectors at declared sites (2), challenge access",
        "Breach by DPRK leadership: ICBM flight test, Nuclear test",
        "Perhaps a breach by DPRK leadership: Space launch",
        "Settled with it: declaration: complete or partial; known to DPRK leadership",
        "Depends on: Production cap at Yongbyon",
        "Answered by DPRK leadership, in secret",
        "hidden building found , by Highest verification at sites: 0: 15% · 1: 22% · 2: 32% · 3: 48%",
    ):
        assert told in book, told


def test_conditions_and_sentences_have_names_for_ids(first_steps: Exercise) -> None:
    assert rule_words.condition(first_steps, "quarrel <= 3 and flag(promised)") == (
        "Quarrel at most 3 and “The towns have shaken hands on it”"
    )
    assert rule_words.condition(
        first_steps, "played(upstream, talk) or times(any, go_to_court) >= 2 and purse > 1"
    ) == (
        "Upstream town has played “Invite the neighbours to talk” this month or "
        "the number of times somebody has played “Go to court” at least 2 and Town purse more than 1"
    )
    assert rule_words.sentence(first_steps, "harvest -10 if water < 30") == "Harvest −10 if River level less than 30"
    assert rule_words.sentence(first_steps, "clear promised") == "No longer holds: The towns have shaken hands on it"
