"""The interview goes from question to question: follows up once, notices hesitation at most twice, goes back, skips, meets her."""

from __future__ import annotations

from companion.initiation.asking import Surroundings
from companion.initiation.interview import Interview
from companion.initiation.outcome import page, settings_of
from companion.initiation.place import Place
from companion.initiation.reaction import Answered, Reaction
from companion.interview_events import Agreed, Noticed, Question
from companion.settings import Settings

SAMPLES = {"lower": "kokoro:am_michael", "higher": "kokoro:af_heart"}


def interview(*lines: str, samples: bool = False, server: str = "") -> Interview:
    """An interview in which these lines were answered."""
    begun = Interview(Surroundings(SAMPLES if samples else {}, server))
    begun.begin()
    for line in lines:
        begun.hear(Answered(line))
    return begun


def text(reaction: Reaction) -> str:
    return " ".join(one.text for one in reaction.says)


def hesitant(line: str, sure: float = 0.9) -> Answered:
    return Answered(line, 1, sure)


UP_TO_NAME = ("quiet", "fine", "lower", "funny", "My sister Amy, it's good")


def test_five_questions_are_asked_one_at_a_time() -> None:
    her = Interview(Surroundings({}))
    asked = [event for event in her.begin().events if isinstance(event, Question)]
    for line in UP_TO_NAME:
        asked += [event for event in her.hear(Answered(line)).events if isinstance(event, Question)]
    assert [one.number for one in asked] == [1, 2, 3, 4, 5]
    assert her.place.phase == "waking"
    assert all(one.text.count("?") == 1 for one in asked)


def test_something_follows_from_an_answer_once_in_an_interview() -> None:
    her = interview("it depends")
    assert her.place.follow == "both"
    assert "evenings" in text(her.hear(Answered("The weather, mostly.")))
    assert "voice" in text(her.hear(Answered("I'm alone, reading")))


def test_what_follows_is_chosen_by_what_was_named() -> None:
    her = interview("quiet")
    assert text(her.hear(Answered("I read on the sofa"))) == "What are you reading just now?"
    her = interview("quiet")
    assert "work" in text(her.hear(Answered("I sit at my laptop until midnight")))


def test_the_second_half_of_a_question_is_asked_when_it_was_left_out() -> None:
    her = interview("quiet", "fine", "lower", "funny")
    assert text(her.hear(Answered("My sister Amy."))) == "And how is that going?"
    her.hear(Answered("Not so well lately"))
    assert her.answers["person"].value == "hard"
    assert her.answers["person"].name == "your sister Amy"


def test_hesitation_is_asked_about_and_yes_leaves_the_answer_open() -> None:
    her = interview()
    noticed = her.hear(hesitant("Um, quiet, I guess"))
    assert noticed.events == (Noticed(what="hesitation", confidence=0.9),)
    assert text(noticed) == "I hear some hesitation. Would you agree with that?"
    after = her.hear(Answered("Maybe a little.", 2))
    assert after.events[0] == Agreed(yes=True)
    assert isinstance(after.events[1], Question)
    assert her.answers["company"].value == "both"
    assert her.answers["company hesitant"].value == "yes"


def test_no_is_taken_with_grace_and_the_answer_stands() -> None:
    her = interview()
    her.hear(hesitant("Quiet"))
    after = her.hear(Answered("No, I was only thinking.", 2))
    assert after.events[0] == Agreed(yes=False)
    assert text(after).startswith("I stand corrected.")
    assert her.answers["company"].value == "quiet"


def test_hesitation_is_noticed_at_most_twice_and_only_when_sure() -> None:
    her = interview()
    assert not any(isinstance(one, Noticed) for one in her.hear(hesitant("quiet", 0.5)).events)
    her = interview()
    count = 0
    for line in ("quiet", "no", "fine", "no", "lower", "funny", "no", "My friend Tom, it's good", "no"):
        count += sum(isinstance(one, Noticed) for one in her.hear(hesitant(line)).events)
    assert count == 2


def test_an_answer_about_hesitation_is_not_asked_about_itself() -> None:
    her = interview()
    her.hear(hesitant("quiet"))
    assert not any(isinstance(one, Noticed) for one in her.hear(hesitant("um, no")).events)


