"""What is remembered: every line that was said, in one encrypted file, and what was made of it.

Memory ── conversations, messages, search, export     what the engine, the window and the commands call
  ├ recall      what bears on a question, of everything ever said
  ├ facts       what is so, each with the words it rests on
  ├ days        what she keeps of each conversation
  ├ forgetting  from all of it, and from the copies
  └ Store ── one writing connection, a few reading    the encrypted file (SQLite3MultipleCiphers, WAL)
      └ Key ── from the system's keyring or a passphrase
"""

from companion.memory.conversations import Conversation, Message, Speaker, Via
from companion.memory.keys import Key, find_key, needs_passphrase
from companion.memory.memory import Memory, open_house, open_memory
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
    "open_house",
    "open_memory",
]
