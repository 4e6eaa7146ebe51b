"""The session file: durable, append-only, for one program at a time, and honest about what it has saved."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.session.playing import go_on
from wargame.exercise.definition import Exercise
from wargame.session import archive, beginning
from wargame.session.conduct import Session
from wargame.session.entries import NoteTaken, OrderGiven, SessionCreated, SessionOpened
from wargame.session.errors import AlreadyOpen, AlreadyThere, Gone, NotSaved, ReadOnly, TooNew
from wargame.session.record import FIELDS
from wargame.session.sitting import Sitting
from wargame.session.store import connection, opening, schema
from wargame.session.store.log import SessionFile


def limit(session: Session, more_pages: int) -> None:
    """Leave so many pages of room, as on a disk that is nearly full."""
    log = session._log
    assert isinstance(log, SessionFile)
    pages = log._connection.execute("PRAGMA page_count").fetchone()[0]
    log._largest = (pages + more_pages) * 4096
    log._connection.execute(f"PRAGMA max_page_count={pages + more_pages}")


def free(session: Session) -> None:
    log = session._log
    assert isinstance(log, SessionFile)
    log._largest = opening.LARGEST_FILE
    log._connection.execute("PRAGMA max_page_count=100000")


def test_a_session_is_there_again_after_closing(session: Session, data: Path) -> None:
    go_on(session)
    go_on(session)
    path = session.path
    assert path is not None
    entries, state, fingerprint = list(session.history.entries), session.state, session.fingerprint
    session.close()
    assert [one.name for one in path.parent.iterdir() if one.name.startswith("s.")] == ["s.wargame"]
    again = Session.open(path, data=data)
    assert list(again.history.entries)[: len(entries)] == entries
    assert again.state == state
    assert not again.recovered.sentences
    assert again.fingerprint != fingerprint  # it was closed and opened since
    again.close()


def test_the_file_says_what_it_is_and_holds_all_it_needs(session: Session) -> None:
    first, second = session.history.entries[:2]
    assert isinstance(first.body, SessionCreated)
    assert isinstance(second.body, SessionOpened)
    assert first.body.texts["scenario.yaml"].startswith("rulebook: 1")
    assert first.seen_by == ()  # the seed is in it
    session.close()
    path = session.path
    assert path is not None
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == schema.APPLICATION_ID == 0x57474D45
    assert int.from_bytes(header[60:64], "big") == 1
    assert header[18:20] == b"\1\1"  # a rollback journal, so that the one file is always whole


@pytest.mark.parametrize(
    "slip",
    [
        "UPDATE entry SET body = '{}' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 2",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 2",
        f"INSERT INTO entry SELECT seq + 5, {', '.join(FIELDS[1:])} FROM entry WHERE seq = 2",
    ],
)
def test_the_log_is_append_only_for_any_program(session: Session, slip: str) -> None:
    session.close()
    assert session.path is not None
    other = sqlite3.connect(session.path)
    with pytest.raises(sqlite3.IntegrityError):
        other.execute(slip)
    other.close()


def test_a_second_program_is_refused_in_words_and_does_not_wait(session: Session, data: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from wargame.session.store.log import SessionFile\n"
        "from wargame.session.store import opening\nfrom wargame.session.errors import AlreadyOpen\n"
        "for way in (lambda p: SessionFile.open(p, Path(sys.argv[2])), opening.read):\n"
        "    begun = time.monotonic()\n"
        "    try: way(Path(sys.argv[1]))\n"
        "    except AlreadyOpen as error: print(time.monotonic() - begun, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(session.path), str(data)], capture_output=True, text=True, check=True
    )
    answers = done.stdout.splitlines()
    assert len(answers) == 2, done.stderr
    for answer in answers:
        seconds, words = answer.split(" ", 1)
        assert float(seconds) < 4  # SQLite alone would wait five
        assert words == (
            "s.wargame is already open in another window. Go on there, or close it there and open it again here."
        )
    go_on(session)  # and the first one goes on undisturbed


def test_the_same_program_never_opens_it_twice(session: Session, data: Path) -> None:
    """Closing a second handle would drop the lock, and a second program could then write over the first."""
    assert session.path is not None
    for way in (Session.open, Sitting.read, opening.read):
        with pytest.raises(AlreadyOpen):
            way(session.path)
    with pytest.raises(AlreadyOpen):
        SessionFile.open(session.path, data)


def test_nothing_but_its_connection_touches_an_open_session(made: Callable[..., Session], data: Path) -> None:
    """An audit hook sees every file that Python opens; SQLite's own handle does not pass it."""
    session = made()
    touched: list[str] = []
    watching = True

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event == "open" and str(args[0]).endswith("s.wargame"):
            touched.append(str(args[0]))

    sys.addaudithook(watch)
    go_on(session)
    session.note("x")
    session.save_draft("hills", "draft")
    session.step_back()
    archive.sessions(data)
    session.save_copy(session.path.with_name("copy.wargame"))  # type: ignore[union-attr]
    session.close()
    watching = False
    assert touched == []


