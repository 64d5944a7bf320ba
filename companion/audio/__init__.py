"""Defines sound input and output for the engine, and lets sound files take the place of devices."""
