"""The History room: past conversations, search and export."""
