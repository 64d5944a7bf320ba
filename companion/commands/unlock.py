"""Gives the memory's key to the system's keyring, so that no passphrase is asked from now on."""

from __future__ import annotations

import argparse
import os
import sys

from companion.commands.lock import passphrase
from companion.environment import Environment
from companion.memory.keys import needs_passphrase
from companion.memory.locking import keep_in_keyring

HELP = "let the system's keyring keep the memory's key, so that no passphrase is asked"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares nothing: there are no options."""


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs the command; returns 0. Raises CompanionError."""
    if needs_passphrase(environment, {}) == "no":
        print("No passphrase is needed as it is.", file=sys.stderr)
        return 0
    keep_in_keyring(environment, passphrase("Your passphrase: ", os.environ))
    print("Unlocked: the system's keyring keeps the key, and no passphrase is asked.", file=sys.stderr)
    return 0
