"""Letters are asked about, written, changed and kept; no version is lost, whoever wrote it."""

from __future__ import annotations

import pytest

from companion.deeds.deeds import Deeds
from companion.errors import CompanionError
from companion.letters.desk import BESIDE, BOTH, WRITING, LetterDesk
from companion.letters.handling import CANNOT_SEND, SHALL_I
from companion.letters.steps import LetterAnswer
from companion.letters.which import NO_SUCH, NONE, WHICH
from companion.letters.writing import CancelledError, LetterWriter
from companion.memory import Memory
from companion.remembering import extract_facts
from tests.deeds.room import START
from tests.fakes import ScriptedMind

ASKS = "Help me write to my sister, it's her thirtieth on Saturday"
DRAFT = "Happy birthday! We will eat the lemon cake. I am so proud of you. I hope to see you soon."


class LetterTalk:
    """Lines said to the desk one after the other."""

    def __init__(self, memory: Memory) -> None:
        self.memory, self.llm = memory, ScriptedMind()
        self.remembering = True
        deeds = Deeds(memory, lambda: START)
        self.desk = LetterDesk(
            *(memory, lambda: "Theo", memory.database.path.parent),
            remembering=lambda: self.remembering,
            is_a_deed=deeds.asks_outright,
        )
        self.hers: list[str] = []
        self.in_conversation: int | None = None
        """Where the lines are kept; None to keep none."""

    def say(self, line: str) -> LetterAnswer | None:
        step = self.desk.read(line, "Ada", self.hers)
        if step is None:
            self.hers.append("Ah.")
            return None
        talk, message = self.in_conversation, None
        if talk is not None:
            message = self.memory.add(talk, "you", line, "typed").id
        answer = self.desk.carry_out(step, LetterWriter(self.llm), lambda: False, message)
        self.hers.append(" ".join(answer.said))
        return answer

    def written(self, draft: str = DRAFT) -> str:
        """A first draft of the letter to the sister."""
        self.llm.enqueue(draft)
        self.say(ASKS)
        self.say("the lemon cake")
        self.say("just write it")
        return self.text

    @property
    def text(self) -> str:
        return self.memory.letters.one(1).text


def tell(memory: Memory, *lines: str) -> None:
    """Tell her facts."""
    for line in lines:
        message = memory.add(memory.begin_conversation(), "you", line, "typed")
        for candidate in extract_facts(line, message.at):
            memory.facts.accept(candidate, message.id)


@pytest.fixture
def talk(memory: Memory) -> LetterTalk:
    return LetterTalk(memory)


def test_she_asks_what_is_missing_and_then_writes(talk: LetterTalk):
    talk.llm.enqueue(DRAFT)
    answers = [
        talk.say(line)
        for line in ("Help me write a letter", "To my sister Nora", "her thirtieth", "the lemon cake", "warm, please")
    ]
    said = [" ".join(answer.said) for answer in answers if answer is not None]
    assert said[:4] == [
        "A letter, then. Who is it to?",
        "What is it for?",
        "What must be in it?",
        "How should it sound?",
    ]
    assert said[4] == f"Here is a first draft, four sentences. {SHALL_I}"
    assert talk.text == f"Dear Nora,\n\n{DRAFT}\n\nLove,\nTheo"
    assert talk.memory.letters.one(1).title == "to my sister Nora"
    assert [(one.deed, one.text) for one in talk.memory.receipts.list()] == [("letter", "to my sister Nora")]


def test_every_line_told_for_a_letter_goes_from_it_when_it_is_forgotten(talk: LetterTalk):
    talk.llm.enqueue(DRAFT)
    talk.in_conversation = talk.memory.begin_conversation()
    lines = (ASKS, "the lemon cake", "just write it", "sign it Ted")
    for line in lines:
        talk.say(line)
    letters = talk.memory.letters
    assert [letters.one(1).brief["told"], letters.one(1).versions[-1].instruction] == [
        [ASKS, "the lemon cake", "sign it Ted"],
        "sign it Ted",
    ]
    for message in (1, 2, 4):
        assert [one.in_words for one in talk.memory.forgetting.message(message).stays] == ["the letter “to my sister”"]
    assert letters.one(1).brief["told"] == []
    assert {one.instruction for one in letters.one(1).versions} == {""}


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("Write a birthday message for Tom", "Happy birthday!"),
        ("Write a card to my parents for their golden wedding", "Best wishes for your golden wedding!"),
        ("Write to Ben, his father died", "Your father died."),
        (
            "Write a letter to the bank about the charge of 14 pounds",
            "I am writing to you about the charge of 14 pounds.",
        ),
    ],
)
def test_what_it_is_for_is_told_plainly_where_the_llm_does_not(talk: LetterTalk, line: str, first: str):
    talk.llm.enqueue(*["I think of you. I like you. You are kind."] * 3)
    talk.say(line)
    talk.say("just write it")
    assert first in talk.text


