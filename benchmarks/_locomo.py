"""Reads LoCoMo: dialogues of dated messages, and questions with the messages that answer them.

LoCoMo: Maharana et al., “Evaluating Very Long-Term Conversational Memory of LLM Agents”, 2024.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from companion.errors import CompanionError
from companion.memory.conversations import Speaker

ADVERSARIAL = 5
"""The category of questions without an answer: they ask one speaker about what the other one said."""


@dataclass(frozen=True)
class LocomoMessage:
    """One message, with a photo's caption at its end."""

    id: str
    speaker: Speaker
    text: str
    at: datetime


@dataclass(frozen=True)
class Question:
    """A question, and the messages that are its evidence."""

    text: str
    category: int
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class LocomoDialogue:
    """The messages of two people over some months; the first speaker is the user."""

    you: str
    her: str
    sessions: tuple[tuple[LocomoMessage, ...], ...]
    questions: tuple[Question, ...]

    @property
    def end(self) -> datetime:
        """A day after the last message: when the questions are asked."""
        return max(said.at for session in self.sessions for said in session) + timedelta(days=1)


def dialogues(data: Path) -> list[LocomoDialogue]:
    """Reads all dialogues from `memory/locomo.json` in the evaluation data. Raises CompanionError when it is not there."""
    file = data / "memory" / "locomo.json"
    if not file.is_file():
        raise CompanionError(f"There is no {file}; give the folder of evaluation data with --data.")
    return [_dialogue(entry) for entry in json.loads(file.read_text())]


def _dialogue(entry: dict[str, Any]) -> LocomoDialogue:
    talk = entry["conversation"]
    you, her = talk["speaker_a"], talk["speaker_b"]
    numbers = sorted(int(key.split("_")[1]) for key, value in talk.items() if isinstance(value, list))
    sessions = tuple(tuple(_session(talk, number, you)) for number in numbers)
    known = {said.id for session in sessions for said in session}
    return LocomoDialogue(you, her, sessions, tuple(_question(asked, known) for asked in entry["qa"]))


def _session(talk: dict[str, Any], number: int, you: str) -> Iterator[LocomoMessage]:
    """Yields the messages of a session, a minute apart, from the session's date on."""
    at = datetime.strptime(talk[f"session_{number}_date_time"], "%I:%M %p on %d %B, %Y")
    for minute, turn in enumerate(talk[f"session_{number}"]):
        caption = f" [{turn['blip_caption']}]" if turn.get("blip_caption") else ""
        speaker: Speaker = "you" if turn["speaker"] == you else "her"
        yield LocomoMessage(turn["dia_id"], speaker, turn["text"] + caption, at + timedelta(minutes=minute))


def _question(asked: dict[str, Any], known: set[str]) -> Question:
    """Reads a question and its evidence, even where ids are written loosely: “D8:6; D9:17”, “D:11:26”, “D30:05”."""
    loose = re.findall(r"D:?(\d+):(\d+)", " ".join(asked.get("evidence", [])))
    ids = dict.fromkeys(f"D{int(session)}:{int(turn)}" for session, turn in loose)
    return Question(asked["question"], asked["category"], tuple(one for one in ids if one in known))
