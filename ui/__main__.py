"""Opens the window and runs it until the user closes it; a second start only brings the first window forward."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Sequence

if sys.version_info < (3, 12):
    # PySide6 6.12.0 drops references to these on Python 3.11 until the interpreter aborts; 6.11 does not, yet.
    for _constant in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(_constant)).value += 1 << 40

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from companion.ending import end_process
from companion.environment import Environment, find_environment
from ui.shell.device_setup import DeviceSetup
from ui.shell.qml_types import register
from ui.shell.signals import QuitSignals
from ui.shell.single_instance import InstanceServer, raise_running_window
from ui.shell.trace import log_qt, tracer, type_line
from ui.shell.window import Window


def main(
    environment: Environment, argv: Sequence[str] = (), shown: Callable[[Window], object] = lambda window: None
) -> int:
    """Show the window until it is closed; returns the process's exit code. `shown` is called with the window once it is shown."""
    qInstallMessageHandler(log_qt)
    app = _application(argv)
    door = InstanceServer(environment.home)
    if raise_running_window(environment.home) or not door.listen():
        return 0
    window = Window(environment)
    body = DeviceSetup(environment, window.prefs)
    trace = tracer(os.environ)

    def first() -> None:
        trace("first-frame")
        type_line(os.environ, window.root)

    window.first_frame.connect(first)
    window.bridge.awake.connect(lambda: trace("mind-ready"))
    window.bridge.accepted.connect(lambda: trace("typed-accepted"))
    door.started_again.connect(window.raise_)
    window.show(body.build_engine)
    held = shown(window)
    signals = QuitSignals(app.quit)
    signals.open()
    code = app.exec()
    signals.close()
    del held
    window.close()
    body.close()
    return code


def _application(argv: Sequence[str]) -> QGuiApplication:
    if not os.environ.keys() & {"QT_QUICK_BACKEND", "QSG_RHI_BACKEND"}:
        # One renderer everywhere, and no graphics driver between the start and the first frame.
        QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    QGuiApplication.setApplicationName("companion")
    QGuiApplication.setApplicationDisplayName("Companion")
    QGuiApplication.setDesktopFileName("companion")
    app = QGuiApplication(["companion", *argv])
    register()
    return app


if __name__ == "__main__":
    end_process(main(find_environment(None, os.environ), sys.argv[1:]))
