"""What is answered in the interview is understood in many wordings, and what only sounds like an answer or a command is not."""

from __future__ import annotations

import pytest

from companion.initiation.naming import read_name
from companion.initiation.person import how_it_goes, read_person
from companion.initiation.reaction import POLES
from companion.initiation.understanding import choose, read_command, tags, yes_or_no

COMPANY = {
    "company": [
        "Company.",
        "I like company",
        "people, definitely",
        "I love having friends around",
        "I'm a very social person",
        "company, I suppose",
        "the more the merrier, I like a full house",
        "I'm an extrovert",
        "not quiet, company",
        "I can't stand being alone",
        "I'd rather be with people",
        "company rather than quiet",
        "I like a bit of noise around me",
        "others around me",
        "I don't like quiet",
        "um, company",
        "the first",
        "I'd say company",
        "I prefer company to quiet",
        "Definitely not quiet.",
        "I hate silence",
        "my family around me, always",
        "lively, please",
        "The former",
        "I like being around people",
        "I'm not a loner",
        "chatting with my friends",
        "more company than quiet",
    ],
    "quiet": [
        "Quiet.",
        "quiet, mostly",
        "I like my peace",
        "I'd rather be alone",
        "on my own",
        "I'm an introvert",
        "not company, no",
        "silence",
        "I like to be left alone",
        "I'm more of a homebody",
        "peace and quiet, please",
        "not really people",
        "I don't like crowds",
        "Solitude.",
        "the second",
        "I prefer quiet to company",
        "quiet rather than company",
        "I need time to myself",
        "calm, I think",
        "I used to like company but now I prefer quiet",
        "by myself with a book",
        "less noise, please",
        "quiet, I guess",
        "I'm kind of a hermit",
        "the latter",
        "I am antisocial",
        "not too many people",
        "I enjoy my own company",
    ],
    "both": [
        "both",
        "a little of both",
        "It depends.",
        "depends on the day",
        "a mix",
        "some days company, some days quiet",
        "half and half",
        "company and quiet",
        "fifty-fifty",
        "it varies",
        "somewhere in between",
        "both, really",
        "depending on my mood",
        "a bit of each",
        "sometimes company, sometimes quiet",
    ],
    "unknown": [
        "I don't know",
        "no idea",
        "hard to say",
        "I'm not sure",
        "dunno",
        "I've never really thought about it",
        "good question",
    ],
    "surprise": [
        "surprise me",
        "you choose",
        "I don't mind",
        "whatever",
        "up to you",
        "it doesn't matter",
        "no preference",
    ],
    "neither": ["neither", "neither of them", "none of those"],
    "unclear": ["banana", "the trains were late again", "my tooth hurts", "what time is it", "blue"],
}
LONG = [
    ("company", "I think I like both but if I had to choose I'd say quiet", "quiet"),
    (
        "company",
        "Well, I used to say company, but these days what I want most is to come home and hear nothing.",
        "quiet",
    ),
    ("company", "I love people but I need a lot of time alone afterwards", "both"),
    ("company", "I like company when I'm not tired", "company"),
    ("company", "Honestly? Quiet. I talk all day at work.", "quiet"),
    ("company", "People exhaust me", "quiet"),
    ("company", "Company, as long as it's not too many people", "company"),
    ("humour", "funny I think, things are serious enough", "funny"),
    ("humour", "I take myself too seriously so funny", "funny"),
    ("humour", "Introspective, I have enough jokers around me", "introspective"),
    ("humour", "a good mix please", "both"),
    ("humour", "somebody with depth", "introspective"),
    ("voice", "the first was better than the second", "lower"),
    ("voice", "I liked the second one more than the first", "higher"),
    ("voice", "whichever is easier", "surprise"),
]
HUMOUR = {
    "funny": [
        "funny",
        "Rather funny.",
        "make me laugh",
        "jokes please",
        "not too serious",
        "I like humour",
        "funny, but kind",
        "a sense of humor would be nice",
        "witty",
        "playful",
        "funny rather than introspective",
        "more jokes than thoughts",
        "I could use a laugh",
        "not introspective",
        "silly, even",
        "the first",
        "light, please",
        "something cheerful",
        "I prefer funny",
        "somebody who teases me",
        "definitely the funny one",
        "amusing",
        "I'm not sure, funny maybe",
        "lighthearted",
        "fun",
        "less serious",
        "I'd go for funny",
    ],
    "introspective": [
        "introspective",
        "Rather introspective.",
        "thoughtful",
        "more thoughts",
        "deep",
        "serious",
        "not funny",
        "reflective",
        "introspective, not funny",
        "someone who thinks",
        "philosophical",
        "more thoughts than jokes",
        "the second",
        "a good listener",
        "quiet and thoughtful",
        "not too many jokes",
        "I prefer introspective",
        "fewer jokes, more depth",
        "calm",
        "rather thoughtful than funny",
        "intro spective",
        "no jokes please",
        "meaningful talk",
        "contemplative",
        "please be serious",
        "I don't want jokes",
        "wise",
    ],
    "dry": ["dry", "dry, please", "deadpan", "a bit sarcastic", "blunt", "ironic", "matter of fact"],
    "both": [
        "a little of both",
        "both",
        "funny and thoughtful",
        "a bit of both",
        "it depends",
        "somewhere in the middle",
        "a mix of the two",
        "funny and introspective",
    ],
    "neither": ["neither", "neither of those", "not either"],
    "unknown": ["I don't know", "no idea", "hard to say", "I can't say"],
    "surprise": ["surprise me", "you decide", "I don't care", "whatever suits her", "up to her, I don't mind"],
    "unclear": ["tomorrow", "the kettle", "I have a dog", "seven"],
}
VOICE = {
    "lower": [
        "lower",
        "the lower one",
        "Lower, please.",
        "low",
        "a deep voice",
        "deeper",
        "the first",
        "the first one",
        "number one",
        "one",
        "the man's voice",
        "a man",
        "male",
        "the male one",
        "a male voice",
        "not the higher one",
        "the lower rather than the higher",
        "not the second",
        "the former",
        "masculine",
        "the deep one please",
        "him",
        "I liked the first better",
        "I'd like the lower",
        "the dark one",
        "I prefer the first to the second",
        "the guy",
    ],
    "higher": [
        "higher",
        "the higher one",
        "Higher, please.",
        "high",
        "the second",
        "the second one",
        "number two",
        "two",
        "that one",
        "this one",
        "the woman's voice",
        "a woman",
        "female",
        "a female voice",
        "not the lower one",
        "the latter",
        "the last one",
        "the brighter one",
        "lighter",
        "not the first",
        "her",
        "I liked the second",
        "the lady",
        "I'd like the higher",
        "feminine",
        "the higher one, not the lower",
        "not too low",
    ],
    "surprise": [
        "you choose",
        "either is fine",
        "I don't mind",
        "surprise me",
        "no preference",
        "whichever",
        "either",
        "it doesn't matter",
    ],
    "unknown": ["I don't know", "hard to say", "no idea"],
    "neither": ["neither", "none of them", "neither of those"],
    "unclear": ["a history of Lisbon", "play them again", "again", "once more please", "good evening", "hm"],
}
YES = [
    "yes",
    "yeah",
    "Yes, I would.",
    "yep",
    "I suppose so",
    "I guess",
    "maybe a little",
    "a little",
    "true",
    "you're right",
    "sure",
    "of course",
    "I think so",
    "that's fair",
    "guilty",
    "I do",
    "probably",
    "yes please",
    "you may",
    "go ahead",
    "why not",
    "I'd like that",
    "I would agree with that",
    "okay",
    "perhaps a bit",
    "now and then",
    "sometimes",
    "please do",
    "by all means",
    "fair enough",
]
NO = [
    "no",
    "No, I wouldn't.",
    "nope",
    "not really",
    "not at all",
    "I don't think so",
    "no, I was only thinking",
    "I wouldn't say that",
    "nah",
    "I disagree",
    "not that I know",
    "never",
    "no thanks",
    "rather not",
    "I'd rather you didn't",
    "please don't",
    "only when I start",
    "wait for me",
    "wait until I talk",
    "I'd rather not",
    "not yet",
    "I wasn't hesitating",
    "no, just tired",
    "that's not true",
    "better not",
    "don't",
    "I will begin",
    "leave it",
]
COMMANDS = {
    "skip": [
        "skip",
        "Skip.",
        "skip this one",
        "skip that question please",
        "pass",
        "next",
        "next question",
        "can we skip this",
        "I'd rather not say",
        "no comment",
        "let's move on",
        "I don't want to answer that",
    ],
    "back": [
        "back",
        "go back",
        "go back please",
        "can we go back",
        "previous question",
        "one back",
        "wait, go back",
        "change my answer",
        "back to the last question",
    ],
    "over": [
        "start over",
        "start again",
        "can we start over",
        "begin again please",
        "from the beginning",
        "restart",
        "let's start over",
    ],
    "leave": [
        "skip all",
        "skip the rest",
        "no more questions",
        "stop the interview",
        "stop asking",
        "skip the questions",
        "just start",
        "enough questions",
        "quit",
        "let me talk to her",
    ],
    "type": ["I'd rather type", "I'd rather write", "can I type", "let me type instead", "I prefer typing"],
    "repeat": [
        "say that again",
        "repeat the question",
        "pardon",
        "what was the question",
        "sorry, what",
        "could you repeat that",
        "I didn't hear that",
        "what did you say",
    ],
    "go_on": ["go on", "continue", "carry on", "let's go on", "I'm ready", "back to the questions"],
    "why": ["why do you ask", "why do you want to know that", "what's that for", "Why?"],
    "who": ["who are you", "are you her", "what are you", "who is this"],
    "patience": ["let me think", "hold on", "wait", "hmm", "one moment", "give me a second"],
}
ANSWERS_LIKE_COMMANDS = [
    "I go back home and read",
    "I skip dinner and go to bed",
    "next door there's my friend Tom",
    "I pass the time with music",
    "my back hurts in the evenings",
    "we start over every evening with homework",
    "quiet",
    "I wait for my husband",
    "I continue working",
    "I type emails all evening",
    "I stop working at ten",
    "the previous one was a bad evening",
    "I begin with tea",
    "I leave the office at nine",
    "my sister skips our calls",
    "I just start a film and fall asleep",
    "wait for me",
    "the first",
    "that one",
]


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(line, meaning) for meaning, lines in table.items() for line in lines]


