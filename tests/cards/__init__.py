"""Tests of the character cards: what fits her is taken, what does not is named."""
