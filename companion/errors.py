"""Defines the errors that come from outside this program, each with one sentence a person can act on.

    CompanionError            companion: data file, settings, devices, workers
    ├── LockedError           the data file needs its passphrase
    ├── OutputError           standard output is full, or nobody reads it
    └── WorkerError           a worker process died, hung or could not start
    models.errors.ModelError  models: downloads, damaged files, servers
    voices.errors.VoiceError  voices: no such voice, synthesis failed

`KNOWN` holds all three roots. Any other exception is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

from models.errors import ModelError
from voices.errors import VoiceError


class CompanionError(Exception):
    """The environment failed us; the message says what failed and what to do."""


class LockedError(CompanionError):
    """The data file can't be opened without its passphrase."""


class OutputError(CompanionError):
    """Standard output can't be written to; the cause is the OSError."""


class WorkerError(CompanionError):
    """A worker process died, hung or could not start."""


KNOWN: tuple[type[Exception], ...] = (CompanionError, ModelError, VoiceError)
