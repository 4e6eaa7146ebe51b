"""Make the program runnable on this machine, or say in words what is missing. Standard library only.

In a checkout `python3 -m wargame` makes `.venv` from the pinned versions and goes
on inside it. An installed program is only checked. The file keeps to the grammar
of Python 3.6, so that an old Python can still say that it is too old.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import locale
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from typing import Dict, Iterable, Iterator, List, NoReturn, Tuple

if sys.platform != "win32":
    import fcntl

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PINS = os.path.join(ROOT, ".ci", "requirements.txt")
PROJECT = os.path.join(ROOT, "pyproject.toml")
ENVIRONMENT = os.path.join(ROOT, ".venv")
STAMP = os.path.join(ENVIRONMENT, "wargame-pins.txt")

LINUX = sys.platform.startswith("linux")
OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 14)
"""The newest for which all pinned packages have ready-made files."""
UNAVAILABLE = 69
"""Exit code when something the program needs is not there (EX_UNAVAILABLE of sysexits.h)."""

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
"""What Qt needs on Linux even without a display, and the Debian package that brings it."""
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}
OTHER_NAMES = {
    "dnf": "install glib2 mesa-libGL mesa-libEGL libxkbcommon libxkbcommon-x11 fontconfig dbus-libs "
    "xcb-util-cursor xcb-util-wm xcb-util-keysyms",
    "pacman": "-S glib2 libglvnd mesa libxkbcommon libxkbcommon-x11 fontconfig dbus "
    "xcb-util-cursor xcb-util-wm xcb-util-keysyms",
}
"""What to tell the package managers of other distributions."""

NO_DISPLAY = """\
{why}, so there is nowhere to show the window.
Without a display these work:
    {wargame} check EXERCISE, {wargame} run EXERCISE
    {wargame} show FILE, {wargame} verify FILE
    {wargame} test  (in a checkout)
To see the window from another computer: QT_QPA_PLATFORM=vnc {wargame}
On a virtual display: xvfb-run {wargame}"""

UNSEEN = {"offscreen", "minimal", "minimalegl"}
"""Platforms of Qt on which a window can be opened and nobody ever sees it."""


def prepare(argv: List[str]) -> None:
    """Return when this process can run the command; a checkout goes on in its own environment instead.

    Leaves with a sentence and exit code 69 when the machine lacks something. WARGAME_ENV=keep
    means: take this Python environment as it is (packagers, test runs).
    """
    if not OLDEST_PYTHON <= tuple(sys.version_info[:2]) <= NEWEST_PYTHON:
        give_up(unfit(sys.version.split()[0], fitting_pythons()))
    if not in_checkout() or os.environ.get("WARGAME_ENV") == "keep":
        return
    read_accents()
    if not environment_is_right():
        needs = needs_of(argv)
        if needs == "window":
            check_display()
        install(venv_package() + missing_libraries(needs))
        try:
            with _only_one():
                if not environment_is_right():
                    make_environment()
        except OSError as error:
            give_up(f"the Python packages could not be installed: {error}. Is there room on the disk?")
    if os.path.normcase(sys.prefix) != os.path.normcase(ENVIRONMENT):
        _go_on_inside(argv)


def read_accents() -> None:
    """Let the Python that is started next read a path with accents, to which `LC_ALL=C` would make it blind."""
    if sys.platform == "linux" and locale.nl_langinfo(locale.CODESET) == "ANSI_X3.4-1968":
        os.environ["LC_ALL"] = "C.UTF-8"


def check_machine() -> None:
    """Return when a window can be opened here; called by the command line before it loads Qt."""
    check_display()
    install(missing_libraries("window"))
    if UNSEEN.intersection(chosen_platforms()[:1]):
        _say("the window opens, and QT_QPA_PLATFORM shows it to nobody. Ctrl+C ends it; unset that to see it.")
    sentence = refused_pair(sys.version_info[:2], installed_version("pyside6_essentials"))
    if sentence:
        give_up(sentence)


def needs_of(argv: List[str]) -> str:
    """Return what a command needs of the machine: "nothing", Qt's libraries ("qt"), or a "window"."""
    if argv[:1] in (["test"], ["print"]):
        return "qt"
    opens = not argv or argv[0] == "window" or argv[0].endswith(".wargame")
    return "window" if opens and not {"-h", "--help"}.intersection(argv) else "nothing"


def in_checkout() -> bool:
    """Whether the program runs from its source code, with the pinned versions beside it."""
    return os.path.isfile(PINS) and os.path.isfile(PROJECT)


def give_up(sentence: str) -> NoReturn:
    """Leave, with a sentence and no traceback."""
    _say(sentence)
    raise SystemExit(UNAVAILABLE)


def unfit(version: str, others: List[str]) -> str:
    """Say that this Python will not do, and which will."""
    wanted = "Python {}.{} to {}.{}".format(*OLDEST_PYTHON, *NEWEST_PYTHON)
    advice = f"try: {others[0]} -m wargame" if others else f"install {wanted} and try again."
    return f"{wanted} is needed, and this is Python {version}; {advice}"


