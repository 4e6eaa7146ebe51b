"""The codes of complaints: each has its texts, a place in the order, and is used."""

from __future__ import annotations

import re
from pathlib import Path

from wargame.exercise.code_texts import CODE_TEXTS, explain
from wargame.exercise.codes import Code

PROGRAM = Path(__file__).parents[2] / "wargame"


def test_every_code_has_a_meaning_and_an_explanation() -> None:
    assert set(CODE_TEXTS) == {str(code) for code in Code}
    for text in CODE_TEXTS.values():
        assert re.fullmatch(r"WG[1-5]\d\d", text.code)
        assert 10 <= len(text.meaning) <= 80
        assert not text.meaning.endswith(".")
        assert len(text.explanation) >= 20
        assert text.explanation[-1] in ".?`"


def test_every_code_is_used_somewhere() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in PROGRAM.rglob("*.py")
        if path.name not in ("codes.py", "code_texts.py")
    )
    assert [code.name for code in Code if not re.search(rf"\bCode\.{code.name}\b", source)] == []


def test_a_code_is_explained_however_it_is_typed() -> None:
    found = explain(" wg201 ")
    assert found is not None
    assert (found.code, found.meaning) == ("WG201", "a name that is not declared")
    assert explain("WG999") is None
    assert explain("") is None
