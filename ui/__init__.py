"""Shows the engine's events in a window and hands it the user's intents; Qt only, decides nothing."""
