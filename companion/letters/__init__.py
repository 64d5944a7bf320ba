"""Writes letters with the user: asks what matters, drafts by the LLM, checks it, changes it as told, and loses no version.

LetterDesk ── what a line asks of the letter under work, and what she says      what the responder and the commands call
  ├ request_grammar, details   who it is to, what for, what must be in it, what tone: read from the user's words
  ├ questions, material        what is missing; what she remembers of that person
  ├ LetterWriter               drafts and rewrites by the LLM, in a request of its own
  │   ├ checking               names, dates and numbers that nobody gave; whether all is in it that must be
  │   └ letter_text            greeting, paragraphs, close
  ├ change_grammar, changing   “shorter”, “mention the goat”, “change Saturday to Sunday”
  ├ merging                    joins what was written by hand meanwhile
  └ exporting                  text, Markdown, PDF
"""
