"""Runs the conversation: takes what is said or typed, decides whose turn it is, and has each line answered."""
