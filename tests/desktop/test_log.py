"""The log stays quick however long it is: words are made only for what is looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop import valley
from tests.desktop.sessions import live_session, play_until
from tests.desktop.valley import valley_session
from wargame import paths
from wargame.desktop.facilitator.log import KINDS, LogPanel, icon_of
from wargame.desktop.style import Theme
from wargame.session.entries import Body, NoteTaken

COUNT = 100_000


def test_a_hundred_thousand_entries_cost_what_is_in_view(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = live_session(tmp_path)
    play_until(live, 1)
    assert live.note("First note")
    entries = list(live.history.entries)
    pattern = entries[-1]
    entries += [
        replace(pattern, seq=seq, body=NoteTaken(f"Note {seq}"), base=seq - 1)
        for seq in range(len(entries) + 1, COUNT + 1)
    ]
    panel = LogPanel(theme, live.exercise)
    qtbot.addWidget(panel)
    panel.resize(360, 700)
    panel.show()
    panel.show_entries(entries)
    QApplication.processEvents()
    panel.list.verticalScrollBar().setValue(panel.list.verticalScrollBar().maximum() // 2)
    panel.list.viewport().repaint()
    assert panel.model.rowCount() > COUNT - 100
    assert len(panel.model._titles) < 100

    panel.select(77_777)
    assert panel.model.entry_at(panel.list.currentIndex().row()).seq == 77_777
    panel.search.field.setText("Note 99999")
    assert [panel.model.entry_at(k).seq for k in range(panel.model.rowCount())] == [99_999]


def test_words_are_found_without_their_accents(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = live_session(tmp_path)
    assert live.note("Montrer « l’Écran » à la salle")
    panel = LogPanel(theme, live.exercise)
    qtbot.addWidget(panel)
    panel.show_entries(live.history.entries)
    panel.search.field.setText("l'ecran")
    assert panel.model.rowCount() == 1
    panel.search.field.setText("l’écrou")
    assert panel.model.rowCount() == 0


def test_entries_are_added_without_starting_again(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = live_session(tmp_path)
    panel = LogPanel(theme, live.exercise)
    qtbot.addWidget(panel)
    panel.show_entries(live.history.entries)
    resets = []
    panel.model.modelReset.connect(lambda: resets.append(1))
    before = panel.model.rowCount()
    assert live.note("One more")
    panel.show_entries(live.history.entries)
    assert panel.model.rowCount() == before + 1
    assert not resets


def test_every_kind_of_entry_has_an_icon_that_there_is() -> None:
    shipped = paths.shipped("resources") / "icons"
    for kind in get_args(Body):
        assert icon_of(kind) != "circle", kind
        assert (shipped / f"{icon_of(kind)}.svg").is_file(), kind


def test_what_is_signed_is_found_under_agreements(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = valley_session(tmp_path)
    valley.play_until(live, 1)
    assert live.sign("north", "ceasefire")
    assert live.take_back_signature("north", "ceasefire")
    assert live.close_signing()
    panel = LogPanel(theme, live.exercise)
    qtbot.addWidget(panel)
    panel.show_entries(live.history.entries)
    panel.kind.setCurrentIndex(list(KINDS).index("Agreements"))
    told = [panel.model.title(panel.model.entry_at(k).seq - 1) for k in range(panel.model.rowCount())]
    assert len(told) == 3
    assert told[2] == "Signing closed"
