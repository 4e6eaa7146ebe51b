"""Work that must not hold up the window: done in a thread, its result handed over in the window's own thread.

Python's collector works in whatever thread makes the next object, and a widget that it finds there is unmade in
the wrong one, which ends the program. So nothing is collected until the work is done.
"""

from __future__ import annotations

import gc
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")
_PATIENCE = 10.0
"""Seconds to wait at the end for work that cannot be stopped."""


class Background(QObject):
    """Runs work one piece after the other."""

    _back = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: list[Thread] = []
        self._stopped = False
        self._waiting = 0
        """Pieces of work whose result has not been handed over."""
        self._back.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do `work` in a thread, then call `then` with its result here. What `work` raises is raised here."""
        if self._stopped:
            return
        before = self._threads[-1] if self._threads else None

        def in_thread() -> None:
            if before is not None:
                before.join()
            if self._stopped:
                return
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 -- raised again where the crash handler sees it
                self._send(partial(_raise, error))
            else:
                self._send(partial(then, result))

        self._waiting += 1
        gc.disable()
        thread = Thread(target=in_thread, daemon=True, name="wargame-background")
        self._threads = [*(old for old in self._threads if old.is_alive()), thread]
        thread.start()

    def stop(self) -> None:
        """Begin nothing more, and wait for what is being done."""
        self._stopped = True
        for thread in self._threads:
            thread.join(_PATIENCE)
        if self._waiting and not any(thread.is_alive() for thread in self._threads):
            gc.enable()
        self._waiting = 0

    def _send(self, act: Callable[[], None]) -> None:
        if not self._stopped:
            self._back.emit(act)

    def _hand_over(self, act: Callable[[], None]) -> None:
        if self._stopped:
            return
        self._waiting -= 1
        if not self._waiting:
            for thread in self._threads:
                thread.join()  # it has sent its result, and ends
            gc.enable()
        act()


def _raise(error: Exception) -> None:
    raise error
