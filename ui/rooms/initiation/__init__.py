"""Shows the interview in which she is met, in a window that has nothing else in it."""
