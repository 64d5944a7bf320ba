"""The screens: each folder holds a room's QML and the Python behind it."""
