"""Shows a notification of the desktop's, with what the system has for it; does nothing where it has none."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence

log = logging.getLogger(__name__)

_PATIENCE_S = 10.0


def notify_desktop(title: str, text: str) -> None:
    """Show it, and return when that is done or was in vain: call it in the background. What goes wrong is only logged."""
    command = command_for(sys.platform, title, text)
    if not command or shutil.which(command[0]) is None:
        log.info("this desktop has no notifications")
        return
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("a notification could not be shown: %s", type(error).__name__)
        return
    if done.returncode:
        log.warning("a notification could not be shown: %s ended with %d", command[0], done.returncode)


def command_for(platform: str, title: str, text: str) -> Sequence[str]:
    """The command that shows it on this platform; empty where we know none."""
    if platform == "darwin":
        words = json.dumps([title, text], ensure_ascii=False)
        script = f"const [title, text] = {words}; const app = Application.currentApplication(); "
        return (
            "osascript",
            "-l",
            "JavaScript",
            "-e",
            f"{script}app.includeStandardAdditions = true; app.displayNotification(text, {{withTitle: title}})",
        )
    if platform == "win32":
        return ()
    return ("notify-send", "--app-name=Companion", "--", title, text)
