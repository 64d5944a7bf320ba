"""The Memory room: facts and people, and forgetting with a chance to undo."""
