"""Defines the one error of this package: a voice can't speak."""


class VoiceError(Exception):
    """A voice could not be opened or failed to speak; the message says what failed and what to do."""
