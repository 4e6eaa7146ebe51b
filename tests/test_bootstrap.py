"""The first command on a new machine: what it does, and what it says when something is missing."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from wargame import bootstrap

ROOT = Path(__file__).resolve().parent.parent

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux displays and packages")


def run_program(code: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python with our package on a machine without a display, unless the settings name one."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY", "WAYLAND"))}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean | settings, capture_output=True, text=True, check=False
    )


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Collect the commands that would have been run; each of them succeeds."""
    commands: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", lambda command, **_: commands.append(command) or 0)
    return commands


@pytest.fixture
def checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A checkout of its own, with pins and no environment yet."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "requirements.txt").write_text("numpy==1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", str(tmp_path))
    monkeypatch.setattr(bootstrap, "PINS", str(tmp_path / ".ci" / "requirements.txt"))
    monkeypatch.setattr(bootstrap, "PROJECT", str(tmp_path / "pyproject.toml"))
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", str(tmp_path / ".venv"))
    monkeypatch.setattr(bootstrap, "STAMP", str(tmp_path / ".venv" / "wargame-pins.txt"))
    return tmp_path


def an_environment(checkout: Path) -> Path:
    """Make something that looks like an environment, and return its site-packages."""
    python = Path(bootstrap.environment_python())
    python.parent.mkdir(parents=True)
    python.touch()
    packages = checkout / ".venv" / "lib" / "python3.11" / "site-packages"
    if os.name == "nt":
        packages = checkout / ".venv" / "Lib" / "site-packages"
    (packages / "numpy-1.dist-info").mkdir(parents=True)
    return packages


# ------------------------------------------------------------------------------------------------ old Pythons