@pytest.mark.parametrize(("line", "wanted"), pairs(COMPANY))
def test_company_or_quiet(line: str, wanted: str) -> None:
    assert choose("company", POLES["company"], line) == wanted


@pytest.mark.parametrize(("question", "line", "wanted"), LONG)
def test_longer_answers(question: str, line: str, wanted: str) -> None:
    assert choose(question, POLES[question], line) == wanted


@pytest.mark.parametrize(("line", "wanted"), pairs(HUMOUR))
def test_funny_or_introspective(line: str, wanted: str) -> None:
    assert choose("humour", POLES["humour"], line) == wanted


@pytest.mark.parametrize(("line", "wanted"), pairs(VOICE))
def test_lower_or_higher(line: str, wanted: str) -> None:
    assert choose("voice", POLES["voice"], line) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "play them again",
        "again please",
        "once more",
        "can I hear them again",
        "both again",
        "let me hear them",
        "what do they sound like",
    ],
)
def test_the_samples_are_asked_for_again(line: str) -> None:
    assert "again" in tags("voice", line)


@pytest.mark.parametrize(("line", "yes"), [*((line, True) for line in YES), *((line, False) for line in NO)])
def test_yes_or_no(line: str, yes: bool) -> None:
    assert yes_or_no(line) is yes