def test_questions_may_be_passed_over_or_stopped(talk: LetterTalk):
    assert talk.say(ASKS) is not None
    assert talk.say("what's the time?") is None
    talk.llm.enqueue(DRAFT)
    assert talk.say("just write the letter") is not None
    assert talk.text
    talk.say("write a birthday message for Tom")
    answer = talk.say("never mind")
    assert answer is not None
    assert answer.said == ("All right. No letter.",)
    assert len(talk.memory.letters.list()) == 1


def test_who_turns_thirty_is_wished_a_happy_birthday(talk: LetterTalk):
    text = talk.written("I'm proud of you. The lemon cake is for Saturday. I hope to see you then.")
    assert "Happy thirtieth birthday!" in text


def test_a_word_exchanged_makes_nothing_funnier_and_she_says_so(talk: LetterTalk):
    talk.written()
    for _ in range(3):
        talk.llm.enqueue(DRAFT.replace("so proud", "very proud"))
    before = talk.text
    answer = talk.say("funnier")
    assert answer is not None
    assert answer.said[-1].startswith("I couldn't make it funnier")
    assert talk.text == before


def test_what_nobody_gave_is_left_out_and_what_must_be_in_it_is_put_in(talk: LetterTalk):
    talk.llm.enqueue(*["Happy birthday! Peter will come, too. I am proud of you."] * 3)
    talk.say(ASKS)
    talk.say("the goat")
    answer = talk.say("just write it")
    assert answer is not None
    assert "Peter" not in talk.text
    assert "I also wanted to mention the goat." in talk.text
    assert answer.said[1:3] == ("I put in plainly: the goat.", "I left out what you hadn't told me.")
    assert len(talk.llm.requests) == 3


@pytest.mark.parametrize(
    ("line", "there", "gone"),
    [
        ("leave out the bit about the cake", "", "cake"),
        ("change Saturday to Sunday", "Sunday", "Saturday"),
        ("sign it Mum", "Love,\nMum", "Theo"),
        ("start with Hi Nora", "Hi Nora,", "Dear"),
        ("take out the last sentence", "", "soon"),
    ],
)
def test_changes_by_code_are_made_at_once(talk: LetterTalk, line: str, there: str, gone: str):
    talk.written(f"It is Saturday. {DRAFT}")
    asked = len(talk.llm.requests)
    assert talk.say(line) is not None
    assert there in talk.text
    assert gone not in talk.text
    assert len(talk.llm.requests) == asked
    talk.say("undo that")
    assert gone in talk.text


def test_shorter_is_shorter_and_keeps_what_must_be_in_it(talk: LetterTalk):
    before = talk.written()
    talk.say("shorter")
    assert len(talk.text.split()) < len(before.split())
    assert "lemon cake" in talk.text


def test_longer_and_funnier_ask_the_llm_and_mention_is_enforced(talk: LetterTalk):
    talk.written()
    talk.llm.enqueue("The cake is as yellow as a duck. You will love it.")
    talk.say("longer")
    assert "yellow as a duck" in talk.text
    talk.llm.enqueue("Happy birthday, old thing! We will eat the lemon cake until we roll. See you soon.")
    talk.say("funnier")
    assert "until we roll" in talk.text
    talk.llm.enqueue(*["You are kind. I like you."] * 3)
    answer = talk.say("mention the goat")
    assert answer is not None
    assert answer.said == ("I put it in plainly.",)
    assert "I also wanted to mention the goat." in talk.text
    assert [one.instruction for one in talk.memory.letters.one(1).versions] == [
        "",
        "longer",
        "funnier",
        "mention the goat",
    ]


def test_a_day_does_not_get_lost_when_the_tone_changes(talk: LetterTalk):
    talk.written(f"{DRAFT} We come on Saturday.")
    talk.llm.enqueue("Happy birthday, old thing! We will eat the lemon cake until we roll. See you soon.")
    talk.say("funnier")
    assert "until we roll" in talk.text
    assert "We come on Saturday." in talk.text


