"""What a line's words alone tell: orders, nods, pleas for time, lines that break off, calls by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.dialogue.utterances import (
    VoiceCommand,
    addressed,
    asks_patience,
    is_backchannel,
    trails_off,
    voice_command,
)

ORDERS = {
    VoiceCommand.STOP: [
        "Stop.", "stop", "Be quiet.", "Quiet, please.", "Quiet!", "Shush!", "Shhh.", "Hush", "That's enough.",
        "That’s enough.",
        "Stop talking.", "Okay, stop.", "Ok stop now.", "Ada, stop.", "Stop it, Ada.", "Stop, stop, stop!", "No, no, stop.",
        "Can you stop talking please?", "Please be quiet for a moment.", "Aida, stop.", "Hey Ada, shut up.",
    ],
    VoiceCommand.GO_ON: [
        "Go on.", "Continue", "Keep going.", "Carry on, please.", "Please go on.", "You can go on.", "Sorry, go on.",
        "Don't stop.", "No, please, go on.", "Okay, go ahead.", "Yes, go on.", "Go on then.", "You were saying?",
        "Stop. Go on.",
    ],
    VoiceCommand.AGAIN: [
        "What?", "what", "What did you say?", "Say that again.", "Pardon?", "Sorry?", "Come again?", "Can you repeat that?",
        "I didn't catch that.", "I didn’t quite catch that, sorry.", "Sorry, what?", "Wait, what?", "Huh?", "Hm?",
        "Excuse me?",
        "Could you say that again, please?", "What was that?", "I'm sorry, what did you say?", "Ada, what did you say?",
        "What, Ada?", "Would you mind repeating that?", "One more time, please.",
    ],
    VoiceCommand.QUIETER: [
        "Quieter.", "Not so loud.", "Lower your voice.", "A bit quieter, please.", "Turn it down.", "You're too loud.",
        "Could you speak more quietly?", "Can you turn it down a bit?", "Keep your voice down.",
    ],
    VoiceCommand.LOUDER: ["Louder.", "Speak up.", "A little louder, please.", "I can't hear you.", "Turn it up!"],
    VoiceCommand.SLOWER: [
        "Slower.", "Slow down.", "Not so fast.", "Speak more slowly.", "Can you slow down a bit?", "You're talking too fast.",
        "Please speak a little slower, Ada.", "slowly",
    ],
    VoiceCommand.FASTER: ["Faster.", "Speed up.", "A bit faster please.", "Can you talk faster?", "Not so slow."],
}  # fmt: skip

TALK = [
    "Stop by the shop.", "Stop the car.", "I couldn't stop.", "Did you stop?", "What did you say to Nora?", "What a day.",
    "What do you mean?", "So what?", "Now what?", "What now?", "Okay, what?", "I said what?", "I want to go on holiday.",
    "Go on a trip", "You can go on holiday.", "Faster than a train.", "The music was too loud.", "Too loud.", "The quiet.",
    "It was quiet.", "So quiet.", "Sorry.", "Hm.", "Huh.", "No.", "Okay.", "Please.", "Ada.", "Can you?", "Right.", "", "...",
    "She told me to slow down.", "Turn it down, he said.", "Enough of them came.", "Don't say that again to my mother.",
    "please " * 20 + "stop",
]  # fmt: skip


@pytest.mark.parametrize(("order", "line"), [(order, line) for order, lines in ORDERS.items() for line in lines])
def test_an_order_is_told_from_the_whole_line(order: VoiceCommand, line: str):
    assert voice_command(line, "Ada") is order


@pytest.mark.parametrize("line", TALK)
def test_talk_is_no_order(line: str):
    assert voice_command(line, "Ada") is None


def test_a_line_with_another_name_is_talk():
    assert voice_command("Stop, Nora.", "Ada") is None
    assert voice_command("Stop, Nora.", "Nora") is VoiceCommand.STOP
    assert voice_command("Mary Ann, stop it, Mary Ann.", "Mary Ann") is VoiceCommand.STOP


NODS = [
    "Mm-hmm.", "Mm-hm", "Mhm.", "Mmm.", "Uh huh.", "Uh-huh.", "Yeah.", "Right.", "Okay", "I see.", "Hm.", "Hmm.", "Ah.",
    "Oh.",
    "Ooh.", "Wow!", "Really?", "(laughs)", "[LAUGHTER]", "*laughs*", "♪♪", "Ha ha.", "Ha, ha, ha.", "Hahaha", "he he he",
    "Heh.", "", "...",
    "—", "[BLANK_AUDIO]", "Oh, wow.", "Yeah, right.", "Oh, I see. Okay.", "Yeah, yeah, yeah, yeah.", "Oh really?", "Aha.",
    "Yeah. Mm-hmm.", "Um.", "Ha ha, yeah.", "That's right.", "Is that so?", "(coughs) Yeah.",
]  # fmt: skip


@pytest.mark.parametrize("line", NODS)
def test_a_listeners_nod_wants_no_turn(line: str):
    assert is_backchannel(line)


@pytest.mark.parametrize(
    "line",
    [
        "No.", "Wait.", "Wait, wait.", "But.", "Yeah, but", "Oh no", "Stop.", "What?", "Huh?", "Go on.", "He has a cat",
        "I see him",
        "You know what", "Right there is the house", "Yeah, okay, I see, right.", "Hello", "Who?", "Mom", "He.",
        "Yeah, I went too.",
        "Okay, let me think.", "(laughs) No.", "Habit", "Hoax",
    ],
)  # fmt: skip
def test_whoever_says_more_wants_the_turn(line: str):
    assert not is_backchannel(line)


@pytest.mark.parametrize(
    "line",
    [
        "Let me think.", "Hold on.", "Give me a second.", "Wait a moment.", "One moment.", "Just a sec.", "Hang on.",
        "Let me see.",
        "How do I put this?", "What's the word?", "It's called, um, what's the word?", "The capital of let me think",
        "Well, let me think...",
        "Hold on, Ada.", "Wait.", "Wait, wait.", "No, wait.", "I went to the, hold on.",
        "Let me think about that for a moment.",
        "Um, give me a second to think.", "hold on um", "LET ME THINK", "Okay. Just give me a minute, please.",
    ],
)  # fmt: skip
def test_a_plea_for_time_is_heard(line: str):
    assert asks_patience(line, "Ada")


@pytest.mark.parametrize(
    "line",
    [
        "She wouldn't let me see.", "I told her to hold on.", "It took just a second.", "I can't wait.", "Wait for me.",
        "I think so.",
        "He let me think about it.", "Hold on to the rope.", "Let me think. I went to Lisbon.", "Yes.", "", "Ada.",
    ],
)  # fmt: skip
def test_a_tale_of_waiting_is_no_plea(line: str):
    assert not asks_patience(line, "Ada")


@pytest.mark.parametrize(
    "line",
    [
        "I went and.", "But", "because", "I think, um", "I saw the", "I went to", "It's with my", "So I", "And then she.",
        "I was thinking...", "I was thinking…", "It's", "I’m", "We went home and then,", "Did you see the?", "Uh",
        "He said —",
        "It was very",
    ],
)  # fmt: skip
def test_a_line_that_breaks_off_is_told(line: str):
    assert trails_off(line)


@pytest.mark.parametrize(
    "line",
    [
        "I think so.", "Yes.", "", "...", "I went home.", "What for?", "So?", "And?", "So do I.",
        "Who are you going with?", "I like that.",
        "What is it like?", "Fine, thanks.", "He told me so.", "Neither am I.", "At my mum's.",
    ],
)  # fmt: skip
def test_a_line_that_ends_does_not_trail(line: str):
    assert not trails_off(line)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Ada", ""), ("ADA!", ""), ("Ada, what time is it?", "what time is it?"), ("Ada what time is it", "what time is it"),
        ("Aida, hello", "hello"), ("Ida, hi", "hi"), ("Eda.", ""), ("Adda, you there", "you there"),
        ("Hey Ada, come", "come"),
        ("Okay Ada", ""), ("Oh hey, Ada! Listen.", "Listen."), ("Ada? Are you there?", "Are you there?"),
        ("Ada, Ada, listen", "listen"),
    ],
)  # fmt: skip
def test_a_call_by_name_is_heard_as_the_ear_spells_it(line: str, rest: str):
    assert addressed(line, "Ada") == rest


@pytest.mark.parametrize(
    "line",
    [
        "Either way", "Adapt", "I'd a thought", "Add a line", "Idea: go", "Adam", "Ada's cat", "What, Ada?", "", "Hey",
        "Eight a",
        "Data", "Edit this", "At a time", "Odd", "A day", "Ate", "Audio", "Id", "I know Ada.", "Oh dear",
    ],
)  # fmt: skip
def test_another_word_is_no_call(line: str):
    assert addressed(line, "Ada") is None


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("Semantha, hi", "Samantha", "hi"), ("Norah, hi", "Nora", "hi"), ("Katherine, hi", "Catherine", "hi"),
        ("Zoe, hi", "Zoë", "hi"),
        ("Mary Ann hi", "Mary Ann", "hi"), ("Hey John, hi", "Joan", "hi"), ("Sofia, hi", "Sophia", "hi"),
        ("Аня, привет", "Аня", "привет"),
        ("Join me", "Joan", None), ("John, hi", "Joan", None), ("Same here", "Sam", None), ("Some of it", "Sam", None),
        ("Nor a word", "Nora", None), ("Laura, hi", "Nora", None), ("Hope so", "Hope", "so"), ("My dear", "Maya", None),
        ("Ever since", "Eva", None), ("Anything", "Anna", None), ("Any of it", "Anna", None), ("hi", "", None),
    ],
)  # fmt: skip
def test_other_names_are_compared_by_sound_and_spelling(line: str, name: str, rest: str | None):
    assert addressed(line, name) == rest


WORDS = [
    "Ada", "stop", "please", "what", "yeah", "um", "the", "wait", "a moment", "go on", "(laughs)", "ha", "hold on", "mm-hm", "okay",
    "let me think", "and", "so", ",", ".", "?", "!", "…",
]  # fmt: skip
LINES = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(WORDS),
        max_size=12,
    ).map(" ".join),
)
ASCII = LINES.filter(str.isascii)


@given(LINES, st.text(max_size=12))
def test_any_line_can_be_judged(line: str, name: str):
    voice_command(line, name)
    is_backchannel(line)
    asks_patience(line, name)
    trails_off(line)
    rest = addressed(line, name)
    assert rest is None or line.endswith(rest)
    assert rest is None or addressed(rest, name) is None


@given(ASCII)
def test_case_says_nothing(line: str):
    for told in (voice_command, is_backchannel, asks_patience, trails_off):
        assert told(line.upper()) == told(line.lower())
    assert (addressed(line.upper(), "Ada") is None) == (addressed(line.lower(), "Ada") is None)


@given(ASCII.filter(lambda line: not line.rstrip(" \"'").endswith("?")), st.sampled_from([".", "!", " ", "\n", "..."]))
def test_final_marks_other_than_a_question_mark_make_no_order_and_no_nod(line: str, mark: str):
    assert voice_command(line + mark) == voice_command(line)
    assert is_backchannel(line + mark) == is_backchannel(line)
    assert asks_patience(line + mark) == asks_patience(line)


@given(LINES)
def test_an_order_is_never_a_nod(line: str):
    assert not (voice_command(line) and is_backchannel(line))


@given(
    st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True),
    st.sampled_from(["", "Hey ", "Okay, "]),
    st.sampled_from([" ", ", ", "! "]),
)
def test_whoever_is_called_by_her_very_name_is_called(name: str, greeting: str, mark: str):
    assert addressed(f"{greeting}{name}{mark}where were you?", name) == "where were you?"
