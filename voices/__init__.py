"""Text to samples: the voices she can speak with."""