@pytest.mark.parametrize("line", ["Please try again.", "Once more, please.", "just write it", "Make it warmer."])
def test_a_draft_that_came_to_nothing_is_begun_again_when_asked(talk: LetterTalk, line: str):
    talk.say(ASKS)
    talk.say("the lemon cake")
    step = talk.desk.read("just write it", "Ada", talk.hers)
    assert step is not None
    with pytest.raises(CancelledError):
        talk.desk.carry_out(step, LetterWriter(talk.llm), lambda: True)
    talk.hers.append(WRITING)
    talk.llm.enqueue(DRAFT)
    answer = talk.say(line)
    assert answer is not None
    assert answer.letter is not None
    assert "lemon cake" in talk.text


def test_a_change_asked_for_long_after_a_draft_came_to_nothing_is_not_about_it(talk: LetterTalk):
    talk.say(ASKS)
    step = talk.desk.read("just write it", "Ada", talk.hers)
    assert step is not None
    with pytest.raises(CancelledError):
        talk.desk.carry_out(step, LetterWriter(talk.llm), lambda: True)
    talk.hers += ["Ah."] * 3
    assert talk.say("Make it warmer.") is None


def test_one_sentence_is_said_again(talk: LetterTalk):
    talk.written()
    talk.llm.enqueue("You make me so proud.")
    talk.say("the third sentence again")
    assert "I am so proud of you." not in talk.text
    assert "You make me so proud." in talk.text


class HandWritten(ScriptedMind):
    """While it writes, the user changes the letter by hand."""

    def __init__(self, memory: Memory, text: str) -> None:
        super().__init__()
        self._memory, self._text = memory, text

    def generate(self, request, cancelled):  # type: ignore[no-untyped-def]
        self._memory.letters.add_version(1, self._text, "hand")
        yield from super().generate(request, cancelled)


@pytest.mark.parametrize(
    ("old", "by_hand", "hers", "said"),
    [
        ("Happy birthday!", "Many happy returns!", "You make me proud.", BOTH),
        ("I am so proud of you.", "I'm proud.", "You make me proud.", BESIDE),
    ],
)
def test_what_was_written_by_hand_meanwhile_is_never_lost(
    talk: LetterTalk, old: str, by_hand: str, hers: str, said: str
):
    text = talk.written()
    hand = text.replace(old, by_hand)
    talk.llm = HandWritten(talk.memory, hand)
    talk.llm.enqueue(hers)
    answer = talk.say("the third sentence again")
    assert answer is not None
    assert answer.said[-1] == said
    assert by_hand in talk.text
    versions = [one.text for one in talk.memory.letters.one(1).versions]
    assert hand in versions
    assert any(hers in one for one in versions)
    if said == BESIDE:
        talk.say("show me yours")
        assert hers in talk.text


def test_it_is_read_aloud_when_she_may_and_sent_by_nobody(talk: LetterTalk):
    talk.written()
    answer = talk.say("yes please")
    assert answer is not None
    assert answer.said == ("Dear Sister,", *DRAFT.replace("! ", "!|").replace(". ", ".|").split("|"), "Love, Theo.")
    answer = talk.say("send it")
    assert answer is not None
    assert (answer.said, answer.cannot) == ((CANNOT_SEND,), "sending letters")


def test_it_is_saved_in_the_documents_and_replaces_no_file_there(talk: LetterTalk):
    talk.written()
    folder = talk.memory.database.path.parent
    first, second = talk.say("save it as a PDF"), talk.say("save the letter as a PDF")
    assert first is not None
    assert second is not None
    assert first.said == ("Saved as “To my sister.pdf” in your documents. It is not encrypted there.",)
    assert second.receipts[0].text == "to my sister: To my sister 2.pdf"
    assert {one.name for one in folder.glob("To*")} == {"To my sister.pdf", "To my sister 2.pdf"}


def test_another_topic_does_not_destroy_it_and_a_bare_word_is_then_no_change(talk: LetterTalk):
    talk.written()
    for _ in range(4):
        assert talk.say("I had soup today") is None
    assert talk.say("shorter") is None
    assert talk.say("make the letter shorter") is not None


@pytest.mark.parametrize(
    "line",
    ["delete the note about Kev", "add milk to the shopping list", "take Tom off the list", "leave out the alarm"],
)
def test_what_is_about_lists_and_notes_is_not_about_the_letter(talk: LetterTalk, line: str):
    talk.written()
    assert talk.say(line) is None


