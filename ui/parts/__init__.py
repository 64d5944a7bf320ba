"""What every room is built from: the theme, words and lists, work in the background, and small QML parts."""
