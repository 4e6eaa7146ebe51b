"""`wargame print`: PDF files from an exercise and from a session."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said
from wargame import paths
from wargame.desktop import paper
from wargame.exercise import reader
from wargame.session.conduct import Session


def pages(path: Path) -> int:
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))


@pytest.fixture
def session_file(tmp_path: Path) -> Path:
    folder = paths.find_exercise("first_steps")
    exercise = reader.read("first_steps", paths.read_exercise(folder))
    path = tmp_path / "dry.wargame"
    session = Session.create(path, exercise, seats={"upstream": "Kim"}, seed="s", title="Dry", data=tmp_path / "data")
    session.start()
    session.close()
    return path


def test_an_exercise_is_written_as_one_pdf_for_each_document(wargame: Callable[..., Said], tmp_path: Path) -> None:
    said = wargame("print", "first_steps", "--out", tmp_path / "kit", "--marking", "TRAINING ONLY")

    assert said.code == 0, said.err
    assert {path.name: pages(path) for path in (tmp_path / "kit").iterdir()} == {
        "book.pdf": 8, "briefs-upstream.pdf": 1, "briefs-downstream.pdf": 1, "cards-upstream.pdf": 1,
        "cards-downstream.pdf": 2, "slips.pdf": 2, "forms.pdf": 1, "tents.pdf": 2,
    }  # fmt: skip
    assert "slips.pdf  Order slips" in said.out


@pytest.mark.parametrize(("given", "stands"), [("", "TLP AMBER"), ("TLP RED", "TLP RED")])
def test_the_marking_of_the_exercise_stands_on_its_paper(
    wargame: Callable[..., Said], water: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, stands: str
) -> None:
    scenario = water / "scenario.yaml"
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("labels: {", "labels: {marking: TLP AMBER, ", 1), encoding="utf-8")
    seen: list[str] = []
    monkeypatch.setattr(paper, "pdf", lambda _documents, marking="": seen.append(marking) or b"%PDF")
    said = wargame(
        "print", water, "--out", tmp_path / "kit", "--what", "slips", *(["--marking", given] if given else [])
    )

    assert said.code == 0, said.err
    assert seen == [stands]


def test_of_a_session_the_sheet_is_written_too(
    wargame: Callable[..., Said], tmp_path: Path, session_file: Path
) -> None:
    said = wargame("print", session_file, "--out", tmp_path / "kit", "--what", "sheet, tents")

    assert said.code == 0, said.err
    assert sorted(path.name for path in (tmp_path / "kit").iterdir()) == ["sheet.pdf", "tents.pdf"]


@pytest.mark.parametrize(
    ("what", "sentence"), [("breifs", "there is no `breifs` in the print kit"), ("sheet", "name a session file")]
)
def test_a_kind_that_cannot_be_made_is_told(
    wargame: Callable[..., Said], tmp_path: Path, what: str, sentence: str
) -> None:
    said = wargame("print", "first_steps", "--out", tmp_path / "kit", "--what", what)

    assert said.code == 2
    assert sentence in said.err
    assert not (tmp_path / "kit").exists()


def test_what_cannot_be_found_or_written_is_told(wargame: Callable[..., Said], tmp_path: Path) -> None:
    assert wargame("print", "no_such_exercise", "--out", tmp_path).code == 2
    assert wargame("print", tmp_path / "none.wargame", "--out", tmp_path).code == 2
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    said = wargame("print", "first_steps", "--out", tmp_path / "taken", "--what", "tents")

    assert said.code == 1
    assert "taken cannot be written" in said.err
