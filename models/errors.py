"""Defines the one error of this package: a model can't be fetched, read or run."""


class ModelError(Exception):
    """A model could not be fetched, verified, loaded or run; the message says what failed and what to do."""
