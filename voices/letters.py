"""Writes letters that the phonemiser would spell out as letters it can read: names keep their sound, not their marks."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from voices.draft import Draft

READ = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ffČčŠšŞşŽž"
"""Letters beyond A to Z that espeak-ng reads in English text by their sound (ç, é, ñ, ö, ß, š), as part of a pattern."""
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho",
    "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "ϕ": "phi", "ϵ": "epsilon", "ϑ": "theta",
}  # fmt: skip
_OWN = str.maketrans("ƄƅƧƨƸƹƼƽ", "BbSsZzFf")
"""Letters that anyascii writes as a figure or a sign."""
_LONE_GREEK = re.compile(r"(?<![\u0370-\u03ff\u1f00-\u1fff])[\u0370-\u03ff](?![\u0370-\u03ff\u1f00-\u1fff])")
_FOREIGN = re.compile(
    rf"(?:(?![A-Za-z{READ}])[\u00c0-\u024f\u0250-\u02af\u1e00-\u1eff"
    r"\u0370-\u0556\u0561-\u0587\u10a0-\u10ff\u1c80-\u1cbf\u1f00-\u1fff\u2c60-\u2c7f\u3041-\u30ff\ua720-\ua7ff\uac00-\ud7a3])+"
)
"""Marked Latin letters, and the alphabets whose letters stand for sounds: Greek, Cyrillic, Armenian, Georgian, kana, Hangul."""


def letters(draft: Draft) -> None:
    """Name lone Greek letters, and write other alphabets and rare marks in plain Latin letters."""
    if draft.text.isascii():
        return
    draft.replace(_LONE_GREEK, lambda m: f" {_GREEK[m[0].lower()]} " if m[0].lower() in _GREEK else None)
    draft.replace(_FOREIGN, lambda m: _latin(m[0]))


@lru_cache(maxsize=1024)
def _latin(word: str) -> str:
    """The word in letters A to Z; what has none is silent."""
    return re.sub(r"[^A-Za-z]", "", anyascii(word.translate(_OWN)))
