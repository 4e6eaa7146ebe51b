"""Keys as they are shown: in English letter for letter as they are written here, in other languages as Qt says them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wargame.desktop import key_names, text
from wargame.desktop.actions import MENUS, OWN_KEYS, keys_table
from wargame.desktop.note_list import STAMPS
from wargame.desktop.wall_scenes import CHOICES

WRITTEN = [
    *(command.keys for _title, commands in MENUS for command in commands if command.keys),
    *(keys for _words, keys in OWN_KEYS),
    *STAMPS.values(),
    *(choice.key for choice in CHOICES),
]


@pytest.fixture
def french(qapp: QApplication) -> Iterator[None]:
    said = QTranslator()
    assert said.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qapp.installTranslator(said)
    yield
    qapp.removeTranslator(said)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("keys", WRITTEN)
def test_english_shows_keys_as_they_are_written(keys: str) -> None:
    assert key_names.shown(keys) == keys


@pytest.mark.usefixtures("french")
def test_another_language_names_keys_as_its_menus_do(qtbot: QtBot) -> None:
    assert key_names.shown("Ctrl+Shift+N") == "Ctrl+Maj+N"
    assert key_names.shown("↑ ↓; Shift+F5, Esc") == "↑ ↓; Maj+F5, Échap"
    assert key_names.shown("Ctrl+1 … 9") == "Ctrl+1 … 9"
    assert "Ctrl+Maj+N" in {keys for _title, lines in keys_table() for _words, keys in lines}
    chip = text.label("Shift+F5", "key")
    qtbot.addWidget(chip)
    assert chip.text() == "Maj+F5"
