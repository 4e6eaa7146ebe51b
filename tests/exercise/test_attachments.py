"""Texts that come with injects: read from the folder, told to those who get the inject."""

from __future__ import annotations

from tests.referee.playing import RULEBOOK, SCENARIO, Playing
from wargame.exercise.codes import Code
from wargame.exercise.reader import examine, read
from wargame.referee.visibility import seat_view, white_cell_view

MSEL = """
rulebook: 1
injects:
  cable: {due: turn 1, to: [red], headline: A cable, text: Read the cable., attachment: attachments/cable.md}
"""
TEXTS = {
    "scenario.yaml": SCENARIO,
    "rulebook.yaml": RULEBOOK,
    "msel.yaml": MSEL,
    "briefings/public.md": "All read this.",
    "attachments/cable.md": "The harbour is **closed**.\n",
}


def test_an_attachment_lies_with_the_briefing_of_those_who_get_the_inject() -> None:
    play = Playing(read("x", TEXTS))
    before = seat_view(play.exercise, play.state, "red", play.past, play.rolls)
    assert "closed" not in before.briefing
    play.to_orders()
    red, blue = (seat_view(play.exercise, play.state, seat, play.past, play.rolls) for seat in ("red", "blue"))
    assert red.briefing == "All read this.\n\n# A cable\n\nThe harbour is **closed**."
    assert [item.attachment for item in red.news] == ["The harbour is **closed**."]
    assert "closed" not in repr(blue)
    assert white_cell_view(play.exercise, play.state, play.past).injects[0].attachment == "The harbour is **closed**."


def test_an_attachment_in_another_language_stands_beside_the_first() -> None:
    texts = {**TEXTS, "attachments/cable.de.md": "Der Hafen ist **zu**."}
    assert read("x", texts, "de").injects[0].attachment == "Der Hafen ist **zu**."
    assert read("x", texts).injects[0].attachment == "The harbour is **closed**."
    assert read("x", texts).languages == ("de",)


def test_what_is_attached_has_to_be_there() -> None:
    texts = {name: text for name, text in TEXTS.items() if not name.startswith("attachments/")}
    exercise, (unused, complaint) = examine("x", {**texts, "attachments/cables.md": "Nobody asked for it."})
    assert exercise is None
    assert unused.code == Code.UNUSED_FILE
    assert (complaint.code, complaint.place.file, complaint.place.line) == (Code.UNKNOWN_REFERENCE, "msel.yaml", 4)
    assert "attachments/cables.md" in complaint.suggestion


def test_what_comes_with_no_inject_is_told() -> None:
    exercise, (complaint,) = examine("x", {**TEXTS, "attachments/map.de.md": "Eine Karte."})
    assert exercise is not None
    assert (complaint.code, complaint.place.file) == (Code.UNUSED_FILE, "attachments/map.de.md")
    assert complaint.suggestion == "attachment: attachments/map.md"


def test_letters_that_deceive_are_refused() -> None:
    _, complaints = examine("x", {**TEXTS, "attachments/cable.md": "closed\u202eneve"})
    assert [complaint.code for complaint in complaints] == [Code.BAD_CHARACTER]
