"""One broken example for each code: a single slip in an exercise that has none, told with its code and at its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exercise.conftest import EXERCISES, texts_of
from wargame.cli.main import main
from wargame.exercise.codes import Code

S, R, M, P = "scenario.yaml", "rulebook.yaml", "msel.yaml", "plays/all.yaml"
WHOLE_FILE = ""

# Code, file, what stands there, and what stands there instead; ¦ is where the complaint points.
EXAMPLES = [
    # text and structure: the files
    (Code.NOT_YAML, S, "title: {en: All, de: Alles}", "title: {en: All, de: Alles\nv"),
    (Code.DUPLICATE_KEY, S, "synopsis: Everything once.", "synopsis: Everything once.\n¦synopsis: Twice."),
    (Code.ANCHOR_OR_TAG, S, "synopsis: Everything", "synopsis: ¦&once Everything"),
    (Code.TOO_BIG, S, "synopsis: Everything once.", f"synopsis: {'[' * 31}¦{'[' * 69}{']' * 100}"),
    (Code.UNKNOWN_KEY, R, "category: Talk", "¦categry: Talk"),
    (Code.MISSING_KEY, R, "  go:\n    name: Go\n", "  ¦go:\n"),
    (Code.WRONG_KIND, S, "count: 3", "¦count: [3]"),
    (Code.WRONG_FORMAT, M, "rulebook: 1", "rulebook: ¦7"),
    (Code.TEXT_TOO_LONG, S, "name: Ann", f"name: ¦{'Ann' * 100}"),
    (Code.COLON_TRAP, R, "text: Move on.", "text: Move¦: on."),
    (Code.COMMA_TRAP, M, "text: More.", "text: More, ¦and more."),
    (Code.SCALAR_TRAP, R, "once: true\n", "once: ¦yes\n"),
    (Code.BAD_CHARACTER, S, "name: Ann", "name: A¦\u202enn"),
    (Code.MISSING_FILE, R, WHOLE_FILE, WHOLE_FILE),
    (Code.UNUSED_FILE, "briefings/nobody.md", WHOLE_FILE, "¦For nobody."),
    (Code.BAD_VALUE, S, "others see: give or take 1", "others see: ¦roughly"),
    (Code.UNREADABLE_FILE, S, "name: Ann", "name: ¦Änn"),
    # text and structure: the lines of the language
    (Code.BAD_EXPRESSION, R, "allowed if: x >= 1", "allowed if: x ¦=> 1"),
    (Code.EXPRESSION_TOO_BIG, R, "possible if: not ever(part)", f"possible if: {'not ' * 21}¦{'not ' * 9}ever(part)"),
    (Code.NUMBER_TOO_BIG, R, "on signing: [x +1, ", f"on signing: [x +¦1{'0' * 13}, "),
    (Code.BAD_SENTENCE, R, "z to 5]", "¦z becomes 5]"),
    (Code.BAD_TAIL, R, "flag f for 2 turns", "flag f ¦after 2 turns"),
    (Code.BAD_MODIFIER, R, "[-1 if g is n because of b]", "[¦if g is n then -1]"),
    (Code.BAD_RANGE, R, "bad: 6 or less", "bad: ¦up to 6"),
    (Code.BAD_DICE, R, "dice: 2d6,", "dice: ¦2 of 6,"),
    # names
    (Code.UNKNOWN_NAME, R, "each turn: [x -1]", "each turn: [¦xx -1]"),
    (Code.UNKNOWN_ACTOR, R, "    by: [b]\n", "    by: [¦bb]\n"),
    (Code.SEVERAL_OWNERS, R, "b.m +-1", "¦m +-1"),
    (Code.UNBOUND_WORD, R, "effects: [x +round", "effects: [¦me.m +1, x +round"),
    (Code.UNKNOWN_FLAG, R, "flag f for 2 turns", "flag ¦ff for 2 turns"),
    (Code.UNKNOWN_MOVE, R, "forbids: {a: [hot]}", "forbids: {a: [¦hott]}"),
    (Code.UNKNOWN_STEP, S, "does: [s, t,", "does: [s, ¦tt,"),
    (Code.NAME_TWICE, R, "  h: {by: this", "  ¦x: {by: this"),
    (Code.RESERVED_NAME, S, "  k: {name: Kilo", "  ¦turn: {name: Kilo"),
    (Code.BAD_NAME, S, "  k: {name: Kilo", "  ¦k-o: {name: Kilo"),
    (Code.UNKNOWN_FUNCTION, R, "roundup(y)", "¦ceil(y)"),
    (Code.UNKNOWN_REFERENCE, R, "inject: j", "inject: ¦jj"),
    (Code.UNKNOWN_ROLL, R, "roll: n2", "roll: ¦n3"),
    (Code.CIRCLE, S, "d: x * 2 + ", "d: ¦d * 2 + "),
    (Code.NO_SUCH_TRACK, R, "cost: 1 m", "cost: 1 ¦y"),
    (Code.UNKNOWN_AGREEMENT, R, "a is found breaking part", "a is found breaking ¦pact"),
    (Code.UNKNOWN_QUESTION, R, "ask q]", "ask ¦qq]"),
    (Code.UNKNOWN_TERM, R, "terms: [u at least 1]", "terms: [¦v at least 1]"),
    (Code.UNKNOWN_CARD, R, "if g is n because of b", "if ¦gg is n because of b"),
    (Code.UNKNOWN_WORD, R, "if g is n because of b", "if g is ¦nn because of b"),
    (Code.NOT_THEIR_MOVE, R, "forbids: {a: [hot]}", "forbids: {a: [¦ask_]}"),
    (Code.NOT_A_PARTY, R, "parties: [a, b]", "parties: [a]"),
    (Code.SUPPORT_CIRCLE, R, "    tags: [core]\n", "    tags: [core]\n    depends on: [full]\n"),
    (Code.ENDLESS, R, "  if found: [x +1]\n  on", "  if found: [x +1, breaker is found breaking this]\n  on"),
    # kinds and ranges
    (Code.CONDITION_WANTED, R, "possible if: not ever(part)", "possible if: ¦x"),
    (Code.AMOUNT_WANTED, R, "on signing: [x +1, ", "on signing: [x +¦flag(f), "),
    (Code.WRONG_ARGUMENTS, S, "1 + min(1, x)", "1 + ¦min(x)"),
    (Code.DIVISOR_ZERO, R, "rounddown(x / 3)", "rounddown(3 / ¦x)"),
    (Code.OUTSIDE_RANGE, S, "range: 0..9, start: 3", "range: 0..9, start: ¦30"),
    (Code.RANGE_UPSIDE_DOWN, S, "range: 0..9, start: 3", "range: ¦9..0, start: 3"),
    (Code.OUTCOME_GAP, R, "good: 7 or more", "good: 8 or more"),
    (Code.OUTCOME_OVERLAP, R, "good: 7 or more", "good: 6 or more"),
    (Code.TABLE_GAP, R, "  i: {by: x, 4 or less: 1, 5 or more: 2}", "  ¦i: {by: x, 4 or less: 1, 6 or more: 2}"),
    (Code.TABLE_OVERLAP, R, "  i: {by: x, 4 or less: 1, 5 or more: 2}", "  ¦i: {by: x, 4 or less: 1, 4 or more: 2}"),
    (Code.EFFECT_TOO_LARGE, R, "on signing: [x +1, ", "on signing: [¦x +100, "),
    (Code.CHANCE_RANGE, R, "{chance: 35%", "{chance: ¦35"),
    (Code.NOT_CHANGEABLE, R, "each turn: [x -1]", "each turn: [¦d -1]"),
    (Code.BAD_TURNS, R, "flag f for 2 turns", "flag f for ¦0 turns"),
    (Code.NEGATIVE_COST, R, "cost: 1 m", "cost: ¦1 - x m"),
    (Code.BAD_BANDS, S, "bands: {low: 0, high: 6}", "bands: {low: 0, ¦high: 60}"),
    (Code.DUE_OUTSIDE, M, "due: D+1 H+2", "due: ¦turn 4"),
    (Code.FRACTIONS, R, "  i: {by: x, ", "  i: {by: ¦y, "),
    (Code.TERM_RANGE, R, "terms: {u: 1}", "terms: {¦u: 9}"),
    (Code.CARD_CHANCES, S, "draw: {v: 60%, w: 40%}", "draw: {v: 60%, w: 50%}"),
    # what can never happen
    (Code.NEVER_CHANGED, R, ", this.n +1]", "]"),
    (Code.NEVER_READ, R, "total(n, ever) > 1", "x > 1"),
    (Code.DEAD_MOVE, R, "allowed if: x <= 8", "allowed if: x > 9"),
    (Code.ALWAYS_TRUE, R, "if x > 2]", "if ¦x >= 0]"),
    (Code.ALWAYS_FALSE, R, "if x > 2]", "if ¦x > 90]"),
    (Code.DEAD_ENDING, R, "  w: {at once: true, when: x >= 9", "  ¦w: {at once: true, when: x > 9"),
    (Code.TOO_LATE, R, "target.m +1 after 1 turn", "¦target.m +1 after 3 turns"),
    (Code.NOT_IN_DOES, S, "agreements, triggers, expiry]", "agreements, triggers]"),
    (Code.STEP_UNUSED, S, "does: [s, t,", "does: [s,"),
    (Code.FLAG_UNUSED, S, "flags: {f: A fact}", "flags: {f: A fact, ¦f2: Another}"),
    (Code.DEAD_OUTCOME, R, "0: [], 1:", "0: [], 1: [], ¦2:"),
    (Code.UNUSED, R, "score: x + h", "score: x"),
    (Code.DONE_TWICE, S, "does: [income, delayed", "does: [income, income, delayed"),
    (Code.NO_OTHERWISE, R, "  z1: {otherwise: true}", "  ¦z1: {when: x > 5}"),
    (Code.DEAD_INJECT, M, "  l: {due: D+1 H+2, ", "  ¦l: {"),
    (Code.DEAD_AGREEMENT, R, "possible if: not ever(part)", "possible if: x > 9"),
    (Code.QUESTION_UNASKED, R, "flag f for 2 turns, ask q]", "flag f for 2 turns]"),
    (Code.NO_ODDS, R, "nay: {odds: 40%}", "¦nay: {}"),
    (Code.DEAD_OPTION, R, "allowed if: x >= 1", "allowed if: x > 9"),
    (Code.FACT_UNUSED, R, " if part.w1 is half", ""),
    (Code.CARD_UNREAD, R, "a: by card c", "a: [v]"),
    (Code.UNPLAYED, R, "decide: vote", "decide: none"),
    # style, secrets, worked plays
    (Code.READS_HIDDEN, R, "allowed if: x <= 8", "allowed if: ¦y <= 8"),
    (Code.NO_EXPECTED_ACTION, M, "text: Late., expected: Act.", "text: Late."),
    (Code.TOO_LONG_FOR_PANEL, M, "text: Late.", f"text: {'Late. ' * 120}"),
    (Code.MINUTES, S, "minutes: 1", "minutes: 300"),
    (Code.NO_BECAUSE, R, "-1 if g is n because of b", "¦-1 if g is n"),
    (Code.SECRET_IN_PUBLIC, S, "synopsis: Everything once.", "synopsis: The bridge of Ann is mined from end to end."),
    (Code.PLAY_BROKE, P, "    expect: [x >= 0]", "    expect: [¦x > 9]"),
    (Code.BAD_PLAY, P, "- {by: b, move: go", "- {by: ¦b, move: go, dice: [[1]]"),
]  # fmt: skip
MARK = "¦"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return texts_of(EXERCISES / "everything")


def spoiled(texts: dict[str, str], file: str, old: str, new: str) -> tuple[dict[str, str], tuple[int, int] | None]:
    """Return the exercise with the slip in it, and the line and column at which it is marked."""
    if old == WHOLE_FILE:
        changed = new
    else:
        assert texts[file].count(old) == 1, f"{old!r} stands {texts[file].count(old)} times in {file}"
        changed = texts[file].replace(old, new)
    marked = None
    if MARK in changed:
        above, _, changed = changed.partition(MARK)
        marked = above.count("\n") + 1, len(above) - above.rfind("\n")
        changed = above + changed
    return {name: text for name, text in {**texts, file: changed}.items() if text}, marked


def test_every_code_has_its_example() -> None:
    assert [code for code, *_ in EXAMPLES] == list(Code)


def test_there_is_nothing_wrong_without_the_slips(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(EXERCISES / "everything")]) == 0
    assert capsys.readouterr().out == "everything: no errors; 1 worked play came out as written.\n"


@pytest.mark.parametrize(("code", "file", "old", "new"), EXAMPLES, ids=[code.value for code, *_ in EXAMPLES])
def test_the_slip_is_told_at_its_place(
    code: Code,
    file: str,
    old: str,
    new: str,
    texts: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    changed, marked = spoiled(texts, file, old, new)
    for name, text in changed.items():
        path = tmp_path / "everything" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="latin-1" if code == Code.UNREADABLE_FILE else "utf-8")
    result = main(["check", str(tmp_path / "everything"), "--json"])
    *told, end = map(json.loads, capsys.readouterr().out.splitlines())
    found = [one for one in told if one["code"] == code]
    assert found, told
    assert result == (1 if end["errors"] else 0)
    if marked is not None:
        assert (file, *marked) in [(one["file"], one["line"], one["column"]) for one in found]
    for one in found:
        lines = changed.get(one["file"], "\n").splitlines()
        assert 1 <= one["line"] <= len(lines)
        assert 1 <= one["column"] <= len(lines[one["line"] - 1]) + 1
        assert one["message"]