def test_no_letter_swallows_what_is_asked_of_other_deeds(talk: LetterTalk):
    text = talk.written().replace("I hope", "The list of guests is long. I hope")
    talk.memory.letters.add_version(1, text, "hand")
    talk.memory.letters.in_view = 1
    right_after = list(talk.hers)
    for line in (
        "Change the alarm to seven",
        "change the reminder to a note",
        "add milk to the shopping list",
        "remove milk from my list",
    ):
        talk.hers = list(right_after)
        assert talk.say(line) is None, line
    talk.hers += ["Ah."] * 4
    for line in ("take out the rubbish", "change the sheets for clean ones"):
        assert talk.say(line) is None, line
    assert talk.text == text
    assert talk.say("leave out the bit about the cake") is not None


@pytest.mark.parametrize(
    "line",
    [
        "put milk on the shopping list",
        "take a note: the boiler is loud",
        "undo that",
        "wake me at seven",
        "put the dentist in my calendar on Tuesday at ten",
        "set a timer for ten minutes and remind me to call Amy at six",
    ],
)
def test_what_is_asked_of_another_deed_answers_no_question_about_a_letter(talk: LetterTalk, line: str):
    talk.say(ASKS)
    assert talk.say(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "remind her to bring the cake",
        "the dinner is on Saturday at seven",
        "tell her that the alarm woke me",
        "lunch on Sunday at one",
        "thank her for the timer",
        "please bring the cake on Saturday",
    ],
)
def test_what_only_sounds_like_a_deed_is_an_answer(talk: LetterTalk, line: str):
    talk.say(ASKS)
    answer = talk.say(line)
    assert answer is not None
    assert answer.said == ("How should it sound?",)


def test_a_bare_mention_is_the_letters_only_right_after_it(talk: LetterTalk):
    talk.written()
    assert talk.say("I had soup today") is None
    assert talk.say("mention milk") is None
    assert talk.say("shorter") is not None


def test_undo_that_undoes_what_was_done_last(talk: LetterTalk):
    text = talk.written()
    for line, said in (
        ("sign it Mum", "The letter is as it was before."),
        ("that's it", "The letter is open again."),
        ("delete the letter", "The letter is back."),
    ):
        talk.say(line)
        answer = talk.say("undo that")
        assert answer is not None
        assert answer.said == (said,)
        assert [one.undoable for one in answer.undone] == [True]
    assert talk.text == text
    assert [one.undoable for one in talk.memory.receipts.list()] == [False, False, False, True]


def test_a_bare_word_is_about_the_letter_that_is_in_view(talk: LetterTalk):
    talk.written()
    talk.memory.letters.add_version(talk.memory.letters.add("to Tom", {}).id, "Dear Tom,\n\nSee you. Bye.", "her")
    talk.hers += ["Ah."] * 4
    assert talk.say("replace lemon with plum") is None
    talk.memory.letters.in_view = 1
    assert talk.say("replace lemon with plum") is not None
    assert "plum cake" in talk.text
    talk.hers += ["Ah."] * 4
    assert talk.say("undo that") is None
    assert talk.say("what a day") is None
    answer = talk.say("Read it aloud.")
    assert answer is not None
    assert "plum cake" in " ".join(answer.said)


def test_it_survives_a_restart(talk: LetterTalk):
    talk.written()
    again = LetterTalk(talk.memory)
    assert again.say("make the letter to my sister shorter") is not None
    assert len(again.memory.letters.one(1).versions) == 2


def test_receipts_undo_what_was_done(talk: LetterTalk):
    text = talk.written()
    talk.say("sign it Mum")
    talk.say("that's it")
    talk.say("delete the letter to my sister")
    deeds = Deeds(talk.memory, lambda: START)
    removed, finished, signed, written = [one.id for one in talk.memory.receipts.list()]
    assert deeds.undo(removed) == "The letter is back."
    assert deeds.undo(finished) == "The letter is open again."
    assert deeds.undo(signed) == "The letter is as it was before."
    assert talk.text == text
    with pytest.raises(CompanionError, match="changed since it was written"):
        deeds.undo(written)
    assert [len(one.versions) for one in talk.memory.letters.list()] == [2]


def test_a_first_draft_that_was_undone_can_come_back(talk: LetterTalk):
    text = talk.written()
    deeds = Deeds(talk.memory, lambda: START)
    assert deeds.undo(talk.memory.receipts.list()[0].id) == "The letter is gone."
    assert talk.memory.letters.list() == []
    assert deeds.undo(talk.memory.receipts.list()[0].id) == "The letter is back."
    assert talk.text == text


