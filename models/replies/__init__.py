"""Cleaning what a language model generates before anybody sees it: thoughts, leaked marks, speakers' labels."""