def test_being_accurate_is_no_hesitation() -> None:
    line = "Was I sounding hesitant? Well, sorry if I was, I was just trying to be more accurate."
    assert yes_or_no(line) is False


@pytest.mark.parametrize("line", ["my sister", "blue", "Was I?", "the evenings"])
def test_what_says_neither_yes_nor_no(line: str) -> None:
    assert yes_or_no(line) is None


@pytest.mark.parametrize(("line", "command"), pairs(COMMANDS))
def test_commands(line: str, command: str) -> None:
    assert read_command(line) == command


@pytest.mark.parametrize("line", ANSWERS_LIKE_COMMANDS)
def test_an_answer_is_no_command(line: str) -> None:
    assert read_command(line) is None


EVENINGS = [
    ("alone, mostly", "lonely"),
    ("I'm by myself", "lonely"),
    ("There's nobody there", "lonely"),
    ("a bit lonely", "lonely"),
    ("Just me on my own", "lonely"),
    ("I read", "reading"),
    ("reading, mostly", "reading"),
    ("with a good book", "reading"),
    ("I like books", "reading"),
    ("I play the piano", "music"),
    ("music, usually", "music"),
    ("I listen to records", "music"),
    ("I work till late", "working"),
    ("emails until ten", "working"),
    ("I sit at the laptop", "working"),
    ("working, to be honest", "working"),
    ("studying for exams", "working"),
    ("The kids need me", "family"),
    ("putting the children to bed", "family"),
    ("bedtime stories", "family"),
    ("family time", "family"),
    ("I'm tired", "tired"),
    ("I fall asleep on the sofa", "tired"),
    ("exhausted", "tired"),
    ("quiet", "quiet"),
    ("They're calm", "quiet"),
    ("slow and cosy", "quiet"),
    ("hectic", "busy"),
    ("too busy", "busy"),
    ("boring", "dull"),
    ("always the same", "dull"),
    ("tv and then bed", "dull"),
    ("I scroll on my phone", "dull"),
    ("lovely", "good"),
    ("quite nice", "good"),
    ("too long", "hard"),
    ("pretty rough", "hard"),
]


