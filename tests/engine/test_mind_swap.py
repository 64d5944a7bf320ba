"""A better mind takes over at a quiet moment, tried and with a word of hers; whatever fails, the old one stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from companion.dialogue.responders.download import ALL_STOPPED, NOTHING, STOPPED, asks_to_stop
from companion.events import Notice, Progress, Ready, TurnDone
from companion.runtime.downloads import Downloads
from companion.runtime.mind_swap import BACK, BETTER, WATCHED
from models.catalog import read_catalog
from models.errors import ModelError
from models.measured import read_measured
from models.mind_choice import Estimate, Offer
from tests.engine_on_fakes import Awake, FakeParts, awake
from tests.fakes import Hold, ScriptedMind
from tests.rig import wait_for

QUICK = tuple(f"word{n} " for n in range(12))
"""44 tokens a second, by the figures a scripted mind gives."""
SLOW = ("word ", "word")


@pytest.fixture(autouse=True)
def _own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is measured here is no measurement: it must not reach the real folder."""
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))


@contextmanager
def talking(folder: Path, small: ScriptedMind, big: ScriptedMind, **parts: object) -> Iterator[Awake]:
    """She talks with the small mind, and the big one has just arrived when `arrive` is called."""
    names = {id(small): "small", id(big): "big"}
    with awake(folder, FakeParts(mind_=small, names_=names, **parts)) as her:  # type: ignore[arg-type]
        yield her


def arrive(her: Awake, mind: ScriptedMind | Exception) -> None:
    her.parts.mind_ = mind
    her.engine._arrived(Progress(model="a-mind", done=1, total=1, status="done"))


def lines(her: Awake) -> list[str]:
    return [event.reply for event in her.told.of(TurnDone)]


