"""Whatever an author or a participant writes is shown as it is written, and nothing is loaded for it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from wargame import paths
from wargame.desktop import markdown, text
from wargame.desktop.style import Theme

HOSTILE = (
    '<img src="/dev/zero">',
    "<b>bold</b> & <script>x</script>",
    "<table><tr><td>" * 20,
    "![x](file:///etc/passwd)",
    '<a href="file:///etc/passwd">a link</a>',
)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_label_shows_what_is_written(qtbot: QtBot, theme: Theme, words: str) -> None:
    for made in (text.label(words), text.label(words, wrap=True), text.elided(words)):
        qtbot.addWidget(made)
        assert made.textFormat() == Qt.TextFormat.PlainText
        assert (
            made.text() in (words, words[:1])
            or made.text().endswith("…")
            or made.full_text() == " ".join(words.split())
        )


@pytest.mark.parametrize("words", HOSTILE)
def test_a_tool_tip_shows_what_is_written(qtbot: QtBot, theme: Theme, words: str) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    text.tooltip(widget, words)
    shown = QTextDocument()
    shown.setHtml(widget.toolTip())
    assert shown.toPlainText() == words


def test_no_text_is_no_tool_tip(qtbot: QtBot, theme: Theme) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    text.tooltip(widget, "x")
    text.tooltip(widget, "")
    assert widget.toolTip() == ""


def test_markdown_is_read_without_html(qtbot: QtBot, theme: Theme) -> None:
    view = text.markdown_view("# Title\n\nA **word** and <b>tags</b>\n\n<script>alert(1)</script>\n\n* one\n* two")
    qtbot.addWidget(view)
    assert view.toPlainText().splitlines()[0] == "Title"
    assert "<b>tags</b>" in view.toPlainText()
    assert "<script>" in view.toPlainText()
    assert "**" not in view.toPlainText()


def test_a_picture_named_in_markdown_is_not_loaded(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    picture = tmp_path / "large.png"
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(picture))
    view = text.markdown_view(f"![x]({picture})")
    view.resize(500, 500)
    qtbot.addWidget(view)
    view.show()
    assert view.document().size().height() < 100, "the picture takes no room, so it was not read"
    answer = view.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl.fromLocalFile(str(picture)))
    assert answer.isNull()
    answer = view.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl("file:///etc/passwd"))
    assert answer.isNull()


def test_a_device_named_in_markdown_does_not_hang(qtbot: QtBot, theme: Theme) -> None:
    view = text.markdown_view("![x](/dev/zero) ![y](file:///dev/zero)")
    qtbot.addWidget(view)
    view.show()
    view.grab()


def test_a_link_is_not_followed(qtbot: QtBot, theme: Theme) -> None:
    view = text.markdown_view("[away](file:///etc/passwd)")
    qtbot.addWidget(view)
    before = view.toPlainText()
    view.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert not view.openLinks()
    assert view.toPlainText() == before


@pytest.mark.parametrize(
    "bomb",
    [
        "x" * 1_000_000,
        ">" * 5_000 + " deep",
        "\n".join("|" + "a|" * 300 for _ in range(300)),
        "\n".join("a|" * 300 for _ in range(300)),
        "* " * 5_000,
        "[" * 20_000,
        "`" * 20_000,
    ],
    ids=["word", "quotes", "table", "bare table", "lists", "brackets", "ticks"],
)
def test_markdown_that_is_hard_to_lay_out_is_bounded(qtbot: QtBot, theme: Theme, bomb: str) -> None:
    view = text.markdown_view()
    qtbot.addWidget(view)
    view.resize(600, 400)
    started = time.process_time()
    view.show_markdown(bomb)
    view.grab()
    assert time.process_time() - started < 30  # a second or two; without the bound, for ever


def test_a_text_that_is_cut_off_says_so() -> None:
    assert "too long" in markdown.prepared("word " * 10_000)
    assert "too long" not in markdown.prepared("word")


@pytest.mark.parametrize("code", ["    one\n    two\n    three", "```yaml\none\ntwo\nthree\n```"])
def test_lines_of_code_stand_close_and_apart_from_what_follows(qtbot: QtBot, theme: Theme, code: str) -> None:
    view = text.markdown_view(f"before\n\n{code}\n\nafter\n\nand after")
    qtbot.addWidget(view)
    document = view.document()
    looks = {
        block.text(): block.blockFormat() for block in map(document.findBlockByNumber, range(document.blockCount()))
    }
    assert [looks[line].bottomMargin() for line in ("before", "one", "two", "three", "after")] == [8, 0, 0, 8, 8]
    assert looks["one"].lineHeight() < looks["before"].lineHeight()


def test_headings_have_their_sizes_and_bullets_are_filled(qtbot: QtBot, theme: Theme) -> None:
    view = text.markdown_view("# One\n\n## Two\n\n### Three\n\ntext\n\n* bullet\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    qtbot.addWidget(view)
    view.ensurePolished()
    blocks = [view.document().findBlockByNumber(number) for number in range(4)]
    sizes = [block.charFormat().font().pixelSize() for block in blocks]
    cursor_sizes = []
    for block in blocks[:3]:
        cursor = view.textCursor()
        cursor.setPosition(block.position() + 1)
        cursor_sizes.append(cursor.charFormat().font().pixelSize())
    assert cursor_sizes == [20, 16, 14], sizes
    assert blocks[3].blockFormat().bottomMargin() > 0


def test_an_elided_label_ends_in_dots_and_keeps_its_words(qtbot: QtBot, theme: Theme) -> None:
    made = text.elided("A name that is far too long for the room there is")
    qtbot.addWidget(made)
    made.resize(100, 20)
    made.show()
    assert made.text().endswith("…")
    assert made.full_text().endswith("there is")
    assert "far too long" in made.toolTip()
    assert made.accessibleName() == made.full_text()


def test_a_wrapped_label_is_as_high_as_its_width_makes_it(qtbot: QtBot, theme: Theme) -> None:
    made = text.label("word " * 60, wrap=True)
    qtbot.addWidget(made)
    assert made.heightForWidth(200) > made.heightForWidth(600) > 0
    assert made.minimumSizeHint().height() < made.heightForWidth(200)


def test_section_headings_are_read_out_in_ordinary_letters(qtbot: QtBot, theme: Theme) -> None:
    made = text.label("What we know", "section")
    qtbot.addWidget(made)
    assert made.text() == "WHAT WE KNOW"
    assert made.accessibleName() == "What we know"


@pytest.mark.parametrize(
    "word", ["QLabel(", "setToolTip(", "QMessageBox(", "QTextBrowser(", "QToolTip.showText(", "setHtml("]
)
def test_only_one_module_makes_texts(word: str) -> None:
    makers = {"text.py", "markdown.py", "paper.py"}  # paper: what the kit has escaped, in a document that loads nothing
    others = [path for path in (paths.PACKAGE / "desktop").rglob("*.py") if path.name not in makers]
    others = [path.name for path in others if word in path.read_text(encoding="utf-8")]
    assert others == []


def test_a_plain_label_is_the_qt_label_it_says(qtbot: QtBot, theme: Theme) -> None:
    made = text.label("x")
    qtbot.addWidget(made)
    assert isinstance(made, QLabel)
    assert made.property("role") == "body"
