"""How the ways of deciding are written: `decide`, lots, and what a worked play says about them."""

from __future__ import annotations

import pytest

from tests.referee.playing import RULEBOOK, folder, written
from wargame.exercise import reader
from wargame.exercise.check import check
from wargame.exercise.codes import Code
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.likelihood import LIKELIHOOD_WORDS, likelihood_of
from wargame.exercise.play import Reasoned
from wargame.exercise.rulebook import WAYS_OF_DECIDING, Lots
from wargame.review.odds import likelihood

LOTS = "  lots: {{name: Lots, by: red, roll: {roll}, outcomes: {{{outcomes}}}}}\n"


def with_lots(roll: str, outcomes: str = "0: [], 1 or more: []", more: str = ""):
    moves = LOTS.format(roll=roll, outcomes=outcomes).replace("}\n", f"{more}}}\n")
    return written(RULEBOOK.replace("moves:\n", f"moves:\n{moves}"))


def codes(exercise) -> set[Code]:
    return {Code(complaint.code) for complaint in check(exercise)}


def wrong(rules: str, code: Code, words: str) -> None:
    with pytest.raises(ExerciseError) as raised:
        written(rules)
    found = [complaint for complaint in raised.value.complaints if complaint.code == code]
    assert found
    assert words in f"{found[0].message} {found[0].suggestion}"


@pytest.mark.parametrize("way", WAYS_OF_DECIDING)
def test_the_rulebook_says_how_moves_are_decided(way: str) -> None:
    assert written(RULEBOOK.replace("rulebook: 1", f"rulebook: 1\ndecide: {way}")).rulebook.decide == way


def test_without_a_word_it_says_nothing() -> None:
    assert written().rulebook.decide == ""


def test_a_way_that_is_none_is_refused_with_what_was_meant() -> None:
    wrong(RULEBOOK.replace("rulebook: 1", "rulebook: 1\ndecide: arguing"), Code.BAD_VALUE, "argue")


@pytest.mark.parametrize(
    "roll",
    [
        "draw 3 from 4 success and 2 failure",
        "draw 3 from 4 successes and 2 failures",
        '"draw 3 from {success: 4, failure: 2}"',
        "'  draw  3  from { success: 4 , failure: 2 }'",
    ],
)
def test_lots_can_be_written_with_and_without_braces(roll: str) -> None:
    found = with_lots(roll).rulebook.moves["lots"].block.roll
    assert found is not None
    assert (found.count, found.sides, found.lots) == (3, 0, Lots(4, 2))


@pytest.mark.parametrize(
    ("roll", "words"),
    [
        ("draw 7 from 4 success and 2 failure", "no more than there are"),
        ("draw 0 from 4 success and 2 failure", "from 1 to 20"),
        ("draw 21 from 40 success and 2 failure", "from 1 to 20"),
        ("draw 3 from 4000 success and 2 failure", "1,000 lots"),
        ("draw 3 from 4 and 2", "lots read"),
        ("draw three from 4 success and 2 failure", "lots read"),
        ("draw 3 from 4 success and 2 failure + 1", "lots read"),
    ],
)
def test_lots_that_cannot_be_drawn_are_refused(roll: str, words: str) -> None:
    moves = LOTS.format(roll=roll, outcomes="0: []")
    wrong(RULEBOOK.replace("moves:\n", f"moves:\n{moves}"), Code.BAD_DICE, words)


def test_a_colon_in_braces_without_quotes_is_explained() -> None:
    text = RULEBOOK.replace("moves:\n", "moves:\n  lots:\n    roll: draw 3 from {success: 4, failure: 2}\n")
    wrong(text, Code.COLON_TRAP, "quotes")


DARK = ", modifiers: [-1 if heat >= 5 because dark]"


@pytest.mark.parametrize(
    ("roll", "outcomes", "more", "found"),
    [
        ("draw 3 from 4 success and 2 failure", "1: [], 2: [], 3: []", "", set()),
        ("draw 3 from 4 success and 2 failure", "1 to 2: []", "", {Code.OUTCOME_GAP}),
        ("draw 3 from 4 success and 2 failure", "0: [], 1: [], 2 or more: []", "", {Code.DEAD_OUTCOME}),
        ("draw 3 from 4 success and 2 failure", "1: [], 2: [], 3: []", DARK, {Code.OUTCOME_GAP}),
        ("draw 2 from 1 success and 5 failure", "0: [], 1: [], 2: []", ", modifiers: [+heat because hot]", set()),
    ],
)  # fmt: skip
def test_every_number_of_successes_has_one_outcome(roll: str, outcomes: str, more: str, found: set[Code]) -> None:
    watched = {Code.OUTCOME_GAP, Code.DEAD_OUTCOME, Code.OUTCOME_OVERLAP, Code.FRACTIONS}
    assert codes(with_lots(roll, outcomes, more)) & watched == found


