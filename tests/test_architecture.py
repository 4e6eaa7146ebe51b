"""The house keeps its shape: who may import what, how large things get, what they may be called.

`lint-imports` draws the big lines (pyproject.toml). A list of forbidden names can always be walked around, so the pure
rooms are also held to a list of what they MAY import. And every contract is broken here on purpose: one that cannot
fail is worth nothing.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "wargame"

PLAIN = {
    "__future__",
    "ast",
    "bisect",
    "collections",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime.date",
    "datetime.timedelta",
    "difflib",
    "enum",
    "fractions",
    "functools",
    "heapq",
    "itertools",
    "math",
    "operator",
    "re",
    "string",
    "textwrap",
    "types",
    "typing",
    "unicodedata",
}
MAY_IMPORT = {
    "exercise": PLAIN | {"numpy", "pydantic", "pydantic_core", "wargame.exercise", "wargame.translation", "yaml"},
    "referee": PLAIN | {"hashlib", "hmac", "numpy", "wargame.exercise", "wargame.referee", "wargame.translation"},
    "bootstrap.py": set(sys.stdlib_module_names),
    "__main__.py": {"sys", "wargame.bootstrap", "wargame.cli"},
    "paths.py": set(sys.stdlib_module_names),
    "translation.py": PLAIN,
}
"""Everything that may be imported in a room (or file), wherever in the module it happens."""

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
SAYS_NOTHING = {
    "base",
    "common",
    "core",
    "dialogs",
    "helper",
    "helpers",
    "lib",
    "manager",
    "misc",
    "models",
    "util",
    "utils",
}


def modules(*inside: str) -> list[str]:
    """The modules of the program, or of one room, as paths: "referee/dice.py"."""
    found = sorted(PACKAGE.joinpath(*inside).rglob("*.py"))
    return [path.relative_to(PACKAGE).as_posix() for path in found]


def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[str]:
    """Yield the full name of everything the module imports, wherever it does so."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports are absolute in this house"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("room", "allowed"), MAY_IMPORT.items(), ids=list(MAY_IMPORT))
def test_a_pure_room_imports_only_what_it_may(room: str, allowed: set[str]) -> None:
    where = [room] if room.endswith(".py") else modules(room)

    refused = [
        f"{module} imports {name}"
        for module in where
        for name in imports(module)
        if not any(name == home or name.startswith(f"{home}.") for home in allowed)
    ]

    assert refused == []


def test_heavy_readers_stay_with_the_texts() -> None:
    """pydantic and yaml read files; what is played and shown must start without them."""
    may = re.compile(r"exercise/(composer|yaml_words|reader|structure|leaves|languages|schema|shapes\w*)\.py")
    names = ("yaml", "pydantic", "pydantic_core")

    strays = [m for m in modules() if any(n.split(".")[0] in names for n in imports(m)) and not may.fullmatch(m)]

    assert strays == []


