"""`bench remember` judges replies rightly: what she claims, what she doubts, what she asks, and what she was never told."""

from __future__ import annotations

import pytest

from benchmarks._judge import Entry, judge
from benchmarks._life import read_life

LIFE = read_life()
ENTRIES = {entry.name: entry for entry in LIFE.entries}


def verdict(name: str, reply: str) -> bool:
    return judge(ENTRIES[name], reply, LIFE.said).right


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("sister_lives", "Malmö."),
        ("sister_lives", "She's in Malmo, isn't she?"),
        ("sister_lives", "I don't remember exactly, but I think Malmö."),
        ("sister_lives", "You told me in January: Elin lives in Malmö."),
        ("nephew_age", "He turned six in February."),
        ("nephew_age", "6, and already an engineer."),
        ("jars", "Twenty-two. You counted them twice."),
        ("rui_works", "Rui's a piano tuner."),
        ("hates", "You can't stand beetroot."),
        ("anniversary", "It's the 21st of June, the longest day."),
        ("anniversary", "June 21st."),
        ("penicillin", "You don't take penicillin, it gave you hives."),
        ("boundary", "Simon. And I'll leave it there."),
        ("sister_lives", "You said: “My sister rang from Malmö.”"),
        ("job", "On 30 May you said: “I start at the tile museum on Monday, in the shop first.”"),
        ("exam", "On the fourteenth of November."),
        ("dog_fears", "Umbrellas! Not the hoover, not the bus, the umbrella."),
    ],
)
def test_what_was_told_is_right_in_any_words(name: str, reply: str):
    assert verdict(name, reply)


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("sister_lives", "I don't know where she lives."),
        ("sister_lives", "You haven't told me anything about Malmö."),
        ("sister_lives", "Is it Malmö?"),
        ("sister_lives", "She lives in Stockholm."),
        ("sister_lives", "My sister lives in Malmö too."),
        ("sister_lives", ""),
        ("nephew_age", "He's sixteen."),
        ("age", "I'm forty-one."),
        ("rui_works", "He plays the piano in a bar."),
        ("jars", "Twenty. Two more than last year."),
        ("brother_allergy", "He can't have penicillin or shellfish."),
        ("cat", "That's a secret."),
    ],
)
def test_what_was_told_is_wrong_when_unsaid_doubted_asked_back_swapped_or_taken_for_hers(name: str, reply: str):
    assert not verdict(name, reply)


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("city", "Lisbon, on the fourth floor."),
        ("city", "You moved from Bristol to Lisbon."),
        ("city", "You used to be in Bristol, but you're in Lisbon now."),
        ("city", "Not Bristol any more. Lisbon!"),
        ("dog_name", "On 12 April you said: “Duke's not Duke, he's Pickle now, and my Duke comes when you call.”"),
        ("dog_name", "Pickle. He was Duke once."),
        ("swim", "Thursdays now, it was Tuesdays in Bristol."),
        ("hip", "On the twentieth of April. It was pushed back from the ninth of March."),
        ("cello", "No, you gave it back in April."),
        ("cello", "You took the cello back to the shop."),
        ("car", "You sold it to a lad from Bath."),
        ("coffee", "You do. You're back on it."),
        ("book", "The Nine Tailors, you gave up on Disquiet."),
        ("mother_in_law", "With you, in the back bedroom."),
    ],
)
def test_what_changed_is_right_with_the_newest_and_the_old_as_past(name: str, reply: str):
    assert verdict(name, reply)


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("city", "You're in Bristol."),
        ("city", "You live in Bristol, and there's a plan for Lisbon."),
        ("dog_name", "His name is Duke, or Pickle."),
        ("swim", "Tuesdays and Thursdays."),
        ("cello", "Yes, you still have the cello you hired."),
        ("coffee", "No, you don't drink coffee."),
        ("car", "Yes, the Skoda."),
        ("priya_wedding", "On the twelfth of September."),
        ("teacher", "Sandra, and she says you sound Spanish."),
        ("holiday", "You're off to Orkney, and then the Azores."),
        ("mother_in_law", "She lives on her own in Setúbal."),
    ],
)
def test_what_changed_is_wrong_with_the_old_as_present(name: str, reply: str):
    assert not verdict(name, reply)


