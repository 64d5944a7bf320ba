"""Reads, checks and writes what the user chose: one frozen value, kept as TOML beside the data file; no words of theirs."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from companion.errors import CompanionError
from companion.files import make_folder, read_text, write_whole

Theme = Literal["system", "day", "night"]
Temperament = Literal["warm", "funny", "thoughtful", "dry"]
Mode = Literal["hands-free", "push-to-talk", "name"]
Echo = Literal["cancel", "headphones", "system", "half"]

DEEDS = ("clock", "timer", "alarm", "reminder", "calendar", "list", "note", "sum", "letter", "piano")
"""All that can be switched off."""
_OF_THE_WINDOW = ("theme", "text_scale", "reduce_motion", "mode", "listening", "volume", "microphone", "loudspeaker")
_LONGEST_NAME = 60
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
DEFAULT_HELP = "findahelpline.com lists free, confidential lines for every country"
DEFAULT_CHILD_HELP = "116 111 (Europe), 0800 1111 (UK), 1 800 422 4453 (US and Canada)"
DEFAULT_EMERGENCY = "112 (Europe), 911 (US and Canada), 999 (UK)"


@dataclass(frozen=True)
class Settings:
    """All choices, with the values of a new installation. docs/SETTINGS.md describes each; a test compares the two."""

    her_name: str = "Ada"
    your_name: str = ""
    temperament: Temperament = "warm"
    """How she talks, what she likes, and how she answers the same line."""
    mind: str = "auto"
    """A catalogue id, a name given by `models add`, `server`, or `auto`: the best that fits this machine."""
    server_url: str = ""
    """Base address of an OpenAI-compatible server, for `mind = "server"`."""
    server_model: str = ""
    ear: str = "auto"
    """A catalogue id, `pocketsphinx`, or `auto`."""
    voice: str = "auto"
    """`kokoro:af_heart`, `system`, `system:VOICE`, `none`, or `auto`."""
    speed: float = 1.0
    """1 is her natural pace; 0.5…2."""
    voice_follows: bool = True
    """Whether her voice follows the moment: softer late, brighter in play, calmer when it is grave."""
    microphone: str = ""
    """Device name; empty is the system's default."""
    loudspeaker: str = ""
    """Device name; empty is the system's default."""
    volume: float = 1.0
    """0.1…1."""
    listening: bool = True
    """Whether the microphone is on when the window opens."""
    mode: Mode = "hands-free"
    """Which spoken lines she answers: all, those spoken while the key is held, or those that begin with her name."""
    echo: Echo = "cancel"
    """How her own voice is kept out of the microphone: our canceller, headphones, the system's, or not listening meanwhile."""
    silence_ms: int = 1600
    """The longest silence, in ms, before she takes the turn. What you say and how you say it usually tell her much sooner."""
    theme: Theme = "system"
    text_scale: float = 1.0
    """1…2."""
    reduce_motion: bool = False
    help_line: str = DEFAULT_HELP
    child_help_line: str = DEFAULT_CHILD_HELP
    emergency_number: str = DEFAULT_EMERGENCY
    remembering: bool = True
    """Whether earlier conversations are retrieved, and facts and summaries are made of what is said."""
    greeting: bool = True
    """Whether she greets the user when she is opened after an hour or more."""
    diary: bool = True
    """Whether she writes a few lines a day on what was said, in her own time; only while `remembering` is on."""
    speaks_first: bool = False
    """Whether she may speak first now and then; asked once, when she is met."""
    reading_mood: bool = True
    """Whether how a line is said, and its words, give an estimate of how the user seems; it is kept per line."""
    quiet: bool = False
    """Whether there are quiet hours: reminders are shown silently then, and told afterwards; alarms and timers ring."""
    quiet_from: str = "22:30"
    quiet_to: str = "07:30"
    """Local time, 24 hours; may go over midnight."""
    deeds_off: tuple[str, ...] = ()
    """Names of the deeds she does not do, of `DEEDS`."""
    lock_after: int = 0
    """Minutes without key, mouse or speech after which the memory is locked; 0 is never."""
    log_words: bool = False
    """Whether the log file may contain what was said."""