def test_a_full_disk_changes_nothing_and_the_session_goes_on_after(session: Session) -> None:
    go_on(session)
    before, entries = session.state, len(session.history.entries)
    session.save_draft("hills", "typed and not yet sent")
    limit(session, 1)
    while True:
        try:
            session.note("x" * 3_000)
        except NotSaved as error:
            failed = error
            break
    assert str(failed).startswith("Not saved: the disk is full. Free some space and try again")
    assert not failed.in_doubt
    full = len(session.history.entries)
    with pytest.raises(NotSaved):
        session.note("y" * 9_000)
    assert session.state == before
    assert len(session.history.entries) == full
    assert session.draft("hills") == "typed and not yet sent"
    free(session)
    session.note("y" * 9_000)
    assert session.history.entries[-1].body == NoteTaken("y" * 9_000, turn=1)
    session.close()
    assert session.path is not None
    reading = opening.read_whole(session.path)
    assert len(reading.records) == full + 2 > entries


def test_what_was_saved_in_spite_of_an_error_is_found_again(session: Session) -> None:
    """A commit can report an error and have happened; then the entry counts, once."""
    log = session._log
    assert isinstance(log, SessionFile)
    here = log._connection

    class Liar:
        """The connection, but its COMMIT says that it failed."""

        def __getattr__(self, name: str) -> object:
            return getattr(here, name)

        def execute(self, sql: str, *args: object) -> sqlite3.Cursor:
            done = here.execute(sql, *args)  # type: ignore[arg-type]
            if sql == "COMMIT":
                raise sqlite3.OperationalError("disk I/O error")
            return done

    log._connection = Liar()  # type: ignore[assignment]
    added = session.note("saved after all", command="c-1")
    assert [entry.body for entry in added] == [NoteTaken("saved after all")]
    assert session.note("saved after all", command="c-1") == added
    session.close()
    assert session.path is not None
    assert sum(record.kind == "note taken" for record in opening.read_whole(session.path).records) == 1


def test_a_doubt_is_said_and_settled_at_the_next_try(session: Session, data: Path) -> None:
    """The disk goes away in the middle: nothing is claimed, and what was saved is taken in when it is back."""
    log, path = session._log, session.path
    assert isinstance(log, SessionFile)
    assert path is not None
    here = log._connection
    away = path.with_name("away")

    class Pulled:
        def __getattr__(self, name: str) -> object:
            return getattr(here, name)

        def execute(self, sql: str, *args: object) -> sqlite3.Cursor:
            done = here.execute(sql, *args)  # type: ignore[arg-type]
            if sql == "COMMIT":
                path.rename(away)
                raise sqlite3.OperationalError("disk I/O error")
            return done

    log._connection = Pulled()  # type: ignore[assignment]
    with pytest.raises((NotSaved, Gone)):
        session.note("in doubt")
    entries = len(session.history.entries)
    with pytest.raises((NotSaved, Gone)):
        session.note("still away")
    with pytest.raises((NotSaved, Gone)):
        session.save_draft("hills", "still away")
    away.rename(path)
    session.note("back")
    bodies = [entry.body for entry in session.history.entries[entries:]]
    assert bodies == [NoteTaken("in doubt"), NoteTaken("back")]