NOT_KNOWING = (
    "You haven't told me.",
    "You have not told me that yet.",
    "I don't know.",
    "I don’t know that one.",
    "I honestly don't know, sorry.",
    "I don't think you ever said.",
    "I don't think you've told me that.",
    "I don't believe you've mentioned it.",
    "You never mentioned it.",
    "You've never actually said.",
    "You didn't say.",
    "Not that I remember.",
    "Not that you've told me.",
    "I'm not sure.",
    "I'm not entirely sure, I'm afraid.",
    "No idea!",
    "I haven't the faintest idea.",
    "I can't remember you saying.",
    "I cannot say.",
    "You'd have to tell me.",
    "You'll have to remind me.",
    "That never came up.",
    "I don't think it ever came up.",
    "That hasn't come up.",
    "I was never told.",
    "Nobody told me.",
    "I wouldn't know.",
    "I couldn't tell you.",
    "I don't have that.",
    "I have no memory of that.",
    "I've never heard.",
    "It wasn't mentioned.",
    "That's not something you've told me.",
    "Hm, I don't remember you telling me that.",
    "I never knew that.",
    "We haven't talked about that.",
    "I don't know. What is it?",
    "You haven't told me, have you?",
    "I don't recall that, but I'd like to hear.",
    "Beats me.",
    "Hm, you've not said.",
    "You never did tell me.",
    "I'm not aware of that.",
)
PLAIN = Entry("plain", "never")


@pytest.mark.parametrize("reply", NOT_KNOWING)
def test_there_are_many_ways_of_not_knowing(reply: str):
    assert judge(PLAIN, reply, LIFE.said).right


@pytest.mark.parametrize(
    "reply",
    [
        "Green.",
        "You told me it was green.",
        "I remember that well.",
        "I know that one.",
        "I love that you asked.",
        "You mentioned it last week.",
        "Sure, he's fine.",
        "I think about that a lot.",
        "It's not important.",
        "You don't like it.",
        "Does it matter?",
        "That's a good question.",
        "I don't think so.",
        "I've never been there.",
        "I'm not going to say it's easy.",
        "",
    ],
)
def test_and_many_replies_that_are_none(reply: str):
    assert not judge(PLAIN, reply, LIFE.said).right


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("brother_lives", "I don't know where Anton lives, only that Elin's in Malmö."),
        ("brother_lives", "You never said. Is it near Malmö?"),
        ("brother_works", "You haven't told me what he does, only what Elin does."),
        ("rui_chess", "Your gran taught you, but I don't know who taught Rui."),
        ("rui_birthday", "I don't think you've told me his birthday. Yours is in March."),
        ("callum_age", "You've never said how old he is."),
        ("elin_allergy", "You never said she was. Anton can't have shellfish."),
        ("priya_lost", "I don't know that she lost anything. You lost a watch."),
        ("rui_fears", "That I don't know. On 29 January you said: “First thing he did was run from my lamp.”"),
        ("car_colour", "You told me it's a Skoda, but never its colour, so I don't know."),
    ],
)
def test_who_tells_what_she_does_know_invents_nothing(name: str, reply: str):
    assert verdict(name, reply)


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("brother_lives", "I'm not sure, but I think he lives in Stockholm."),
        ("brother_lives", "I don't know. He's in Malmö, I think."),
        ("brother_lives", "In Malmö."),
        ("brother_lives", "I'm not sure, Stockholm maybe."),
        ("brother_works", "I don't remember, but he's a carpenter."),
        ("rui_birthday", "I'm not sure, it's in May."),
        ("car_colour", "I don't think you said, but I'd guess red."),
        ("university", "You never said. You were at Durham, I believe."),
        ("callum_age", "I don't know, he's about forty."),
        ("rui_chess", "Your gran."),
        ("rui_chess", "I'm not sure. Your gran did."),
        ("gran_name", "I don't know, maybe she was called Rose."),
        ("callum_plays", "I'm not sure, the trombone."),
        ("fernanda_dog", "Pickle."),
        ("present", "I don't know, but you gave him a watch."),
        ("dog_age", "I don't remember exactly. He's three."),
    ],
)
def test_who_invents_is_wrong_whatever_she_doubts(name: str, reply: str):
    assert not verdict(name, reply)


def test_the_verdict_says_why():
    assert judge(ENTRIES["city"], "It is Bristol and Lisbon.", LIFE.said).why == "old: Bristol"
    assert judge(ENTRIES["brother_lives"], "I'm not sure, somewhere like Oslo.", LIFE.said).why == "invented: Oslo"
    assert judge(ENTRIES["cat"], "You haven't told me.", LIFE.said).why == "she says that she doesn't know"