def read_settings(path: Path) -> Settings:
    """Returns the settings in a TOML file; the defaults when there is none. Raises CompanionError naming the bad line."""
    if not path.exists():
        return Settings()
    try:
        if path.is_fifo():  # reading it would wait for ever
            raise CompanionError(f"The settings file {path} is a pipe; move it away.")
        values = tomllib.loads(read_text(path))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        why = "it is no UTF-8 text" if isinstance(error, UnicodeDecodeError) else error
        raise CompanionError(f"The settings file {path} can't be read ({why}); correct it or delete it.") from error
    except OSError as error:
        raise CompanionError(f"The settings file {path} can't be opened ({error.strerror}).") from error
    return checked(values, str(path))


def checked(values: dict[str, Any], where: str) -> Settings:
    """Returns settings made from plain values. Raises CompanionError naming an unknown setting or one of the wrong kind."""
    fields = {f.name: f for f in dataclasses.fields(Settings)}
    good: dict[str, Any] = {}
    for name, value in values.items():
        if name not in fields:
            raise CompanionError(f"{where} has an unknown setting “{name}”; remove it.")
        default = fields[name].default
        if isinstance(default, float) and type(value) is int:
            value = float(value)
        if isinstance(default, tuple) and isinstance(value, list):
            value = tuple(value)
        if type(value) is not type(default):
            raise CompanionError(f"{where}: “{name}” should be {_kind(default)}, not {_shown(value)}.")
        good[name] = value
    settings = Settings(**good)
    for name, kinds in {"theme": Theme, "mode": Mode, "echo": Echo, "temperament": Temperament}.items():
        if getattr(settings, name) not in get_args(kinds):
            raise CompanionError(f"{where}: “{name}” is one of {', '.join(get_args(kinds))}.")
    unknown = [name for name in settings.deeds_off if name not in DEEDS]
    if unknown:
        raise CompanionError(f"{where}: “deeds_off” can't have {_shown(unknown[0])}; there are {', '.join(DEEDS)}.")
    return dataclasses.replace(
        settings,
        her_name=_one_line(settings.her_name),
        your_name=_one_line(settings.your_name),
        quiet_from=_clock(settings.quiet_from, "quiet_from", where),
        quiet_to=_clock(settings.quiet_to, "quiet_to", where),
        speed=min(2.0, max(0.5, settings.speed)),
        volume=min(1.0, max(0.1, settings.volume)),
        text_scale=min(2.0, max(1.0, settings.text_scale)),
        silence_ms=min(5000, max(400, settings.silence_ms)),
        lock_after=min(24 * 60, max(0, settings.lock_after)),
    )


def _kind(default: object) -> str:
    """What a value like this is called, in the words of a settings file."""
    match default:
        case bool():
            return "true or false"
        case int():
            return f"a whole number such as {default}"
        case float():
            return f"a number such as {default}"
        case tuple():
            return 'a list such as ["timer", "piano"]'
    return f'text in quotes, such as "{default or "Theo"}"'


def _shown(value: object) -> str:
    """A value as it stands in a settings file, cut short."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _one_line(name: str) -> str:
    return " ".join(name.split())[:_LONGEST_NAME].strip()


def _clock(text: str, name: str, where: str) -> str:
    """The time of day with two figures for the hour, so that two can be compared."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        raise CompanionError(f"{where}: “{name}” is a time of day such as 22:30, not {_shown(text)}.")
    return f"{int(found[1]):02}:{found[2]}"


def write_settings(path: Path, settings: Settings) -> None:
    """Writes only what differs from the defaults, whole or not at all. Raises CompanionError."""
    standard = Settings()
    lines = [
        f"{f.name} = {_toml(getattr(settings, f.name))}"
        for f in dataclasses.fields(Settings)
        if getattr(settings, f.name) != getattr(standard, f.name)
    ]
    try:
        make_folder(path.parent)
        write_whole(path, "\n".join(lines) + "\n")
    except OSError as error:
        raise CompanionError(f"The settings can't be saved in {path.parent} ({error.strerror}).") from error


def says_nothing_of_her(settings: Settings) -> bool:
    """Whether only such settings were changed as a key or a device may change before she was met: the size of text, the mode."""
    return settings == Settings(**{name: getattr(settings, name) for name in _OF_THE_WINDOW})


def keep_settings(path: Path, changed: Mapping[str, Any]) -> None:
    """Writes these beside what the file has already, without what was chosen for one run only. Raises CompanionError."""
    write_settings(path, checked({**vars(read_settings(path)), **changed}, "The settings"))


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        whole = value.encode("utf-8", "replace").decode()  # half surrogates would make a file that can't be read
        escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in whole)
        return f'"{escaped}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return repr(value)
