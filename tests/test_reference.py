"""The reference says everything and says it right: each key where its part is described, each form as it is read."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import get_args

import pytest

from tests.exercise.shape_keys import own_keys, shapes_below
from tests.test_documentation import PAGES, ROOT, code, page
from wargame.cli.main import main
from wargame.exercise import rulebook as rules
from wargame.exercise.complaints import ExerciseError, Place
from wargame.exercise.conditions import Expression, parse
from wargame.exercise.rulebook import Simple
from wargame.exercise.sentences import parse_modifier, parse_range, parse_sentence
from wargame.exercise.vocabulary import AGE, FUNCTIONS, OVER_ALL, QUESTIONS, STANDINGS, Signable, Vocabulary

PLACE = Place("guide")


def part(text: str, beginning: str) -> str:
    """Return the part of a page that begins so: a heading's up to the next heading, a paragraph's up to the next."""
    start = text.index(f"\n{beginning}") + 1
    end = re.compile(r"\n## " if beginning.startswith("#") else r"\n(?:## |\*\*)").search(text, start + len(beginning))
    return text[start : end.start() if end else None]


# --------------------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize("path", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_every_table_is_shown_as_one(path: Path) -> None:
    """A table begins with a head and a line of dashes, and has as many cells in each row."""
    lines = ["", *path.read_text(encoding="utf-8").splitlines(), ""]
    columns = 0
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if not line.startswith("|"):
            continue
        cells = len(re.findall(r"(?<!\\)\|", re.sub(r"`[^`]*`", "", line))) - 1
        if not before.startswith("|"):
            columns = cells
            assert re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", after), f"no head: {line}"
        assert cells == columns, line


# ----------------------------------------------------------------------------------------------------------- keys

REFERENCE, PLAYS = "exercise-format.md", "plays.md"
DESCRIBED = {
    "ScenarioShape": (REFERENCE, "## scenario.yaml"),
    "TurnsShape": (REFERENCE, "## scenario.yaml"),
    "DerivedShape": (REFERENCE, "## scenario.yaml"),
    "EvaluationShape": (REFERENCE, "## scenario.yaml"),
    "TaskShape": (REFERENCE, "## scenario.yaml"),
    "CapabilityShape": (REFERENCE, "## scenario.yaml"),
    "ActorShape": (REFERENCE, "**An actor**"),
    "PhaseShape": (REFERENCE, "**A phase**"),
    "TrackShape": (REFERENCE, "**A track**"),
    "CardShape": (REFERENCE, "**A card**"),
    "BlockShape": (REFERENCE, "## Blocks"),
    "OutcomeShape": (REFERENCE, "## Blocks"),
    "InlineRoll": (REFERENCE, "## Blocks"),
    "RulebookShape": (REFERENCE, "## rulebook.yaml"),
    "RollShape": (REFERENCE, "**`rolls`**"),
    "AgreementShape": (REFERENCE, "**`agreements`**"),
    "FactShape": (REFERENCE, "**`agreements`**"),
    "HooksShape": (REFERENCE, "**`agreements`**"),
    "CommonShape": (REFERENCE, "**`every agreement`**"),
    "TermShape": (REFERENCE, "**`every agreement`**"),
    "QuestionShape": (REFERENCE, "**`questions`**"),
    "OptionShape": (REFERENCE, "**`questions`**"),
    "MoveShape": (REFERENCE, "**`moves`**"),
    "ParameterShape": (REFERENCE, "**Parameters**"),
    "TargetShape": (REFERENCE, "**A target**"),
    "TriggerShape": (REFERENCE, "**`triggers`**"),
    "EndingShape": (REFERENCE, "**`endings`**"),
    "ScorecardShape": (REFERENCE, "**`scorecards`**"),
    "RehearsalShape": (REFERENCE, "**`rehearsal`**"),
    "PlayerShape": (REFERENCE, "**`rehearsal`**"),
    "SignsShape": (REFERENCE, "**`rehearsal`**"),
    "MselShape": (REFERENCE, "## msel.yaml"),
    "InjectShape": (REFERENCE, "**`injects`**"),
    "PlayShape": (PLAYS, "## The file"),
    "ExpectShape": (PLAYS, "## The file"),
    "PlayTurnShape": (PLAYS, "## A turn"),
    "SignShape": (PLAYS, "## A turn"),
    "NoticeShape": (PLAYS, "## A turn"),
    "OrderShape": (PLAYS, "## An order"),
    "ArgumentShape": (PLAYS, "## An order"),
    "ModifierShape": (PLAYS, "**Modifiers.**"),
    "TellShape": (PLAYS, "## An order"),
}
"""Where each shape is described. A shape of your own? Describe it, and say here where."""

FORMAT_NUMBER = {"ScenarioShape: rulebook", "MselShape: rulebook", "RulebookShape: rulebook"}
"""Said once for all files, at the beginning."""


def test_every_key_is_described_where_its_part_is() -> None:
    missing = []
    for shape, key in sorted({found for each in shapes_below() for found in own_keys(each)}):
        assert shape in DESCRIBED, f"say above where {shape} is described"
        name, beginning = DESCRIBED[shape]
        words = code(part(page(name), beginning))
        if f"{shape}: {key}" not in FORMAT_NUMBER and not re.search(rf"(?<!\w){re.escape(key)}(?!\w)", words):
            missing.append(f"{shape}: {key} in {name}, {beginning}")
    assert missing == []
    assert "`rulebook: 1`" in page(REFERENCE)


# ------------------------------------------------------------------------------------------- sentences, conditions

NAMES = Vocabulary.declaring(
    actors=["us", "dprk", "prc"],
    tracks=[
        *("tension", "gdp", "channel", "undeclared", "access", "warheads", "trust", "us.support"),
        *("us.capital", "dprk.capital", "prc.capital"),
    ],
    derived=["yongbyon"],
    flags=["gesture"],
    moves={"reach_out": frozenset(), "us_reach_out": frozenset()},
    tables={},
    agreements={
        "freeze": Signable(("us", "dprk"), frozenset(["core"]), {"declaration": ("complete", "partial")}),
        "full_cap": Signable(("us", "dprk"), frozenset(["core"])),
    },
    terms={"relief": (0, 3), "verification": (0, 3)},
    questions=["pay_or_late"],
    cards={"us.posture": ("dealer", "hedger")},
)
INSIDE = (
    NAMES.binding("me", "target", "this", "breaker"),
    NAMES.binding(me=["us"], target=["north", "south"], channel=["public", "quiet"], level=["0", "3"]),
)
"""What is bound in the rules of agreements, and in a move with parameters and words of the author's as targets."""


