"""Facts rest on quotes of the user's own words: they are merged, superseded, and deleted with those words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from time import perf_counter

import pytest

from companion.errors import CompanionError
from companion.memory import Memory, Message, open_memory
from companion.memory.export import read_json, write_json
from companion.memory.fact import Fact, FactCandidate
from companion.memory.facts import Facts
from tests.clock import Clock
from tests.memory.conftest import KEY

Say = Callable[[str], Message]

PORTO = FactCandidate("you", "home", "porto", "You live in Porto.", "I live in Porto")
LISBON = FactCandidate("you", "home", "lisbon", "You live in Lisbon.", "I live in Lisbon")
GONE = FactCandidate(
    "you", "home", "not porto", "You don't live in Porto any more.", "I don't live in Porto any more", ends=True
)
NORA = FactCandidate(
    "person", "home", "lisbon", "Your sister Nora lives in Lisbon.", "My sister Nora lives in Lisbon", "Nora", "sister"
)


@pytest.fixture
def facts(memory: Memory, clock: Clock) -> Facts:
    return Facts(memory.database, clock)


@pytest.fixture
def say(memory: Memory, clock: Clock) -> Say:
    conversation = memory.begin_conversation()

    def speak(text: str) -> Message:
        clock.wait(minutes=1)
        return memory.add(conversation, "you", text, "typed")

    return speak


def delete(memory: Memory, message: Message) -> None:
    with memory.database.writing() as writer:
        writer.execute("delete from message where id = ?", (message.id,))


def texts(facts: list[Fact]) -> list[str]:
    return [fact.text for fact in facts]


def told(facts: Facts, say: Say, *candidates: FactCandidate) -> list[Fact | None]:
    return [facts.accept(candidate, say(candidate.quote + ".").id) for candidate in candidates]


def test_a_fact_keeps_the_words_it_rests_on(facts: Facts, say: Say) -> None:
    message = say("Well, I live in Lisbon, you know.")
    fact = facts.accept(LISBON, message.id)
    assert fact is not None
    assert (fact.text, fact.slot, fact.origin, fact.told, fact.current) == (
        LISBON.text,
        "home",
        "drawn",
        message.at,
        True,
    )
    (quote,) = fact.quotes
    assert (quote.text, quote.message, quote.conversation, quote.at) == (
        LISBON.quote, message.id, message.conversation, message.at,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["i live in lisbon", "I live in  Lisbon", "She said so."])
def test_without_its_quotation_word_for_word_there_is_no_fact(facts: Facts, say: Say, text: str) -> None:
    assert facts.accept(LISBON, say(text).id) is None
    assert facts.accept(replace(LISBON, quote=" "), say(text).id) is None
    assert facts.list(current=False) == []


def test_nothing_she_said_is_a_fact(facts: Facts, memory: Memory) -> None:
    hers = memory.add(memory.begin_conversation(), "her", "I live in Lisbon.", "voice")
    assert facts.accept(LISBON, hers.id) is None


def test_a_message_that_is_gone_gives_no_fact(facts: Facts, memory: Memory, say: Say) -> None:
    message = say("I live in Lisbon.")
    delete(memory, message)
    assert facts.accept(LISBON, message.id) is None


def test_the_same_again_is_further_evidence(facts: Facts, say: Say) -> None:
    told(facts, say, LISBON, LISBON)
    (fact,) = facts.list(current=False)
    assert len(fact.quotes) == 2
    assert fact.told == fact.quotes[1].at


def test_a_message_processed_twice_changes_nothing(facts: Facts, say: Say) -> None:
    message = say("I live in Porto.")
    once = facts.accept(PORTO, message.id)
    told(facts, say, LISBON)
    assert facts.accept(PORTO, message.id) is not None
    assert texts(facts.list()) == ["You live in Lisbon."]
    assert once is not None
    assert len(facts.list(current=False)) == 2


def test_another_value_supersedes_and_what_was_before_stays(facts: Facts, say: Say) -> None:
    porto, _ = told(facts, say, PORTO, replace(LISBON, since="2026-03"))
    (now,) = facts.list()
    (before,) = facts.history(now.id)
    assert (now.text, now.since, before.text) == ("You live in Lisbon.", "2026-03", "You live in Porto.")
    assert porto is not None
    assert (before.superseded_by, before.until, before.current) == (now.id, "2026-03", False)


def test_an_end_that_was_told_is_kept(facts: Facts, say: Say) -> None:
    told(facts, say, replace(PORTO, until="2025-12"), replace(LISBON, since="2026-03"))
    (now,) = facts.list()
    assert [fact.until for fact in facts.history(now.id)] == ["2025-12"]


def test_what_began_at_an_unknown_time_ends_the_old_fact_on_the_day_it_was_told(
    facts: Facts, say: Say, clock: Clock
) -> None:
    told(facts, say, PORTO)
    clock.wait(days=40)
    told(facts, say, LISBON)
    assert [fact.until for fact in facts.history(facts.list()[0].id)] == [clock.time.date().isoformat()]


def test_what_was_said_earlier_never_supersedes_what_was_said_later(facts: Facts, say: Say) -> None:
    earlier, later = say("I live in Porto."), say("I live in Lisbon.")
    facts.accept(LISBON, later.id)
    facts.accept(PORTO, earlier.id)
    assert texts(facts.list()) == ["You live in Lisbon."]


def test_an_ended_fact_does_not_supersede_a_current_one(facts: Facts, say: Say) -> None:
    told(facts, say, LISBON, replace(PORTO, until="2019"))
    assert texts(facts.list()) == ["You live in Lisbon."]
    assert len(facts.list(current=False)) == 2


def test_an_ended_fact_may_begin_again(facts: Facts, say: Say) -> None:
    told(facts, say, replace(PORTO, until="2019"), PORTO)
    (now,) = facts.list()
    assert now.until is None


def test_two_values_from_one_message_stand_beside_each_other(facts: Facts, say: Say) -> None:
    message = say("I live in Porto and I live in Lisbon")
    facts.accept(PORTO, message.id)
    facts.accept(LISBON, message.id)
    assert len(facts.list()) == 2


def test_an_end_supersedes_what_has_ended(facts: Facts, say: Say) -> None:
    told(facts, say, PORTO, GONE)
    (now,) = facts.list()
    (before,) = facts.history(now.id)
    assert (now.text, before.text, before.current) == (GONE.text, PORTO.text, False)
    assert before.until is not None


def test_an_end_of_something_else_changes_nothing(facts: Facts, say: Say) -> None:
    told(facts, say, PORTO, LISBON, GONE)
    assert texts(facts.list()) == ["You live in Lisbon."]


def test_an_end_of_something_never_told_is_a_fact(facts: Facts, say: Say) -> None:
    told(facts, say, GONE)
    assert texts(facts.list()) == [GONE.text]


def test_an_end_whose_message_is_deleted_never_was(facts: Facts, say: Say, memory: Memory) -> None:
    told(facts, say, PORTO)
    end = say(GONE.quote)
    facts.accept(GONE, end.id)
    delete(memory, end)
    assert texts(facts.list()) == ["You live in Porto."]
    assert facts.list()[0].until is None


def test_a_fact_says_what_its_remaining_evidence_says_and_is_deleted_with_the_last(
    facts: Facts, say: Say, memory: Memory
) -> None:
    long = replace(LISBON, text="You live in Lisbon, with Tom.", quote="I live in Lisbon with Tom", since="2025")
    first, second = say(long.quote), say(LISBON.quote)
    facts.accept(long, first.id)
    facts.accept(LISBON, second.id)
    assert texts(facts.list()) == ["You live in Lisbon, with Tom."]
    delete(memory, first)
    (left,) = facts.list()
    assert (left.text, left.since, [quote.message for quote in left.quotes]) == (LISBON.text, None, [second.id])
    delete(memory, second)
    assert facts.list(current=False) == []


def test_a_fact_whose_words_are_edited_away_is_deleted_and_the_message_is_due_again(
    facts: Facts, say: Say, memory: Memory
) -> None:
    message = say("I live in Lisbon.")
    facts.accept(LISBON, message.id)
    facts.mark_extracted([message.id])
    with memory.database.writing() as writer:
        writer.execute("update message set text = 'I live in Porto.' where id = ?", (message.id,))
    assert facts.list(current=False) == []
    assert [due.id for due in facts.due(10)] == [message.id]


def test_a_deleted_conversation_takes_its_facts_and_people_along(facts: Facts, say: Say, memory: Memory) -> None:
    told(facts, say, NORA)
    memory.forgetting.conversation(facts.list()[0].quotes[0].conversation)
    assert facts.list(current=False) == []
    assert facts.people() == []
    assert memory.database.rows("select * from evidence") == []


def test_a_superseded_fact_comes_back_when_the_newer_goes(facts: Facts, say: Say, memory: Memory) -> None:
    told(facts, say, PORTO)
    newer = say(LISBON.quote)
    facts.accept(LISBON, newer.id)
    delete(memory, newer)
    (fact,) = facts.list()
    assert (fact.text, fact.until) == ("You live in Porto.", None)


def test_people_have_names_and_relations(facts: Facts, say: Say) -> None:
    told(facts, say, NORA)
    (nora,) = facts.people()
    assert (nora.name, nora.relation, nora.facts) == ("Nora", "sister", 1)
    assert facts.list(person=nora.id)[0].person == nora
    assert facts.list(subject="you") == []


def test_someone_without_a_name_gets_it_when_it_is_told_and_loses_it_with_those_words(
    facts: Facts, say: Say, memory: Memory
) -> None:
    nameless = FactCandidate("person", "job", "nurse", "Your sister is a nurse.", "My sister is a nurse", "", "sister")
    told(facts, say, nameless)
    assert [person.name for person in facts.people()] == ["sister"]
    naming = say("My sister Nora lives in Lisbon")
    facts.accept(NORA, naming.id)
    assert [(person.name, person.facts) for person in facts.people()] == [("Nora", 2)]
    delete(memory, naming)
    assert [(person.name, person.facts) for person in facts.people()] == [("sister", 1)]


def test_a_relation_that_only_deleted_words_told_goes_too(facts: Facts, say: Say, memory: Memory) -> None:
    naming = say(NORA.quote)
    facts.accept(NORA, naming.id)
    told(facts, say, FactCandidate("person", "job", "nurse", "Nora is a nurse.", "Nora is a nurse", "Nora"))
    delete(memory, naming)
    assert [(person.name, person.relation) for person in facts.people()] == [("Nora", "")]


def test_two_friends_are_two(facts: Facts, say: Say) -> None:
    told(
        facts, say,
        FactCandidate("person", "job", "nurse", "Your friend is a nurse.", "My friend is a nurse", "", "friend"),
        FactCandidate("person", "job", "baker", "Your friend Tom is a baker.", "My friend Tom is a baker", "Tom", "friend"),
    )  # fmt: skip
    assert [person.name for person in facts.people()] == ["friend", "Tom"]
    assert len(facts.list()) == 2


def test_a_slot_of_another_person_is_another_slot(facts: Facts, say: Say) -> None:
    told(facts, say, replace(PORTO, quote="I live in Porto"), NORA)
    assert len(facts.list()) == 2


def test_what_is_written_by_hand_stays_without_evidence(facts: Facts) -> None:
    fact = facts.add("  I collect\nstamps ")
    assert (fact.text, fact.origin, fact.quotes, fact.current) == ("I collect stamps.", "added", (), True)
    with pytest.raises(CompanionError, match="empty"):
        facts.add(" \n")


def test_what_is_written_by_hand_is_read_like_what_is_said(memory: Memory, clock: Clock, say: Say) -> None:
    asked: list[str] = []

    def read(text: str, _at: datetime) -> list[FactCandidate]:
        asked.append(text)
        return [LISBON]

    facts = Facts(memory.database, clock, read)
    told(facts, say, PORTO)
    added = facts.add("You live in Lisbon, and your flat is yours")
    assert asked == ["I live in Lisbon, and my flat is mine."]
    assert (added.slot, added.text) == ("home", "You live in Lisbon.")
    assert texts(facts.list()) == ["You live in Lisbon."]


def test_a_correction_supersedes_what_was_wrong(facts: Facts, say: Say, memory: Memory) -> None:
    message = say(NORA.quote)
    wrong = facts.accept(NORA, message.id)
    assert wrong is not None
    facts.pin(wrong.id, True)
    right = facts.edit(wrong.id, "Your sister Nora lives in Porto")
    assert (right.slot, right.person and right.person.name, right.origin, right.pinned) == (
        "home",
        "Nora",
        "added",
        True,
    )
    assert texts(facts.list()) == ["Your sister Nora lives in Porto."]
    assert texts(facts.history(right.id)) == [NORA.text]
    delete(memory, message)
    assert texts(facts.list(current=False)) == ["Your sister Nora lives in Porto."]


def test_a_correction_is_not_undone_by_the_old_words_said_again_before_it(facts: Facts, say: Say) -> None:
    early = say(LISBON.quote)
    wrong = facts.accept(LISBON, early.id)
    assert wrong is not None
    facts.edit(wrong.id, "You live in Porto")
    facts.accept(LISBON, early.id)
    assert texts(facts.list()) == ["You live in Porto."]


def test_a_forgotten_fact_is_not_extracted_again_from_the_same_words(facts: Facts, say: Say, memory: Memory) -> None:
    message = say(LISBON.quote)
    fact = facts.accept(LISBON, message.id)
    assert fact is not None
    memory.forgetting.fact(fact.id)
    assert facts.accept(LISBON, message.id) is None
    assert facts.list(current=False) == []
    told(facts, say, LISBON)
    assert len(facts.list()) == 1


def test_an_unknown_fact_is_reported(facts: Facts) -> None:
    with pytest.raises(CompanionError, match="no fact 7"):
        facts.fact(7)


def test_pinned_facts_come_first(facts: Facts, say: Say) -> None:
    first, second = told(facts, say, PORTO, replace(LISBON, slot="work place"))
    assert first
    assert second
    facts.pin(first.id, True)
    assert [fact.id for fact in facts.list()] == [first.id, second.id]


def test_facts_are_found_by_words_person_and_quotation(facts: Facts, say: Say) -> None:
    told(facts, say, NORA, PORTO)
    assert texts(facts.search("nora lis")) == [NORA.text]
    assert texts(facts.search("sister")) == [NORA.text]
    assert texts(facts.search("i live porto")) == [PORTO.text]
    assert facts.search("") == []
    assert facts.search("'\"%_\0") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Where do I live?", ["You live in Porto."]),
        ("Do you know where my sister lives?", ["Your sister Nora lives in Lisbon."]),
        ("Nora rang me.", ["Your sister Nora lives in Lisbon."]),
        ("I baked bread with olives", ["You don't like olives."]),
        ("It rained all day.", []),
        ('"; drop table fact; --', []),
        ("", []),
    ],
)
def test_facts_relevant_to_a_line_are_found(facts: Facts, say: Say, line: str, found: list[str]) -> None:
    olives = FactCandidate("you", "like olives", "no", "You don't like olives.", "I don't like olives")
    told(
        facts,
        say,
        NORA,
        PORTO,
        olives,
        replace(GONE, value="not bragança", text="You don't live in Bragança any more."),
    )
    assert texts(facts.about(line)) == found


def test_past_facts_are_not_found_for_a_line(facts: Facts, say: Say) -> None:
    told(facts, say, PORTO, LISBON)
    assert texts(facts.about("Where do I live?")) == ["You live in Lisbon."]


def test_relevant_facts_are_found_quickly_among_many(facts: Facts, memory: Memory) -> None:
    with memory.database.writing() as writer:
        sql = (
            "insert into fact(subject, slot, text, told, origin) values ('you', 'like', ?, '2026-01-01T00:00', 'added')"
        )
        writer.executemany(sql, [(f"You like the word {n} and olives.",) for n in range(5000)])
    facts.about("olives")
    before = perf_counter()
    assert facts.about("Do I like the word 4711?") or facts.about("word")
    assert perf_counter() - before < 0.25  # a few milliseconds; the margin is for a busy machine


def test_a_forbidden_topic_is_the_first_thing_in_the_profile(facts: Facts, say: Say) -> None:
    boundary = FactCandidate(
        "boundary", "topic father", "father", "Never bring up your father.", "never bring up my father"
    )
    olives = FactCandidate("you", "like olives", "no", "You don't like olives.", "I don't like olives")
    dog = FactCandidate("you", "like dogs", "yes", "You like dogs.", "I like dogs")
    _, pinned, *_ = told(facts, say, olives, dog, NORA, LISBON, boundary)
    assert pinned
    facts.pin(pinned.id, True)
    assert texts(facts.profile(10)) == [boundary.text, dog.text, LISBON.text, NORA.text, olives.text]
    assert texts(facts.profile(2)) == [boundary.text, dog.text]


def test_only_the_users_messages_are_due_and_once(facts: Facts, memory: Memory, say: Say) -> None:
    one, two = say("One."), say("Two.")
    memory.add(one.conversation, "her", "Three.", "voice")
    assert facts.due(10) == [one, two]
    assert facts.due(1) == [one]
    facts.mark_extracted([one.id])
    assert facts.due(10) == [two]
    assert facts.said_before(two) == ["One."]


def test_facts_survive_reopening(facts: Facts, say: Say, reopened: Callable[[], Memory], clock: Clock) -> None:
    told(facts, say, NORA, replace(LISBON, since=date(2026, 3, 1).isoformat()))
    kept = facts.list()
    assert Facts(reopened().database, clock).list() == kept


def test_the_end_of_a_job_ends_its_narrower_slots_too(facts: Facts, say: Say) -> None:
    bakery = FactCandidate("you", "job at", "bakery", "You work at a bakery.", "I work at a bakery")
    told(facts, say, bakery, FactCandidate("you", "job", "not", "You quit.", "I quit", ends=True))
    assert texts(facts.list()) == ["You quit."]
    assert texts(facts.history(facts.list()[0].id)) == ["You work at a bakery."]


def test_a_break_up_ends_the_partner_whoever_that_was(facts: Facts, say: Say) -> None:
    marek = FactCandidate(
        "person", "partner name", "marek", "Your boyfriend is called Marek.", "my boyfriend Marek", "Marek", "boyfriend"
    )
    told(facts, say, marek, FactCandidate("you", "partner name", "not", "You broke up.", "We broke up", ends=True))
    assert texts(facts.list()) == ["You broke up."]


BATH = FactCandidate("you", "home", "bath", "You live in Bath.", "I live in Bath")


def test_forgetting_one_in_the_middle_brings_back_nothing_older(memory: Memory, facts: Facts, say: Say) -> None:
    told(facts, say, PORTO)
    middle = say("I live in Bath.")
    facts.accept(BATH, middle.id)
    told(facts, say, LISBON)
    forgotten = memory.forgetting.message(middle.id)
    assert texts(facts.list()) == ["You live in Lisbon."]
    memory.forgetting.undo(forgotten)
    assert texts(facts.list()) == ["You live in Lisbon."]
    assert texts(facts.history(facts.list()[0].id)) == ["You live in Bath.", "You live in Porto."]


def test_a_past_fact_stays_past_when_it_is_corrected(facts: Facts, say: Say) -> None:
    old, _ = told(facts, say, PORTO, LISBON)
    assert old is not None
    facts.edit(old.id, "You live in Braga.")
    assert texts(facts.list()) == ["You live in Lisbon."]


def test_words_put_before_a_quote_delete_its_fact(memory: Memory, facts: Facts, say: Say) -> None:
    message = say("I live in Porto.")
    assert facts.accept(PORTO, message.id)
    memory.edit(message.id, "Nobody believes that I live in Porto.")
    assert facts.list() == []


def test_search_knows_capitals_of_every_script(facts: Facts) -> None:
    facts.add("You were born on Öland.")
    assert len(facts.search("öland")) == len(facts.search("ÖLAND")) == 1


class TestSequence:
    """What was said last holds, whatever the clock says."""

    def told(self, memory: Memory, text: str, value: str) -> None:
        line = memory.add(memory.begin_conversation(), "you", text, "typed")
        memory.facts.accept(FactCandidate("you", "home", value, f"You live in {value}.", text), line.id)

    def test_travelling_west_what_was_said_last_holds(self, memory: Memory, clock: Clock):
        self.told(memory, "I live in Osaka", "osaka")
        clock.wait(hours=-16)
        self.told(memory, "I moved to Portland", "portland")
        assert [fact.text for fact in memory.facts.list()] == ["You live in portland."]

    def test_a_clock_that_once_ran_ahead_spoils_nothing(self, memory: Memory, clock: Clock):
        clock.wait(days=73 * 365)
        self.told(memory, "I live in York", "york")
        clock.wait(days=-73 * 365)
        self.told(memory, "I live in Leeds", "leeds")
        assert [fact.text for fact in memory.facts.list()] == ["You live in leeds."]
        memory.facts.add("You live in Hull.")
        assert memory.facts.list()[0].text == "You live in Hull."
        assert [memory.messages(one.id)[0].text for one in memory.conversations()] == [
            "I live in Leeds",
            "I live in York",
        ]

    def test_an_imported_conversation_was_before(self, memory: Memory, tmp_path: Path, clock: Clock):
        other = open_memory(tmp_path / "other.db", KEY, clock)
        self.told(other, "I live in Osaka", "osaka")
        out = StringIO()
        write_json(other, out)
        other.close()
        self.told(memory, "I live in Portland", "portland")
        read_json(memory, out.getvalue())
        (old,) = memory.search("Osaka").hits
        memory.facts.accept(
            FactCandidate("you", "home", "osaka", "You live in osaka.", "I live in Osaka"), old.message.id
        )
        assert [fact.text for fact in memory.facts.list()] == ["You live in portland."]
        assert [memory.messages(one.id)[0].text for one in memory.conversations()] == [
            "I live in Portland",
            "I live in Osaka",
        ]
