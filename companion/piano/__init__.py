"""Composes small piano pieces from a mood and a seed, keeps them as MIDI, and renders them from samples of a grand piano."""
