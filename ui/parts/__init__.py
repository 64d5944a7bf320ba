"""Holds what all rooms share: the theme, words and lists, work in the background, and small QML parts."""
