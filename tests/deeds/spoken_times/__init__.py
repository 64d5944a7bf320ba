"""Spoken times."""
