"""Shows facts and people, and forgets them with ten seconds to undo."""
