"""Holds what all stages share of one turn: its line, its reply, its cancellation and its timing."""