@pytest.mark.parametrize(("line", "tag"), EVENINGS)
def test_evenings_are_described(line: str, tag: str) -> None:
    assert tag in tags("evenings", line)


@pytest.mark.parametrize(
    ("line", "tag"),
    [
        ("I'm never alone", "lonely"),
        ("not busy at all", "busy"),
        ("I don't work in the evening", "working"),
        ("not boring", "dull"),
        ("I'm not tired", "tired"),
        ("no tv", "dull"),
    ],
)
def test_what_is_denied_is_not_named(line: str, tag: str) -> None:
    assert tag not in tags("evenings", line)


PEOPLE = [
    ("My sister Amy. It's going well.", "your sister Amy", "good"),
    ("Amy", "Amy", ""),
    ("My friend Tom, we haven't talked in months", "your friend Tom", "hard"),
    ("my mum", "your mum", ""),
    ("Mum, and it's good", "your mum", "good"),
    ("I talk with Catherine a lot, it's complicated", "Catherine", "hard"),
    ("my best friend, her name's Nora, it's great", "your friend Nora", "good"),
    ("I like talking to my neighbour", "your neighbour", ""),
    ("Tom and I talk every Sunday", "Tom", "good"),
    ("Paul, my brother. Not so good lately.", "your brother Paul", "hard"),
    ("My wife. We argue a lot.", "your wife", "hard"),
    ("my daughter Lena, she's far away", "your daughter Lena", "hard"),
    ("My husband, and we're fine", "your husband", "good"),
    ("It's my grandma, she is wonderful", "your grandma", "good"),
    ("My colleague Ben. Okay I guess.", "your colleague Ben", "good"),
    ("my old friend Pete, we lost touch", "your friend Pete", "hard"),
    ("Joanna, we're very close", "Joanna", "good"),
    ("My dad. He died last year.", "your dad", "gone"),
    ("My mother passed away", "your mother", "gone"),
    ("my partner, it could be better", "your partner", "hard"),
    ("That would be Mia. Not bad.", "Mia", "good"),
    ("my cousin called Rosa, all right", "your cousin Rosa", "good"),
    ("My therapist, honestly", "your therapist", ""),
    ("my brother and we get along well", "your brother", "good"),
    ("um, my son, I miss him", "your son", "hard"),
    ("My friend Ana: good and difficult at once", "your friend Ana", "mixed"),
    ("Ruth. It's easy with her.", "Ruth", "good"),
]


