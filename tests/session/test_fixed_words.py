"""Words of the program in the log: they stand there in English, and are told in the language spoken."""

from __future__ import annotations

from tests.pseudo import Pseudo
from wargame.referee.ruling import ImprovisedSubject
from wargame.session import fixed_words
from wargame.session.fixed_words import improvised_text, reason_text
from wargame.translation import phrase, speaking


def test_a_reason_of_ours_is_told_in_the_language_spoken() -> None:
    for written in (fixed_words.ROUTINE_FIRST, fixed_words.ALL_PLAYED, fixed_words.ENDED_HERE):
        assert reason_text(written) == written
        with speaking(Pseudo()):
            assert reason_text(written) == Pseudo().gettext(written) != written


def test_the_words_of_a_person_are_never_looked_up() -> None:
    with speaking(Pseudo()):
        for written in (phrase("Reason"), "All turns are played!", "Entry 0: no", "Entry twelve: no", ""):
            assert reason_text(written) == written


def test_of_a_correction_only_what_stands_before_the_reason_is_ours() -> None:
    written = fixed_words.about_entry(12, "The {gauge} was read wrongly")
    assert reason_text(written) == written == "Entry 12: The {gauge} was read wrongly"
    with speaking(Pseudo()):
        told = reason_text(written)
    assert "The {gauge} was read wrongly" in told
    assert "Entry" not in told


def test_the_name_of_a_correction_is_told_with_the_track_as_its_author_wrote_it() -> None:
    correction = ImprovisedSubject("", fixed_words.correction_of("Level of trust"), corrects=True)
    told = ImprovisedSubject("", fixed_words.correction_of("Level of trust"))
    assert improvised_text(correction) == "Correction: Level of trust"
    with speaking(Pseudo()):
        assert improvised_text(told) == "Correction: Level of trust"
        assert "Level of trust" in improvised_text(correction)
        assert "Correction" not in improvised_text(correction)
