"""Shows the conversation: the stage, all its lines, the composer and the timings."""
