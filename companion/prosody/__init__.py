"""Hears how something is said, against how this speaker usually says things; the figures stay on this computer."""
