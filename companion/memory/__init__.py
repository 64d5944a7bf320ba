"""Keeps every line that was said in one encrypted file, with the facts, summaries and vectors made from them.

Memory ── conversations, messages, search             what the engine, the window and the commands call
  ├ recall      the messages most relevant to a question, out of everything ever said
  ├ facts       facts about the user's life, each with the words it rests on
  ├ rules       how the user has told her to be, and when
  ├ summaries   a title and a summary of each finished conversation
  ├ forgetting  removes all of that, from the file and from its backups
  ├ backups     copies of the file
  └ Database ── one connection that writes, several that read   the encrypted file (SQLite3MultipleCiphers, WAL)
      └ Key ── from the system's keyring or a passphrase
"""

from companion.memory.conversations import Conversation, Message, Speaker, Via
from companion.memory.keys import Key, find_key, needs_passphrase
from companion.memory.memory import Memory, open_environment_memory, open_memory
from companion.memory.retrieved_memory import RetrievedMemory
from companion.memory.search import Hit, SearchResults

__all__ = [
    "Conversation",
    "Hit",
    "Key",
    "Memory",
    "Message",
    "RetrievedMemory",
    "SearchResults",
    "Speaker",
    "Via",
    "find_key",
    "needs_passphrase",
    "open_environment_memory",
    "open_memory",
]
