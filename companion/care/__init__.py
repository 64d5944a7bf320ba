"""First care: what must not be left to the mind's first idea is noticed here and answered in written words.

A line ─ words.normal ▶ noticing.notice (signs.toml) ─ Concern ▶ Care.answer (replies.toml) ─ CareReply ▶ her voice
"""

from companion.care.care import Care, CareReply
from companion.care.detection import RiskSignal

__all__ = ["Care", "CareReply", "RiskSignal"]