@pytest.mark.parametrize("mishap", ["deleted", "moved", "replaced"])
def test_a_file_that_is_gone_is_noticed_and_a_copy_saved(session: Session, data: Path, mishap: str) -> None:
    path = session.path
    assert path is not None
    go_on(session)
    before, state = len(session.history.entries), session.state
    other = path.with_name("elsewhere")
    if mishap == "deleted":
        path.unlink()
    else:
        path.rename(other)
    if mishap == "replaced":
        path.write_bytes(other.read_bytes()[:4096])
    with pytest.raises(Gone, match=r"was deleted, moved or replaced\. Save a copy now"):
        session.propose()
    assert session.state == state
    assert len(session.history.entries) == before
    copy = path.with_name("rescued.wargame")
    session.save_copy(copy)
    session.close()
    again = Session.open(copy, data=data)
    assert again.state == state
    assert list(again.history.entries)[:before] == list(session.history.entries)[:before]
    go_on(again)
    again.close()


def test_a_copy_never_takes_the_place_of_a_file(session: Session, tmp_path: Path) -> None:
    there = tmp_path / "there.wargame"
    there.write_text("mine")
    with pytest.raises(AlreadyThere):
        session.save_copy(there)
    with pytest.raises(AlreadyThere):
        Session.create(there, session.exercise, data=tmp_path)
    assert there.read_text() == "mine"


def test_a_newer_session_is_refused_and_left_as_it_is(session: Session, data: Path) -> None:
    session.close()
    path = session.path
    assert path is not None
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 9")
    other.close()
    before = path.read_bytes()
    for way in (lambda: Session.open(path, data=data), lambda: Sitting.read(path)):
        with pytest.raises(TooNew, match=r"newer version of the program \(layout 9, this one knows 1\)"):
            way()
    assert path.read_bytes() == before


def test_a_draft_is_kept_outside_the_history_until_it_is_sent(session: Session, data: Path) -> None:
    entries = len(session.history.entries)
    session.save_draft("hills", "Open the sl")
    session.save_draft("hills", "Open the sluices, ")
    session.save_draft("harbour", "Buy")
    assert len(session.history.entries) == entries
    session._log.close()  # the program dies
    assert session.path is not None
    again = Session.open(session.path, data=data)
    assert again.draft("hills") == "Open the sluices, "
    assert again.recovered.unclean
    while not isinstance(again.history.entries[-1].body, OrderGiven):
        go_on(again, ("hills", "share_water")) if again.state.cursor.phase == 0 else again.give_order(
            "hills", "share_water"
        )
    assert again.draft("hills") == ""
    assert again.draft("harbour") == "Buy"
    again.close()


