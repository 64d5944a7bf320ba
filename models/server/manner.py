"""Learns how a server wants to be asked from what it refuses: fewer fields, no system message, other names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Self

_ROLES = re.compile(
    r"\broles?\b.{0,80}\balternat|alternat\w*.{0,80}\broles?\b"
    r"|\b(system|developer)\W+(role|message|prompt|instruction)s?\b.{0,60}(not |n't |n’t |un)(support|allow|accept|permit|enabled)"
    r"|(not|n't|n’t|un)\W?support\w*.{0,40}\b(system|developer)\b|\bonly\b.{0,30}\buser and assistant\b|\broles? are supported"
    r"|(unexpected|invalid|unsupported|unknown|unrecogni[sz]ed) role|\bsystem\b\W+(is )?not (one of|a valid|supported|allowed)"
    r"|first message must|expected (last )?role",
    re.IGNORECASE | re.DOTALL,
)
_SAMPLING = re.compile(r"\b(temperature|top_p)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Manner:
    """How one server is asked."""

    plain: bool = False
    """Only fields that every such server knows."""
    two_voices: bool = False
    """No system message, and roles that alternate."""
    completion_tokens: bool = False
    """`max_completion_tokens` in place of `max_tokens`."""
    unsampled: bool = False
    """Neither temperature nor top_p."""

    def after(self, status: int, complaint: str) -> Self | None:
        """How to ask once more; None when nothing could be asked otherwise. `status`: of the answer that refused."""
        if not self.two_voices and _ROLES.search(complaint):
            return replace(self, two_voices=True)
        if status not in (400, 422):
            return None
        if not self.completion_tokens and "max_completion_tokens" in complaint:
            return replace(self, completion_tokens=True)
        if not self.unsampled and _SAMPLING.search(complaint):
            return replace(self, unsampled=True)
        return None if self.plain else replace(self, plain=True)
