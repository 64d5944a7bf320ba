"""Answers one kind of line each; `Answering` asks them in order: care, memory commands, retrieval, the LLM."""
