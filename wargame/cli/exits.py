"""What a command tells the shell when it is done. The guide's chapter on commands lists the same numbers."""

from __future__ import annotations

from wargame import bootstrap

WRONG = 1
"""It was done, and something is wrong with what was looked at."""
USAGE = 2
"""The command cannot be understood, or there is no such file, name or number."""
STOPPED = 130
"""What a shell gives a program that was stopped with Ctrl+C."""
PIPE_CLOSED = 141
"""The same for one whose reader has gone (`| head`)."""
UNAVAILABLE = bootstrap.UNAVAILABLE
"""The machine lacks something: a display, a library, room on the disk."""