def test_modules_stay_short() -> None:
    long = {
        m: n for m in modules() if (n := len((PACKAGE / m).read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_functions_stay_short() -> None:
    long = [
        f"{module}:{node.lineno} {node.name}"
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_a_package_says_what_it_is_and_nothing_else() -> None:
    for module in modules():
        if module.endswith("/__init__.py"):
            body = tree(module).body
            assert len(body) == 1, module
            assert ast.get_docstring(tree(module)), module


def test_every_folder_is_a_package() -> None:
    folders = {(PACKAGE / module).parent for module in modules()}
    assert [folder.name for folder in folders if not (folder / "__init__.py").exists()] == []


def test_names_say_what_the_work_is() -> None:
    words = {part.removesuffix(".py") for module in modules() for part in module.split("/")}
    assert words & SAYS_NOTHING == set()


def test_no_exercise_is_ever_python() -> None:
    words = re.compile("korea|dprk|yongbyon", re.IGNORECASE)
    assert [m for m in modules() if words.search((PACKAGE / m).read_text(encoding="utf-8"))] == []


# --------------------------------------------------------------------------------------------------- the contracts

HOUSE = "The house is read from the top down"
BOOTSTRAP = "The bootstrap imports nothing of ours"
QT = "Only the desktop names Qt"
BELOW = "What lies below the desktop never reaches Qt, not even through others"
SQLITE = "Only the store knows SQLite"
PURE = "The rules are pure: no clock, no chance but the dice, no files, no threads"
FOLDERS = "The rules read no folders"
TEXTS = "The referee reads definitions, never texts"
REVIEW = "Reviewers read; only a conducted session writes"
SEATS = "What a participant and the room see comes from visibility alone"
VIEWS = "Audiences do not know one another; the main window introduces them"
CIRCLES = "No circles, at any depth"

BREAKS = [
    (HOUSE, "referee", "wargame.session.entries"),
    (HOUSE, "exercise", "wargame.referee.state"),
    (HOUSE, "review", "wargame.desktop.style"),
    (HOUSE, "desktop.home", "wargame.cli.main"),
    (BOOTSTRAP, "bootstrap", "wargame.paths"),
    (QT, "session", "PySide6.QtCore"),
    (QT, "cli", "PySide6.QtWidgets"),
    (QT, "paths", "shiboken6"),
    (BELOW, "review", "PySide6.QtGui"),
    (SQLITE, "session", "sqlite3"),
    (SQLITE, "desktop", "sqlite_utils"),
    (SQLITE, "cli", "sqlite3"),
    (PURE, "referee", "random"),
    (PURE, "referee", "time"),
    (PURE, "exercise", "pathlib"),
    (PURE, "exercise", "logging"),
    (FOLDERS, "exercise", "wargame.paths"),
    (TEXTS, "referee", "wargame.exercise.reader"),
    (TEXTS, "referee", "yaml"),
    (REVIEW, "review", "wargame.session.conduct"),
    (SEATS, "desktop.room", "wargame.session.entries"),
    (SEATS, "desktop.participant", "wargame.referee.state"),
    (SEATS, "desktop.participant", "wargame.desktop.live_session"),
    (SEATS, "desktop.room", "wargame.review.wording"),
    (VIEWS, "desktop.home", "wargame.desktop.reviewer"),
    (VIEWS, "desktop.participant", "wargame.desktop.facilitator"),
]
"""Contract, the place where a new module breaks it, and what that module imports."""


def lint_imports(root: Path) -> str:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    result = subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "400", "PATH": "", "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
    )
    return result.stdout + result.stderr


def test_the_house_keeps_its_contracts() -> None:
    said = lint_imports(PACKAGE.parent)

    assert re.search(r"Contracts: \d+ kept, 0 broken", said), said


def test_every_contract_is_broken_below() -> None:
    text = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    named = set(re.findall(r'^name = "(.+)"$', text.split("[tool.importlinter]")[1], re.MULTILINE))

    assert named == {contract for contract, _, _ in BREAKS} | {CIRCLES}


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy of the house in which everything is broken at once, each break in a new file."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copytree(PACKAGE, root / "wargame", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PACKAGE.parent / "pyproject.toml", root)
    for number, (_, place, target) in enumerate(BREAKS):
        _make_importable(root, target)
        home = root / "wargame" / place.replace(".", "/")
        line = f"import {target}\n"
        if home.is_dir():
            (home / f"break_{number}.py").write_text(line, encoding="utf-8")
        else:
            with home.with_suffix(".py").open("a", encoding="utf-8") as file:
                file.write(line)
    (root / "wargame" / "referee" / "hen.py").write_text("from wargame.referee import egg\n", encoding="utf-8")
    (root / "wargame" / "referee" / "egg.py").write_text(
        "def lay():\n    import wargame.referee.hen\n", encoding="utf-8"
    )
    return lint_imports(root)


def _make_importable(root: Path, target: str) -> None:
    """Make the module there if nobody has written it yet: what is tested is the contract, not the module."""
    path = root.joinpath(*target.split("."))
    if target.startswith("wargame.") and not path.is_dir():
        path.with_suffix(".py").touch()


def section(said: str, contract: str) -> str:
    """Return what was said of one broken contract."""
    details = said.split("Broken contracts", 1)[-1]
    match = re.search(rf"^{re.escape(contract)}\n-+\n(.*?)(?=^\S[^\n]*\n---|\Z)", details, re.MULTILINE | re.DOTALL)
    assert match, f"not reported as broken: {contract}\n{said}"
    return match.group(1)


@pytest.mark.parametrize(
    ("number", "break_"), list(enumerate(BREAKS)), ids=[f"{place}-{target}" for _, place, target in BREAKS]
)
def test_every_break_is_reported(number: int, break_: tuple[str, str, str], broken_house: str) -> None:
    contract, place, target = break_
    importer = f"wargame.{place}" if place in {"bootstrap", "paths"} else f"wargame.{place}.break_{number}"
    imported = target if target.startswith("wargame") else target.split(".")[0]

    assert re.search(rf"{re.escape(importer)}\s+->\s+{re.escape(imported)}\b", section(broken_house, contract))


def test_circles_are_reported(broken_house: str) -> None:
    said = section(broken_house, CIRCLES)
    assert "hen" in said
    assert "egg" in said


def test_a_new_room_has_to_be_declared(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "wargame", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PACKAGE.parent / "pyproject.toml", tmp_path)
    (tmp_path / "wargame" / "attic.py").write_text("ANSWER = 42\n", encoding="utf-8")

    assert "attic" in section(lint_imports(tmp_path), HOUSE)