@pytest.mark.parametrize(("effects", "warned"), [("effects: [heat +1]", True), ("effects: []", False)])
@pytest.mark.parametrize("where", ["move", "rulebook"])
def test_effects_that_are_never_played_are_warned_about(effects: str, warned: bool, where: str) -> None:
    own = ", decide: none" if where == "move" else ""
    rules = RULEBOOK.replace("effects: []}\nendings", f"{effects}{own}}}\nendings")
    rules = rules.replace("rulebook: 1", "rulebook: 1\ndecide: none") if where == "rulebook" else rules
    assert (Code.UNPLAYED in codes(written(rules))) == warned


# ---------------------------------------------------------------------------------------------------------- likelihood


@pytest.mark.parametrize(
    ("text", "chance"),
    [("70%", 0.7), ("70", 0.7), (" 7.5 % ", 0.075), ("0", 0.0), ("100%", 1.0), ("1", 0.01), ("Very  Likely", 0.88),
     ("0.7", None), ("101%", None), ("-3%", None), ("probably", None), ("", None), ("7e1", None), ("٧٠%", None)],
)  # fmt: skip
def test_a_ballot_is_a_per_cent_or_a_word(text: str, chance: float | None) -> None:
    assert likelihood_of(text) == chance


def test_a_word_counts_as_a_chance_that_goes_by_that_word() -> None:
    assert {word: likelihood(chance) for word, chance in LIKELIHOOD_WORDS.items()} == {
        word: word for word in LIKELIHOOD_WORDS
    }


# --------------------------------------------------------------------------------------------------------------- plays


def play(order: str):
    text = f"play: 1\nturns:\n  1:\n    orders:\n      - {order}\n"
    return reader.read_play("plays/test.yaml", text, folder("council")).turns[1].orders[0]


def test_a_play_says_how_an_order_is_decided() -> None:
    order = play(
        "{by: island, move: blame, decide: {vote: the room is split}, vote: [70%, likely, 5],"
        " arguments: [{for: a, by: island}, {against: b, weight: 2}], dice: [[success, failure], [3, 4]]}"
    )
    assert isinstance(order.decide, Reasoned)
    assert (order.decide.what, order.decide.reason) == ("vote", "the room is split")
    assert order.vote == (0.7, 0.68, 0.05)
    assert [(one.text, one.speaks_for, one.by, one.weight) for one in order.arguments] == [
        ("a", True, "island", 1),
        ("b", False, "", 2),
    ]
    assert order.dice == ((1, 0), (3, 4))


@pytest.mark.parametrize(
    ("order", "code", "words"),
    [
        ("{by: island, move: blame, decide: {voting: x}}", Code.BAD_PLAY, "did you mean `vote`"),
        ("{by: company, move: repair, decide: {roll: x}}", Code.BAD_PLAY, "no roll of its own"),
        ("{by: island, move: blame, decide: {vote: x, draw: y}}", Code.BAD_PLAY, "one way"),
        ("{by: island, move: blame, decide: vote}", Code.WRONG_KIND, "why"),
        ("{by: island, move: blame, vote: [often]}", Code.BAD_VALUE, "almost no chance"),
        ("{by: island, move: blame, vote: []}", Code.BAD_VALUE, "1 to 100 ballots"),
        ("{by: island, move: blame, arguments: [{by: island}]}", Code.BAD_PLAY, "for or against"),
        ("{by: island, move: blame, arguments: [{for: a, against: b}]}", Code.BAD_PLAY, "for or against"),
        ("{by: island, move: blame, arguments: [{for: a, weight: 4}]}", Code.BAD_PLAY, "from 0 to 3"),
        ("{by: island, move: blame, arguments: [{fro: a}]}", Code.UNKNOWN_KEY, "`for`"),
        ("{by: island, move: blame, dice: [[0, 1]]}", Code.BAD_VALUE, "1 to 1000"),
    ],
)
def test_what_does_not_fit_is_told(order: str, code: Code, words: str) -> None:
    with pytest.raises(ExerciseError) as raised:
        play(order)
    found = [complaint for complaint in raised.value.complaints if complaint.code == code]
    assert found
    assert words in f"{found[0].message} {found[0].suggestion}"