@pytest.mark.parametrize("name", ["bootstrap.py", "__main__.py", "__init__.py"])
def test_an_old_python_can_read_what_it_has_to_say(name: str) -> None:
    source = (ROOT / "wargame" / name).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))

    futures = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert futures == []


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 15, 0)])
def test_a_python_that_will_not_do_is_refused_with_the_one_to_use(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = ".".join(map(str, version))
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(sys, "version", f"{written} (somewhere)")
    monkeypatch.setattr(bootstrap, "fitting_pythons", lambda: ["python3.12"])

    with pytest.raises(SystemExit) as left:
        bootstrap.prepare([])

    assert left.value.code == bootstrap.UNAVAILABLE
    expected = f"wargame: Python 3.11 to 3.14 is needed, and this is Python {written}; try: python3.12 -m wargame\n"
    assert capsys.readouterr().err == expected


def test_where_there_is_no_other_python_one_is_asked_for() -> None:
    assert bootstrap.unfit("3.9.2", []).endswith("install Python 3.11 to 3.14 and try again.")


def test_the_pythons_accepted_are_those_the_project_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    newest = bootstrap.NEWEST_PYTHON[1]
    assert declared == f">=3.{bootstrap.OLDEST_PYTHON[1]},<3.{newest + 1}"


# ------------------------------------------------------------------------------------------- display and libraries


@pytest.mark.parametrize(
    ("argv", "needs"),
    [
        ([], "window"),
        (["window"], "window"),
        (["old.wargame"], "window"),
        (["--help"], "nothing"),
        (["--version"], "nothing"),
        (["window", "--help"], "nothing"),
        (["check", "korea"], "nothing"),
        (["run", "korea", "--json"], "nothing"),
        (["show", "old.wargame"], "nothing"),
        (["verify", "old.wargame"], "nothing"),
        (["chekc"], "nothing"),
        (["print", "korea", "--out", "kit"], "qt"),
        (["test"], "qt"),
        (["test", "tests/test_paths.py"], "qt"),
    ],
)
def test_what_a_command_needs_of_the_machine(argv: list[str], needs: str) -> None:
    assert bootstrap.needs_of(argv) == needs


@linux_only
def test_a_missing_display_is_told_with_what_works_without() -> None:
    result = run_program("from wargame import bootstrap; bootstrap.check_machine()")

    assert result.returncode == bootstrap.UNAVAILABLE
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in result.stderr
    for command in ("check", "run", "show", "verify", "test", "QT_QPA_PLATFORM=vnc", "xvfb-run"):
        assert command in result.stderr
    assert "Traceback" not in result.stderr


@linux_only
@pytest.mark.parametrize(
    "settings", [{"DISPLAY": ":987"}, {"WAYLAND_DISPLAY": "nobody", "XDG_RUNTIME_DIR": "/nowhere"}]
)
def test_a_display_that_does_not_answer_is_told(settings: dict[str, str]) -> None:
    result = run_program("from wargame import bootstrap; bootstrap.check_machine()", **settings)

    assert result.returncode == bootstrap.UNAVAILABLE
    name, value = next(iter(settings.items()))
    assert f"No display answers at {name}={value}" in result.stderr


@linux_only
def test_the_users_own_choice_of_platform_is_respected() -> None:
    assert (
        run_program("from wargame import bootstrap; bootstrap.check_display()", QT_QPA_PLATFORM="vnc").returncode == 0
    )


@linux_only
@pytest.mark.parametrize("platform", ["xcb", "wayland", "wayland;xcb", "xcb:widgets"])
def test_a_platform_that_needs_a_display_is_not_started_without_one(platform: str) -> None:
    """Qt would end the process with a core dump."""
    result = run_program("from wargame import bootstrap; bootstrap.check_machine()", QT_QPA_PLATFORM=platform)

    assert result.returncode == bootstrap.UNAVAILABLE
    assert f"No display was found for QT_QPA_PLATFORM={platform}" in result.stderr
    assert "wargame check EXERCISE" in result.stderr


@linux_only
def test_only_the_display_that_is_chosen_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_x11_answers", lambda: True)
    monkeypatch.setattr(bootstrap, "_wayland_answers", lambda: True)

    for platform, asked in (("", ["x11", "wayland"]), ("xcb", ["x11"]), ("wayland-egl", ["wayland"])):
        monkeypatch.setenv("QT_QPA_PLATFORM", platform)
        assert bootstrap.living_displays() == asked
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(bootstrap, "_loads", lambda _: False)
    assert set(bootstrap.X11_LIBRARIES.values()) <= set(bootstrap.missing_libraries("window"))


@pytest.mark.parametrize(("platform", "told"), [("offscreen", True), ("minimal", True), ("vnc", False)])
def test_a_window_that_nobody_can_see_is_never_opened_silently(platform: str, told: bool) -> None:
    result = run_program("from wargame import bootstrap; bootstrap.check_machine()", QT_QPA_PLATFORM=platform)

    assert result.returncode == 0
    assert ("shows it to nobody" in result.stderr) == told


@linux_only
def test_without_a_display_the_window_is_refused_and_commands_that_print_are_not() -> None:
    start = "import sys; from wargame.cli.main import main; sys.exit(main({argv}))"

    assert run_program(start.format(argv=[])).returncode == bootstrap.UNAVAILABLE
    assert run_program(start.format(argv=["--version"])).returncode == 0


@linux_only
def test_a_library_that_is_not_there_is_named_by_its_package() -> None:
    libraries = {"libc.so.6": "libc6", "libnobody-has-this.so.9": "libnobody9"}
    assert bootstrap.missing_packages(libraries) == ["libnobody9"]


@linux_only
def test_one_working_display_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_loads", lambda library: "wayland" in library)

    assert bootstrap.missing_for(["wayland", "x11"]) == []
    assert set(bootstrap.missing_for(["x11"])) == set(bootstrap.X11_LIBRARIES.values())


def test_root_installs_what_is_missing(monkeypatch: pytest.MonkeyPatch, said: list[list[str]]) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.delenv("WARGAME_NO_APT", raising=False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")

    bootstrap.install(["libgl1"])

    assert said == [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "--no-install-recommends", "libgl1"]]


def test_anybody_else_gets_the_exact_command(
    monkeypatch: pytest.MonkeyPatch, said: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")

    with pytest.raises(SystemExit) as left:
        bootstrap.install(["libgl1", "libegl1"])

    assert left.value.code == bootstrap.UNAVAILABLE
    assert said == []
    by_hand = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1 libegl1"
    assert by_hand in capsys.readouterr().err


def test_other_distributions_get_their_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name if name == "dnf" else None)
    assert "sudo dnf install glib2" in bootstrap.other_distribution(["libgl1"])

    monkeypatch.setattr(bootstrap.shutil, "which", lambda _: None)
    assert bootstrap.other_distribution(["libgl1"]).endswith("install what Debian calls: libgl1")


# ------------------------------------------------------------------------------------------------- the environment


def test_the_environment_is_right_only_as_it_was_made(checkout: Path, said: list[list[str]]) -> None:
    assert not bootstrap.environment_is_right()
    packages = an_environment(checkout)
    assert not bootstrap.environment_is_right()

    bootstrap.make_environment()
    assert bootstrap.environment_is_right()

    (packages / "numpy-1.dist-info").rename(packages / "numpy-2.dist-info")
    assert not bootstrap.environment_is_right(), "somebody upgraded a package"
    (packages / "numpy-2.dist-info").rename(packages / "numpy-1.dist-info")
    assert bootstrap.environment_is_right()

    (checkout / ".ci" / "requirements.txt").write_text("numpy==2\n", encoding="utf-8")
    assert not bootstrap.environment_is_right(), "the pins are new"


def test_only_pinned_files_are_installed(
    checkout: Path, said: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _: None)
    an_environment(checkout)

    bootstrap.make_environment()

    make, pinned, ours = said
    assert make[1:] == ["-m", "venv", "--clear", str(checkout / ".venv")]
    assert {"--require-hashes", "--only-binary", "-r", bootstrap.PINS} <= set(pinned)
    assert {"--no-deps", "--no-build-isolation", "-e", str(checkout)} <= set(ours)


def test_uv_is_used_where_it_is_and_pip_where_uv_fails(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def call(command: list[str], **_: object) -> int:
        commands.append(command)
        return int(command[0] == "/bin/uv" and "install" in command)

    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "/bin/uv" if name == "uv" else None)
    monkeypatch.setattr(subprocess, "call", call)
    an_environment(checkout)

    bootstrap.make_environment()

    assert [command[0] == "/bin/uv" for command in commands] == [True, True, False, False, False]


def test_a_failed_installation_is_told_and_tried_again_next_time(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 1)
    an_environment(checkout)

    with pytest.raises(SystemExit) as left:
        bootstrap.make_environment()

    assert left.value.code == bootstrap.UNAVAILABLE
    assert "could not be installed" in capsys.readouterr().err
    assert not bootstrap.environment_is_right()


def test_a_checkout_that_cannot_be_written_is_told_before_anything_is_fetched(
    checkout: Path, said: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(SystemExit) as left:
        bootstrap.make_environment()

    assert left.value.code == bootstrap.UNAVAILABLE
    assert said == []
    assert f"{checkout} cannot be written" in capsys.readouterr().err


def test_a_disk_that_is_full_at_the_first_start_is_told(
    checkout: Path, said: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device", str(checkout / ".venv"))

    monkeypatch.delenv("WARGAME_ENV")
    monkeypatch.setattr(bootstrap, "make_environment", full)

    with pytest.raises(SystemExit) as left:
        bootstrap.prepare(["check", "x"])

    assert left.value.code == bootstrap.UNAVAILABLE
    assert "No space left on device" in capsys.readouterr().err


def test_settings_of_pip_cannot_put_the_packages_elsewhere(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    monkeypatch.setattr(subprocess, "call", lambda _, **how: seen.append(how["env"]) or 0)
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    an_environment(checkout)

    bootstrap.make_environment()

    assert seen
    assert not any({"PIP_TARGET", "PIP_USER"} & set(env) for env in seen)


def test_a_global_pyside6_is_not_trusted(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This interpreter has PySide6, yet the checkout makes its own environment and goes on in there."""
    went_on: list[list[str]] = []
    monkeypatch.delenv("WARGAME_ENV")
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 0)
    monkeypatch.setattr(bootstrap, "_go_on_inside", went_on.append)
    an_environment(checkout)

    bootstrap.prepare(["check", "x"])

    assert bootstrap.environment_is_right()
    assert went_on == [["check", "x"]]


@linux_only
def test_a_checkout_whose_path_has_accents_starts_in_any_locale(tmp_path: Path) -> None:
    """The line of the environment that leads to the checkout is read in the locale, and `LC_ALL=C` reads no accent."""
    checkout = tmp_path / "Prüfung à l'été"
    package = checkout / "wargame"
    package.mkdir(parents=True)
    for name in ("__init__.py", "__main__.py", "bootstrap.py"):
        shutil.copy(ROOT / "wargame" / name, package)
    (package / "cli").mkdir()
    (package / "cli" / "main.py").write_text(
        "import sys\ndef main(argv):\n    print(argv, sys.prefix, sys.path[-1])\n    return 0\n", encoding="utf-8"
    )
    (checkout / ".ci").mkdir()
    for name in (".ci/requirements.txt", "pyproject.toml"):
        (checkout / name).write_text("", encoding="utf-8")
    environment = checkout / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    (packages,) = (environment / "lib").glob("python*/site-packages")
    (packages / "_editable_impl_wargame.pth").write_text(str(checkout), encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    clean.pop("WARGAME_ENV", None)

    def run(code: list[str], **settings: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, *code], cwd=checkout, env=clean | settings, capture_output=True, check=False
        )

    stamp = "from wargame import bootstrap; open(bootstrap.STAMP, 'w', encoding='utf-8').write(bootstrap._stamp())"
    assert run(["-c", stamp], LC_ALL="C.UTF-8").returncode == 0
    for settings in ({"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "xx_XX"}, {"LANG": "C"}, {"LC_ALL": "C.UTF-8"}):
        result = run(["-m", "wargame", "check", "x"], **settings)
        assert result.stderr.decode() == "", settings
        assert result.stdout.decode() == f"['check', 'x'] {environment} {checkout}\n"


def test_an_installed_program_makes_no_environment(
    checkout: Path, said: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WARGAME_ENV")
    (checkout / ".ci" / "requirements.txt").unlink()

    bootstrap.prepare(["check", "x"])

    assert said == []


def test_the_package_can_be_imported_by_a_python_that_has_nothing() -> None:
    code = "import wargame, wargame.bootstrap, wargame.paths, sys; print(wargame.__version__)"
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", result.stdout), result.stderr


# ------------------------------------------------------------------------------------------------------- the pins


def pins() -> dict[str, list[tuple[Requirement, str]]]:
    """Return {name: [(pin, the text with its hashes)]}; a package may be pinned apart for different Pythons."""
    text = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8")
    found: dict[str, list[tuple[Requirement, str]]] = {}
    for entry in re.split(r"\n(?=[a-z])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)):
        pin = Requirement(entry.split("\\\n")[0].strip())
        found.setdefault(pin.name.lower().replace("_", "-"), []).append((pin, entry))
    return found


def test_every_dependency_is_pinned_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]
    pinned = pins()

    for requirement in map(Requirement, wanted):
        for pin, _ in pinned[requirement.name.lower()]:
            version = next(iter(pin.specifier)).version
            assert requirement.specifier.contains(version), f"{requirement} is pinned to {version}"


def test_every_pin_is_exact_and_has_hashes() -> None:
    for name, entries in pins().items():
        for pin, text in entries:
            assert [clause.operator for clause in pin.specifier] == ["=="], name
            assert "--hash=sha256:" in text, name


def test_no_address_of_a_registry_is_anywhere() -> None:
    for file in (".ci/requirements.txt", "pyproject.toml", ".ci/run"):
        assert not re.search(r"https?://|^--\w+", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), file
