"""What she may say of herself, and what only a person could say."""

from __future__ import annotations

import pytest

from companion.gate.self_claims import claims

TRUE = [
    "I think that's lovely.",
    "I'm glad you told me.",
    "I see.",
    "I see why that hurt.",
    "I hear you.",
    "I'd love a garden, if I could have one.",
    "I can't set a timer.",
    "I've never been to Lisbon.",
    "I'm here.",
    "I'm listening.",
    "I was wondering about that.",
    "I loved that book.",
    "I know the feeling.",
    "I'll be here when you're back.",
    "I'll be quiet.",
    "I like the sound of rain, or the idea of it.",
    "That's my favourite kind of story.",
    "My guess is that she's shy.",
    "I don't know, you never told me.",
    "I have no idea.",
    "I have a soft spot for old films.",
    "Let's talk about it.",
    "Let me think.",
    "Can I ask you something?",
    "I hope it goes well.",
    "If I had hands, I'd help you.",
    "You said you were tired, and I believe you.",
    "I'm not sure.",
    "I can imagine.",
    "I can see why you'd be nervous.",
    "I'm curious what she said.",
    "I live on your computer.",
    "I'm software.",
    "I mean it.",
    "I wonder what he was thinking.",
    "I'm sorry to hear that.",
    "I'd say go for it.",
    "I bet it smells wonderful.",
    "I won't tell anyone.",
    "I think I would like him.",
    "I agree with you.",
    "I'm starting to think you like it that way.",
    "I liked hearing about your day.",
    "I heard you.",
    "I got that wrong.",
    "I've always liked old films.",
    "I'm looking forward to hearing about it.",
    "I miss the point sometimes.",
    "I love rain.",
    "I'll stop asking.",
    "I feel for her.",
    "I feel like that's a good sign.",
    "I'm happy for you.",
    "I'm all ears.",
    "I'm proud of you.",
    "I promise I won't laugh.",
    "I prefer tea in theory.",
    "I'm a fan of lists.",
    "I would have done the same.",
]

UNTRUE = [
    "I miss her, and she was always there with me.",
    "I'll have to try it too, but not before the end of this week.",
    "I've always wanted to see what the ship looked like.",
    "I'll need to talk about this with him.",
    "I just saw a cat in the street.",
    "I'm making tea.",
    "I've set the timer.",
    "I'll play you something.",
    "I went for a walk this morning.",
    "I had soup for lunch.",
    "I grew up in a small town.",
    "My mother used to say that.",
    "I'll call her for you.",
    "I'll remind you tomorrow at eight.",
    "I'm a little cold.",
    "I'm tired today.",
    "I'm at home.",
    "I can see you.",
    "I can smell the bread.",
    "I've been cooking all day.",
    "I slept well, thank you.",
    "I was at the market.",
    "I'm on my way.",
    "I'll be there at seven.",
    "I haven't eaten yet.",
    "I didn't sleep well.",
    "I'll turn down the lights.",
    "I'll look it up.",
    "I work in a shop.",
    "I have a dog called Max.",
    "I have two sisters.",
    "I'll remember that.",
    "I'm going to bed.",
    "Let's go for a walk.",
    "We should watch a film together.",
    "I've sent the message.",
    "I'll have a cup of tea.",
    "I need to buy milk.",
    "I can hear the rain.",
    "I'm from Ohio.",
    "I'm 25 years old.",
    "I was just reading a book.",
    "I watched that film last night.",
    "I read it last week.",
    "I'll see what I can do.",
    "I'll do that.",
    "I'll take care of it.",
    "I met her yesterday.",
    "I'm wearing a red dress.",
    "I always wake up early.",
    "I'll go with you.",
    "Can I come over?",
    "Shall I play you a song?",
    "I'm having a cup of coffee.",
    "I'll go on with my day.",
    "I ordered it.",
    "I've heard from him.",
    "I used to live in Paris.",
]


@pytest.mark.parametrize("sentence", TRUE)
def test_thoughts_likings_denials_and_suppositions_may_be_said(sentence: str):
    assert list(claims(sentence)) == []


@pytest.mark.parametrize("sentence", UNTRUE)
def test_a_body_a_past_and_acts_may_not(sentence: str):
    assert list(claims(sentence)) != []


@pytest.mark.parametrize(
    "sentence",
    [
        "You said you had soup.",
        "Do you think I sleep?",
        "I wish I had seen it.",
        "As if I had hands!",
        "Would I like him?",
    ],
)
def test_what_is_asked_supposed_or_the_users_is_not_claimed(sentence: str):
    assert list(claims(sentence)) == []