@pytest.mark.parametrize(("line", "whom", "how"), PEOPLE)
def test_whom_one_likes_to_talk_with(line: str, whom: str, how: str) -> None:
    assert (read_person(line).in_words, how_it_goes(line)) == (whom, how)


@pytest.mark.parametrize(
    "line",
    [
        "Nobody, really.",
        "no one",
        "There isn't anyone",
        "I don't really talk to anyone",
        "not really anyone",
        "I have no friends",
        "nobody at the moment",
    ],
)
def test_nobody(line: str) -> None:
    assert (read_person(line).in_words, how_it_goes(line)) == ("", "nobody")


@pytest.mark.parametrize(
    "line",
    [
        "Well, it is fine",
        "Sometimes on Sundays",
        "I don't know",
        "Everyone",
        "On Monday it was good",
        "The people at work",
        "Maybe in English",
        "Somebody nice",
    ],
)
def test_a_capital_is_not_always_a_name(line: str) -> None:
    assert read_person(line).in_words == ""


NAMED = [
    ("Yes", "accepted", ""),
    ("Nora is fine", "accepted", ""),
    ("that's lovely", "accepted", ""),
    ("I like it", "accepted", ""),
    ("okay", "accepted", ""),
    ("Nora", "accepted", ""),
    ("Nice to meet you", "accepted", ""),
    ("it suits you", "accepted", ""),
    ("whatever you like", "accepted", ""),
    ("Sounds good", "accepted", ""),
    ("I like Nora", "accepted", ""),
    ("hello Nora", "accepted", ""),
    ("your choice", "accepted", ""),
    ("why not", "accepted", ""),
    ("I'd rather call you Samantha", "given", "Samantha"),
    ("No, call you Tess", "given", "Tess"),
    ("How about Lily?", "given", "Lily"),
    ("Lily", "given", "Lily"),
    ("I prefer Joan", "given", "Joan"),
    ("hm, Ada", "given", "Ada"),
    ("you're Kim", "given", "Kim"),
    ("I want to call you Bee", "given", "Bee"),
    ("call her Eve", "given", "Eve"),
    ("Your name is Samantha", "given", "Samantha"),
    ("what about Clara", "given", "Clara"),
    ("Maybe Vera", "given", "Vera"),
    ("I'd like Ines better", "given", "Ines"),
    ("let's say Maud", "given", "Maud"),
    ("No", "another", ""),
    ("Another one please", "another", ""),
    ("I don't like that", "another", ""),
    ("something else", "another", ""),
    ("not Nora", "another", ""),
    ("choose again", "another", ""),
    ("do you have other names", "another", ""),
    ("what?", "unclear", ""),
    ("the weather is odd", "unclear", ""),
]


@pytest.mark.parametrize(("line", "kind", "name"), NAMED)
def test_her_name_is_accepted_or_another_given(line: str, kind: str, name: str) -> None:
    answer = read_name(line, "Nora")
    assert (answer.kind, answer.name) == (kind, name)
