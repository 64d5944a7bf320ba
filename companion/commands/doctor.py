"""What this machine has and how fast it is: libraries, models, voices, devices; and which set suits it."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import sys
import time

import psutil

from companion.engine import Engine
from companion.errors import KNOWN
from companion.house import House
from companion.measured import write_measured
from companion.parts import Parts, supervised_voice, voice_name
from models.language import Request, Usage

HELP = "look at devices, libraries, models and voices, measure their speed, and recommend a set"

LIBRARIES = ("PySide6", "llama-cpp-python", "faster-whisper", "pyttsx3", "SpeechRecognition", "onnxruntime")
SAMPLE = "It rained all evening, and nobody minded at all."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quick", action="store_true", help="measure nothing")
