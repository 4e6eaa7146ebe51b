"""The laptop's own record of sessions is not kept for ever, and nothing else is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.session.playing import go_on
from wargame.exercise.definition import Exercise
from wargame.session import archive
from wargame.session.conduct import Session
from wargame.session.store import blackbox
from wargame.session.store.blackbox import KEPT, BlackBox

NOW = 2_000_000_000.0
DAY = 24 * 60 * 60


def box(data: Path, name: str, days: float) -> Path:
    """Make a box that was last written to so many days ago."""
    file = data / blackbox.FOLDER / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[]\n")
    os.utime(file, (NOW, NOW - days * DAY))
    return file


def test_a_box_is_kept_for_ninety_days(tmp_path: Path) -> None:
    assert KEPT == 90 * DAY
    old = box(tmp_path, f"{'a' * 32}-{'1' * 8}.jsonl", 90.01)
    aside = box(tmp_path, f"{'a' * 32}-{'1' * 8}.2.jsonl", 400)
    young = box(tmp_path, f"{'b' * 32}-{'1' * 8}.jsonl", 89.99)
    assert blackbox.prune(tmp_path, NOW) == [aside, old]
    assert not old.exists()
    assert young.exists()
    assert blackbox.prune(tmp_path, NOW) == []


@pytest.mark.parametrize("name", ["notes.jsonl", f"{'a' * 32}-{'1' * 8}.jsonl.bak", f"{'A' * 32}-{'1' * 8}.jsonl"])
def test_whatever_else_lies_there_is_left_alone(tmp_path: Path, name: str) -> None:
    other = box(tmp_path, name, 1_000)
    assert blackbox.prune(tmp_path, NOW) == []
    assert other.exists()


def test_no_link_is_followed_and_no_folder_emptied(tmp_path: Path) -> None:
    elsewhere = box(tmp_path / "other", "diary.txt", 1_000)
    name = f"{'c' * 32}-{'1' * 8}.jsonl"
    (tmp_path / blackbox.FOLDER).mkdir()
    (tmp_path / blackbox.FOLDER / name).symlink_to(elsewhere)
    (tmp_path / blackbox.FOLDER / f"{'d' * 32}-{'1' * 8}.jsonl").mkdir()
    assert blackbox.prune(tmp_path, NOW) == []
    assert elsewhere.exists()


def test_a_clock_that_runs_behind_removes_nothing(tmp_path: Path) -> None:
    file = box(tmp_path, f"{'a' * 32}-{'1' * 8}.jsonl", 0)
    assert blackbox.prune(tmp_path, 0.0) == []
    assert file.exists()


def test_without_a_folder_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert blackbox.prune(tmp_path / "nowhere", NOW) == []


def test_a_session_whose_box_is_gone_gets_a_new_one_when_it_is_opened(water: Exercise, data: Path) -> None:
    path = archive.folder(data) / "Old.wargame"
    path.parent.mkdir(parents=True)
    session = Session.create(path, water, title="Old", data=data)
    go_on(session)
    session.close()
    (file,) = blackbox.boxes(data, session.created.session)
    written = file.stat().st_mtime
    assert [row.title for row in archive.sessions(data, now=written + KEPT - 60)] == ["Old"]
    assert file.exists()
    assert [row.title for row in archive.sessions(data, now=written + KEPT + 60)] == ["Old"]
    assert not file.exists()
    again = Session.open(path, data=data)
    assert again.recovered.sentences == ()
    records = BlackBox(data, again.created.session, path).records()
    again.close()
    assert len(records) == len(again.history.entries) - 1
