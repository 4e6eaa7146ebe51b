"""The list of sessions on this laptop: right, quick, and never in the way."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.session.playing import go_on, play_to
from wargame.exercise.definition import Exercise
from wargame.referee.turn import Over, TakeOrders
from wargame.session import archive
from wargame.session.conduct import Session
from wargame.session.errors import AlreadyOpen, AlreadyThere
from wargame.session.sitting import Sitting
from wargame.session.store import catalogue, opening


@pytest.fixture
def kept(water: Exercise, data: Path) -> Callable[[str], Session]:
    """Make sessions where the program keeps them."""
    return lambda name: Session.create(archive.folder(data) / name, water, title=name.split(".")[0], data=data)


def test_each_session_is_listed_with_where_it_stands(kept: Callable[[str], Session], data: Path) -> None:
    new, playing, over = kept("New.wargame"), kept("Playing.wargame"), kept("Over.wargame")
    play_to(playing, TakeOrders)
    play_to(over, Over)
    for session in (new, playing, over):
        time.sleep(0.002)  # the moment of an entry is kept in thousandths
        session.close()
    rows = {row.title: row for row in archive.sessions(data)}
    assert [(row.turn, row.turns, row.phase, row.state) for row in (rows["New"], rows["Playing"], rows["Over"])] == [
        (0, 4, "", "In play"),
        (1, 4, "Moves", "In play"),
        (4, 4, "", "Report due"),
    ]
    assert rows["Over"].ending
    assert rows["New"].exercise == "Water: two towns and one river"
    assert rows["New"].turn_word == "season"
    assert [row.title for row in archive.sessions(data)] == ["Over", "Playing", "New"]  # the last touched first


def test_an_unchanged_file_is_not_opened_again(
    kept: Callable[[str], Session], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = kept("a.wargame")
    session.close()
    opened: list[Path] = []
    real = opening.read
    monkeypatch.setattr(opening, "read", lambda path: opened.append(path) or real(path))
    first = archive.sessions(data)
    again = Session.open(Path(first[0].path), data=data)
    go_on(again)
    again.note("Noted.")
    again._log.close()  # the program dies: the catalogue does not know of the last entries
    assert archive.sessions(data)[0].turn == 1
    assert archive.sessions(data)[0].turn == 1
    assert len(opened) == 1


def test_a_session_that_is_open_is_listed_and_left_alone(kept: Callable[[str], Session], data: Path) -> None:
    session = kept("a.wargame")
    go_on(session)
    assert archive.sessions(data)[0].turn == 1
    go_on(session)
    session.close()


def test_sessions_from_elsewhere_are_remembered_until_they_are_gone(session: Session, data: Path) -> None:
    session.close()
    assert session.path is not None
    assert [row.path for row in archive.sessions(data)] == [str(session.path)]
    session.path.unlink()
    assert archive.sessions(data) == ()


def test_a_file_put_into_the_folder_is_found_and_a_bad_one_told(kept: Callable[[str], Session], data: Path) -> None:
    session = kept("a.wargame")
    session.close()
    shutil.copyfile(archive.folder(data) / "a.wargame", archive.folder(data) / "b.wargame")
    (archive.folder(data) / "c.wargame").write_text("not a session")
    rows = {Path(row.path).name: row for row in archive.sessions(data)}
    assert rows["b.wargame"].title == "a"
    assert rows["c.wargame"].state == "Unreadable"
    assert rows["c.wargame"].title == "c"
    assert rows["c.wargame"].note == "c.wargame is not a session file."


def test_putting_away_lasts(kept: Callable[[str], Session], data: Path) -> None:
    session = kept("a.wargame")
    play_to(session, Over)
    session.close()
    path = archive.folder(data) / "a.wargame"
    assert archive.put_away(path, data=data)
    assert archive.sessions(data)[0].state == "Archived"
    path.touch()  # even when the file looks changed
    assert archive.sessions(data)[0].state == "Archived"
    assert archive.put_away(path, away=False, data=data)
    assert archive.sessions(data)[0].state == "Report due"
    assert not archive.put_away(path.with_name("none.wargame"), data=data)


def test_forgetting_leaves_the_file(session: Session, data: Path) -> None:
    session.close()
    assert session.path is not None
    assert archive.forget(session.path, data)
    assert archive.sessions(data) == ()
    assert session.path.exists()


def test_a_broken_catalogue_is_made_new(kept: Callable[[str], Session], data: Path) -> None:
    kept("a.wargame").close()
    (data / catalogue.FILE).write_bytes(b"not a catalogue" * 500)
    assert [row.title for row in archive.sessions(data)] == ["a"]
    kept("b.wargame").close()
    assert {row.title for row in archive.sessions(data)} == {"a", "b"}
    assert {Path(path).name for path in catalogue.listings(data)} == {"a.wargame", "b.wargame"}


def test_no_catalogue_stands_in_the_way_of_a_session(made: Callable[..., Session], data: Path) -> None:
    data.mkdir()
    (data / catalogue.FILE).mkdir()
    session = made()
    go_on(session)
    session.close()


def test_a_copy_is_whole_and_alone(session: Session, tmp_path: Path, data: Path) -> None:
    go_on(session)
    assert session.path is not None
    with pytest.raises(AlreadyOpen):
        Sitting.read(session.path)
    session.close()
    Sitting.read(session.path).save_copy(tmp_path / "copy.wargame")
    copy = Sitting.read(tmp_path / "copy.wargame")
    assert list(copy.history.entries) == list(session.history.entries)
    assert not opening.journal(tmp_path / "copy.wargame").exists()
    with pytest.raises(AlreadyThere):
        copy.save_copy(session.path)
    copy.save_copy(tmp_path / "again.wargame")
    on = Session.open(tmp_path / "again.wargame", data=data)
    go_on(on)
    on.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only there are names bytes of any kind")
def test_a_folder_with_a_name_in_letters_of_another_age_is_played_in_like_others(
    water: Exercise, tmp_path: Path
) -> None:
    data = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    session = Session.create(archive.folder(data) / "a.wargame", water, data=data)
    go_on(session)
    path = session.path
    session.close()
    assert path is not None
    assert len(archive.sessions(data)) == 1
    again = Session.open(path, data=data)
    assert (again.read_only, again.recovered.unclean) == (False, False)
    again.close()
    assert not archive.forget(path, data)


@pytest.mark.skipif(sys.platform == "win32", reason="a name there has another longest length")
def test_where_sessions_cannot_be_looked_for_there_are_none(tmp_path: Path) -> None:
    assert archive.sessions(tmp_path / ("x" * 300)) == ()