AS_SOMEBODY = """
import os, sys
from pathlib import Path
from wargame.session.conduct import Session
from wargame.session.errors import ReadOnly
path = Path(sys.argv[1])
Session.read(path)  # loads everything, also what only root may load
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere, whatever the folder says
session = Session.open(path)
print(session.read_only, len(session.history.entries), session.state.turn)
try:
    session.note("x")
except ReadOnly as error:
    print(error)
session.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such permissions there")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_cannot_be_written_opens_for_reading(made: Callable[..., Session], what: str) -> None:
    session = made()
    go_on(session)
    entries = len(session.history.entries)
    session.close()
    assert session.path is not None
    # Everybody may come this far, which pytest's own folder does not allow.
    place = Path(tempfile.mkdtemp())
    place.chmod(0o777)
    shared = place / "s.wargame"
    shared.write_bytes(session.path.read_bytes())
    shared.chmod(0o444 if what == "file" else 0o666)
    if what == "folder":
        place.chmod(0o555)
    before = shared.read_bytes()
    try:
        done = subprocess.run(
            [sys.executable, "-c", AS_SOMEBODY, str(shared)], capture_output=True, text=True, check=False
        )
    finally:
        place.chmod(0o777)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"True {entries + 1} 1",
        "Nothing can be added: its file or folder cannot be written. Save a copy and go on in that.",
    ]
    assert shared.read_bytes() == before
    assert [one.name for one in place.iterdir()] == ["s.wargame"]
    shared.unlink()
    place.rmdir()


def test_a_session_that_ended_opens_for_reading_and_stays_as_it_is(session: Session, data: Path) -> None:
    go_on(session)
    session.end("Time is up.")
    session.close()
    path = session.path
    assert path is not None
    before = path.read_bytes()
    again = Session.open(path, data=data)
    assert again.read_only
    assert again.ended
    with pytest.raises(ReadOnly, match="the exercise has ended"):
        again.note("more")
    again.close()
    assert path.read_bytes() == before
    on = Session.open(path, data=data, play_on=True)
    on.step_back()
    assert not on.ended
    on.close()


def test_the_connection_is_as_durable_as_it_was_measured(session: Session) -> None:
    """Each of these lost confirmed entries in simulated power cuts when it was set otherwise."""
    log = session._log
    assert isinstance(log, SessionFile)
    pragmas = ("journal_mode", "synchronous", "locking_mode", "secure_delete", "trusted_schema", "cell_size_check")
    found = [log._connection.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in pragmas]
    assert found == ["truncate", 3, "exclusive", 1, 0, 1]


def test_what_is_not_in_the_file_as_it_was_meant_is_not_confirmed(session: Session) -> None:
    log = session._log
    assert isinstance(log, SessionFile)
    here = log._connection

    class Forgetful:
        """The connection, but it reads back other text than was written."""

        def __getattr__(self, name: str) -> object:
            return getattr(here, name)

        def execute(self, sql: str, *args: object) -> sqlite3.Cursor:
            if sql.startswith(f"{schema.SELECT} WHERE seq >="):
                return here.execute(sql.replace("body", "upper(body)"), *args)  # type: ignore[arg-type]
            return here.execute(sql, *args)  # type: ignore[arg-type]

    log._connection = Forgetful()  # type: ignore[assignment]
    entries = len(session.history.entries)
    with pytest.raises(NotSaved):
        session.note("x")
    assert len(session.history.entries) == entries
    session.note("y")
    assert session.history.entries[-1].body == NoteTaken("y")


def test_a_session_with_its_disk_full_still_opens_for_reading(
    session: Session, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on(session)
    state = session.state
    session.close()
    path = session.path
    assert path is not None
    before = path.read_bytes()
    full = connection.connect
    monkeypatch.setattr(connection, "connect", lambda path, _: full(path, path.stat().st_size))
    while not (again := Session.open(path, data=data)).read_only:  # until its last page is full too
        again.close()
        before = path.read_bytes()
    assert again.why_read_only == "its disk is full, or reports errors."
    assert again.state == state
    again.close()
    assert path.read_bytes() == before


def test_a_link_to_a_session_is_the_session(session: Session, data: Path, tmp_path: Path) -> None:
    go_on(session)
    session.close()
    assert session.path is not None
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "link.wargame"
    link.symlink_to(session.path)
    again = Session.open(link, data=data)
    go_on(again)
    with pytest.raises(AlreadyOpen):
        opening.read(session.path)
    again.close()
    assert [one.name for one in link.parent.iterdir()] == ["link.wargame"]
    assert Sitting.read(session.path).state == Sitting.read(link).state == again.state


def test_a_folder_that_cannot_be_used_is_named(water: Exercise, data: Path, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")
    with pytest.raises(NotSaved, match=r"s\.wargame cannot be made: .*\. Choose another folder\.$"):
        Session.create(tmp_path / "a file" / "s.wargame", water, data=data)


def test_creating_leaves_nothing_half_made(water: Exercise, data: Path, tmp_path: Path) -> None:
    """What is left of a creation that was killed is not taken for a session, and does not stand in the way."""
    path = tmp_path / "new.wargame"
    path.with_name("new.wargame.new").write_bytes(b"half a file")
    path.with_name("new.wargame.new-journal").write_bytes(b"and its journal")
    session = Session.create(path, water, data=data)
    session.close()
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["new.wargame"]


def test_an_order_of_impossible_length_is_refused_before_the_disk(water: Exercise, data: Path, tmp_path: Path) -> None:
    first = beginning.first_entry(water, {"hills": "x" * 5_000_000}, None, "")
    with pytest.raises(NotSaved, match="too long"):
        SessionFile.create(tmp_path / "long.wargame", first, data)
