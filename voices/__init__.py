"""The voices that can speak the replies: text to samples."""
