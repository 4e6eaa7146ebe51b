"""The languages of the program: which there are, which is spoken, and what a file of translations may spoil."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import live_session
from wargame import paths
from wargame.cli import phrases
from wargame.desktop import app, guide_pages, languages
from wargame.desktop.actions import MENUS
from wargame.desktop.guide import Guide
from wargame.desktop.main_window import MainWindow
from wargame.desktop.preferences import Kept
from wargame.desktop.preferences_page import PreferencesPage
from wargame.desktop.style import Theme
from wargame.translation import say, say_count, speaking

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""
SWISS = HEAD + 'msgid "Preferences"\nmsgstr "Einstellungen"\n'


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    """Let no test leave another language behind: neither ours nor Qt's."""
    yield
    languages.take_up(qapp, "en")


def a_file(folder: Path, text: str, name: str = "fr.po") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


# -------------------------------------------------------------------------------------------------------------- which


@pytest.mark.parametrize(
    ("chosen", "system", "spoken"),
    [
        ("fr", ["de"], "fr"),
        ("en", ["fr"], "en"),
        ("", ["fr-CH", "fr", "en"], "fr"),
        ("", ["de", "fr"], "fr"),
        ("", ["en-GB", "en", "fr"], "en"),
        ("", ["de"], "en"),
        ("", [], "en"),
        ("xx", ["fr"], "en"),
    ],
)
def test_the_chosen_language_is_spoken_or_the_systems(chosen: str, system: list[str], spoken: str) -> None:
    assert languages.settled(chosen, ["fr", "pt-BR"], system) == spoken


def test_the_users_own_file_goes_before_ours(tmp_path: Path) -> None:
    own, ours = a_file(tmp_path / "own", HEAD), a_file(tmp_path / "ours", HEAD)
    a_file(tmp_path / "ours", HEAD, "pt_BR.po")
    a_file(tmp_path / "ours", HEAD, "notes.txt")
    a_file(tmp_path / "ours", HEAD, "no language.po")
    found = languages.offered(tmp_path / "own", tmp_path / "ours", tmp_path / "missing")
    assert found == {"fr": own, "pt-BR": ours.parent / "pt_BR.po"}


