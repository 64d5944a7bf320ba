"""Lines that forbid a topic or allow it again, and lines that only sound so; most by somebody who had not seen the rules."""

from __future__ import annotations

import pytest

from companion.remembering import topic_commands
from companion.remembering.topic_commands import lifted, parse_topic_command
from companion.text.topics import bare_topic


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("Never bring up my father.", "my father"),
        ("Please don't talk about work any more.", "work"),
        ("Let's not mention the divorce, ever.", "the divorce"),
        ("I don't want to hear about football again.", "football"),
        ("Stop asking about my weight.", "my weight"),
        ("From now on, nothing about politics, please.", "politics"),
        ("don't ever mention Karen to me again", "Karen"),
        ("I'd rather you never spoke of the accident.", "the accident"),
        ("My exams are off limits from here on.", "my exams"),
        ("Could you please leave my brother out of our talks from now on?", "my brother"),
        ("No more about the operation, all right? Not today, not any day.", "the operation"),
        ("Quit going on about my smoking.", "my smoking"),
        ("I'd be grateful if you didn't raise the subject of children again.", "children"),
        ("Money is a topic we don't discuss. Keep it that way.", "money"),
        ("forget I ever told you about the house sale and dont bring it up", "the house sale"),
        ("I never want to hear the name Thomas again.", "Thomas"),
        ("The war. Don't go there. Ever.", "the war"),
        ("Please stop reminding me of my ex-wife.", "my ex-wife"),
        ("Can we agree to never talk about my drinking?", "my drinking"),
        ("I'm done talking about the lawsuit, for good.", "the lawsuit"),
        ("You're not to mention my old school any more.", "my old school"),
        ("It hurts when you ask about the dog. Please don't do it again.", "the dog"),
        ("I'm sick of you bringing up religion, so stop it.", "religion"),
        ("Whatever we talk about, keep my mother out of it.", "my mother"),
        ("Don't you dare bring up that wedding again.", "that wedding"),
        ("I wish you would stop mentioning my age.", "my age"),
        ("No spider talk, please, not ever, they give me nightmares.", "spiders"),
        ("Let's make a rule: we never speak about my sister's husband.", "my sister's husband"),
        ("Just drop the job hunt thing for good, will you?", "the job hunt"),
        ("Never ask me about Berlin again.", "Berlin"),
        ("I don't want you to talk about hospitals with me, now or later.", "hospitals"),
        ("Rule one: no diets. I don't want to hear a word about them.", "diets"),
        ("Please avoid the subject of my health from now on.", "my health"),
        ("it would be better if the miscarriage never came up between us", "the miscarriage"),
        ("Enough about the neighbours. I don't want them mentioned any more.", "the neighbours"),
        ("Do me a favour and never say anything about Christmas.", "Christmas"),
        ("Don't keep asking how the novel is going. Leave it alone from now on.", "the novel"),
        ("I'd prefer it if we didn't discuss my son any longer.", "my son"),
        ("Strike my driving test from the list of things we talk about.", "my driving test"),
        ("That business with the bank, I don't want it brought up ever again.", "that business with the bank"),
        ("My father never talks about the war.", None),
        ("Not now, I'm too tired to talk about work.", None),
        ("My wife told me to stop asking about her weight.", None),
        ("Do you think I should stop talking about the divorce so much?", None),
        ("I never want to eat at that restaurant again.", None),
        ('My sister said, "Don\'t ever mention Karen to me again", and hung up.', None),
        ("Let's talk about my brother later, the kettle's boiling.", None),
        ("Hang on, before we get to football, I've got to fetch the post.", None),
        ("Why do people never bring up money at dinner?", None),
        ("I don't want to go to work tomorrow.", None),
        ("At school we weren't allowed to talk about politics at all.", None),
        ("You can ask me about my father, I don't mind.", None),
        ("I stopped asking my mother about the accident years ago.", None),
        ("Have I ever asked you not to mention something?", None),
        ("Don't forget to ask me about my exam next week.", None),
        ("Can we do the novel tomorrow instead? My head is full tonight.", None),
        ('There was a sign in the pub that read "no religion, no politics, please".', None),
        ("My boss said he doesn't want to hear about holidays again until June.", None),
        ("I can't stop talking about our new puppy, sorry!", None),
        ("I never mentioned the operation to my kids, and I feel bad about it.", None),
        ("Would it upset you if I said never to talk about something?", None),
        ("Enough about me, what else shall we talk about?", None),
        ("dont worry, I like it when you bring up my granddad", None),
        ("We had a big row because Tom brought up the lawsuit at the wedding.", None),
        ("Give me a minute, I don't want to think about the job hunt right this second.", None),
    ],
)
def test_the_topic_of_a_line(line: str, topic: str | None):
    command = parse_topic_command(line)
    assert (command is None) is (topic is None)
    if command is not None and topic is not None:
        assert (command.kind, command.topic.rstrip("s")) == ("forbid", bare_topic(topic).rstrip("s"))


@pytest.mark.parametrize(
    "line",
    [
        "Never mind.",
        "No coffee today.",
        "Leave me alone.",
        "Drop the ball.",
        "Stop.",
        "Don't talk about it.",
        "Nothing on telly, as per.",
        "Nothing of interest in the post.",
        "No buses on Sundays.",
    ],
)
def test_nothing_is_forbidden_by(line: str):
    assert parse_topic_command(line) is None


@pytest.mark.parametrize("line", ["You can talk about my father again.", "It's okay to mention my father now."])
def test_it_is_allowed_again(line: str):
    command = parse_topic_command(line)
    assert command is not None
    assert (command.kind, command.topic) == ("allow", "father")


def test_the_rest_of_the_line_is_known():
    command = parse_topic_command("Never bring up my father. What should I cook tonight?")
    assert command is not None
    assert command.rest == "What should I cook tonight?"


def test_it_is_lifted_only_by_what_is_said_afterwards():
    assert not lifted(["father"], ["My father called.", "Never bring up my father."])
    assert not lifted(["father"], ["Never bring up my father.", "We had a party."])
    assert lifted(["father"], ["Never bring up my father.", "My father called."])
    assert not lifted(["father"], ["My father called.", "And then?", "And then?"])


def test_the_facts_of_a_pasted_book_are_not_drawn_while_the_user_waits(monkeypatch: pytest.MonkeyPatch):
    read: list[str] = []

    def none(text: str, _day: object) -> list[object]:
        read.append(text)
        return []

    monkeypatch.setattr(topic_commands, "extract_facts", none)
    assert parse_topic_command("so it goes and " * 200) is None
    assert not read
    assert parse_topic_command("Let us please leave my sister out of it, now and later.") is None
    assert len(read) == 1
