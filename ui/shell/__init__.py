"""The window around the rooms: starting, locking, and the bridge to the engine."""