def test_it_is_tried_takes_over_and_says_so(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    big.enqueue(QUICK, QUICK, "I am the big one.")
    with talking(tmp_path, small, big) as her:
        her.engine.say("Hello there, I came home late.")
        her.told.until(TurnDone)
        arrive(her, big)
        her.told.until(Ready, part="mind", detail="big")
        assert her.told.until(TurnDone).reply == BETTER
        assert ("her", BETTER) in her.kept()
        assert small.closed
        her.engine.say("And it rained all the way.")
        assert her.told.until(TurnDone).reply == "I am the big one."
        assert read_measured(her.engine.environment.models).tokens_per_s["big"] == 44.0
        assert not big.closed
    assert len(small.requests) == 1


def test_one_that_is_slower_than_promised_is_closed_and_the_old_one_stays(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    big.enqueue(SLOW, SLOW)
    with talking(tmp_path, small, big) as her:
        arrive(her, big)
        assert "big is slower here than it should be (4 tokens a second)" in her.told.until(Notice).message
        assert big.closed
        her.engine.say("Hello there, I came home late.")
        assert her.told.until(TurnDone).reply == "Answer number 1."
        assert read_measured(her.engine.environment.models).tokens_per_s["big"] == 4.0
    assert BETTER not in lines(her)


@pytest.mark.parametrize("opening", [(ModelError("The file of big is damaged; fetch it again."),)])
def test_one_that_can_not_be_loaded_is_told_in_one_sentence(tmp_path: Path, opening: tuple[Exception]):
    small, big = ScriptedMind(), ScriptedMind()
    big.opening = opening
    with talking(tmp_path, small, big) as her:
        arrive(her, big)
        assert her.told.until(Notice).message == "The file of big is damaged; fetch it again. So I stay as I am."
        her.engine.say("Hello there, I came home late.")
        assert her.told.until(TurnDone).reply == "Answer number 1."
        assert not small.closed
        assert len(her.told.of(Notice)) == 1


def test_one_that_fails_while_it_is_tried_is_told_in_one_sentence(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    big.enqueue((ModelError("It broke."),))
    with talking(tmp_path, small, big) as her:
        arrive(her, big)
        assert her.told.until(Notice).message == "It broke. So I stay as I am."
        assert big.closed
        assert not small.closed


def test_without_room_for_both_it_waits_for_the_next_start(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    with talking(tmp_path, small, big, need_bytes_=10**9, free_bytes_=10**9 - 1) as her:
        arrive(her, big)
        assert "too little free memory" in her.told.until(Notice).message
        assert big.opened == 0
        assert not small.closed


def test_it_does_not_take_over_while_she_talks(tmp_path: Path):
    small, big, hold = ScriptedMind(), ScriptedMind(), Hold()
    small.enqueue(("I heard ", hold, "you."))
    big.enqueue(QUICK, QUICK)
    with talking(tmp_path, small, big) as her:
        her.engine.say("Hello there, I came home late.")
        hold.until_reached()
        arrive(her, big)
        assert big.opened == 0
        small.release(hold)
        assert her.told.until(TurnDone).reply == "I heard you."
        assert her.told.until(TurnDone).reply == BETTER


def test_a_trial_gives_way_to_a_line_and_is_made_again(tmp_path: Path):
    small, big, hold = ScriptedMind(), ScriptedMind(), Hold()
    big.enqueue(("word ", hold, "word"), QUICK, QUICK)
    with talking(tmp_path, small, big) as her:
        arrive(her, big)
        hold.until_reached()
        her.engine.say("Hello there, I came home late.")
        assert her.told.until(TurnDone).reply == "Answer number 1."
        big.release(hold)
        assert her.told.until(TurnDone).reply == BETTER


def test_in_quiet_company_it_takes_over_without_a_word(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    big.enqueue(QUICK, QUICK)
    with talking(tmp_path, small, big) as her:
        her.engine.say("Let's just be quiet together.")
        her.told.until(TurnDone)
        arrive(her, big)
        her.told.until(Ready, part="mind", detail="big")
        assert her.told.until(Notice).message == BETTER
    assert BETTER not in lines(her)


def test_it_goes_back_if_the_first_replies_come_late(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    big.enqueue(QUICK, QUICK)
    with talking(tmp_path, small, big) as her:
        arrive(her, big)
        assert her.told.until(TurnDone).reply == BETTER
        her.parts.mind_ = small  # the measured delay makes this the better choice again
        assert her.engine._stages is not None
        late = TurnDone(reply="Yes.", gap_s=5.0, phases={"first_token": 4.0, "clause": 0.5}, output_tokens=5)
        for _ in range(WATCHED):
            her.engine.emit(late)
        her.engine._stages.idle.wake()
        her.told.until(Ready, part="mind", detail="small")
        assert her.told.until(TurnDone, reply=BACK)
        assert read_measured(her.engine.environment.models).first_reply_s["big"] == 4.5


def test_replies_that_come_in_time_change_nothing(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    big.enqueue(QUICK, QUICK)
    with talking(tmp_path, small, big) as her:
        arrive(her, big)
        her.told.until(TurnDone, reply=BETTER)
        her.parts.mind_ = small
        for _ in range(WATCHED):
            her.engine.emit(TurnDone(reply="Yes.", gap_s=1.0, phases={"first_token": 0.5}, output_tokens=5))
        assert her.engine._stages is not None
        swap = her.engine._stages.mind_swap
        her.engine._stages.idle.wake()
        wait_for(lambda: swap._waits is None, "a judgement of the replies")
        assert her.engine._stages.loading.mind_name == "big"


def test_the_speed_of_the_mind_in_use_is_measured_once(tmp_path: Path):
    mind = ScriptedMind()
    mind.enqueue(QUICK, QUICK)
    with awake(tmp_path, FakeParts(mind_=mind, speeds_={})) as her:
        folder = her.engine.environment.models
        wait_for(lambda: read_measured(folder).tokens_per_s == {"scripted": 44.0}, "a measurement")
        assert [request.side_context for request in mind.requests] == ["trial", "trial"]


def test_on_a_busy_machine_nothing_is_measured(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    with talking(tmp_path, small, big, busy_=True) as her:
        arrive(her, big)
        wait_for(lambda: big.opened == 1, "the mind to be loaded")
        her.engine.say("Hello there, I came home late.")
        assert her.told.until(TurnDone).reply == "Answer number 1."
        assert big.requests == []
        assert not small.closed
    assert big.closed


def test_closing_ends_the_one_that_has_not_taken_over(tmp_path: Path):
    small, big, hold = ScriptedMind(), ScriptedMind(), Hold()
    big.enqueue(("word ", hold))
    with talking(tmp_path, small, big) as her:
        arrive(her, big)
        hold.until_reached()
    assert big.closed
    assert her.told.of(Notice) == []


class ComingModels:
    """Downloads that never end."""

    def __init__(self, *coming: str) -> None:
        self.under_way = coming

    def pause(self, id: str) -> None:
        self.under_way = tuple(one for one in self.under_way if one != id)

    def close(self) -> None:
        """There is nothing to end."""


def test_a_better_mind_on_its_way_is_stopped_when_the_first_measurement_says_it_would_be_too_slow(tmp_path: Path):
    big = next(entry for entry in read_catalog() if entry.id == "gemma-4-e2b")
    slow = Offer(big, Estimate(0, True, 3.0, 5.0, measured=False), False)
    small = ScriptedMind()
    small.enqueue(QUICK, QUICK)
    with talking(tmp_path, small, ScriptedMind(), speeds_={}, slow_=(slow,)) as her:
        coming = ComingModels("gemma-4-e2b", "kokoro")
        her.engine.downloads = cast(Downloads, coming)
        assert "would be too slow here (about 3 tokens a second)" in her.told.until(Notice).message
        assert coming.under_way == ("kokoro",)


@pytest.mark.parametrize(("coming", "answer"), [((), NOTHING), (("big",), STOPPED), (("big", "kokoro"), ALL_STOPPED)])
def test_the_user_may_say_so(tmp_path: Path, coming: tuple[str, ...], answer: str):
    with talking(tmp_path, ScriptedMind(), ScriptedMind()) as her:
        models = ComingModels(*coming)
        her.engine.downloads = cast(Downloads, models)
        her.engine.say("Please stop the download.")
        assert her.told.until(TurnDone).reply == answer
        assert models.under_way == ()


@pytest.mark.parametrize(
    "line", ["Stop downloading things from strangers.", "Don't download that.", "I stopped the download."]
)
def test_what_asks_for_something_else_stops_nothing(line: str):
    assert not asks_to_stop(line)


def test_one_that_is_meant_for_the_card_is_tried_there_before_it_is_chosen(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    big.enqueue(QUICK, QUICK)
    tried: list[str] = []
    with talking(tmp_path, small, big) as her:

        def on_card(name: str, cancelled: object) -> str | None:
            tried.append(name)
            if len(tried) == 1:
                return None  # somebody began to talk
            her.parts.untried_, her.parts.mind_ = None, big
            return ""

        her.parts.on_card_, her.parts.untried_ = on_card, "big"
        arrive(her, small)
        wait_for(lambda: len(tried) == 1, "a first try")
        her.engine.say("Hello there, I came home late.")
        her.told.until(Ready, part="mind", detail="big")
    assert tried == ["big", "big"]


def test_one_that_the_card_does_not_carry_is_told_once_and_the_old_one_stays(tmp_path: Path):
    small, big = ScriptedMind(), ScriptedMind()
    tried: list[str] = []

    def on_card(name: str, cancelled: object) -> str:
        tried.append(name)
        return "The graphics card is no faster than the processor with this mind."

    with talking(tmp_path, small, big, untried_="big", on_card_=on_card) as her:
        assert her.told.until(Notice).message == (
            "big was meant for the graphics card. The graphics card is no faster than the processor with this mind. "
            "So I stay as I am."
        )
        arrive(her, small)
        her.engine.say("Hello there, I came home late.")
        assert her.told.until(TurnDone).reply == "Answer number 1."
        assert not small.closed
    assert tried == ["big"]
