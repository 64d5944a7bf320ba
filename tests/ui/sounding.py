"""Plays and listens through Qt in a process of its own, as told by lines on stdin; answers with JSON lines."""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from companion.audio.devices import Samples
from ui.sound.microphone import system_canceller
from ui.sound.sound import SoundThread
from ui.sound.suspend import SuspendDetector

heard: list[Samples] = []
played: list[int] = [0]
troubles: list[str] = []
written: list[tuple[Samples, float]] = []
changes: list[str] = []
asleep: list[float] = [0.0]


def answer(**fields: Any) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def obey(sound: SoundThread, words: list[str]) -> None:
    speaker = sound.loudspeaker
    match words:
        case ["play", seconds]:
            time_ = np.arange(int(float(seconds) * speaker.rate)) / speaker.rate
            answer(position=speaker.play((0.3 * np.sin(2 * np.pi * 1000 * time_)).astype(np.float32)))
        case ["gain", level]:
            speaker.gain(float(level))
            answer(at=time.monotonic())
        case ["written", file]:
            np.save(file, np.concatenate([np.zeros(0, np.float32), *(samples for samples, _ in written)]))
            answer(delays=[delay for _, delay in written], dry=speaker.underruns)
            written.clear()
        case ["devices"]:
            names = [bytes(part.device.id().data()).decode() for part in (sound.microphone, speaker)]
            answer(names=names, changes=changes, canceller=system_canceller())
            changes.clear()
        case ["choose", kind, name]:
            sound.choose(kind, name)
            answer()
        case ["sleep", seconds]:
            asleep[0] += float(seconds)
            answer()
        case ["flush"]:
            answer(position=speaker.flush())
        case ["wait", seconds]:
            time.sleep(float(seconds))
            samples = np.concatenate(heard) if heard else np.zeros(0, np.float32)
            loud = float(np.abs(samples).max()) if len(samples) else 0.0
            answer(heard=len(samples), pieces=len(heard), loud=loud, played=played[0], troubles=troubles)
            heard.clear()


def main() -> None:
    app = QCoreApplication([])
    sound = SoundThread("", "", suspend=SuspendDetector(lambda: time.monotonic() + asleep[0]))
    sound.loudspeaker.reference(lambda samples, delay_s: written.append((samples, delay_s)))
    sound.microphone.on_change(lambda: changes.append("microphone"))
    sound.loudspeaker.on_change(lambda: changes.append("loudspeaker"))
    sound.open()
    sound.microphone.start(heard.append, troubles.append)
    sound.loudspeaker.start(lambda n: played.__setitem__(0, n), troubles.append)

    def read() -> None:
        for line in sys.stdin:
            obey(sound, line.split())
        app.quit()

    threading.Thread(target=read, daemon=True).start()
    app.exec()
    sound.close()
    sound.microphone.stop()
    answer(closed=True)


if __name__ == "__main__":
    main()
