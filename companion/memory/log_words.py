"""Removes what was said from the log files.

A log contains what was said only while the setting `log_words` is on: in lines “turn 3 heard: …” and “turn 3 said: …”
(`companion/diagnostics/logging_setup.py`), each a JSON object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from pathlib import Path

from companion.errors import CompanionError

_WORDS = re.compile(r"turn \d+ (?:heard|said): (.*)", re.DOTALL)


def remove_lines(folder: Path, words: Collection[str] | None) -> int:
    """Remove every log line with a part of these texts, or with anything that was said (None); how many lines.

    Raises CompanionError when a log can't be written.
    """
    return sum(_remove_lines(path, lambda said: _tells(said, words)) for path in sorted(folder.glob("companion.log*")))


def _remove_lines(path: Path, tells: Callable[[str], bool]) -> int:
    """Rewrite the file in place, for the program goes on writing at its end."""
    try:
        lines = path.read_text(encoding="utf-8", errors="surrogateescape").splitlines(keepends=True)
        kept = [line for line in lines if not tells(line)]
        if len(kept) < len(lines):
            with path.open("r+", encoding="utf-8", errors="surrogateescape") as out:
                out.write("".join(kept))
                out.truncate()
    except OSError as error:
        raise CompanionError(f"The log {path} still holds what was forgotten ({error.strerror}); delete it.") from error
    return len(lines) - len(kept)


def _tells(line: str, words: Collection[str] | None) -> bool:
    found = _WORDS.fullmatch(_message(line))
    said = found[1].strip() if found else ""
    return bool(said) and (words is None or any(said in text or text in said for text in words if text))


def _message(line: str) -> str:
    try:
        entry = json.loads(line)
    except ValueError:
        return ""
    return str(entry.get("message", "")) if isinstance(entry, dict) else ""
