"""The small exercises are good ones: nothing is wrong with them, and what their plays say comes true."""

from __future__ import annotations

import json

import pytest

from tests.proofs.folders import FOLDERS
from wargame.cli.main import main


@pytest.mark.parametrize("name", ["arms_race", "hidden_choice", "everything"])
def test_nothing_is_wrong_with_it(name: str, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(FOLDERS / name), "--json"]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert said == [{"kind": "end", "exercise": name, "errors": 0, "warnings": 0, "plays": 1}]
    assert (FOLDERS / name / "README.md").read_text(encoding="utf-8").startswith("# ")
