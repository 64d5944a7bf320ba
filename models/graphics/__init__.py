"""Thinking on a graphics card: an engine of its own beside the normal one, tried in a child process before it is used."""
