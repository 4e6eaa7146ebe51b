"""Text to nodes: exact texts, exact places, and the traps of YAML in words."""

from __future__ import annotations

import pytest

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.composer import compose
from wargame.exercise.written import Branch, Listing, Written, key_of


def only(text: str) -> Complaint:
    """Compose a text with exactly one thing wrong."""
    _, complaints = compose("f.yaml", text)
    assert len(complaints) == 1, complaints
    return complaints[0]


def composed(text: str) -> Branch:
    node, complaints = compose("f.yaml", text)
    assert complaints == ()
    assert isinstance(node, Branch)
    return node


@pytest.mark.parametrize(
    "scalar",
    ["no", "1.0", "0x1F", "1:30", "2021-01-20", "1_000", "+1", "0o7", "on", "Yes", ".5", "1e3", "tension +1 if x"],
)
def test_a_plain_scalar_keeps_its_exact_text(scalar: str) -> None:
    value = composed(f"key: {scalar}")["key"]
    assert (str(value), value.plain, value.place) == (scalar, True, Place("f.yaml", 1, 6))


def test_every_scalar_knows_the_place_of_its_first_letter() -> None:
    node = composed("é: 'a b'\nlist: [one, \"two\", {k: v}]\n  # a note\nblock:\n  deep: -1\n")
    assert node["é"].place == Place("f.yaml", 1, 5)
    assert [getattr(item, "column", None) for item in node["list"][:2]] == [8, 14]
    assert node["list"][2]["k"].place == Place("f.yaml", 2, 24)
    assert node["block"]["deep"].place == Place("f.yaml", 5, 9)
    key = key_of(node["block"], "deep")
    assert key is not None
    assert key.place == Place("f.yaml", 5, 3)


def test_a_part_of_a_scalar_knows_its_place_when_the_scalar_stands_letter_by_letter() -> None:
    node = composed("a: 'one two'\nb: \"t\\tab two\"\nc: >\n  one\n  two\n")
    assert node["a"].part(4).place == Place("f.yaml", 1, 9)
    assert node["b"].part(4).place == node["b"].place  # an escape stands before it
    assert (str(node["c"]), node["c"].part(4).place.line) == ("one two\n", 3)


def test_a_mapping_and_a_list_know_their_key() -> None:
    node = composed("moves:\n  reach: {by: us}\nlist:\n  - a\n")
    assert isinstance(node["moves"], Branch)
    assert node["moves"]["reach"].key == "reach"
    assert isinstance(node["list"], Listing)
    assert node["list"].key == "list"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    node = composed("\ufeffa: 1\r\nb: 2\r\n")
    assert (list(node), node["b"].place) == (["a", "b"], Place("f.yaml", 2, 4))


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3", Code.DUPLICATE_KEY, 3, 1),
        ("a: &x 1", Code.ANCHOR_OR_TAG, 1, 4),
        ("a: *x", Code.ANCHOR_OR_TAG, 1, 4),
        ("a: !!python/object:os.system x", Code.ANCHOR_OR_TAG, 1, 4),
        ("a: !x y", Code.ANCHOR_OR_TAG, 1, 4),
        ("a: 1\n---\nb: 2", Code.NOT_YAML, 2, 1),
        ("", Code.NOT_YAML, 1, 1),
        ("# only a note\n", Code.NOT_YAML, 1, 1),
        ("text: more: than one", Code.COLON_TRAP, 1, 11),
        ("a: [b if played(us, c), d]", Code.COMMA_TRAP, 1, 5),
        ("a: {when: played(us, c), say: d}", Code.COMMA_TRAP, 1, 11),
        ("a: 'b", Code.NOT_YAML, 1, 6),
        ("a: [b", Code.NOT_YAML, 2, 1),
        ("a: {b", Code.NOT_YAML, 2, 1),
        ("a: 'b' c", Code.NOT_YAML, 1, 8),
        ("? [a]\n: b", Code.NOT_YAML, 1, 3),
        ("{[a]: b}", Code.NOT_YAML, 1, 2),
        ("\ta: b", Code.NOT_YAML, 1, 1),
        ("a: @b", Code.NOT_YAML, 1, 4),
        ("a: - b", Code.NOT_YAML, 1, 4),
        ('a: "\\q"', Code.NOT_YAML, 1, 5),
        ("a: b\x00c", Code.BAD_CHARACTER, 1, 5),
        ("a: b\n# \u202ec", Code.BAD_CHARACTER, 2, 3),
        ('a: "b\\u202Ec"', Code.BAD_CHARACTER, 1, 4),
        ('a: "\\0"', Code.BAD_CHARACTER, 1, 4),
        ("a: b\ud800", Code.BAD_CHARACTER, 1, 5),
        (f"a: {'b' * 20_001}", Code.TEXT_TOO_LONG, 1, 4),
        ("a: " + "[" * 200_000, Code.TOO_BIG, 1, 35),
        ("- " * 200_000, Code.TOO_BIG, 1, 65),
        ("".join(" " * depth + "a:\n" for depth in range(10_000))[:900_000], Code.TOO_BIG, 33, 33),
        ("[" + "a, " * 60_000 + "]", Code.TOO_BIG, 1, 149_999),
        ("a" * (1 << 20) + "b", Code.TOO_BIG, 1, 1),
        ("é" * (1 << 19) + "b", Code.TOO_BIG, 1, 1),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_exercise_text_is_told_at_its_place(text: str, code: Code, line: int, column: int) -> None:
    complaint = only(text)
    assert (complaint.code, complaint.place) == (code, Place("f.yaml", line, column))


def test_a_billion_laughs_is_refused_at_the_first_anchor() -> None:
    rows = ["a: &a [lol, lol]"] + [
        f"{new}: &{new} [*{old}, *{old}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert only("\n".join(rows)).code is Code.ANCHOR_OR_TAG


def test_no_complaint_quotes_what_a_file_with_a_syntax_error_holds() -> None:
    complaint = only("secret: sesame\nb: 'open")
    assert "sesame" not in str(complaint)
    assert "open" not in str(complaint)


def test_the_pieces_a_comma_cut_are_put_together_so_that_nothing_else_is_said() -> None:
    node, complaints = compose("f.yaml", "a: [x if played(us, y), z]\nb: {when: f(a, g(b), c), say: d}\n")
    assert [complaint.code for complaint in complaints] == [Code.COMMA_TRAP] * 2
    assert isinstance(node, Branch)
    assert node["a"] == ["x if played(us, y)", "z"]
    assert node["b"] == {"when": "f(a, g(b), c)", "say": "d"}


def test_parentheses_in_prose_are_no_trap() -> None:
    assert composed("a: [one), two), a :( b, (three), 'f(', 'x)']\n")["a"][3] == "(three)"


def test_thousands_of_open_parentheses_take_no_time() -> None:
    node, complaints = compose("f.yaml", "[" + "(, " * 49_000 + "a]")
    assert (len(node or ()), complaints) == (49_001, ())


def test_a_text_with_endless_errors_is_given_up() -> None:
    _, complaints = compose("f.yaml", "a: 1\n" * 5_000)
    assert len(complaints) == 101
    assert complaints[-1].code is Code.TOO_BIG


def test_nothing_written_is_not_the_word_null_in_quotes() -> None:
    node = composed("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n")
    assert [node[key].missing for key in "abcde"] == [True, True, True, False, False]
    assert isinstance(node["a"], Written)
