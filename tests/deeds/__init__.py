"""What she does when she is asked to."""
