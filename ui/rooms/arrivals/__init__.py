"""Shows the models that are still to be downloaded."""
