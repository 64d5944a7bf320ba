"""Turns sentences into speech, plays it, and reports which words were heard."""
