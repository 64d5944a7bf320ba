"""Missing models are listed, fetched, paused, cancelled, and asked for again."""

from companion.events import Progress
from models.catalog import read_catalog
from models.machine import Machine
from models.mind_choice import Circumstances, choose_mind
from tests.ui.conftest import Open
from tests.ui.fake_engine import Missing


def test_models_that_are_missing_can_be_fetched_paused_and_cancelled(scene: Open) -> None:
    talk = scene()
    talk.engine.lacking = [
        Missing("qwen", "Qwen", 1_117_000_000, "Apache-2.0"),
        Missing("ear", "Ear", 75_000_000, "MIT"),
    ]
    talk.ready()
    arrivals = talk.window.arrivals
    talk.until(lambda: len(arrivals.rows.rows) == 2)
    arrivals.fetchAll()
    talk.asked("fetch", ["qwen", "ear"])
    talk.engine.emit(Progress(model="qwen", done=412_000_000, total=1_117_000_000, seconds_left=132))
    talk.until(lambda: arrivals.rows.rows[0].words == "412 MB of 1.1 GB · 2 min left")
    arrivals.pause("qwen")
    talk.asked("pause", "qwen")
    arrivals.cancel("ear")
    talk.asked("cancel", "ear")
    talk.engine.lacking = []
    talk.engine.emit(Progress(model="qwen", done=1, total=1, status="done"))
    talk.until(lambda: arrivals.rows.rows == [])
    talk.type("typing works all the while")
    assert talk.item("composer").property("text") == "typing works all the while"


def test_a_download_that_failed_says_why_and_can_be_asked_for_again(scene: Open) -> None:
    talk = scene()
    talk.engine.lacking = [Missing("qwen", "Qwen", 1_117_000_000, "Apache-2.0")]
    talk.ready()
    rows = talk.window.arrivals.rows
    talk.until(lambda: len(rows.rows) == 1)
    talk.engine.emit(Progress(model="qwen", done=5, total=9, status="failed", message="The disk is full; make room."))
    talk.until(lambda: rows.rows[0].words == "The disk is full; make room.")
    talk.window.arrivals.fetch("qwen")
    talk.asked("fetch", ["qwen"])


LAPTOP = choose_mind(read_catalog(), Circumstances(Machine(8 * 10**9, 4, 5 * 10**9)))


def test_it_is_said_which_mind_comes_why_and_what_there_is_instead(scene: Open) -> None:
    talk = scene()
    talk.engine.lacking = [Missing("qwen2.5-coder-1.5b", "Qwen", 1_117_000_000, "Apache-2.0")]
    talk.engine.model_choice.choice = LAPTOP
    talk.ready()
    talk.until(lambda: "is the best that fits" in talk.item("mind-reason").property("text"))
    assert "If the model hub answers" in talk.item("mind-reason").property("text")
    assert "Qwen2.5 Coder 0.5B Instruct · 491 MB" in talk.item("mind-smaller").property("text")
    assert talk.item("mind-larger").property("text").startswith("Take a larger one: Qwen3.5 2B · 1.3 GB")
    assert ("everything",) not in talk.engine.asked
    talk.window.arrivals.take("larger")
    talk.asked("change", {"mind": "qwen3.5-2b"})
    talk.asked("fetch", ["qwen3.5-2b"])
    assert ("everything",) not in talk.engine.asked


def test_one_that_is_here_is_taken_without_a_download(scene: Open) -> None:
    talk = scene()
    talk.engine.lacking = [Missing("qwen2.5-coder-1.5b", "Qwen", 1_117_000_000, "Apache-2.0")]
    talk.engine.model_choice.choice = choose_mind(
        read_catalog(),
        Circumstances(Machine(8 * 10**9, 4, 5 * 10**9), installed=frozenset({"qwen2.5-coder-0.5b"})),
    )
    talk.ready()
    talk.until(lambda: "already here" in talk.item("mind-smaller").property("text"))
    talk.window.arrivals.take("smaller")
    talk.asked("change", {"mind": "qwen2.5-coder-0.5b"})
    assert not [call for call in talk.engine.asked if call[0] == "fetch"]


def test_the_hub_is_only_asked_when_everything_is_asked_for(scene: Open) -> None:
    talk = scene()
    talk.engine.lacking = [Missing("small", "Small", 5, "MIT"), Missing("big", "Big", 50, "MIT")]
    talk.engine.model_choice.choice = LAPTOP
    talk.ready()
    talk.until(lambda: "Small comes first" in talk.item("mind-reason").property("text"))
    assert ("everything",) not in talk.engine.asked
    talk.window.arrivals.fetchAll()
    talk.asked("everything")
    talk.asked("fetch", ["small", "big"])


def test_while_a_better_mind_comes_it_is_said_that_there_is_one_to_talk_to(scene: Open) -> None:
    talk = scene()
    talk.engine.lacking = [Missing("big", "Big", 50, "MIT")]
    talk.engine.model_choice.talks = True
    talk.ready()
    talk.until(lambda: bool(talk.window.arrivals.property("talks")))
    assert talk.window.arrivals.property("reason") == ""


def test_what_was_stopped_because_it_would_be_too_slow_can_still_be_gone_on_with_or_dropped(scene: Open) -> None:
    talk = scene()
    talk.engine.lacking = [Missing("big", "Big", 50, "MIT")]
    talk.ready()
    rows = talk.window.arrivals.rows
    talk.until(lambda: len(rows.rows) == 1)
    talk.engine.emit(Progress(model="big", done=20, total=50, status="paused"))
    talk.engine.lacking = []
    talk.window.arrivals.refresh()
    talk.until(lambda: not talk.window.arrivals.missing)
    assert [row.status for row in rows.rows] == ["paused"]
    talk.window.arrivals.cancel("big")
    talk.asked("cancel", "big")
    talk.engine.emit(Progress(model="big", done=0, total=0, status="cancelled"))
    talk.window.arrivals.refresh()
    talk.until(lambda: rows.rows == [])
