"""Builds the window around the rooms and joins it to the engine."""
