"""Opens the memory for one command, asks for its passphrase in a terminal, and closes it afterwards."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from companion.environment import Environment
from companion.memory import Memory, open_environment_memory
from companion.memory.facts import Extract, extract_nothing


def asker() -> Callable[[str], str] | None:
    """What asks for a passphrase: the terminal; None where nobody sits at one."""
    return getpass.getpass if sys.stdin.isatty() else None


@contextmanager
def opened_memory(environment: Environment, extract: Extract = extract_nothing) -> Iterator[Memory]:
    """The opened memory, for as long as the `with` block lasts; `extract` as for `open_memory`. Raises CompanionError."""
    memory = open_environment_memory(environment, os.environ, asker(), extract)
    try:
        yield memory
    finally:
        memory.close()
