"""Ends the process without taking the interpreter down around threads that are still inside native code."""

from __future__ import annotations

import atexit
import logging
import os
import sys
import threading
from typing import NoReturn


def end_process(code: int) -> NoReturn:
    """End this process with an exit code, as `sys.exit` does at the end of a program.

    Until Python 3.14 a daemon thread that comes back from C++ while the interpreter is taken down is ended in the middle of it,
    and C++ then aborts the process (“terminate called without an active exception”, exit code −6). So where such threads are
    left, what is open is flushed, what was registered with `atexit` is run, and the process ends there.
    """
    if sys.version_info >= (3, 14) or not _daemon_threads():
        sys.exit(code)
    atexit._run_exitfuncs()
    logging.shutdown()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        code = code or _UNWRITTEN
    os._exit(code)


_UNWRITTEN = 120
"""With which the interpreter ends when its last output can't be written."""


def _daemon_threads() -> bool:
    return any(thread.daemon for thread in threading.enumerate() if thread is not threading.current_thread())
