"""Moments of the start go to stderr when COMPANION_TRACE_START is set (COMPANION_TRACE_TYPE types); Qt warns into the log."""

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
    """Qt's message handler."""
    log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


def tracer(environ: Mapping[str, str]) -> Callable[[str], None]:
    """Prints `MOMENT SECONDS`, counted from the start of the process (give or take a clock's second, so a
    benchmark counts by its own); does nothing unless it was asked for."""
    if not environ.get("COMPANION_TRACE_START"):
        return lambda moment: None
    import psutil  # here, for no window without a trace should wait for it

    began = psutil.Process().create_time()

    def trace(moment: str) -> None:
        sys.stderr.write(f"{moment} {time.time() - began:.3f}\n")
        sys.stderr.flush()

    return trace


def type_line(environ: Mapping[str, str], window: QObject) -> None:
    """Press the keys of COMPANION_TRACE_TYPE and Enter in the window, as a keyboard would; nothing unless it was asked for."""
    line = environ.get("COMPANION_TRACE_TYPE")
    for letter in f"{line}\r" if line else "":
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
