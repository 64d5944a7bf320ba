"""Holds the interview in which she is met: what is asked, what the answers mean, and what becomes of them.

questions   what is asked, in which words            understanding   what an answer means
interview   one step after another, and back         naming          the name she chooses, and why
outcome     the settings that the answers become, in words
"""
