"""Runs the microphone and the loudspeaker over Qt, on a thread of their own."""
