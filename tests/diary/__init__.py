"""Tests of her own time."""
