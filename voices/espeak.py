"""Turns text into IPA phonemes with espeak-ng from its Python wheel, so that no system package is needed."""

from __future__ import annotations

import ctypes
import re
from functools import cache

import espeakng_loader

from voices.errors import VoiceError

_REINSTALL = "run: pip install --force-reinstall espeakng-loader"
_SYNCHRONOUS = 2
_UTF8 = 1
_IPA_TIED = 0x02 | 0x80 | ord("^") << 8
"""IPA, with ^ between the letters of one sound."""
_FLAGS = re.compile(r"\([a-z-]{2,8}\)")
"""`(fr)…(en)`: espeak-ng marking that it changed language."""


@cache
def library() -> ctypes.CDLL:
    """The started library; a later load of `libespeak-ng.so.1` (by pyttsx3) gets the same one. Raises VoiceError.

    Started once in a process, and synchronously, so that it calls back in the caller's thread and during the call.
    """
    data = espeakng_loader.get_data_path()
    try:
        loaded = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as error:
        raise VoiceError(f"espeak-ng can't be loaded ({error}); {_REINSTALL}") from error
    loaded.espeak_TextToPhonemes.restype = ctypes.c_char_p
    loaded.espeak_TextToPhonemes.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
    if loaded.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), 0) < 0:
        raise VoiceError(f"espeak-ng can't start; {_REINSTALL}")
    return loaded


class Espeak:
    """Makes English phonemes. The library has one voice for the whole process, so each call sets it first."""

    def __init__(self, language: str) -> None:
        """`language`: `en-us`, or `en` for British English (espeak-ng may not know the name `en-gb`)."""
        self._language = language.encode()
        self._library: ctypes.CDLL | None = None

    def open(self) -> None:
        """Load it; raises VoiceError."""
        self._library = library()

    def phonemes(self, text: str) -> str:
        """IPA with stress marks, and spaces between words; only after `open`. Raises VoiceError."""
        assert self._library is not None
        if self._library.espeak_SetVoiceByName(self._language) != 0:
            raise VoiceError(f"espeak-ng has no voice {self._language.decode()}; {_REINSTALL}")
        buffer = ctypes.create_string_buffer(text.encode())
        place = ctypes.c_void_p(ctypes.addressof(buffer))
        clauses = []
        while place.value:
            said = self._library.espeak_TextToPhonemes(ctypes.byref(place), _UTF8, _IPA_TIED)
            clauses.append(said.decode() if said else "")
        return _FLAGS.sub("", " ".join(" ".join(clauses).split()))
