"""Missing models are listed, fetched, paused, cancelled, and asked for again."""

from companion.events import Progress
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
