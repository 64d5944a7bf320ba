"""The locked screen, and what chooses or changes the passphrase."""