def fitting_pythons() -> List[str]:
    """Return the commands on this machine that start a Python that will do, newest first."""
    names = [f"python3.{minor}" for minor in range(NEWEST_PYTHON[1], OLDEST_PYTHON[1] - 1, -1)]
    return [name for name in names if shutil.which(name)]


def refused_pair(python: Tuple[int, ...], pyside: str) -> str:
    """Return why this PySide6 must not run on this Python, or nothing.

    Before 3.12 None was counted like everything else, and PySide6 6.12.0 gives one away with nearly every call.
    """
    if pyside == "6.12.0" and tuple(python[:2]) < (3, 12):
        return (
            "PySide6 6.12.0 ends the program without warning on Python before 3.12, so it is not started. "
            "Install another version: pip install 'PySide6-Essentials!=6.12.0'"
        )
    return ""


def installed_version(distribution: str) -> str:
    """Return the version of a distribution in this environment ("" when absent), without importing anything."""
    pattern = re.compile(re.escape(distribution) + r"-(.+)\.dist-info$", re.IGNORECASE)
    matches = (pattern.match(name) for folder in sys.path for name in _listed(folder))
    return next((match.group(1) for match in matches if match), "")


def check_display() -> None:
    """Leave with a sentence when a window could be shown nowhere; a screen of another kind is the user's own choice."""
    if wants_display() and not living_displays():
        wargame = "python3 -m wargame" if in_checkout() else "wargame"
        give_up(NO_DISPLAY.format(why=_why_no_display(), wargame=wargame))


def wants_display() -> bool:
    """Whether the window is to be shown by X11 or Wayland: the usual way on Linux, unless QT_QPA_PLATFORM differs."""
    return LINUX and all(_display_of(name) for name in chosen_platforms())


def chosen_platforms() -> List[str]:
    """Return what QT_QPA_PLATFORM says, the first that works to be taken: ["wayland", "xcb"]; often nothing."""
    return [part.split(":")[0] for part in os.environ.get("QT_QPA_PLATFORM", "").split(";") if part]


def living_displays() -> List[str]:
    """Return which of "x11" and "wayland" answer here and may be used."""
    chosen = {_display_of(name) for name in chosen_platforms()} or {"x11", "wayland"}
    asked = (("x11", _x11_answers), ("wayland", _wayland_answers))
    return [name for name, answers in asked if name in chosen and answers()]


def missing_libraries(needs: str) -> List[str]:
    """Return the Debian packages whose libraries are missing for "nothing", "qt" or a "window"."""
    if needs == "nothing" or not LINUX:
        return []
    displays = living_displays() if needs == "window" and wants_display() else []
    return missing_packages(LIBRARIES) + missing_for(displays)


def venv_package() -> List[str]:
    """Return the package that lets Python make environments, when it is missing (Debian ships it apart)."""
    complete = importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")
    return [] if complete or shutil.which("uv") else ["python{}.{}-venv".format(*sys.version_info[:2])]


def missing_for(displays: List[str]) -> List[str]:
    """Return the packages still needed to show a window; Qt takes whichever display works."""
    lists = {"x11": X11_LIBRARIES, "wayland": WAYLAND_LIBRARIES}
    return min((missing_packages(lists[display]) for display in displays), key=len, default=[])


def missing_packages(libraries: Dict[str, str]) -> List[str]:
    """Return the packages of those libraries that cannot be loaded."""
    return [package for library, package in libraries.items() if not _loads(library)]


def install(packages: List[str]) -> None:
    """Install missing Debian packages as root; leave with the exact command otherwise."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        give_up(other_distribution(packages))
    by_hand = "    sudo apt-get update && sudo " + " ".join(command)
    if os.geteuid() != 0 or os.environ.get("WARGAME_NO_APT"):
        give_up("some system packages are missing. Run this once, then try again:\n" + by_hand)
    _say("installing missing system packages: " + " ".join(packages))
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for step in (["apt-get", "update", "-qq"], command):
        if subprocess.call(step, stdout=subprocess.DEVNULL, env=quiet) != 0:
            give_up("apt-get could not install them. Run this by hand to see why:\n" + by_hand)


def other_distribution(packages: Iterable[str]) -> str:
    """Say what is missing where there is no apt-get."""
    for manager, names in OTHER_NAMES.items():
        if shutil.which(manager):
            return f"some system packages are missing. Run this once, then try again:\n    sudo {manager} {names}"
    return "some system packages are missing; install what Debian calls: " + " ".join(packages)


def environment_is_right() -> bool:
    """Whether `.venv` was made from these very pins, here, and nothing was changed in it since."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return file.read() == _stamp() and os.path.exists(environment_python())
    except OSError:
        return False


