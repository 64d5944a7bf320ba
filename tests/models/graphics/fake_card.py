"""Stands in for the probe's child: `fake_card.py HOW TASK` lists one card and says some words on it, or misbehaves as HOW says."""

import json
import os
import signal
import sys
import threading

WORDS = " four, five, six, seven,"
SPEEDS = {"tokens_per_s": 20.0, "read_per_s": 80.0}
CARD = {
    "id": "aa01", "name": "Test Card 9000", "driver": "testdrv 1.0", "integrated": False, "free_bytes": 8_000_000_000,
    "total_bytes": 8_000_000_000, "index": 0,
}  # fmt: skip


def say(told: object) -> None:
    print(json.dumps(told))  # noqa: T201


def lost() -> None:
    print("terminate called after throwing an instance of 'vk::DeviceLostError'", flush=True)  # noqa: T201
    os.kill(os.getpid(), signal.SIGABRT)


def main(how: str, task: dict[str, str]) -> None:
    """What a child does that finds a card; `how` names the step at which it goes wrong, and in which way."""
    step, _, way = how.partition(":")
    on_card = bool(task["backend"])
    if step == (task["task"] if on_card else "cpu"):
        if way == "hang":
            threading.Event().wait()
        if way == "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        if way == "lost":
            lost()
        if way == "no libvulkan":
            raise OSError("libvulkan.so.1: cannot open shared object file: No such file or directory")
        if way == "silent":
            return
        if way.startswith("outcome="):
            say({"outcome": way.removeprefix("outcome="), "detail": "as told"})
            return
    if task["task"] == "list":
        say({"devices": [] if how == "none" else [CARD, {**CARD, "id": "ig01", "integrated": True}]})
        return
    words = " seven of nine" if on_card and how == "wrong" else WORDS
    quicker = (0.5 if how == "slow" else 1.05 if how == "hardly" else 3.0) if on_card else 1.0
    layers = 28 if on_card and how != "unused" else 0
    placement = {"device": CARD["name"] if layers else "", "layers": layers, "of": 28 if layers else 0}
    speeds = {name: speed * quicker for name, speed in SPEEDS.items()}
    print("Test driver: a line of its own")  # noqa: T201
    say({"text": words, **speeds, "placement": placement, "device": CARD})


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
