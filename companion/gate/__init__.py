"""Lets a sentence of hers through only if it is new, true of herself, and about nothing she was asked to leave alone."""
