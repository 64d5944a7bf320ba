"""Understands what the user tells her about how to be, says it back, and tells what is in force at an hour."""

from companion.told_rules.rule import Degree, Kind, Manner, ToldRule
from companion.told_rules.scope import ALWAYS, Scope

__all__ = ["ALWAYS", "Degree", "Kind", "Manner", "Scope", "ToldRule"]