def environment_python() -> str:
    """Return the path of the Python inside `.venv`."""
    if os.name == "nt":
        return os.path.join(ENVIRONMENT, "Scripts", "python.exe")
    return os.path.join(ENVIRONMENT, "bin", "python")


def make_environment() -> None:
    """Make `.venv` with exactly the pinned versions; uv does it when it is there, else venv and pip."""
    _say(f"making {ENVIRONMENT} with the pinned versions of PySide6 and the rest (about 100 MB, once) …")
    if not os.access(ROOT, os.W_OK):
        give_up(f"{ROOT} cannot be written, so .venv cannot be made in it. Copy it into a folder of your own.")
    python = environment_python()
    pinned = ["--require-hashes", "--only-binary", ":all:", "-r", PINS]
    # Its own build backend is among the pins: nothing is fetched that is not.
    ours = ["--no-deps", "--no-build-isolation", "-e", ROOT]
    pip = [python, "-m", "pip", "install", "-qq", "--no-compile", "--disable-pip-version-check", "--no-input"]
    ways = [[[sys.executable, "-m", "venv", "--clear", ENVIRONMENT], pip + pinned, pip + ours]]
    uv = shutil.which("uv")
    if uv:
        install_with_uv = [uv, "pip", "install", "-q", "--python", python]
        make = [uv, "venv", "-q", "--clear", "--python", sys.executable, ENVIRONMENT]
        ways.insert(0, [make, install_with_uv + pinned, install_with_uv + ours])
    if not any(all(_succeeds(step) for step in way) for way in ways):
        give_up(
            "the Python packages could not be installed; the reason stands above. Is there a network, and room on the "
            "disk? Without a network: `pip download -r .ci/requirements.txt -d FOLDER` on another computer, then "
            "PIP_NO_INDEX=1 PIP_FIND_LINKS=FOLDER python3 -m wargame"
        )
    # Last, so that a broken download mends itself at the next start.
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write(_stamp())


def _stamp() -> str:
    """Return what the stamp says when everything is right."""
    digest = hashlib.sha256()
    for path in (PINS, PROJECT):
        with open(path, "rb") as file:
            digest.update(file.read())
    packages = [name for folder in _package_folders() for name in _listed(folder) if name.endswith(".dist-info")]
    return "\n".join([digest.hexdigest(), ROOT, sys.version.split()[0], *sorted(packages), ""])


def _package_folders() -> List[str]:
    """Return the site-packages folders of `.venv`."""
    if os.name == "nt":
        return [os.path.join(ENVIRONMENT, "Lib", "site-packages")]
    library = os.path.join(ENVIRONMENT, "lib")
    return [os.path.join(library, name, "site-packages") for name in _listed(library)]


def _succeeds(step: List[str]) -> bool:
    """Run one step of the installation; where pip puts things is not left to somebody's settings."""
    strays = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "VIRTUAL_ENV")
    clean = {name: value for name, value in os.environ.items() if name not in strays}
    try:
        return subprocess.call(step, env=clean, cwd=ROOT) == 0
    except OSError as error:
        _say(str(error))
        return False


def _go_on_inside(argv: List[str]) -> NoReturn:
    """Start the same command with the Python of `.venv`, in the place of this process where that can be done."""
    command = [environment_python(), "-m", "wargame", *argv]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 - the very same command, by the Python we have made
    try:
        raise SystemExit(subprocess.call(command))
    except KeyboardInterrupt:
        raise SystemExit(130) from None


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    """Let two first starts wait for one another; the system frees the lock when one of them is killed."""
    if sys.platform == "win32":
        yield
        return
    name = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:16]
    path = os.path.join(tempfile.gettempdir(), f"wargame-{name}-{os.getuid()}.lock")
    with open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _say(sentence: str) -> None:
    print("wargame: " + sentence, file=sys.stderr, flush=True)


def _listed(folder: str) -> List[str]:
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x11_answers() -> bool:
    """Whether the X server that DISPLAY names lets us in; Qt would abort the process if not."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # it comes with the libraries named later
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    # The connection stays open: a virtual display begins anew when its last client leaves, just as Qt arrives.
    return bool(xcb.xcb_connection_has_error(xcb.xcb_connect(None, None)) == 0)


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        try:
            line.connect(path)
        except OSError:
            return False
    return True


def _display_of(platform: str) -> str:
    """Return "x11" or "wayland" for the platform of Qt that shows windows there, else nothing."""
    return "x11" if platform == "xcb" else "wayland" if platform.startswith("wayland") else ""


def _why_no_display() -> str:
    chosen = " for QT_QPA_PLATFORM=" + os.environ["QT_QPA_PLATFORM"] if chosen_platforms() else ""
    named = [f"{name}={os.environ[name]}" for name in ("DISPLAY", "WAYLAND_DISPLAY") if os.environ.get(name)]
    if named:
        return f"No display answers at {' or '.join(named)}{chosen}"
    return f"No display was found{chosen} (neither DISPLAY nor WAYLAND_DISPLAY is set)"
