"""The house's style is a test like the others: ruff's rules, ruff's format, mypy's strictness."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run_tool(*command: str) -> None:
    """Run a tool of this environment over the checkout; what it says is the message of the failing test."""
    result = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_ruff_finds_nothing() -> None:
    run_tool("ruff", "check", "--quiet", "--output-format=concise", "wargame", "tests")


def test_everything_is_formatted() -> None:
    run_tool("ruff", "format", "--check", "--output-format=concise", "wargame", "tests")


def test_every_type_is_right() -> None:
    run_tool("mypy", "--no-error-summary")
