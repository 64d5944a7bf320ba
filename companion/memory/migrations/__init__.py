"""The schema's history, oldest first; a file's `user_version` is how many of these it has been through.

Append only: a step that was ever published is never edited, for somebody's file has already taken it.
"""

from companion.memory.migrations import m001_conversations
from companion.memory.migrations.runner import Migration

MIGRATIONS: tuple[Migration, ...] = (Migration("m001", m001_conversations.migrate),)

__all__ = ["MIGRATIONS", "Migration"]
