"""Runs one of the benchmarks in `benchmarks/` and prints its figures as one JSON object."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
from pathlib import Path

import benchmarks
from companion.environment import Environment
from companion.errors import CompanionError

HELP = "measure one of the figures this project promises, and print it as JSON"


def names() -> tuple[str, ...]:
    """Returns the names of the benchmarks as the command line takes them."""
    modules = (m.name for m in pkgutil.iter_modules(benchmarks.__path__) if not m.ispkg and not m.name.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in modules))


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares this command's options."""
    parser.add_argument("name", metavar="NAME", help="one of: " + ", ".join(names()))
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of evaluation recordings and texts")
    parser.add_argument("--lines", type=Path, metavar="FILE", help="labelled lines (safety), one JSON object a line")
    parser.add_argument(
        "--pairs",
        type=Path,
        metavar="FILE",
        help="with persona: write two characters' replies to FILE for a blind reader; a file beside it (.key) says whose each is",
    )
    parser.add_argument(
        "--details", action="store_true", help="print every question and answer too, if the benchmark asks any"
    )
    parser.add_argument("--json", action="store_true", help="accepted for symmetry; the result is always JSON")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for a rough figure")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Measures and prints the figures; progress goes to stderr."""
    if args.name not in names():
        raise CompanionError(f"There is no benchmark “{args.name}”; there are: {', '.join(names())}.")
    if args.data is not None and not args.data.is_dir():
        raise CompanionError(f"There is no folder {args.data} with evaluation data.")
    if args.lines is not None and not args.lines.is_file():
        raise CompanionError(f"There is no file {args.lines} with labelled lines.")
    if args.pairs is not None and not args.pairs.parent.is_dir():
        raise CompanionError(f"There is no folder {args.pairs.parent} to write {args.pairs.name} to.")
    module = importlib.import_module(f"benchmarks.{args.name.replace('-', '_')}")
    args.environment = environment
    figures = module.run(args)
    result = {"bench": args.name, "figures": figures, "machine": _machine(), "settings": _settings(environment, args)}
    print(json.dumps(result, ensure_ascii=False))
    sys.stdout.flush()
    return 0


def _machine() -> dict[str, object]:
    return {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()}


def _settings(environment: Environment, args: argparse.Namespace) -> dict[str, object]:
    settings = environment.settings
    return {
        "mind": settings.mind,
        "ear": settings.ear,
        "voice": settings.voice,
        "quick": args.quick,
        "seed": environment.seed,
    }
