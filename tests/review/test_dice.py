"""Sealed at the start, told at the end, and derived again by whoever wants to, with nothing of ours."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest

from tests.review.conftest import ORDERS
from tests.session.playing import play_to
from wargame.referee.turn import Over
from wargame.review.dice import draws, sealed_words, told_words
from wargame.review.minutes import minutes
from wargame.session.conduct import Session


def words(seed: str, label: str) -> list[int]:
    """Return the first four words of a label as the guide says."""
    digest = hmac.new(seed.encode(), f"play|{label}|0".encode(), hashlib.sha256).digest()
    return [int.from_bytes(digest[at : at + 8], "big") for at in range(0, 32, 8)]


def face(seed: str, key: str, die: int, sides: int) -> int:
    fair = 2**64 - 2**64 % sides
    return next(word for word in words(seed, f"{key}|{die}") if word < fair) % sides + 1


def test_the_seed_is_sealed_before_play_and_told_after_it(played: Session) -> None:
    told = list(minutes(played.exercise, played.history.entries, 1, len(played.history.entries)))
    seed, digest = played.created.seed, hashlib.sha256(b"tests").hexdigest()
    assert (seed, played.created.seed_sha256) == ("tests", digest)
    assert told[0] == sealed_words(played.created)
    assert digest in told[0]
    assert seed not in told[0].replace(digest, "")
    assert told[-1] == told_words(played.created) == f"The seed of the dice was tests (its SHA-256 is {digest})"


def test_every_draw_of_the_program_can_be_drawn_again_by_hand(session: Session) -> None:
    play_to(session, Over, *(order for orders in ORDERS.values() for order in orders))
    found = list(draws(session.history.entries))
    assert {draw.source for draw in found} == {"program"}
    checked = 0
    for draw in found:
        if draw.what == "chance":
            assert float(draw.came) == pytest.approx(
                (words("tests", f"{draw.key}|fraction")[0] >> 11) / 2**53, abs=1e-6
            )
            checked += 1
        elif draw.what[0].isdigit():
            count, sides = map(int, draw.what.split("d"))
            faces = [face("tests", draw.key, die, sides) for die in range(1, count + 1)]
            assert draw.came == " + ".join(map(str, faces))
            checked += 1
    assert checked == len(found) >= 6


def test_dice_from_the_table_are_told_as_such(played: Session) -> None:
    found = {(draw.path, draw.came, draw.source) for draw in draws(played.history.entries)}
    assert ("moves/send_envoy", "3 + 4", "table") in found
    assert "program" in {source for _, _, source in found}


def test_what_was_stepped_back_from_is_not_among_the_draws(played: Session) -> None:
    before = list(draws(played.history.entries))
    played.step_back()
    after = list(draws(played.history.entries))
    assert len(after) <= len(before)
    assert after == before[: len(after)]


def test_the_guide_tells_how() -> None:
    guide = (Path(__file__).parents[2] / "resources" / "guide" / "reviewer.md").read_text("utf-8")
    for part in ("HMAC-SHA256", "play|KEY|1|0", "2^64", "wargame show FILE --dice"):
        assert part in guide, part
