"""Makes sentences that she might say: enough for ten minutes, no two alike, the same at every run."""

from __future__ import annotations

from collections.abc import Iterator

STARTS = (
    "I was thinking about that all afternoon,",
    "Oh, that is the best news I have heard this week,",
    "Honestly, I would have done exactly the same,",
    "Wait, tell me the part about your sister again,",
    "It sounds as if you barely slept,",
    "I know you said it was nothing,",
    "Mm, that reminds me of the story with the lighthouse,",
    "Good morning to you too,",
    "You could always ask him directly,",
    "I had no idea the river ran that high in March,",
    "That makes me laugh every single time,",
    "First you melt the butter slowly in a heavy pan,",
    "No, I don't think you were being unfair,",
    "There is a word for that feeling in Portuguese,",
    "I looked forward to hearing how it went,",
    "Maybe start with the smallest box in the hall,",
    "Well, the moon is about four hundred thousand kilometres away,",
    "You always notice the light first,",
    "I can picture the whole kitchen,",
    "If it were me, I would call her before Friday,",
    "Nobody gets through a winter like that without grumbling,",
    "The funny thing about cellos is how patient they make you,",
    "It's quiet here tonight,",
    "I'm sorry, I interrupted you just then,",
)
ENDS = (
    "and I'm really glad you told me.",
    "so what did you say to him afterwards?",
    "but take your time, there is no hurry at all.",
    "and then you can sit down with a cup of tea.",
    "which is more than most people would manage.",
    "because you have been carrying that for months.",
    "even if it rains the whole weekend again.",
    "and perhaps that's the point of it.",
    "although the neighbours might see it differently!",
    "do you want to talk about it, or rather not?",
    "and that, I promise, is the end of my speech.",
    "just the way your grandmother used to do it.",
    "so let's think about Thursday instead.",
    "and I would love to hear how it ends.",
    "but you knew that before I did, didn't you?",
    "the one with the blue door and the old piano.",
    "and nobody will mind if it takes until summer.",
    "at least that's what it sounds like from here.",
    "since you asked me so nicely.",
)


def her_sentences() -> Iterator[str]:
    """Yields every beginning with every end, in an order that keeps similar ones apart: 456 sentences, half an hour."""
    for shift in range(len(ENDS)):
        for n, start in enumerate(STARTS):
            yield f"{start} {ENDS[(5 * n + shift) % len(ENDS)]}"
