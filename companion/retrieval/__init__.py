"""Finds what was said before and bears on a line, and decides whether it answers it."""
