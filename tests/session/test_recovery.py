"""The black box and what it gives back: lost ends, deleted files, destroyed pages."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.session import forging
from tests.session.playing import go_on
from wargame.session import archive
from wargame.session.conduct import Session
from wargame.session.errors import AlreadyThere, Damaged
from wargame.session.sitting import Sitting
from wargame.session.store import blackbox, opening
from wargame.session.store.blackbox import BlackBox
from wargame.session.store.log import SessionFile


@pytest.fixture
def played(session: Session) -> Session:
    for _ in range(3):
        go_on(session)
    return session


def box_of(session: Session) -> BlackBox:
    log = session._log
    assert isinstance(log, SessionFile)
    return log._box


def path_of(session: Session) -> Path:
    assert session.path is not None
    return session.path


def test_the_black_box_holds_every_entry(played: Session) -> None:
    boxed = box_of(played).records()
    assert [record.hash.hex() for record in boxed] == [entry.hash for entry in played.history.entries]
    assert box_of(played).last() == (boxed[-1].seq, boxed[-1].hash)
    assert box_of(played).file.stat().st_mode & 0o077 == 0  # for the user's eyes alone


def test_a_lost_end_is_restored_and_said(played: Session, data: Path) -> None:
    """The disk forgot what it had promised, or an older copy was put in the file's place."""
    path, entries, state = path_of(played), list(played.history.entries), played.state
    played._log.close()
    forging.rewritten(path, forging.records(path)[:-3])
    again = Session.open(path, data=data)
    assert list(again.history.entries)[: len(entries)] == entries
    assert again.state == state
    assert again.recovered.restored == 3
    assert len(blackbox.read_lines(box_of(again).file)) == len(again.history.entries)
    assert again.recovered.sentences[0].startswith("The file had lost its last 3 entries; all of it has been restored")
    again.close()
    assert not Session.read(path).recovered.sentences


def test_an_unclean_end_is_said_once(played: Session, data: Path) -> None:
    path = path_of(played)
    played._log.close()  # the program dies
    again = Session.open(path, data=data)
    assert again.recovered.sentences == (
        "The program stopped unexpectedly the last time. Everything confirmed is here.",
    )
    again.close()
    third = Session.open(path, data=data)
    assert third.recovered.sentences == ()
    third.close()


def test_a_box_that_is_behind_is_filled_up(played: Session, data: Path) -> None:
    path, box = path_of(played), box_of(played)
    played.close()
    lines = box.file.read_bytes().splitlines(keepends=True)
    box.file.write_bytes(b"".join(lines[:4]) + lines[4][:50])  # and the last line was cut in two
    again = Session.open(path, data=data)
    assert [record.seq for record in box_of(again).records()] == list(range(1, len(again.history.entries) + 1))
    again.close()


def test_a_box_that_cannot_be_written_stops_nothing(made: Callable[..., Session], data: Path) -> None:
    data.mkdir()
    (data / blackbox.FOLDER).write_text("a file stands in the way")
    session = made()
    go_on(session)
    log = session._log
    assert isinstance(log, SessionFile)
    assert log._box.records() == []
    (data / blackbox.FOLDER).unlink()
    go_on(session)
    assert len(log._box.records()) == len(session.history.entries)


def test_another_file_under_the_same_name_is_told_and_nothing_is_lost(played: Session, data: Path) -> None:
    """A copy went on elsewhere and came back: what this laptop played is kept."""
    path = path_of(played)
    played.close()
    copy = path.with_name("copy.wargame")
    shutil.copyfile(path, copy)
    here = Session.open(path, data=data)
    here.note("here")
    here.close()
    there = Session.open(copy, data=data)
    there.note("there")
    there.close()
    shutil.copyfile(copy, path)
    again = Session.open(path, data=data)
    assert "not the file that was last open under this name" in again.recovered.sentences[0]
    assert again.recovered.set_aside is not None
    kept = blackbox.chain(again.created.session, blackbox.read_lines(again.recovered.set_aside))
    assert any('"here"' in record.body for record in kept)
    assert len(box_of(again).records()) == len(again.history.entries)
    again.close()


def test_a_deleted_file_is_rebuilt_from_the_box(played: Session, data: Path, tmp_path: Path) -> None:
    path, entries, state = path_of(played), list(played.history.entries), played.state
    played._log.close()
    path.unlink()
    saved = archive.rescue(path, tmp_path / "rescued.wargame", data)
    assert (saved.entries, saved.from_box) == (len(entries), len(entries))
    again = Sitting.read(saved.path)
    assert list(again.history.entries) == entries
    assert again.state == state


@pytest.mark.parametrize("pages", [1, 4])
def test_destroyed_pages_cost_nothing_with_the_box(played: Session, data: Path, tmp_path: Path, pages: int) -> None:
    path, entries = path_of(played), list(played.history.entries)
    played._log.close()
    whole = path.read_bytes()
    rng = random.Random(pages)
    for number in range(12):
        noisy = bytearray(whole)
        for _ in range(pages):
            at = rng.randrange(len(whole) // 4096) * 4096
            noisy[at : at + 4096] = rng.randbytes(4096)
        path.write_bytes(noisy)
        saved = archive.rescue(path, tmp_path / f"rescued{number}.wargame", data)
        assert list(Sitting.read(saved.path).history.entries) == entries
        assert path.read_bytes() == noisy


def test_without_a_box_what_can_be_read_is_saved(played: Session, tmp_path: Path) -> None:
    path, entries = path_of(played), list(played.history.entries)
    played._log.close()
    forging.tables(path, "UPDATE entry SET by = 'somebody else' WHERE seq = 6")
    with pytest.raises(Damaged, match="from entry 6 on") as refused:
        Session.open(path, data=tmp_path / "elsewhere")
    assert refused.value.readable == 5
    whole = Sitting.read(path, damaged=True)
    assert list(whole.history.entries) == entries[:5]
    assert whole.why_read_only.endswith("from entry 6 on.")
    saved = archive.rescue(path, tmp_path / "rescued.wargame", tmp_path / "elsewhere")
    assert (saved.entries, saved.from_box) == (5, 0)
    assert list(Sitting.read(saved.path).history.entries) == entries[:5]


def test_what_cannot_be_rescued_is_said(tmp_path: Path, data: Path, session: Session) -> None:
    nothing = tmp_path / "nothing.wargame"
    nothing.write_bytes(bytes(9_000))
    with pytest.raises(Damaged, match=r"Nothing in nothing\.wargame can be saved"):
        archive.rescue(nothing, tmp_path / "rescued.wargame", data)
    assert not (tmp_path / "rescued.wargame").exists()
    session.close()
    with pytest.raises(AlreadyThere):
        archive.rescue(path_of(session), nothing, data)


def test_hostile_lines_in_the_box_are_passed_over(played: Session, data: Path) -> None:
    path, box = path_of(played), box_of(played)
    played.close()
    good = box.file.read_bytes()
    box.file.write_bytes(b"[" * 100_000 + b"\n\xff\xfe\n{}\n[1,2]\nnull\n" + good + b'{"seq":1}\n')
    entries = len(opening.read_whole(path).records)
    assert len(box.records()) == entries
    again = Session.open(path, data=data)
    assert again.recovered.sentences == ()
    again.close()
