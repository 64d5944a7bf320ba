"""Reads lines that are nothing but a courtesy, or that lean on her instead of people, and chooses written replies to them."""

from companion.courtesy.leaning import Leaning, lean
from companion.courtesy.reading import Courtesy, is_grave, read_courtesy
from companion.courtesy.replies import Wording, reply_to

__all__ = ["Courtesy", "Leaning", "Wording", "is_grave", "lean", "read_courtesy", "reply_to"]