def test_which_voice_is_no_matter_of_hesitation() -> None:
    her = interview("quiet", "fine")
    assert not any(isinstance(one, Noticed) for one in her.hear(hesitant("the lower")).events)


def test_an_answer_not_understood_is_asked_for_once_in_other_words() -> None:
    her = interview()
    assert "free evening" in text(her.hear(Answered("banana")))
    assert "evenings" in text(her.hear(Answered("banana")))
    assert her.answers["company"].value == "both"


def test_samples_are_heard_with_the_question_and_again_when_asked_for() -> None:
    her = interview("quiet", samples=True)
    voices = [one.voice for one in her.hear(Answered("fine")).says]
    assert voices[-4:] == ["neutral", "kokoro:am_michael", "neutral", "kokoro:af_heart"]
    again = her.hear(Answered("play them again"))
    assert [one.voice for one in again.says][-3:] == ["kokoro:am_michael", "neutral", "kokoro:af_heart"]
    her.hear(Answered("that one"))
    assert settings_of(her.answers)["voice"] == "kokoro:af_heart"


def test_back_takes_the_answer_back() -> None:
    her = interview("quiet", "fine")
    assert text(her.hear(Answered("go back"))).endswith("How would you describe your evenings?")
    assert "evenings" not in her.answers
    her.hear(Answered("back"))
    assert her.place.step == "company"
    assert text(her.hear(Answered("back"))).startswith("That was the first one.")


def test_back_from_what_follows_leads_to_its_question() -> None:
    her = interview("quiet", "I read")
    assert her.place.follow == "reading"
    her.hear(Answered("back"))
    assert (her.place.step, her.place.follow) == ("evenings", "")


def test_what_is_skipped_changes_no_setting() -> None:
    her = interview("skip", "skip", "skip", "skip", "skip")
    assert her.place.phase == "waking"
    assert settings_of(her.answers) == {}


def test_everything_can_be_skipped_at_once_and_what_was_answered_counts() -> None:
    her = interview("quiet", "fine", "lower", "funny", "skip the rest")
    assert her.place.phase == "done"
    assert settings_of(her.answers) == {"temperament": "funny", "voice": "kokoro:am_michael"}


def test_start_over_forgets_the_answers_but_not_how_often_hesitation_was_noticed() -> None:
    her = interview()
    her.hear(hesitant("quiet"))
    her.hear(Answered("start over"))
    assert (her.place.step, her.answers, her.place.noticed) == ("company", {}, 1)


def test_after_something_graver_the_questions_wait_until_asked_for() -> None:
    her = interview("quiet")
    her.interrupted_by_care()
    assert her.hear(Answered("my boss moved the meeting")).passes
    assert "evenings" in text(her.hear(Answered("go on")))


def test_she_chooses_a_name_that_nobody_has_who_was_named() -> None:
    her = interview("quiet", "fine", "higher", "a bit of both", "My sister Nora, it's good")
    assert "called Hannah" in text(her.meet())
    her.hear(Answered("another one"))
    assert her.place.offered == ("Hannah", "Lucy")


def test_another_name_is_accepted() -> None:
    her = interview(*UP_TO_NAME)
    her.meet()
    assert text(her.hear(Answered("I'd rather call you Tess"))).startswith("Tess. All right")
    assert settings_of(her.answers)["her_name"] == "Tess"


def test_it_is_said_plainly_where_the_words_go() -> None:
    here, away = interview(*UP_TO_NAME), interview(*UP_TO_NAME, server="box.example")
    for her, said in ((here, "kept in one encrypted file here"), (away, "my mind runs at box.example")):
        her.meet()
        plainly = text(her.hear(Answered("yes")))
        assert said in plainly
        assert "I'm software" in plainly


def test_without_a_mind_she_says_so_instead_of_asking_what_is_on_yours() -> None:
    her = interview(*UP_TO_NAME)
    her.around = Surroundings({}, mind=False)
    her.meet()
    her.hear(Answered("yes"))
    assert "My mind isn't on this computer yet" in text(her.hear(Answered("no")))


def test_whether_she_may_speak_first_is_asked_once() -> None:
    her = interview(*UP_TO_NAME)
    her.meet()
    her.hear(Answered("yes"))
    assert text(her.hear(Answered("only when I start"))).startswith("Then I'll wait for you.")
    assert her.place.phase == "done"
    assert settings_of(her.answers)["speaks_first"] is False


