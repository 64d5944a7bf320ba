"""Finds earlier messages that are relevant to a line, and decides whether they answer it."""
