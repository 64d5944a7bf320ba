"""Chooses what she says without having been asked anything: a greeting when she is opened, and what may come with it."""
