"""`wargame test`: in a checkout, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_main import python
from wargame import bootstrap
from wargame.cli import tests

RUN = "import sys; from wargame.cli.main import main; sys.exit(main(['test', *sys.argv[1:]]))"
QUIETLY = ("-p", "no:cacheprovider")


def test_tests_run_in_a_checkout_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", str(tmp_path))

    with pytest.raises(SystemExit) as left:
        tests.run([])

    assert left.value.code == bootstrap.UNAVAILABLE
    assert "in a checkout" in capsys.readouterr().err


def test_arguments_and_exit_code_of_the_tests_are_passed_on() -> None:
    assert python(RUN, "tests/test_paths.py", "--collect-only", "-q", *QUIETLY).returncode == 0
    assert python(RUN, "tests/no_such_file.py", *QUIETLY).returncode == 4
