"""Turns sentences into speech and plays them, and tells which words were heard."""
