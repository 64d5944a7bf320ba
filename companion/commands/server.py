"""Makes her think on a model server from now on: checks the address, tries the server out and saves it in the settings."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from dataclasses import asdict, replace

from companion.environment import Environment
from companion.errors import CompanionError
from companion.runtime.server_key import forget_key, read_key, write_key
from companion.settings import read_settings, write_settings
from models.server.server_llm import ServerLlm, available
from models.server.trial import ServerTrial, try_out


def use_server(args: argparse.Namespace, environment: Environment, as_json: bool) -> int:
    """Asks the server which models it has, tries one out and chooses it, and says what is missing.

    Raises ModelError when it can't be used; then nothing changes.
    """
    if args.forget_key:
        return _forget(args.url, as_json)
    key = getpass.getpass("The server's key: ") if args.ask_key else read_key(args.url)
    names = available(args.url, key, args.use)
    if args.use and args.use not in names:
        raise CompanionError(f"The server has no model “{args.use}”; it has: {', '.join(names) or 'none'}.")
    if not names:
        raise CompanionError("The server has no model; load one there first.")
    chosen = args.use or names[0]
    trial = None if args.untested else _tried(args.url, chosen, key)
    if args.ask_key:
        _keep(args.url, key.strip())
    settings = replace(
        read_settings(environment.settings_file), mind="server", server_url=args.url, server_model=chosen
    )
    write_settings(environment.settings_file, settings)
    if as_json:
        found = {**asdict(trial), "missing": trial.missing} if trial else {}
        print(json.dumps({"server": args.url, "model": chosen, "models": names, **found}, ensure_ascii=False))
    else:
        if trial:
            print("\n".join(trial.told), file=sys.stderr)
        print(f"She thinks with {chosen} at {args.url} now; what you say goes there.", file=sys.stderr)
    return 0


def _tried(url: str, model: str, key: str) -> ServerTrial:
    """Tries the server out. Raises ModelError when it can't give a reply."""
    print(f"Trying {model} at {url} out; it may have to load it first.", file=sys.stderr, flush=True)
    llm = ServerLlm(url, model, key)
    try:
        llm.open()
        return try_out(llm)
    finally:
        llm.close()


def _keep(url: str, key: str) -> None:
    """Keeps the key; no key removes the one that was kept."""
    if key:
        write_key(url, key)
    else:
        forget_key(url)


def _forget(url: str, as_json: bool) -> int:
    forget_key(url)
    if as_json:
        print(json.dumps({"server": url, "key": "removed"}, ensure_ascii=False))
    else:
        print(f"The key for {url} is removed from the keyring.", file=sys.stderr)
    return 0
