"""Chooses, downloads and loads the models, and runs each in a supervised process of its own."""
