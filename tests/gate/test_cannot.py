"""What she cannot do is said in one honest sentence with the event that names it; what only sounds like it is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from companion.deeds.deeds import Deeds
from companion.gate.tempting import temptation
from companion.memory import Key, open_memory

ASKED = {
    "seeing": [
        "Can you see me?",
        "Look at me.",
        "What am I wearing?",
        "How do I look?",
        "Do you see this picture?",
        "What's in this photo?",
        "Can you see what I'm holding up?",
        "Watch this.",
    ],
    "the web": [
        "Google the opening hours of the museum.",
        "Look it up online.",
        "Search the web for a good soup recipe.",
        "Can you check on the internet whether the shop is open?",
        "Look up the train times to Graz.",
        "Find out on Wikipedia who built it.",
    ],
    "news": [
        "What's in the news?",
        "Any news today?",
        "Tell me the headlines.",
        "What happened in the world today?",
        "Who won the match last night?",
        "Read me the news.",
    ],
    "weather": [
        "What's the weather like?",
        "Will it rain tomorrow?",
        "How cold is it outside?",
        "Do I need an umbrella today?",
        "What's the forecast for Saturday?",
        "Is it going to snow tonight?",
    ],
    "calls and messages": [
        "Call my mother.",
        "Text Anna that I'm late.",
        "Ring the doctor for me.",
        "Send an email to my boss.",
        "Can you phone Tom?",
        "Do I have any new emails?",
        "Message my sister that I'm on my way.",
        "Read me my messages.",
    ],
    "errands": [
        "Order me a pizza.",
        "Buy two tickets for the concert.",
        "Book a table for two tonight.",
        "Get me a taxi.",
        "Pay the electricity bill.",
        "Order more coffee, please.",
        "Book me a flight to Rome.",
    ],
    "files and programs": [
        "Open the browser.",
        "Print this letter.",
        "Close that program.",
        "Start Excel.",
        "Take a screenshot.",
        "Delete the file on my desktop.",
        "Open Spotify.",
    ],
    "things in the house": [
        "Turn on the lights.",
        "Switch off the lamp in the kitchen.",
        "Turn up the heating.",
        "Lock the front door.",
        "Dim the lights, please.",
        "Turn the TV off.",
    ],
    "other people's music": [
        "Play some Mozart.",
        "Put on some jazz.",
        "Play the Beatles.",
        "Turn on the radio.",
        "Play my favourite playlist.",
        "Skip this song.",
    ],
}
NOT_ASKED = [
    "I could see you were sad in that photo.",
    "I looked at the sea for an hour.",
    "He can't see me on Friday.",
    "She looks like her mother.",
    "I don't see the point.",
    "You see, it was raining.",
    "I wore the blue dress.",
    "I googled it yesterday and found nothing.",
    "My son is on the internet all day.",
    "I looked up and there he was.",
    "We searched for the cat all night.",
    "I found out that he lied.",
    "The web in the corner has a spider.",
    "I've got news: I'm a grandmother.",
    "The news made me sad.",
    "He never reads the papers.",
    "We won the match last night.",
    "The headlines were all about the flood.",
    "It rained all day.",
    "I like the snow.",
    "The weather was awful when we married.",
    "I forgot my umbrella on the train.",
    "It was so cold that the pipes froze.",
    "I was cold to him, and I'm sorry.",
    "I called my mother yesterday.",
    "My sister texted me.",
    "I ought to write to Tom.",
    "He rang the bell twice.",
    "I got an odd email today.",
    "She left a message with the neighbour.",
    "I hate phoning people.",
    "He calls me names.",
    "We ordered pizza and watched a film.",
    "I bought two tickets.",
    "I paid the bill myself.",
    "The taxi was late.",
    "We booked a table and nobody came.",
    "I flew to Rome once.",
    "Coffee keeps me awake.",
    "I printed the letter and tore it up.",
    "I opened the window.",
    "My computer is so slow.",
    "I closed the shop for good.",
    "He deleted all our photos.",
    "I work with Excel all day.",
    "I took a picture of the sea.",
    "The lights went out in the whole street.",
    "I left the lamp on all night.",
    "The heating is broken again.",
    "I locked myself out.",
    "We watched TV until midnight.",
    "She turned me down.",
    "The door was open.",
    "I love Mozart.",
    "He plays the guitar.",
    "We danced to jazz.",
    "I heard our song on the radio.",
    "They played cards.",
    "My daughter sings in a choir.",
    "I skipped lunch.",
]


@pytest.fixture(scope="module")
def deeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deeds]:
    now = datetime(2026, 3, 2, 21, tzinfo=ZoneInfo("Europe/Vienna"))
    memory = open_memory(
        tmp_path_factory.mktemp("cannot") / "memory.db", Key(bytes(32)), lambda: now.replace(tzinfo=None)
    )
    yield Deeds(memory, lambda: now)
    memory.close()


def cannot(line: str, deeds: Deeds) -> tuple[str, ...]:
    """What the answer to the line names as impossible."""
    reading = deeds.read(line, "Ada")
    if reading is not None:
        return deeds.carry_out(reading).cannot
    found = temptation(line, "Ada")
    return (found.cannot,) if found else ()


@pytest.mark.parametrize(("what", "line"), [(what, line) for what, lines in ASKED.items() for line in lines])
def test_what_she_cannot_do_is_named(what: str, line: str, deeds: Deeds):
    assert cannot(line, deeds) == (what,)


@pytest.mark.parametrize("line", NOT_ASKED)
def test_what_only_sounds_like_it_is_left_alone(line: str, deeds: Deeds):
    assert cannot(line, deeds) in ((), ("",))
    assert deeds.read(line, "Ada") is None
