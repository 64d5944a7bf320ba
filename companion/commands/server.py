"""Makes her think on a model server from now on: checks the address and saves it in the settings."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from dataclasses import replace

from companion.environment import Environment
from companion.errors import CompanionError
from companion.runtime.server_key import read_key, write_key
from companion.settings import read_settings, write_settings
from models.server.server_llm import available


def use_server(args: argparse.Namespace, environment: Environment, as_json: bool) -> int:
    """Asks the server which models it has, then chooses one. Raises ModelError when it can't be used; then nothing changes."""
    key = getpass.getpass("The server's key: ") if args.ask_key else read_key(args.url)
    names = available(args.url, key)
    if args.use and args.use not in names:
        raise CompanionError(f"The server has no model “{args.use}”; it has: {', '.join(names) or 'none'}.")
    if args.ask_key:
        write_key(args.url, key)
    chosen = args.use or next(iter(names), "")
    settings = replace(
        read_settings(environment.settings_file), mind="server", server_url=args.url, server_model=chosen
    )
    write_settings(environment.settings_file, settings)
    if as_json:
        print(json.dumps({"server": args.url, "model": chosen, "models": names}, ensure_ascii=False))
    else:
        print(f"She thinks with {chosen} at {args.url} now; what you say goes there.", file=sys.stderr)
    return 0
