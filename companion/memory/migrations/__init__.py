"""Lists the migrations of the schema, oldest first; a file's `user_version` is how many have been applied to it.

Append only: a published migration is never edited, for it has been applied to somebody's file.
"""

from companion.memory.migrations import (
    m001_conversations,
    m002_recall,
    m003_facts,
    m004_days,
    m005_keeping,
    m006_sequence,
    m007_rules,
    m008_deeds,
    m009_calendar,
    m010_lists_and_notes,
    m011_letters,
    m012_pieces,
    m013_forgotten_deeds,
    m014_letter_words,
    m015_diary,
    m016_interview,
    m017_unasked,
    m018_moods,
    m019_neutral_lines,
    m020_shared,
)
from companion.memory.migrations.runner import Migration

MIGRATIONS: tuple[Migration, ...] = (
    Migration("m001", m001_conversations.migrate),
    Migration("m002", m002_recall.migrate),
    Migration("m003", m003_facts.migrate),
    Migration("m004", m004_days.migrate),
    Migration("m005", m005_keeping.migrate),
    Migration("m006", m006_sequence.migrate),
    Migration("m007", m007_rules.migrate),
    Migration("m008", m008_deeds.migrate),
    Migration("m009", m009_calendar.migrate),
    Migration("m010", m010_lists_and_notes.migrate),
    Migration("m011", m011_letters.migrate),
    Migration("m012", m012_pieces.migrate),
    Migration("m013", m013_forgotten_deeds.migrate),
    Migration("m014", m014_letter_words.migrate),
    Migration("m015", m015_diary.migrate),
    Migration("m016", m016_interview.migrate),
    Migration("m017", m017_unasked.migrate),
    Migration("m018", m018_moods.migrate),
    Migration("m019", m019_neutral_lines.migrate),
    Migration("m020", m020_shared.migrate),
)

__all__ = ["MIGRATIONS", "Migration"]
