"""What is wrong with an exercise, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether an exercise can be played in spite of a complaint."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file of the exercise folder; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing the author should mend. The code (WG101, …) is stable for ever."""

    place: Place
    code: str
    message: str
    suggestion: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        hint = f" ({self.suggestion})" if self.suggestion else ""
        mark = "" if self.severity is Severity.ERROR else "warning: "
        return f"{self.place}: {self.code} {mark}{self.message}{hint}"


class ExerciseError(Exception):
    """The exercise cannot be played; carries every complaint that was found, not only the first."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__("\n".join(str(complaint) for complaint in complaints))
        self.complaints = complaints