def test_patience_is_said_once_and_never_to_somebody_who_types() -> None:
    her = interview()
    assert text(her.patience()) == "Take your time."
    assert her.patience() == Reaction()
    typing = interview("I'd rather type")
    assert typing.patience() == Reaction()


def test_a_place_is_kept_and_found_again() -> None:
    her = interview("quiet", "I read")
    assert Place.of(her.place.as_json()) == her.place
    assert Place.of({"step": "voice", "unknown": 1}) == Place(step="voice")


def test_the_page_says_what_the_answers_became() -> None:
    her = interview(*UP_TO_NAME)
    said = {line.key: line.text for line in page(her.answers, Settings(temperament="funny", her_name="Max"))}
    assert said["name"] == "She is called Max."
    assert said["humour"].startswith("Funny: teases")
    assert said["person"] == "She knows that you like to talk with your sister Amy."


def test_why_something_is_asked_and_who_asks_is_told_plainly() -> None:
    her = interview()
    assert text(her.hear(Answered("why do you ask?"))).startswith("So that she fits you")
    assert text(her.hear(Answered("are you her?"))).startswith("I only ask the questions.")
    assert (her.place.step, her.answers) == ("company", {})


def test_somebody_who_meets_her_again_is_asked_whether_her_name_stays() -> None:
    her = Interview(Surroundings({}, her_name="Tess"))
    her.begin()
    for line in UP_TO_NAME:
        her.hear(Answered(line))
    assert "I'm Tess, as before." in text(her.meet())
    her.hear(Answered("yes, keep it"))
    assert settings_of(her.answers)["her_name"] == "Tess"


def test_something_graver_while_she_is_being_loaded_holds_her_hello_back() -> None:
    her = interview(*UP_TO_NAME)
    assert her.place.phase == "waking"
    her.interrupted_by_care()
    assert her.place.phase == "waiting"
    assert Interview(her.around, Place.of(her.place.as_json()), her.answers).begin(resumed=True).events == ()
    assert text(her.hear(Answered("go on"))).startswith("Thank you. Please wait")
    assert her.place.phase == "waking"


def test_not_waiting_for_her_is_meeting_her() -> None:
    her = interview(*UP_TO_NAME)
    assert text(her.hear(Answered("go on"))).startswith("Hello, I'm here.")
    assert her.answers["person"].name == "your sister Amy"


def test_back_while_she_is_being_loaded_asks_the_last_question_again() -> None:
    her = interview(*UP_TO_NAME)
    her.hear(Answered("back"))
    assert (her.place.phase, her.place.step) == ("asking", "person")


def test_another_time_is_a_pause_and_no_answer() -> None:
    her = interview("quiet")
    assert text(her.hear(Answered("I have to go"))).startswith("Another time, then.")
    assert her.paused
    assert (her.place.step, her.place.phase) == ("evenings", "asking")


def test_not_now_is_an_answer_to_whether_she_may_speak_first() -> None:
    her = interview(*UP_TO_NAME)
    her.meet()
    her.hear(Answered("yes"))
    her.hear(Answered("not now"))
    assert her.answers["speaks_first"].value == "no"


def test_an_answer_both_unclear_and_hesitant_is_not_pressed() -> None:
    her = interview()
    assert isinstance(her.hear(hesitant("um, well, the")).events[0], Noticed)
    her.hear(Answered("yes"))
    assert (her.answers["company"].value, her.place.step) == ("both", "evenings")


def test_in_her_own_questions_she_speaks_herself() -> None:
    her = interview(*UP_TO_NAME)
    her.meet()
    her.hear(Answered("yes"))
    assert {one.voice for one in her.hear(Answered("back")).says} == {""}


def test_the_page_claims_no_memory_of_somebody_that_is_not_kept() -> None:
    died = interview(*UP_TO_NAME[:4], "My dad. He died last year.")
    assert "person" not in {line.key for line in page(died.answers, Settings())}
    forgetful = interview(*UP_TO_NAME)
    assert "person" not in {line.key for line in page(forgetful.answers, Settings(remembering=False))}
