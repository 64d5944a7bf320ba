"""Reads lines that are nothing but a courtesy, or that depend on her instead of people, and chooses written replies to them."""

from companion.courtesy.dependence import Dependence, read_dependence
from companion.courtesy.reading import Courtesy, is_grave, read_courtesy
from companion.courtesy.replies import Wording, reply_to

__all__ = ["Courtesy", "Dependence", "Wording", "is_grave", "read_courtesy", "read_dependence", "reply_to"]
