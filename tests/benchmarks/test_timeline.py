"""A frame of the timeline with bars of agreements against a blank one, at 100,000 entries and every zoom.

Both are measured side by side in one run.

A frame is a change (a step of scrolling, a step of zooming) and the repaint of
everything that it touches. The blank view is the same view, scrolled and zoomed
in the same way, that fills its ground in one colour. Processor time is
compared, and the best of several frames, so that other programs do not count.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Limits

AT_MOST = 6.0
"""A frame may take this many times as long as a blank one."""
MOST_MEMORY = 15.0
"""MiB that the view may add for 100,000 entries."""
ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import gc, json, statistics, sys, time
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from wargame import paths
from wargame.desktop import style
from wargame.desktop.facilitator.lanes import Lane
from wargame.desktop.facilitator.timeline_view import TimelineView
from wargame.review.bars import Bar
from wargame.review.timeline import Row

ENTRIES, TURNS, FRAMES, ZOOMS = int(sys.argv[1]), 8, int(sys.argv[2]), int(sys.argv[3])
app = QApplication([])
style.load_fonts(paths.shipped("resources"))
theme = style.Theme(paths.shipped("resources"))
style.apply(app, theme)
lanes = [Lane("injects", "Injects", icon="newspaper")]
lanes += [Lane(f"a{k}", f"Actor {k}", k, f"A{k}") for k in range(4)]
lanes += [Lane("rules", "Rules", icon="book-open")]
titles = ["Reach out to the other side", "Offer liaison offices", "Pause a large exercise", "Engine test", "A letter"]
marks = ["success", "partial", "failure", "adjusted", ""]


def rows(count):
    return tuple(
        Row(k + 1, 1 + k * TURNS // count, lanes[k * 7 % 6].id, "ruling", titles[k % 5], marks[k % 5])
        for k in range(count)
    )


def bars(count):
    # Eight agreements, each in force, then suspended, then on the table again, all through the log.
    found, kinds = [], ("in force", "suspended", "offered")
    for k in range(24):
        start, end = 1 + k // 8 * count // 3, (k // 8 + 1) * count // 3
        turn, last = 1 + (start - 1) * TURNS // count, 1 + (end - 1) * TURNS // count
        name = f"Agreement {k % 8}"
        found.append(Bar(name, name, kinds[k % 3], start, turn, end, last, detail="relief none (0), sites two (2)"))
    return tuple(found)


def resident():
    gc.collect()
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * 4 / 1024


class Blank(TimelineView):
    def paintEvent(self, _event):
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("surface"))
        painter.end()


def shown(kind, entries):
    view = kind(theme, lanes, TURNS)
    view.resize(1280, 720)
    view.show()
    app.processEvents()
    view.show_rows(entries, TURNS // 2, bars(len(entries)))
    app.processEvents()
    view.viewport().repaint()
    return view


def frame(view, change):
    started = time.thread_time_ns()
    change()
    view.viewport().repaint()
    return (time.thread_time_ns() - started) / 1e6


# What the program has loaded and made anyway, once a session is open, is not the view's.
import numpy
shown(TimelineView, rows(60)).close()
entries = rows(ENTRIES)
before = resident()
view = shown(TimelineView, entries)
found = {"scroll": [], "zoom": []}
for k in range(40):
    view.set_zoom(view.largest_zoom() ** (k / 39))
    view.viewport().repaint()
memory = resident() - before
blank = shown(Blank, entries)
steps = [view.largest_zoom() ** (k / (ZOOMS - 1)) for k in range(ZOOMS)]
for zoom in steps:
    pairs = {"scroll": [], "zoom": []}
    for one in (view, blank):
        one.set_zoom(zoom)
        app.processEvents()
    for k in range(FRAMES):
        for name in pairs:
            times = []
            for one in (view, blank):
                bar = one.horizontalScrollBar()
                if name == "scroll":
                    times.append(frame(one, lambda: bar.setValue(bar.value() + (30 if k % 2 else -30))))
                else:
                    times.append(frame(one, lambda: one.set_zoom(zoom * (1.01 if k % 2 else 1.0))))
            pairs[name].append(times)
    for name, times in pairs.items():
        ours, theirs = (min(column) for column in zip(*times))
        found[name].append((round(zoom, 1), ours, theirs))
print(json.dumps({"memory": memory, **found}))
"""


def measured(entries: int, frames: int, zooms: int) -> dict[str, object]:
    """Return what a fresh Python measures: frames in milliseconds, and the memory that was added."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SCRIPT, str(entries), str(frames), str(zooms)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc, which only Linux has")
def test_a_frame_of_the_timeline(limits: Limits, capsys: pytest.CaptureFixture[str]) -> None:
    entries = 100_000
    found = measured(entries, limits.times(21, 3), limits.times(14, 6))
    lines, worst = [], 0.0
    for name in ("scroll", "zoom"):
        for zoom, ours, blank in found[name]:  # type: ignore[attr-defined]
            worst = max(worst, ours / blank)
            lines.append(f"{name:>6} at {zoom:>7}x: {ours:5.2f} ms, {ours / blank:4.1f} x a blank frame")
    times = [ours for name in ("scroll", "zoom") for _, ours, _ in found[name]]  # type: ignore[attr-defined]
    with capsys.disabled():
        if limits.bind:
            print("\n" + "\n".join(lines))  # noqa: T201 -- the measurement
        told = f"{statistics.median(times):.1f} ms a frame, at most {worst:.1f} x a blank one"
        print(f"\ntimeline at {entries:,} entries: {told}; {found['memory']:.1f} MiB added")  # noqa: T201 -- the same
    limits.at_most(worst, AT_MOST, "a frame against a blank one")
    assert found["memory"] <= MOST_MEMORY  # type: ignore[operator]