def first_cells(text: str, head: str) -> list[str]:
    """Return what stands as code in the first column of the table with this head."""
    table = text[text.index(f"\n| {head} |") :].partition("\n\n")[0]
    rows = table.splitlines()[3:]
    return [span for row in rows for span in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


def test_every_sentence_of_the_reference_can_be_read_and_none_is_missing() -> None:
    text = part(page(REFERENCE), "## Sentences")
    read = [parse_sentence(line, PLACE, INSIDE[0]) for line in first_cells(text, "sentence")]
    assert set(get_args(Simple)) - {type(sentence) for sentence in read} == set()
    operations = {sentence.operation for sentence in read if isinstance(sentence, rules.ChangeTrack)}
    assert operations == set(get_args(rules.Operation))
    tails = [span for span in re.findall(r"`([^`]+)`", text) if span.startswith(("after ", "if "))]
    assert {tail.split()[0] for tail in tails} == {"after", "if"}
    for tail in tails:
        parse_sentence(f"tension +1 {tail}", PLACE, INSIDE[0])


def read_somewhere(text: str) -> Expression:
    """Return a line that is a condition or an amount in one of the places where rules stand."""
    problems = []
    for names, kind in itertools.product(INSIDE, ("condition", "amount")):
        try:
            return parse(text, PLACE, kind, names)
        except ExerciseError as error:
            problems.append(str(error))
    raise AssertionError("\n".join(problems))


def test_every_question_of_the_reference_can_be_read_and_none_is_missing() -> None:
    text = part(page(REFERENCE), "## Conditions")
    cells = first_cells(text, "question")
    for line in cells:
        read_somewhere(line)
    words = code(text)
    for name in (*FUNCTIONS, *QUESTIONS, *STANDINGS, *OVER_ALL, AGE):
        assert f"{name}(" in words, name
    for sign in ("+", "-", "*", "/", "<", "<=", "==", "!=", ">=", ">", "and", "or", "not", "is", "%", "turn"):
        assert sign in words, sign


def test_what_the_reference_says_of_blocks_can_be_read() -> None:
    spans = re.findall(r"`([^`]+)`", part(page(REFERENCE), "## Blocks"))
    modifiers = [span for span in spans if " because " in span]
    ranges = [span for span in spans if re.fullmatch(r"\d+( or (less|more)| to \d+)?", span)]
    assert [parse_modifier(line, PLACE, INSIDE[0]).because for line in modifiers] == ["both sides listen"]
    assert {parse_range(line, PLACE) for line in ranges} >= {(6, 8), (7, 7)}
    assert len(ranges) == 4


# ---------------------------------------------------------------------------------------------------------- codes


def test_the_page_of_codes_is_what_the_program_says(capsys: pytest.CaptureFixture[str]) -> None:
    """After a change: `wargame check --explain all > resources/guide/codes.md`."""
    assert main(["check", "--explain", "all"]) == 0
    assert page("codes.md") == capsys.readouterr().out
