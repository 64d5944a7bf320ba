"""Shows what waits for its time and what she has done, and stops and undoes it."""
