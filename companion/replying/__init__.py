"""Writes her replies: builds the prompt, generates with the LLM, and checks each sentence before it is said."""
