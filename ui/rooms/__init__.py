"""Holds the screens: each folder has a room's QML and the Python it shows."""
