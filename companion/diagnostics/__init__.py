"""Checks and measures this installation, and keeps the log."""
