"""The window: Qt only. It shows the engine's events and hands it the user's intents; nothing is decided here."""