def test_a_language_is_called_what_it_calls_itself() -> None:
    assert [languages.own_name(code) for code in ("fr", "ko", "en", "xx-none")] == [
        "Français", "한국어", "English", "xx-none",
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- the files


def test_a_file_is_read_with_its_rule_of_several(tmp_path: Path) -> None:
    words = """msgid "{count} entry"
msgid_plural "{count} entries"
msgstr[0] "{count} entrée"
msgstr[1] "{count} entrées"
"""
    read = languages.read("fr", a_file(tmp_path, HEAD + words))
    assert (read.code, read.wrong) == ("fr", ())
    with speaking(read.catalogue):
        assert [say_count(n, "{count} entry", "{count} entries") for n in (0, 1, 2)] == [
            "0 entrée", "1 entrée", "2 entrées",
        ]  # fmt: skip


@pytest.mark.parametrize("spoilt", ["{whom} va", "{who} va {", "{who.name} va", "{0} va", "{} va"])
def test_what_would_break_a_sentence_stays_in_english_and_is_named(tmp_path: Path, spoilt: str) -> None:
    text = f'{HEAD}msgid "{{who}} orders"\nmsgstr "{spoilt}"\n\nmsgid "Held"\nmsgstr "Retenu"\n'
    read = languages.read("fr", a_file(tmp_path, text))
    assert len(read.wrong) == 1
    assert "fr.po, line 6: " in read.wrong[0]
    with speaking(read.catalogue):
        assert say("{who} orders", who="Kim") == "Kim orders"
        assert say("Held") == "Retenu"


@pytest.mark.parametrize(
    "text",
    [
        "msgid",
        'msgid "a\nmsgstr "b"',
        "\x00\x01\x02",
        "[]",
        HEAD.replace("n > 1", "__import__(1)"),
        HEAD.replace("n > 1", "n / 0"),
        HEAD.replace("UTF-8", "no-such"),
    ],
)
def test_a_file_that_is_none_is_named_and_english_is_spoken(tmp_path: Path, text: str) -> None:
    read = languages.read("fr", a_file(tmp_path, text))
    with speaking(read.catalogue):
        assert say("Held") == "Held"
    assert read.code == "fr" or "cannot be read" in read.wrong[0]


def test_a_file_in_another_encoding_or_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = a_file(tmp_path, "")
    file.write_bytes(HEAD.encode() + 'msgid "Held"\nmsgstr "gehört"\n'.encode("latin-1"))
    assert "cannot be read" in languages.read("fr", file).wrong[0]
    monkeypatch.setattr(languages, "LARGEST", 10)
    assert "too large" in languages.read("fr", file).wrong[0]


def test_a_language_that_is_gone_is_told(wargame_home: Path) -> None:
    heard = languages.spoken("tlh")
    assert (heard.code, heard.catalogue) == ("en", None)
    assert "“tlh”" in heard.wrong[0]


# --------------------------------------------------------------------------------------------------------- the window


def test_it_is_chosen_with_the_keyboard_and_kept(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "preferences.json")
    page = PreferencesPage(theme, kept, tmp_path, {}, (), {"en": "English", "fr": "Français"}, ("fr.po is odd.",))
    qtbot.addWidget(page)
    page.show()
    assert page.languages[""].isChecked()
    assert "fr.po is odd." in [label.text() for label in page.findChildren(QLabel)]
    page.languages["fr"].setFocus()
    with qtbot.waitSignal(kept.language_chosen):
        QTest.keyClick(page.languages["fr"], Qt.Key.Key_Space)
    assert Kept(tmp_path / "preferences.json").language == "fr"
    with qtbot.assertNotEmitted(kept.language_chosen):
        kept.choose_language("fr")


def test_choosing_it_makes_the_window_anew_with_the_session_that_was_open(
    qtbot: QtBot, qapp: QApplication, fonts: None, wargame_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run of the program: a session is open, the language is chosen, and the same session is there in it."""
    a_file(wargame_home / "translations", SWISS, "de.po")
    live = live_session(tmp_path)
    assert live.path is not None
    live.close()
    monkeypatch.setattr(app, "QApplication", lambda _words: qapp)
    monkeypatch.setattr(app, "MainWindow", lambda theme, kept: MainWindow(theme, kept, tuple))  # no exercises to check
    seen: list[tuple[str, Path | None]] = []

    def windows() -> list[MainWindow]:
        return [window for window in qapp.topLevelWidgets() if isinstance(window, MainWindow) and window.isVisible()]

    def look() -> None:
        (window,) = windows()
        if window.live is None:
            QTimer.singleShot(20, look)
            return
        seen.append((say("Preferences"), window.live.path))
        window.aside.show_preferences()
        page = window.centralWidget().findChild(PreferencesPage)
        if len(seen) == 1:
            page.languages["de"].click()
            QTimer.singleShot(20, look_again)
        else:
            window.close()

    def look_again() -> None:
        if windows() and len(seen) == 1 and say("Preferences") == "Einstellungen":
            look()
        else:
            QTimer.singleShot(20, look_again)

    QTimer.singleShot(20, look)
    assert app.run([str(live.path)]) == 0
    assert seen == [("Preferences", live.path), ("Einstellungen", live.path)]


# ----------------------------------------------------------------------------------------------------------- the guide


def a_guide(folder: Path) -> Path:
    (folder / "fr").mkdir(parents=True)
    (folder / "wall.md").write_text("# The wall\n\n**Scenes.** A.\n\n## Keys\n\nB.\n", encoding="utf-8")
    (folder / "authors.md").write_text("# For authors\n\n**Rules.** C.\n", encoding="utf-8")
    (folder / "fr" / "wall.md").write_text("# Écran\n\n**Tableaux.** A.\n\n## Touches\n\nB.\n", encoding="utf-8")
    return folder


def test_the_guide_is_read_in_the_language_as_far_as_it_is_translated(tmp_path: Path) -> None:
    folder = a_guide(tmp_path / "guide")
    with speaking(None, "fr"):
        assert guide_pages.chapters(folder) == (("wall", "Écran"), ("authors", "For authors"))
        assert guide_pages.sections(folder, "wall") == ("Tableaux.", "Touches")
        assert guide_pages.section_spoken(folder, "wall", "Scenes.") == "Tableaux."
        assert guide_pages.section_spoken(folder, "wall", "Touches") == "Touches"
        assert guide_pages.section_spoken(folder, "authors", "Rules.") == "Rules."
    assert guide_pages.chapters(folder) == (("wall", "The wall"), ("authors", "For authors"))


def test_help_goes_to_the_same_place_in_another_language(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with speaking(None, "fr"):
        guide = Guide(theme, a_guide(tmp_path / "guide"), "wall", "Keys")
    qtbot.addWidget(guide)
    assert guide.chapters["wall"].text() == "Écran"
    assert guide.view._section == "Touches"


GUIDE = paths.shipped("resources") / "guide"
TRANSLATED = [file for folder in sorted(GUIDE.iterdir()) if folder.is_dir() for file in sorted(folder.glob("*.md"))]


@pytest.mark.parametrize("file", TRANSLATED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_chapter_says_the_same_in_every_language(file: Path) -> None:
    """The same sections one after the other, the same commands and files, the same links, as many paragraphs."""
    english = (GUIDE / file.name).read_text(encoding="utf-8")
    other = file.read_text(encoding="utf-8")
    assert len(guide_pages._sections(file)) == len(guide_pages._sections(GUIDE / file.name))
    for what in (r"`[^`]+`", r"\]\([^)]*\)", r"^#+ ", r"^(?:\d+\.|\*) ", r"\n\n"):
        found = [sorted(re.findall(what, text, re.MULTILINE)) for text in (english, other)]
        assert found[0] == found[1], what


SHIPPED = languages.offered(paths.shipped("resources") / "translations")


@pytest.mark.parametrize("code", SHIPPED)
def test_a_language_that_came_with_the_program_is_whole(code: str) -> None:
    """Everything is translated, nothing is left over, every value and every Alt letter is in its translation."""
    said = phrases.gathered()
    assert languages.read(code, SHIPPED[code]).wrong == ()
    entries = {(one.msgctxt or "", one.msgid): one for one in polib.pofile(str(SHIPPED[code])) if not one.obsolete}
    assert sorted(entries.keys() ^ said.keys()) == [], f"{code}: renew it with `wargame translate {code}`"
    assert [one.msgid for one in entries.values() if not one.translated()] == []
    for one in entries.values():
        several = {} if not one.msgid_plural else one.msgstr_plural
        pairs = [(one.msgid_plural if number else one.msgid, words) for number, words in several.items()]
        for english, words in pairs or [(one.msgid, one.msgstr)]:
            assert fields(words) == fields(english), words
            assert len(letters(words)) == len(letters(english)), words
            assert all(letter.isascii() and letter.isalnum() for letter in letters(words)), words
            assert (words[:1] == " ", words[-1:] == " ") == (english[:1] == " ", english[-1:] == " "), words


@pytest.mark.parametrize("code", SHIPPED)
def test_no_letter_means_two_things_in_a_menu(code: str) -> None:
    with speaking(languages.read(code, SHIPPED[code]).catalogue, code):
        menus = [[say(title) for title, _ in MENUS]]
        menus += [[say(command.words) for command in commands if command.words] for _, commands in MENUS]
    for words in menus:
        pressed = [letters(one.lower()) for one in words if "&" in one]
        assert len(pressed) == len({tuple(one) for one in pressed}), words


def fields(words: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", words))


def letters(words: str) -> list[str]:
    """The letters that Alt presses."""
    return re.findall(r"&(.)", words.replace("&&", ""))
