"""The panel of the models that are still to be downloaded."""
