"""The start of the program: nothing heavy before the first paint, and a mistake of ours costs nobody anything."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import live_session
from wargame import paths
from wargame.desktop import app, crash, style
from wargame.desktop.background import Background
from wargame.desktop.crash import CrashHandler
from wargame.desktop.preferences import Kept

HEAVY = (
    "numpy", "yaml", "pydantic", "sqlite3", "sqlite_utils", "jinja2", "asyncio", "importlib.metadata", "dataclasses",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport", "wargame.session", "wargame.referee", "wargame.exercise.reader",
    "wargame.desktop.facilitator",
    "wargame.desktop.reviewer",
)  # fmt: skip
"""What the first paint must not wait for."""

AT_FIRST_PAINT = """
import json, sys
from PySide6.QtWidgets import QApplication
from wargame.desktop import app
application = QApplication([])
window = app.build(application)
def painted():
    print(json.dumps(sorted(sys.modules)))
    sys.stdout.flush()
    window.home.painted.disconnect()
    window.close()
    application.quit()
window.home.painted.disconnect()
window.home.painted.connect(painted)
window.show()
application.exec()
"""


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT], cwd=paths.PACKAGE.parent, capture_output=True, check=True, timeout=60
    )
    loaded = json.loads(done.stdout)
    assert "wargame.desktop.main_window" in loaded
    heavy = [name for name in loaded if any(name == wrong or name.startswith(wrong + ".") for wrong in HEAVY)]
    assert [name for name in heavy if name != "wargame.session.store"] == []


def test_the_window_is_put_together_and_follows_the_preferences(
    qtbot: QtBot, qapp: QApplication, fonts: None, wargame_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    Kept(wargame_home / "preferences.json").choose("dark")
    window = app.build(qapp)
    qtbot.addWidget(window)
    assert qapp.palette().window().color().name().upper() == style.DARK.bg
    window.aside.show_preferences()
    window._over.page.appearances["light"].click()
    assert qapp.palette().window().color().name().upper() == style.LIGHT.bg
    window.close()


def test_a_session_named_at_the_start_is_shown_fully_dressed(
    qtbot: QtBot, qapp: QApplication, fonts: None, wargame_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    live = live_session(tmp_path)
    assert live.path is not None
    live.close()
    window = app.build(qapp)
    qtbot.addWidget(window)
    window.open_path(live.path)  # before home was ever painted
    assert window.live is not None
    assert window._theme.draws_icons
    assert 'QLabel[role="section"]' in qapp.styleSheet()
    assert not window.findChildren(QPushButton)[0].icon().isNull()
    window.close()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"appearance": "pink"}', '{"appearance": 3}', "\x00"])
def test_preferences_that_cannot_be_read_are_the_usual_ones(tmp_path: Path, text: str) -> None:
    file = tmp_path / "preferences.json"
    file.write_text(text, encoding="utf-8")
    assert Kept(file).appearance == "system"


def test_preferences_that_cannot_be_written_stand_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    kept = Kept(tmp_path / "file" / "preferences.json")
    kept.choose("dark")
    assert kept.wants_dark()


# --------------------------------------------------------------------------------------------------- crash handler


def failing(secret: str) -> None:
    raise ValueError(f"cannot read {secret}")


def caught(secret: str) -> tuple[type[BaseException], BaseException]:
    try:
        failing(secret)
    except ValueError as error:
        return type(error), error
    raise AssertionError


def test_a_mistake_of_ours_is_told_and_kept_without_what_was_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    kind, error = caught("ochre-heron-451")
    CrashHandler(tmp_path / "crashes", told.append).handle(kind, error, error.__traceback__)
    (report,) = (tmp_path / "crashes").glob("*.txt")
    kept = report.read_text(encoding="utf-8")
    assert "ValueError" in kept
    assert "in failing" in kept
    assert "test_app.py" in told[0]
    assert "Everything confirmed up to now is saved." in told[0]
    assert str(report) in told[0]
    assert "ochre-heron-451" not in kept + told[0] + capsys.readouterr().err


def test_a_mistake_while_telling_of_a_mistake_ends_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kind, error = caught("x")
    handler = CrashHandler(tmp_path, lambda _sentence: handler.handle(kind, error, error.__traceback__))
    handler.handle(kind, error, error.__traceback__)
    assert len(list(tmp_path.glob("*.txt"))) == 2
    assert "ValueError" in capsys.readouterr().err


def test_a_report_that_cannot_be_kept_is_told_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    told: list[str] = []
    kind, error = caught("x")
    CrashHandler(tmp_path / "file" / "crashes", told.append).handle(kind, error, error.__traceback__)
    assert len(told) == 1
    assert "details" not in told[0]
    assert "ValueError" in capsys.readouterr().err


def test_only_so_many_reports_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handler = CrashHandler(tmp_path, lambda _sentence: None)
    kind, error = caught("x")
    for _ in range(60):
        handler.handle(kind, error, error.__traceback__)
    assert len(list(tmp_path.glob("*.txt"))) <= 50
    assert capsys.readouterr().err


def test_an_error_without_a_place_has_an_account_too() -> None:
    assert crash.account(ValueError, None) == ["ValueError"]


# ------------------------------------------------------------------------------------------------------ background


def test_work_is_done_in_order_and_its_results_arrive_here(qtbot: QtBot) -> None:
    background = Background()
    results: list[int] = []
    for number in range(20):
        background.run(lambda wanted=number: wanted, results.append)
    qtbot.waitUntil(lambda: len(results) == 20, timeout=5000)
    assert results == list(range(20))
    background.stop()


def test_what_work_raises_is_raised_here(qtbot: QtBot) -> None:
    background = Background()
    with qtbot.captureExceptions() as exceptions:
        background.run(lambda: 1 // 0, lambda _result: None)
        qtbot.waitUntil(lambda: len(exceptions) == 1, timeout=5000)
    assert exceptions[0][0] is ZeroDivisionError
    background.stop()


class _Loop:
    """Something that only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


def test_nothing_of_the_window_is_collected_in_another_thread(qtbot: QtBot) -> None:
    """A widget that is unmade in another thread than its own ends the program."""
    threads: list[str] = []

    def work() -> bool:
        for _ in range(20_000):
            _Loop()  # enough to set the collector off many times over
        return gc.isenabled()

    weakref.finalize(_Loop(), lambda: threads.append(threading.current_thread().name))
    background = Background()
    found: list[bool] = []
    background.run(work, found.append)
    background.run(work, found.append)
    qtbot.waitUntil(lambda: len(found) == 2, timeout=5000)
    assert found == [False, False]
    assert "wargame-background" not in threads
    assert gc.isenabled()
    background.stop()


def test_the_collector_goes_on_when_the_window_closes_in_the_middle_of_work(qtbot: QtBot) -> None:
    background = Background()
    background.run(lambda: 1, lambda _result: None)
    background.stop()
    assert gc.isenabled()
    background.run(lambda: 1, lambda _result: None)
    assert gc.isenabled()


def test_after_the_end_nothing_arrives_any_more(qtbot: QtBot) -> None:
    background = Background()
    results: list[int] = []
    background.run(lambda: 1, results.append)
    background.stop()
    background.run(lambda: 2, results.append)
    QApplication.processEvents()
    assert results == []
