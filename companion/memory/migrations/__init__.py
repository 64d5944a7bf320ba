"""The schema's history, oldest first; a file's `user_version` is how many of these it has been through.

Append only: a step that was ever published is never edited, for somebody's file has already taken it.
"""

from companion.memory.migrations import m001_conversations, m002_recall, m003_facts, m004_days, m005_keeping
from companion.memory.migrations.runner import Migration

MIGRATIONS: tuple[Migration, ...] = (
    Migration("m001", m001_conversations.migrate),
    Migration("m002", m002_recall.migrate),
    Migration("m003", m003_facts.migrate),
    Migration("m004", m004_days.migrate),
    Migration("m005", m005_keeping.migrate),
)

__all__ = ["MIGRATIONS", "Migration"]
