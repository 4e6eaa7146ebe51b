"""Secret cards: drawn at StartEx by the seed, or chosen by their seat."""

from __future__ import annotations

import numpy as np
import pytest

from tests.referee.playing import Playing, folder
from wargame.referee import dealing, turn
from wargame.referee.columns import Columns
from wargame.referee.dice import KeyedRolls
from wargame.referee.pacts import CardHeld
from wargame.referee.state import fold

VALLEY = folder("valley")


def test_cards_are_drawn_at_startex_and_by_the_seed_alone():
    state = turn.opening(VALLEY)
    words = set()
    for seed in range(40):
        changes = turn.begin(VALLEY, state, KeyedRolls(str(seed)))
        assert changes == turn.begin(VALLEY, state, KeyedRolls(str(seed)))
        drawn = fold(state, changes).cards
        assert set(drawn) == {"north.temper"}
        words.add(drawn["north.temper"])
    assert words == {"patient", "proud"}


def test_without_dice_nothing_is_drawn():
    with pytest.raises(turn.NotNowError, match="Cards are to be drawn"):
        turn.begin(VALLEY, turn.opening(VALLEY))


def test_a_card_is_chosen_and_may_be_changed_until_startex():
    state = turn.opening(VALLEY)
    assert turn.choose_card(VALLEY, state, "south", "south.measure", "by_peace") == (
        CardHeld("south.measure", "by_peace"),
    )
    state = fold(state, turn.choose_card(VALLEY, state, "south", "measure", "by_peace"))
    state = fold(state, turn.choose_card(VALLEY, state, "south", "measure", "by_grain"))
    state = fold(state, turn.begin(VALLEY, state, KeyedRolls("1")))
    assert state.cards["south.measure"] == "by_grain"
    with pytest.raises(turn.NotNowError, match="chosen already"):
        turn.choose_card(VALLEY, state, "south", "measure", "by_peace")


def test_a_card_not_chosen_before_startex_can_be_chosen_once():
    play = Playing(VALLEY)
    play.state = fold(play.state, turn.choose_card(VALLEY, play.state, "south", "measure", "by_peace"))
    assert play.holds("south.measure is by_peace")
    assert not play.holds("measure is by_grain")


@pytest.mark.parametrize(
    ("actor", "card", "word", "why"),
    [
        ("south", "measure", "by_gold", "is one of by_peace, by_grain"),
        ("south", "north.temper", "proud", "South has no card called"),
        ("north", "temper", "proud", "is drawn, not chosen"),
        ("league", "measure", "by_peace", "The League has no card called"),
    ],
)
def test_what_cannot_be_chosen_is_told_why(actor, card, word, why):
    with pytest.raises(turn.NotNowError, match=why):
        turn.choose_card(VALLEY, turn.opening(VALLEY), actor, card, word)


def test_in_many_runs_the_cards_fall_as_often_as_they_should():
    class Even:
        runs = 100

        def fraction(self, key):
            return (np.arange(100) + 0.5) / 100

    columns = Columns.repeat(turn.opening(VALLEY), 100)
    dealing.deal(VALLEY, columns, Even(), chosen_too=True)
    assert int(columns.card_is("north.temper", "patient").sum()) == 60
    assert int(columns.card_is("south.measure", "by_peace").sum()) == 50
