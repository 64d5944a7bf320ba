"""Splits, cleans and compares texts. Knows nothing of turns or models."""
