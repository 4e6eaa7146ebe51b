"""Installed from a wheel, editable, or run from the checkout: the program finds what it ships with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = ["pyproject.toml", "README.md", "LICENSE", "wargame", "resources", "exercises", "tests/conftest.py"]

ASK = """
from wargame import paths
print(paths.shipped("resources"))
print(paths.shipped("exercises"))
print(",".join(folder.name for folder in paths.exercises()))
"""


def build(source: Path, kind: str, into: Path) -> Path:
    """Build "wheel", "editable" or "sdist" with the pinned backend: nothing is fetched."""
    code = f"import hatchling.build as backend; print(backend.build_{kind}({str(into)!r}))"
    result = subprocess.run([sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return into / result.stdout.split()[-1]


def install(wheel: Path, into: Path) -> Path:
    """Install a wheel as users do, without its dependencies: these are in the environment that runs the tests."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-qq",
        "--no-deps",
        "--no-index",
        "--no-compile",
        "--target",
        str(into),
    ]
    result = subprocess.run([*command, str(wheel)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return into


def ask(code: str, *search: Path, cwd: Path) -> list[str]:
    """Run code in a Python that sees the given folders first and no checkout of ours."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(folder) for folder in search)}
    # Not the working folder, and no editable installation of this checkout.
    program = f"import sys; sys.path[:] = [p for p in sys.path if p and p != {str(ROOT)!r}]\n{code}"
    result = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout as git would give it, with a few things lying about that must not be packed."""
    root = tmp_path_factory.mktemp("source") / "checkout"
    root.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (root / part).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / part, root / part)
    for stray in (".venv/lib/stray.py", "old.wargame", "notes/secret.md"):
        (root / stray).parent.mkdir(parents=True, exist_ok=True)
        (root / stray).write_text("stray", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(source, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel was installed."""
    return install(wheel, tmp_path_factory.mktemp("installed") / "site-packages")


def test_an_installed_wheel_finds_what_it_ships_with(installed: Path, tmp_path: Path) -> None:
    # A stranger's package may own this name.
    (installed / "exercises" / "stranger").mkdir(parents=True)

    resources, exercises, names = ask(ASK, installed, cwd=tmp_path)

    assert Path(resources) == installed / "wargame" / "shipped" / "resources"
    assert Path(exercises) == installed / "wargame" / "shipped" / "exercises"
    assert names.split(",") == sorted(folder.parent.name for folder in (ROOT / "exercises").glob("*/scenario.yaml"))


def test_an_editable_installation_finds_the_checkout_and_copies_nothing(source: Path, tmp_path: Path) -> None:
    home = install(build(source, "editable", tmp_path), tmp_path / "site-packages")
    links = [Path(path.read_text(encoding="utf-8").strip()) for path in home.glob("*.pth")]

    resources, exercises, _ = ask(ASK, *links, cwd=tmp_path)

    assert links == [source]
    assert not list(home.rglob("*.svg"))
    assert (Path(resources), Path(exercises)) == (source / "resources", source / "exercises")


def test_the_wheel_holds_all_of_it_and_nothing_else(wheel: Path, source: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        entry = archive.read(next(name for name in archive.namelist() if name.endswith("entry_points.txt"))).decode()
        licences = [name for name in archive.namelist() if "LICENSE" in name]
    code = {path.relative_to(source).as_posix() for path in (source / "wargame").rglob("*.py")}
    data = {
        f"wargame/shipped/{path.relative_to(source).as_posix()}"
        for folder in ("resources", "exercises")
        for path in (source / folder).rglob("*")
        if path.is_file()
    }

    assert packed == code | data
    assert "wargame = wargame.cli.main:main" in entry
    assert {name.split("/", 1)[1] for name in licences} >= {
        "licenses/LICENSE",
        "shipped/resources/fonts/LICENSE",
        "shipped/resources/icons/LICENSE",
    }


def test_the_source_archive_holds_no_strays(source: Path, tmp_path: Path) -> None:
    with tarfile.open(build(source, "sdist", tmp_path)) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}

    assert {"wargame/paths.py", "resources/fonts/LICENSE", "tests/conftest.py", "README.md", "LICENSE"} <= names
    assert not [name for name in names if "stray" in name or name.endswith((".wargame", "secret.md"))]


def test_the_installed_command_answers_from_any_folder(installed: Path, tmp_path: Path) -> None:
    code = "import sys; from wargame.cli.main import main; sys.exit(main(['--version']))"

    assert ask(code, installed, cwd=tmp_path)[0].startswith("wargame ")


def test_tests_are_refused_in_an_installed_program(installed: Path, tmp_path: Path) -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1]); from wargame.cli.main import main; sys.exit(main(['test']))"
    result = subprocess.run(
        [sys.executable, "-P", "-c", code, str(installed)], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert result.returncode != 0
    assert "checkout" in result.stderr
    assert "Traceback" not in result.stderr
