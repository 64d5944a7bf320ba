"""Shows past conversations, searches them and exports them."""
