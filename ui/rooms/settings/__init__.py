"""Shows the settings and applies each change at once."""
