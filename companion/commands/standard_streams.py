"""Guards stdin, stdout and stderr: closed, full or of a narrow encoding, they lead to a sentence instead of a traceback."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, TextIO, cast

from companion.errors import CompanionError, OutputError

_CLOSED = (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY))
"""A closed stream is replaced by one that fails as a closed one does, so that no other file gets its number and is written to by
a library that prints. For stderr there is nobody left to tell: it takes everything."""


@contextlib.contextmanager
def guarded_streams() -> Iterator[None]:
    """Inside the block stdout raises OutputError where it can't be written to, also at the end; stderr then says nothing."""
    _open_closed()
    before = sys.stdout, sys.stderr
    _show_all(sys.stdin)
    _show_all(sys.stdout)
    sys.stdout = cast(TextIO, _GuardedStream(sys.stdout, _refuse))
    sys.stderr = cast(TextIO, _GuardedStream(sys.stderr, lambda _error: None))
    try:
        yield
    except SystemExit:  # after the help text
        sys.stdout.flush()
        raise
    except BaseException:
        with contextlib.suppress(OutputError):  # there is something worse to tell
            sys.stdout.flush()
        raise
    else:
        sys.stdout.flush()
    finally:
        sys.stdout, sys.stderr = before


def tell(error: Exception) -> None:
    """Print the sentence of an error on stderr; where that can't be written to, nobody is left to tell."""
    stream = sys.stderr
    try:
        print(f"companion: {error}", file=stream, flush=True)
    except OSError:
        _drop(stream)  # or Python tries once more at its end, and exits with 120


def print_utf8() -> None:
    """Print in UTF-8 from now on, whatever the terminal's encoding: for what programs read."""
    stream = sys.stdout
    _show_all(stream._stream if isinstance(stream, _GuardedStream) else stream, "utf-8")


def lines_of_stdin() -> Iterator[str]:
    """The lines of stdin until its end. Raises CompanionError where it is closed."""
    try:
        yield from sys.stdin
    except OSError as error:
        why = "it is closed" if error.errno == errno.EBADF else error.strerror
        raise CompanionError(
            f"Your lines can't be read from standard input ({why}); type them, or send them through a pipe."
        ) from error


class _GuardedStream:
    """A stream whose errors in writing go to `failed`; after the first one what is written is dropped."""

    def __init__(self, stream: TextIO, failed: Callable[[OSError], None]) -> None:
        self._stream, self._failed = stream, failed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """As TextIO."""
        self._try(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """As TextIO."""
        self._try(self._stream.flush)

    def _try(self, write: Callable[[], object]) -> None:
        try:
            write()
        except OSError as error:
            _drop(self._stream)
            self._failed(error)


def _refuse(error: OSError) -> None:
    why = "standard output is closed" if error.errno == errno.EBADF else error.strerror
    raise OutputError(
        f"What you asked for can't be printed ({why}); free some space where it goes, or send it elsewhere."
    ) from error


def _drop(stream: TextIO) -> None:
    """Send what is still held, which Python writes at its end, to nowhere."""
    with contextlib.suppress(io.UnsupportedOperation):  # a stream of a test has no number
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _open_closed() -> None:
    for number, (name, mode, flags) in enumerate(_CLOSED):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, flags)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            setattr(sys, name, open(number, mode, encoding="utf-8"))  # noqa: SIM115 - open until the end


def _show_all(stream: TextIO, encoding: str | None = None) -> None:
    """Show a question mark for what the encoding lacks."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors="replace")
