"""Detects lines that must not be left to the LLM, such as signs of danger, and answers them with prepared words.

A line ─ words.normalised ▶ detection.detect (signs.toml) ─ RiskSignal ▶ Care.answer (replies.toml) ─ CareReply ▶ her voice
"""

from companion.care.care import Care, CareReply
from companion.care.signal import RiskSignal

__all__ = ["Care", "CareReply", "RiskSignal"]
