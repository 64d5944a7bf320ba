"""What she does when she is asked to, and how she understands it."""
