"""Shows a notification of the desktop's, with what the system has for it; does nothing where it has none.

Its words are handed over by D-Bus or by a pipe, never as arguments of a command: everybody on the computer can read those.
"""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys

log = logging.getLogger(__name__)

_PATIENCE_S = 10.0
_SIGNATURE = "susssasa{sv}i"
"""Of org.freedesktop.Notifications.Notify."""


def notify_desktop(title: str, text: str, silent: bool = False) -> None:
    """Show it, and return when that is done or was in vain: call it in the background. What goes wrong is only logged."""
    try:
        if sys.platform == "darwin":
            _by_script(mac_script(title, text))
        elif sys.platform == "win32":
            log.info("this desktop has no notifications that we know")
        else:
            _by_bus(title, text, silent)
    except (OSError, KeyError, ValueError, subprocess.TimeoutExpired) as error:
        log.warning("a notification could not be shown: %s", type(error).__name__)


def _by_bus(title: str, text: str, silent: bool) -> None:
    from jeepney import DBusAddress, MessageType, new_method_call  # here: not needed for the first frame
    from jeepney.io.blocking import open_dbus_connection

    place = DBusAddress(
        "/org/freedesktop/Notifications",
        bus_name="org.freedesktop.Notifications",
        interface="org.freedesktop.Notifications",
    )
    body = bus_arguments(title, text, silent)
    with open_dbus_connection("SESSION") as bus:
        answer = bus.send_and_get_reply(new_method_call(place, "Notify", _SIGNATURE, body), timeout=_PATIENCE_S)
    if answer.header.message_type is MessageType.error:
        log.info("this desktop shows no notifications")


def bus_arguments(title: str, text: str, silent: bool) -> tuple[object, ...]:
    """What Notify is called with; a quiet one asks for no sound."""
    hints = {"suppress-sound": ("b", True)} if silent else {}
    return ("Companion", 0, "", title, text, [], hints, -1)


def _by_script(script: str) -> None:
    if shutil.which("osascript") is None:
        return
    command = ("osascript", "-l", "JavaScript", "-")
    done = subprocess.run(
        command, input=script.encode(), capture_output=True, timeout=_PATIENCE_S, check=False
    )  # without a name of a sound there is none
    if done.returncode:
        log.warning("a notification could not be shown: osascript ended with %d", done.returncode)


def mac_script(title: str, text: str) -> str:
    """The script that shows it on a Mac."""
    words = json.dumps([title, text], ensure_ascii=False)
    return (
        f"const [title, text] = {words}; const app = Application.currentApplication(); "
        "app.includeStandardAdditions = true; app.displayNotification(text, {withTitle: title})"
    )
