"""Splits, cleans and compares texts: sentences, clauses, style, grounding. Knows nothing of turns or models."""
