"""Imports go one way, only the window uses Qt, and every file says what it does."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
UPWARDS = {"ui", "benchmarks"}
"""What two commands start; see STARTERS."""
MAY_IMPORT = {
    "models": {"models"},
    "voices": {"voices"},
    "companion": {"companion", "models", "voices", *UPWARDS},
    "ui": {"ui", "companion", "models", "voices"},
}
STARTERS = ("companion/__main__.py", "companion/commands/")
"""The only files of `companion` that name what is above them; a command is imported only when it is asked for."""
ROOMS = {*MAY_IMPORT, "benchmarks", "tests", "scripts"}
INDEX = re.compile(r"(?<!emit-)index[-]url|find[-]links +\S+/|pythonhosted[.]org|pypi[.]org/simple|registry[.]npmjs")


def files(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def imported(path: Path) -> set[str]:
    """The top-level packages a file imports."""
    tree = parsed(path)
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", files(*MAY_IMPORT), ids=shown)
def test_imports_go_one_way(path: Path):
    room = path.relative_to(ROOT).parts[0]
    assert imported(path) & ROOMS <= MAY_IMPORT[room]
    if room == "companion":
        assert not imported(path) & UPWARDS or shown(path).startswith(STARTERS)


LAYERS = (
    {"event"},
    {"deed_events", "interview_events"},
    {"ending", "errors", "events", "files", "status", "text"},
    {"character", "told_rules"},
    {"audio", "courtesy", "gate", "piano", "settings"},
    {"care", "environment", "hearing", "prosody"},
    {"cards", "memory"},
    {"deeds", "retrieval", "turns"},
    {"replying", "speaking"},
    {"letters", "remembering"},
    {"diary", "initiation", "unasked"},
    {"dialogue"},
    {"runtime"},
    {"stage_needs"},
    {"audible_sounds", "heard_speech"},
    {"diagnostics", "stages"},
    {"live_settings"},
    {"engine"},
    {"rehearsal"},
    {"commands"},
    {"__main__"},
)
"""The rooms of `companion/`, the lowest first: a room imports from lower layers only."""


def layer_of(module: str) -> int:
    """The layer of `companion.room.module`; -1 for the package itself."""
    parts = module.split(".")
    if len(parts) == 1 or parts[1] == "__init__":
        return -1
    return next(number for number, layer in enumerate(LAYERS) if parts[1] in layer)


def modules_imported(tree: ast.AST) -> set[str]:
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {*names, *(node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))}


@pytest.mark.parametrize("path", files("companion"), ids=shown)
def test_rooms_of_the_companion_import_downwards(path: Path):
    room = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    theirs = {name for name in modules_imported(tree) if name.split(".")[0] == "companion" and name != "companion"}
    same_room = {name for name in theirs if name.split(".")[1] == room.split(".")[1]}
    assert [name for name in theirs - same_room if layer_of(name) >= layer_of(room)] == []


MOST_LINES, MOST_LINES_OF_A_FUNCTION = 320, 50


@pytest.mark.parametrize("path", files("companion", "models", "voices", "ui", "benchmarks", "scripts"), ids=shown)
def test_no_file_and_no_function_is_too_long(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > MOST_LINES_OF_A_FUNCTION]
    assert long == []


@pytest.mark.parametrize("path", files("companion", "models", "voices"), ids=shown)
def test_only_the_window_names_qt(path: Path):
    assert "PySide6" not in imported(path)


@pytest.mark.slow
def test_the_person_loads_no_qt():
    code = """
import importlib, pkgutil, sys
for room in ("companion", "models", "voices"):
    package = importlib.import_module(room)
    for module in pkgutil.walk_packages(package.__path__, room + "."):
        importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.startswith(("PySide6", "shiboken6", "ui."))))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", files("companion", "models", "voices", "ui", "benchmarks", "scripts"), ids=shown)
def test_a_file_opens_by_saying_what_it_is(path: Path):
    said = ast.get_docstring(parsed(path))
    assert said
    assert said.splitlines()[0].rstrip().endswith((".", ":", "!", "?"))


@pytest.mark.parametrize("path", files("companion", "ui", "voices"), ids=shown)
def test_no_day_or_month_is_named_in_the_computers_language(path: Path):
    """Qt sets the locale, and `strftime` follows it; `text/calendar_words.py` does not."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"%[aAbBpcxX](?![\w%])|calendar\.(?:day|month)_(?:name|abbr)", text) == []


def test_no_address_of_a_package_index_is_in_the_project():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git clone")
    found = [
        name
        for name in filter(None, listed.stdout.split("\0"))
        if (ROOT / name).is_file() and INDEX.search((ROOT / name).read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_the_two_commands_are_the_ones_that_are_documented():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^run:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
