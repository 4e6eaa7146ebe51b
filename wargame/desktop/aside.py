"""The pages beside the work: guide, briefings, keys, preferences, about. Each is made when it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import wargame
from wargame import paths
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.preferences import Kept
    from wargame.desktop.style import Theme


class Aside:
    """Makes these pages and hands them to the window."""

    def __init__(self, theme: Theme, kept: Kept, show: Callable[[QWidget], None], back: Callable[[], None]) -> None:
        """`show` puts a page on the screen, `back` returns to the page before it."""
        self._theme = theme
        self._kept = kept
        self._show = show
        self._back = back

    def show_guide(self, chapter: str = "facilitator", section: str = "") -> None:
        """Show the user guide at a chapter, and of that at a section."""
        from wargame.desktop.guide import Guide  # noqa: PLC0415 -- no page is loaded before it is wanted

        guide = Guide(self._theme, paths.shipped("resources") / "guide", chapter, section)
        guide.closed.connect(self._back)
        self._show(guide)

    def show_guide_about(self, widget: QWidget | None) -> None:
        """Show the page of the guide about the panel that a widget is in."""
        from wargame.desktop.guide_pages import page_of  # noqa: PLC0415 -- the same

        self.show_guide(*page_of(widget))

    def show_preferences(self) -> None:
        """Show what can be chosen about the program."""
        from wargame.desktop import languages  # noqa: PLC0415 -- the same
        from wargame.desktop.label_packs import folders, shelf  # noqa: PLC0415 -- the same
        from wargame.desktop.preferences_page import PreferencesPage  # noqa: PLC0415 -- the same

        spoken, untold = languages.known(), languages.untold()
        page = PreferencesPage(self._theme, self._kept, paths.user_data(), *shelf(*folders()), spoken, untold)
        page.closed.connect(self._back)
        self._show(page)

    def change_shade(self) -> None:
        """Change between light and dark."""
        self._kept.choose("light" if self._theme.dark else "dark")

    def show_briefings(self, live: LiveSession) -> None:
        """Show the facilitator all briefings, one below the other."""
        view = live.white_cell_view()
        self._show_text(say("Briefings"), "\n\n".join(text for _audience, text in view.briefings))

    def show_print_kit(self, live: LiveSession) -> None:
        """Show the documents of the session for paper."""
        from wargame.desktop import wall_settings  # noqa: PLC0415 -- the same
        from wargame.desktop.print_kit import PrintKit  # noqa: PLC0415 -- the same

        page = PrintKit(self._theme, live.exercise, live.session, wall_settings.kept(live).marking)
        page.closed.connect(self._back)
        self._show(page)

    def show_keys(self) -> None:
        """Show every key of the program."""
        from wargame.desktop.key_card import KeyCard  # noqa: PLC0415 -- the same

        page = KeyCard(self._theme)
        page.closed.connect(self._back)
        self._show(page)

    def show_about(self) -> None:
        """Show what the program is, and its version."""
        about = say(
            "A desktop program for tabletop exercises and policy wargames:"
            " run them live, adjudicate by rulebook, review them."
        )
        alone = say("Nothing leaves this computer.")
        self._show_text(say("About"), f"# wargame {wargame.__version__}\n\n{about}\n\n{alone}")

    def open_exercises(self) -> None:
        """Open the folder for the user's own exercises in the file manager, made when it is missing."""
        from PySide6.QtCore import QUrl  # noqa: PLC0415 -- the same
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415 -- the same

        folder = paths.user_exercises()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            sentence = say("{folder} cannot be made: {reason}.", folder=folder, reason=error.strerror or error)
            self._show_text(say("My exercises"), sentence)
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _show_text(self, title: str, markdown: str) -> None:
        from wargame.desktop.participant.briefing import Briefing  # noqa: PLC0415 -- the same

        page = Briefing(self._theme, title, markdown, say("&Back"))
        page.closed.connect(self._back)
        self._show(page)
