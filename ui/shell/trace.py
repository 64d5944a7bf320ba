"""Prints the moments of the start when COMPANION_TRACE_START is set, types COMPANION_TRACE_TYPE, and logs Qt's messages."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QObject, Qt, QtMsgType
from PySide6.QtGui import QKeyEvent

log = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Log a message of Qt's; its message handler."""
    log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


def tracer(environ: Mapping[str, str]) -> Callable[[str], None]:
    """A function that prints `MOMENT SECONDS`, counted from the start of the process (to within a second, so a
    benchmark uses its own clock). It does nothing unless the variable is set."""
    if not environ.get("COMPANION_TRACE_START"):
        return lambda moment: None
    import psutil  # here: a window without a trace must not wait for it

    began = psutil.Process().create_time()

    def trace(moment: str) -> None:
        sys.stderr.write(f"{moment} {time.time() - began:.3f}\n")
        sys.stderr.flush()

    return trace


def type_line(environ: Mapping[str, str], window: QObject) -> None:
    """Press the keys of COMPANION_TRACE_TYPE, then Enter, in the window; do nothing unless the variable is set."""
    line = environ.get("COMPANION_TRACE_TYPE")
    for letter in f"{line}\r" if line else "":
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
