"""The folders we ship and the user's own, and how a stranger's exercise folder is read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from wargame import paths
from wargame.paths import ExerciseFolderError

posix_only = pytest.mark.skipif(os.name == "nt", reason="links and pipes are made differently on Windows")


def write(folder: Path, **texts: str) -> Path:
    """Write an exercise folder: write(folder, scenario="…") makes scenario.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_resources_and_exercises_are_found_from_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)

    assert (paths.shipped("resources") / "icons" / "LICENSE").is_file()
    assert (paths.shipped("resources") / "fonts" / "LICENSE").is_file()
    assert list(paths.shipped("exercises").glob("*/scenario.yaml"))


def test_a_wheel_does_not_take_a_strangers_folder_for_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(tmp_path / "exercises" / "stranger", scenario="")
    write(tmp_path / "wargame" / "shipped" / "exercises" / "ours", scenario="")
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "wargame")

    assert paths.shipped("exercises") == tmp_path / "wargame" / "shipped" / "exercises"


def test_a_folder_that_was_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "wargame")
    with pytest.raises(FileNotFoundError, match="without its resources/ folder"):
        paths.shipped("resources")


def test_the_users_folder_can_be_moved(wargame_home: Path) -> None:
    assert paths.user_data() == wargame_home
    assert paths.user_exercises() == wargame_home / "exercises"


@pytest.mark.parametrize(
    ("platform", "settings", "expected"),
    [
        ("linux", {}, "home/.local/share/wargame"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "home/.local/share/wargame"),
        ("darwin", {}, "home/Library/Application Support/wargame"),
        ("win32", {}, "home/AppData/Roaming/wargame"),
    ],
)
def test_the_users_folder_is_where_the_system_wants_it(
    platform: str, settings: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("WARGAME_HOME", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")

    assert paths.user_data() == tmp_path / expected


def test_xdg_data_home_is_respected(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WARGAME_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")

    assert paths.user_data() == tmp_path / "wargame"


def test_the_users_own_exercises_come_beside_ours_and_hide_one_of_the_same_name(wargame_home: Path) -> None:
    shipped = {folder.name for folder in paths.exercises()}
    hidden = min(shipped)
    mine = write(wargame_home / "exercises" / hidden, scenario="")
    write(wargame_home / "exercises" / "zebra", scenario="")
    (wargame_home / "exercises" / "notes").mkdir()

    found = {folder.name: folder for folder in paths.exercises()}

    assert set(found) == shipped | {"zebra"}
    assert found[hidden] == mine


def test_an_exercise_is_found_by_name_and_by_path(tmp_path: Path) -> None:
    folder = write(tmp_path / "siege", scenario="")
    ours = paths.exercises()[0]

    assert paths.find_exercise(ours.name) == ours
    assert paths.find_exercise(str(folder)) == folder.resolve()
    assert paths.find_exercise(str(folder / "scenario.yaml")) == folder.resolve()


@pytest.mark.parametrize("name", ["no_such_exercise", "", " ", "a\0b", "~nobody_at_all/x"])
def test_an_exercise_that_is_not_there_is_told_with_what_is(name: str) -> None:
    with pytest.raises(ExerciseFolderError, match=r"Exercises at hand|not a folder"):
        paths.find_exercise(name)


def test_an_exercise_is_read_with_its_briefings_and_plays_and_nothing_else(tmp_path: Path) -> None:
    folder = write(tmp_path / "siege", scenario="exercise: 1\n", rulebook="")
    write(folder / "plays", one="play: 1\n")
    (folder / "briefings").mkdir()
    (folder / "briefings" / "us.md").write_bytes("\ufeffGrüße\n".encode())
    (folder / "map.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.yaml").write_text("x", encoding="utf-8")
    (folder / "rulebook.yaml~").write_text("x", encoding="utf-8")

    assert paths.read_exercise(folder) == {
        "briefings/us.md": "Grüße\n",
        "plays/one.yaml": "play: 1\n",
        "rulebook.yaml": "",
        "scenario.yaml": "exercise: 1\n",
    }


def test_a_folder_without_a_scenario_is_no_exercise(tmp_path: Path) -> None:
    with pytest.raises(ExerciseFolderError, match=r"no scenario\.yaml"):
        paths.read_exercise(tmp_path)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExerciseFolderError, match="cannot be read"):
        paths.read_exercise(tmp_path / "gone")


def test_text_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "siege", scenario="a: 1\n")
    (folder / "rulebook.yaml").write_bytes(b"one: 1\ntwo: \xe9\n")

    with pytest.raises(ExerciseFolderError, match=r"rulebook\.yaml:2: .*UTF-8"):
        paths.read_exercise(folder)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "siege", scenario="#" * paths.LARGEST_FILE)
    assert len(paths.read_exercise(folder)["scenario.yaml"]) == paths.LARGEST_FILE

    write(folder, scenario="#" * (paths.LARGEST_FILE + 1))
    with pytest.raises(ExerciseFolderError, match="larger than 1024 KiB"):
        paths.read_exercise(folder)


def test_a_folder_with_too_many_files_is_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "siege", **{f"file{number}": "" for number in range(paths.MOST_FILES)}, scenario="")

    with pytest.raises(ExerciseFolderError, match="more than 200 files"):
        paths.read_exercise(folder)


@posix_only
def test_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    folder = write(tmp_path / "siege", scenario="")
    (folder / "outside").symlink_to(tmp_path, target_is_directory=True)
    (folder / "briefing.md").symlink_to(secret)

    with pytest.raises(ExerciseFolderError, match=r"briefing\.md is a link"):
        paths.read_exercise(folder)

    (folder / "briefing.md").unlink()
    assert list(paths.read_exercise(folder)) == ["scenario.yaml"]


@posix_only
def test_a_pipe_does_not_hold_us_up(tmp_path: Path) -> None:
    folder = write(tmp_path / "siege", scenario="")
    os.mkfifo(folder / "rulebook.yaml")

    with pytest.raises(ExerciseFolderError, match="not an ordinary file"):
        paths.read_exercise(folder)


@posix_only
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may read everything")
def test_a_file_we_may_not_read_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "siege", scenario="")
    (folder / "scenario.yaml").chmod(0)

    with pytest.raises(ExerciseFolderError, match="cannot be read"):
        paths.read_exercise(folder)


@posix_only
def test_a_file_that_the_user_names_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "play.yaml").write_text("play: 1\n", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "play.yaml")

    assert paths.read_text(tmp_path / "link.yaml") == "play: 1\n"
