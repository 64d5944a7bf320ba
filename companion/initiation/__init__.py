"""Holds the interview in which she is met: what is asked, what the answers mean, and what becomes of them.

questions, asking    what is asked, in which words, by whom    understanding, person, naming   what an answer means
place, walk          how far it is; on, back, over, skip       interview, reaction             a line in, sentences and events out
answer_sounds        how an answer was said                    outcome, remembered, taking_back   settings, rules and facts of it
screen               all that a screen shows of one moment
"""
