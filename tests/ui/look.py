"""Opens the window with a scripted engine in every state and saves a picture of each, to be looked at.

python -m tests.ui.look FOLDER [name…]      under any screen; QT_QPA_PLATFORM=offscreen will do
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from companion.environment import Environment
from companion.memory.key_file import key_file_for_passphrase, write_key_file
from companion.settings import Settings
from tests.ui import look_graphics as graphics
from tests.ui import look_initiation as meet
from tests.ui.fake_engine import FakeEngine, memory_at
from tests.ui.look_life import NOW, live, remember, sum_up
from tests.ui.look_made import (
    letter_new,
    letter_opened,
    letter_removed,
    letter_saving,
    letter_told,
    letter_typed,
    letter_versions,
    letter_written_by_both,
    letters,
    made_empty,
    piece_playing,
    piece_saving,
    pieces,
    pieces_empty,
)
from tests.ui.look_moods import moods, moods_chosen, settings_mood
from tests.ui.look_recital import playing, without_samples
from tests.ui.look_rehearsal import rehearsal_needed, rehearsal_offered, rehearsed, rehearsing
from tests.ui.look_rooms import (
    asked_about_danger,
    changing_the_passphrase,
    choose,
    choose_echo,
    choose_mind,
    coming_back,
    day,
    exporting,
    forgetting_a_line,
    greeting,
    history,
    jumped,
    locked,
    look_at_a_card,
    memory,
    memory_chosen,
    memory_correcting,
    memory_diary,
    memory_diary_empty,
    memory_empty,
    memory_people,
    memory_person,
    memory_rules,
    memory_search,
    opened,
    passphrase,
    past_recalled,
    recalled,
    recalled_in_conversation,
    recalled_much,
    recalled_with_a_doubt,
    search,
    settings,
    settings_deeds,
    settings_end,
    undo,
    undo_in_talk,
    undo_with_kept,
)
from tests.ui.look_talk import (
    answering,
    arriving,
    choosing_mode,
    conversing_while_she_speaks,
    deeds_done,
    deeds_in_the_conversation,
    generator,
    idle,
    interrupted,
    listening,
    long_reply,
    muted,
    needed,
    responder,
    settle,
    speaking,
    talking,
    timings,
    trouble,
    typing,
    wait,
)
from tests.ui.look_todo import (
    todo,
    todo_calendar,
    todo_calendar_file,
    todo_done,
    todo_empty,
    todo_lists,
    todo_notes,
    todo_stopped,
)
from ui.shell.qml_types import register
from ui.shell.window import Window


@dataclass(frozen=True)
class View:
    """One picture."""

    name: str
    play: Callable[[Window, FakeEngine], None]
    size: tuple[int, int] = (1100, 720)
    settings: Settings = Settings(theme="day", your_name="Theo")  # noqa: RUF009 - frozen
    ready: bool = True


NIGHT = Settings(theme="night", your_name="Theo")
HUGE = Settings(theme="day", text_scale=2.0)
PUSH = replace(HUGE, text_scale=1.0, mode="push-to-talk")
SMALL = (720, 560)
LEAST = (560, 420)
_MET = (
    "first",
    "evenings",
    "answering",
    "patience",
    "voices",
    "person",
    "trouble",
    "waking",
    "waiting",
    "name",
    "plainly",
)
_CARD = (
    "card_offered",
    "card_fetching",
    "card_building",
    "card_compared",
    "card_in_use",
    "card_left",
    "card_slower",
    "card_failed",
    "card_crashed",
)
_STEPS = (*_MET, "waits", "outcome", "outcome_trouble", "outcome_changing", "outcome_end")
VIEWS = [
    View("talk-idle", idle),
    View("talk-listening", listening),
    View("talk-thinking", generator),
    View("talk-speaking", speaking),
    View("talk-long", long_reply),
    View("talk-conversation", responder),
    View("talk-conversation-speaking", conversing_while_she_speaks),
    View("talk-deeds", deeds_done),
    View("talk-deeds-conversation", deeds_in_the_conversation),
    View("talk-deeds-night", deeds_done, settings=NIGHT),
    View("talk-deeds-huge", deeds_done, settings=HUGE, size=SMALL),
    View("talk-piece", playing),
    View("talk-piece-missing", without_samples),
    View("talk-piece-night", playing, settings=NIGHT),
    View("talk-piece-huge", playing, settings=HUGE, size=SMALL),
    View("talk-muted", muted),
    View("talk-answering", answering),
    View("talk-interrupted", interrupted),
    View("talk-name", idle, settings=replace(PUSH, mode="name")),
    View("talk-modes", choosing_mode),
    View("talk-timings", timings),
    View("push-idle", idle, settings=PUSH),
    View("push-talking", talking, settings=PUSH),
    View("push-speaking", speaking, settings=PUSH),
    View("talk-typing", typing),
    View("talk-trouble", trouble),
    View("arriving", arriving),
    View("needed", needed),
    View("least-needed", needed, LEAST, HUGE),
    View("small-needed", needed, SMALL),
    View("history", history),
    View("history-opened", opened),
    View("moods", moods),
    View("moods-chosen", moods_chosen),
    View("moods-settings", settings_mood),
    View("moods-night", moods_chosen, settings=NIGHT),
    View("moods-small", moods_chosen, SMALL),
    View("moods-huge", moods, SMALL, HUGE),
    View("moods-huge-chosen", moods_chosen, SMALL, HUGE),
    View("moods-off", moods, settings=replace(NIGHT, theme="day", reading_mood=False)),
    View("history-search", search),
    View("history-jumped", jumped),
    View("history-export", exporting),
    View("recalled", recalled),
    View("recalled-much", recalled_much),
    View("recalled-doubt", recalled_with_a_doubt),
    View("recalled-conversation", recalled_in_conversation),
    View("recalled-past", past_recalled),
    View("care-asked", asked_about_danger),
    View("care-asked-night", asked_about_danger, settings=NIGHT),
    View("care-asked-small", asked_about_danger, SMALL),
    View("care-asked-small-huge", asked_about_danger, SMALL, HUGE),
    View("greeting", greeting),
    View("greeting-night-small-huge", greeting, SMALL, replace(NIGHT, text_scale=2.0)),
    View("care-back", coming_back),
    View("care-back-night-small-huge", coming_back, SMALL, replace(NIGHT, text_scale=2.0)),
    View("history-day", day),
    View("history-forgetting", forgetting_a_line),
    View("memory", memory),
    View("memory-chosen", memory_chosen),
    View("memory-people", memory_people),
    View("memory-rules", memory_rules),
    View("memory-diary", memory_diary),
    View("memory-diary-empty", memory_diary_empty),
    View("memory-person", memory_person),
    View("memory-search", memory_search),
    View("memory-correcting", memory_correcting),
    View("memory-empty", memory_empty),
    View("todo", todo),
    View("todo-stopped", todo_stopped),
    View("todo-done", todo_done),
    View("todo-empty", todo_empty),
    View("todo-calendar", todo_calendar),
    View("todo-calendar-file", todo_calendar_file),
    View("todo-calendar-file-huge", todo_calendar_file, SMALL, HUGE),
    View("todo-lists", todo_lists),
    View("todo-notes", todo_notes),
    View("todo-calendar-small-huge", todo_calendar, SMALL, HUGE),
    View("todo-lists-small-huge", todo_lists, SMALL, HUGE),
    View("todo-notes-night-small", todo_notes, SMALL, NIGHT),
    View("todo-night", todo, settings=NIGHT),
    View("todo-done-night-small", todo_done, SMALL, NIGHT),
    View("todo-small", todo, SMALL),
    View("todo-small-huge", todo, SMALL, HUGE),
    View("todo-done-small-huge", todo_done, SMALL, HUGE),
    View("todo-empty-small-huge", todo_empty, SMALL, HUGE),
    View("made-letters", letters),
    View("made-letters-night-small", letters, SMALL, NIGHT),
    View("made-letters-small-huge", letters, SMALL, HUGE),
    View("made-letter", letter_opened),
    View("made-letter-night", letter_opened, settings=NIGHT),
    View("made-letter-small", letter_opened, SMALL),
    View("made-letter-small-huge", letter_opened, SMALL, HUGE),
    View("made-letter-typed", letter_typed),
    View("made-letter-both", letter_written_by_both),
    View("made-letter-both-small-huge", letter_written_by_both, SMALL, HUGE),
    View("made-letter-new", letter_new),
    View("made-letter-versions-small", letter_versions, SMALL),
    View("made-letter-removed", letter_removed),
    View("made-pieces", pieces),
    View("made-pieces-night", pieces, settings=NIGHT),
    View("made-pieces-small", pieces, SMALL),
    View("made-pieces-small-huge", pieces, SMALL, HUGE),
    View("made-piece-playing", piece_playing),
    View("made-piece-playing-night", piece_playing, settings=NIGHT),
    View("made-piece-saving", piece_saving),
    View("made-piece-saving-small-huge", piece_saving, SMALL, HUGE),
    View("made-letter-saving", letter_saving),
    View("made-letter-told", letter_told),
    View("made-letter-told-small", letter_told, SMALL),
    View("made-letter-told-small-huge", letter_told, SMALL, HUGE),
    View("made-letter-told-night", letter_told, settings=NIGHT),
    View("made-letter-saving-night-small", letter_saving, SMALL, NIGHT),
    View("made-empty", made_empty),
    View("made-empty-pieces-small-huge", pieces_empty, SMALL, HUGE),
    View("undo", undo),
    View("undo-talk", undo_in_talk),
    View("undo-with-kept", undo_with_kept),
    View("undo-with-kept-huge", undo_with_kept, SMALL, HUGE),
    View("undo-still", undo, settings=Settings(theme="day", reduce_motion=True)),
    View("locked", locked),
    View("locked-passphrase", locked),
    View("settings", settings),
    View("settings-end", settings_end),
    View("settings-deeds", settings_deeds),
    View("rehearsal-offered", rehearsal_offered),
    View("rehearsal-needed", rehearsal_needed),
    View("rehearsal-needed-huge", rehearsal_needed, SMALL, HUGE),
    View("rehearsal-offered-night-small", rehearsal_offered, SMALL, NIGHT),
    View("rehearsing", rehearsing),
    View("rehearsing-small-huge", rehearsing, SMALL, HUGE),
    View("rehearsed", rehearsed),
    View("rehearsed-night-small", rehearsed, SMALL, NIGHT),
    View("rehearsed-small-huge", rehearsed, SMALL, HUGE),
    View("settings-passphrase", changing_the_passphrase),
    View("settings-choice", choose),
    View("settings-echo", choose_echo),
    View("settings-mind", choose_mind),
    View("settings-card", look_at_a_card),
    View("passphrase-new", passphrase),
    View("passphrase-existing", passphrase),
    View("night-speaking", speaking, settings=NIGHT),
    View("night-search", search, settings=NIGHT),
    View("night-settings", settings, settings=NIGHT),
    View("night-arriving", arriving, settings=NIGHT),
    View("night-modes", choosing_mode, settings=NIGHT),
    View("night-timings", timings, settings=NIGHT),
    View("night-push", idle, settings=replace(NIGHT, mode="push-to-talk")),
    View("small-timings", timings, SMALL),
    View("small-speaking", speaking, SMALL),
    View("small-arriving", arriving, SMALL),
    View("small-opened", opened, SMALL),
    View("small-settings", settings, SMALL),
    View("huge-speaking", speaking, SMALL, HUGE),
    View("huge-long", long_reply, SMALL, HUGE),
    View("huge-answering", answering, SMALL, HUGE),
    View("huge-name", idle, SMALL, replace(HUGE, mode="name")),
    View("huge-modes", choosing_mode, SMALL, HUGE),
    View("huge-timings", timings, SMALL, HUGE),
    View("huge-typing", typing, SMALL, HUGE),
    View("huge-trouble", trouble, SMALL, HUGE),
    View("huge-arriving", arriving, SMALL, HUGE),
    View("huge-search", search, SMALL, HUGE),
    View("huge-opened", opened, SMALL, HUGE),
    View("huge-export", exporting, SMALL, HUGE),
    View("huge-settings", settings, SMALL, HUGE),
    View("huge-settings-echo", choose_echo, SMALL, HUGE),
    View("huge-settings-card", look_at_a_card, SMALL, HUGE),
    View("huge-settings-passphrase", changing_the_passphrase, SMALL, HUGE),
    View("huge-settings-end", settings_end, SMALL, HUGE),
    View("least-speaking", speaking, LEAST, replace(HUGE, mode="push-to-talk")),
    View("least-modes", choosing_mode, LEAST, HUGE),
    View("least-timings", timings, LEAST, HUGE),
    View("least-arriving", arriving, LEAST, replace(HUGE, mode="name", her_name="Samantha")),
    View("night-recalled", recalled, settings=NIGHT),
    View("night-doubt", recalled_with_a_doubt, settings=NIGHT),
    View("night-memory-chosen", memory_chosen, settings=NIGHT),
    View("night-memory-person", memory_person, settings=NIGHT),
    View("night-memory-rules", memory_rules, settings=NIGHT),
    View("night-memory-diary", memory_diary, settings=NIGHT),
    View("night-undo", undo, settings=NIGHT),
    View("night-locked", locked, settings=NIGHT),
    View("small-recalled", recalled, SMALL),
    View("small-doubt", recalled_with_a_doubt, SMALL),
    View("small-memory-chosen", memory_chosen, SMALL),
    View("small-memory-people", memory_people, SMALL),
    View("small-memory-rules", memory_rules, SMALL),
    View("small-memory-diary", memory_diary, SMALL),
    View("small-memory-empty", memory_empty, SMALL),
    View("small-undo", undo, SMALL),
    View("small-locked", locked, SMALL),
    View("small-history-day", day, SMALL),
    View("huge-recalled", recalled, SMALL, HUGE),
    View("huge-recalled-much", recalled_much, SMALL, HUGE),
    View("huge-memory-chosen", memory_chosen, SMALL, HUGE),
    View("huge-memory-person", memory_person, SMALL, HUGE),
    View("huge-memory-rules", memory_rules, SMALL, HUGE),
    View("huge-memory-diary", memory_diary, SMALL, HUGE),
    View("huge-memory-diary-empty", memory_diary_empty, SMALL, HUGE),
    View("huge-memory-search", memory_search, SMALL, HUGE),
    View("huge-memory-correcting", memory_correcting, SMALL, HUGE),
    View("huge-memory-empty", memory_empty, SMALL, HUGE),
    View("huge-undo", undo, SMALL, HUGE),
    View("huge-undo-talk", undo_in_talk, SMALL, HUGE),
    View("huge-history-forgetting", forgetting_a_line, SMALL, HUGE),
    View("huge-locked", locked, SMALL, HUGE),
    View("huge-passphrase-new", passphrase, SMALL, HUGE),
    *(View(f"graphics-{step}", getattr(graphics, step)) for step in _CARD),
    *(View(f"graphics-{step}-night", getattr(graphics, step), settings=NIGHT) for step in _CARD),
    *(View(f"graphics-{step}-small", getattr(graphics, step), SMALL) for step in _CARD),
    *(View(f"graphics-{step}-huge", getattr(graphics, step), SMALL, HUGE) for step in _CARD),
    *(View(f"met-{step}", getattr(meet, step)) for step in _STEPS),
    *(View(f"met-{step}-night", getattr(meet, step), settings=NIGHT) for step in ("evenings", "outcome_changing")),
    *(View(f"met-{step}-small", getattr(meet, step), SMALL) for step in _STEPS),
    *(View(f"met-{step}-huge", getattr(meet, step), SMALL, HUGE) for step in _STEPS),
    *(View(f"met-{step}-least", getattr(meet, step), LEAST, HUGE) for step in ("evenings", "outcome_changing")),
]


def picture(view: View, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        clock = [NOW]
        environment = Environment(Path(home), Path(home) / "models", view.settings, lambda: clock[0])
        memory = memory_at(environment.memory_file, environment.now)
        remember(memory, clock)
        sum_up(memory)
        if any(part in view.name for part in ("memory", "undo")):
            live(memory, clock)
        engine = FakeEngine(view.settings, memory)
        write_key_file(environment.home / "memory.key.toml", key_file_for_passphrase("a")[0])
        if view.name.startswith(("passphrase", "huge-passphrase")):
            engine.locked = "new" if "new" in view.name else "existing"
        elif "passphrase" in view.name:
            engine.locks = "existing"
        window = Window(environment)
        window.show(lambda: engine)
        window.root.resize(*view.size)
        window.root.requestActivate()
        wait(250)
        settle(window)
        view.play(window, engine)
        wait(150)
        settle(window)
        engine.level("her", 0.8)
        wait(70)
        window.root.grabWindow().save(str(folder / f"{view.name}.png"))
        window.close()
        memory.close()


def main(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    app = QGuiApplication(["look"])
    register()
    for view in VIEWS:
        if not arguments[1:] or any(view.name.startswith(wanted) for wanted in arguments[1:]):
            picture(view, folder)
    QTimer.singleShot(0, app.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
