"""`wargame translate` writes what translators need, and keeps what they have done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import Said
from wargame.cli import phrases

Give = Callable[..., Said]


def test_every_phrase_is_in_the_file(wargame: Give, wargame_home: Path) -> None:
    told = wargame("translate", "ko")
    file = wargame_home / "translations" / "ko.po"
    assert told.code == 0
    assert str(file) in told.out
    assert " 0 of " in told.out
    entries = polib.pofile(str(file))
    assert {(one.msgctxt or "", one.msgid) for one in entries} == set(phrases.gathered())
    assert all(one.occurrences for one in entries)


def test_what_is_translated_is_kept(wargame: Give, tmp_path: Path) -> None:
    file = tmp_path / "ko.po"
    wargame("translate", "ko", "--out", file)
    before = polib.pofile(str(file))
    counted = next(one for one in before if one.msgid_plural)
    before.find("Preferences").msgstr = "환경 설정"
    before.find("Preferences").tcomment = "checked"
    counted.msgstr_plural = {0: counted.msgid_plural}
    before.metadata["Plural-Forms"] = "nplurals=1; plural=0;"
    before.append(polib.POEntry(msgid="Said in an older version", msgstr="옛날"))
    before.append(polib.POEntry(msgid="Never translated"))
    before.save(str(file))

    told = wargame("translate", "ko", "--out", file)

    assert " 2 of " in told.out
    assert "1 is no longer said" in told.out
    after = polib.pofile(str(file))
    assert after.find("Preferences").msgstr == "환경 설정"
    assert after.find("Preferences").tcomment == "checked"
    assert after.find(counted.msgid).msgstr_plural == {0: counted.msgid_plural}
    assert after.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert [one.msgid for one in after.obsolete_entries()] == ["Said in an older version"]


def test_a_file_of_ours_is_the_beginning(wargame: Give, tmp_path: Path) -> None:
    file = tmp_path / "fr.po"
    assert wargame("translate", "fr", "--out", file).code == 0
    assert polib.pofile(str(file)).percent_translated() == 100


@pytest.mark.parametrize("code", ["", "French", "f", "../fr", "fr_FR.UTF-8"])
def test_what_is_no_code_of_a_language_is_refused(wargame: Give, code: str) -> None:
    told = wargame("translate", code)
    assert told.code == 2
    assert "`fr`" in told.err


def test_a_file_that_cannot_be_read_is_left_alone(wargame: Give, tmp_path: Path) -> None:
    file = tmp_path / "ko.po"
    file.write_text('msgid "a\nmsgstr', encoding="utf-8")
    told = wargame("translate", "ko", "--out", file)
    assert told.code == 1
    assert "cannot be renewed" in told.err
    assert file.read_text(encoding="utf-8") == 'msgid "a\nmsgstr'
