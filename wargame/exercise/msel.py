"""The master scenario events list: injects, and when they are due."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression
from wargame.exercise.rulebook import Block


@dataclass(frozen=True, slots=True)
class Inject:
    """A piece of news brought into play by the white cell, with what it does and what it is for."""

    id: str
    number: int
    place: Place
    headline: str
    text: str
    block: Block
    """Its `if`, effects and roll. If `if` fails when the inject comes up, it is skipped, and spent."""
    due_turn: int | None = None
    due_phase: str = ""
    """The phase of that turn with whose `injects` it comes; empty: the first that has any."""
    due_minute: float | None = None
    """The minute of the turn for which it is planned."""
    due_time: str = ""
    """The scenario time for which it is planned: "D+1 H+2"; empty when it goes by turns."""
    when: Expression | None = None
    sender: str = ""
    to: tuple[str, ...] = ("all",)
    means: str = ""
    """press clip, cable, phone call, …"""
    attachment: str = ""
    """The text that comes with it, Markdown; it lies with the briefings of those who get the inject."""
    must: bool = True
    objective: str = ""
    expected: str = ""
    """What a good team does, for the facilitator."""
    hint: str = ""
    """What the facilitator asks when the table is stuck."""
    read_aloud: str = ""
    """What the facilitator reads out when it is delivered."""
    success: str = ""
    """By what one sees that the expected was done."""
    red_flag: str = ""
    """What must not happen; the facilitator steps in."""
    questions: tuple[str, ...] = ()
    """What to discuss afterwards."""