def test_undoing_an_old_change_jumps_over_nothing_written_since(talk: LetterTalk):
    talk.written()
    talk.say("sign it Mum")
    deeds, signed = Deeds(talk.memory, lambda: START), talk.memory.receipts.list()[0].id
    talk.memory.letters.add_version(1, "Dear Nora,\n\nBy hand.", "hand")
    with pytest.raises(CompanionError, match="changed again since then; nothing was undone"):
        deeds.undo(signed)
    assert talk.text == "Dear Nora,\n\nBy hand."
    answer = talk.say("undo that")
    assert answer is not None
    assert answer.said[0].startswith("The letter was changed again since then")
    talk.memory.letters.show_version(1, 1)
    assert deeds.undo(signed) == "The letter is as it was before."
    assert talk.memory.letters.one(1).shown == talk.memory.letters.one(1).versions[0]


def test_a_letter_to_somebody_else_is_never_taken_for_the_one_that_is_named(talk: LetterTalk):
    talk.written()
    for line in ("Throw away the letter to Tom", "save the letter to Tom as a PDF", "make the letter to Tom shorter"):
        answer = talk.say(line)
        assert answer is not None
        assert (answer.said, answer.receipts) == ((NO_SUCH,), ())
    assert [one.finished for one in talk.memory.letters.list()] == [None]
    assert len(talk.memory.letters.one(1).versions) == 1
    answer = talk.say("Throw away the letter to my sister")
    assert answer is not None
    assert answer.said == ("The letter to your sister is gone.",)


@pytest.mark.parametrize("line", ["Cancel the letter.", "let's scrap the letter", "OK, get rid of that letter please"])
def test_a_letter_is_taken_away_in_any_words_and_where_there_is_none_she_says_so(talk: LetterTalk, line: str):
    answer = talk.say(line)
    assert answer is not None
    assert (answer.said, answer.receipts) == ((NONE,), ())
    talk.written()
    answer = talk.say(line)
    assert answer is not None
    assert answer.said == ("The letter to your sister is gone.",)
    assert talk.memory.letters.list() == []


def test_a_letter_to_a_relation_is_found_by_the_name(talk: LetterTalk):
    talk.written()
    tell(talk.memory, "My sister Nora plays the cello.")
    for name in ("Tom", "Ben"):
        talk.memory.letters.add_version(talk.memory.letters.add(f"to {name}", {}).id, "Dear you,\n\nBye.", "her")
    step = talk.desk.read("Throw away the letter to Nora")
    assert step is not None
    assert step.letter == 1


def test_where_several_letters_may_be_meant_none_is_removed(talk: LetterTalk):
    talk.written()
    talk.memory.letters.add_version(talk.memory.letters.add("to Tom", {}).id, "Dear Tom,\n\nBye.", "her")
    again = LetterTalk(talk.memory)
    answer = again.say("Throw away the letter")
    assert answer is not None
    assert answer.said == (WHICH,)
    assert len(talk.memory.letters.list()) == 2


def test_a_letter_without_a_name_below_is_said_to_be_unsigned(memory: Memory):
    talk = LetterTalk(memory)
    talk.desk = LetterDesk(memory, lambda: "", memory.database.path.parent)
    talk.llm.enqueue(DRAFT)
    talk.say(ASKS)
    talk.say("the lemon cake")
    answer = talk.say("just write it")
    assert answer is not None
    assert "It isn't signed, for I don't know your name." in answer.said


def test_what_she_remembers_is_offered_and_used_only_when_asked(talk: LetterTalk):
    memory = talk.memory
    tell(memory, "My sister Nora plays the cello.", "My sister Nora lives in Porto.")
    assert memory.facts.people(), "the facts are about somebody"
    answer = talk.say("Help me write to my sister Nora for her birthday")
    assert answer is not None
    assert "I remember: “" in answer.said[1]
    assert answer.material
    talk.llm.enqueue(DRAFT)
    talk.say("just write it")
    assert "Porto" not in str(talk.llm.requests[-1].prompt)
    talk.say("write a birthday message for my sister Nora")
    talk.say("use all that")
    talk.llm.enqueue(DRAFT)
    talk.say("just write it")
    assert "Porto" in str(talk.llm.requests[-1].prompt)


def test_nothing_is_offered_where_earlier_talks_may_not_come_back(talk: LetterTalk):
    tell(talk.memory, "My sister Nora plays the cello.")
    talk.remembering = False
    answer = talk.say(ASKS)
    assert answer is not None
    assert (answer.said[1], answer.material) == ("What must be in it?", ())
    talk.say("never mind")
    talk.remembering = True
    answer = talk.say(ASKS)
    assert answer is not None
    assert "cello" in answer.said[1]
