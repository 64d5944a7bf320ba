"""What is remembered: every line that was said, in one encrypted file, found again by its words.

    Memory ── conversations, messages, search, export     what the engine, the window and the commands call
      └ Store ── one writing connection, a few reading    the encrypted file (SQLite3MultipleCiphers, WAL)
          └ Key ── from the system's keyring or a passphrase

Later rooms (facts, recall, forgetting) are modules beside these that take the same Store.
"""

from companion.memory.conversations import Conversation, Message, Speaker, Via
from companion.memory.keys import Key, find_key, needs_passphrase
from companion.memory.memory import Memory, open_house, open_memory
from companion.memory.search import Found, Hit

__all__ = [
    "Conversation",
    "Found",
    "Hit",
    "Key",
    "Memory",
    "Message",
    "Speaker",
    "Via",
    "find_key",
    "needs_passphrase",
    "open_house",
    "open_memory",
]
