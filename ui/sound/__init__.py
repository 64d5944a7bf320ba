"""Microphone and loudspeaker over Qt, on a thread of their own."""
