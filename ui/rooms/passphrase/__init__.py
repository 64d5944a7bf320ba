"""Locks and unlocks the memory, and changes its passphrase."""
