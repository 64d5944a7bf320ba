"""Tells lines that ask something, and lines that want something done in words, by how they begin and end."""

from __future__ import annotations

import re

ASKS = re.compile(
    r"\?\s*$|^\W*(?:(?:and|so|but|well)\W+)?(?:who|what|when|where|which|why|how|is|are|am|was|were|do|does|did|can|could|will|would|"
    r"should|have|has|may)\b",
    re.IGNORECASE,
)
"""A question."""
REQUESTS = re.compile(
    r"^\W*(?:(?:please|ok|okay|now|then|so|and|but|no|well|hey|(?:can|could|would|will) you|i want you to|just)\W+)*"
    r"(?:tell me (?:a|an|about|some|the|another)|write|rewrite|make|give me|say|read|show|add|change|put|shorten|translate|sing|"
    r"repeat|explain|describe|invent|imagine|pretend|list|name|help me|let's|be |call me)\b",
    re.IGNORECASE,
)
"""Asks for something to be done in words."""
