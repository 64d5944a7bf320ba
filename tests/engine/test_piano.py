"""In a running engine a piece is announced and played, is talked over, stopped, and played again; Esc stops it too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from companion.engine import Devices
from companion.errors import CompanionError
from companion.events import DeedDone, Heard, PieceBegun, PieceOver, State, TurnDone
from companion.piano.grand import Grand
from companion.settings import Echo, Settings, write_settings
from companion.speaking.music_under import STEPPED_BACK, MusicUnder
from tests.engine_on_fakes import Awake, FakeParts, awake, make_environment
from tests.fakes import FakeLoudspeaker, QueueMicrophone, SilentVoice
from tests.hearing.fakes import SayingEar
from tests.piano.samples import one_tone_grand
from tests.rig import wait_for
from tests.speech_made import silence, speech


@pytest.fixture(scope="module")
def grand(tmp_path_factory: pytest.TempPathFactory) -> Grand:
    return one_tone_grand(tmp_path_factory.mktemp("samples"))


@pytest.fixture
def loudspeaker() -> FakeLoudspeaker:
    made = FakeLoudspeaker()
    made.flow()
    return made


@pytest.fixture
def her(tmp_path: Path, grand: Grand, loudspeaker: FakeLoudspeaker) -> Iterator[Awake]:
    parts = FakeParts(voice_=SilentVoice(), grand_=grand)
    with awake(tmp_path, parts, Devices(loudspeaker=loudspeaker), ("mind", "voice")) as opened:
        yield opened


def say(her: Awake, line: str) -> str:
    turn = her.engine.say(line)
    return her.told.until(TurnDone, turn=turn).reply


def test_it_is_announced_then_sounds_and_is_stopped_by_a_word(her: Awake, loudspeaker: FakeLoudspeaker) -> None:
    said = say(her, "Play me something on the piano.")
    done = her.told.of(DeedDone)[0]
    assert (done.deed, done.undo) == ("piano", True)
    assert said.startswith(f"“{done.text}”")
    assert her.told.until(PieceBegun).title == done.text
    loudspeaker.hear_music(300)
    assert say(her, "Stop.") == "All right."
    loudspeaker.finish_music()
    assert not her.told.until(PieceOver).whole
    assert her.llm.requests == []


def test_it_is_played_again_and_esc_lets_it_fade(her: Awake, loudspeaker: FakeLoudspeaker) -> None:
    say(her, "Play something sad.")
    first = her.told.until(PieceBegun)
    her.engine.interrupt()
    loudspeaker.finish_music()
    her.told.until(PieceOver)
    say(her, "Play that again.")
    assert her.told.until(PieceBegun).id == first.id


def test_the_window_plays_and_stops_a_kept_piece(her: Awake, loudspeaker: FakeLoudspeaker) -> None:
    say(her, "Play something sad.")
    number = her.told.until(PieceBegun).id
    her.engine.stop_piece()
    loudspeaker.finish_music()
    her.told.until(PieceOver)
    her.engine.play_piece(number)
    assert her.told.until(PieceBegun).id == number
    with pytest.raises(CompanionError, match="no piece 99"):
        her.engine.play_piece(99)


def test_without_samples_she_says_how_to_get_them_and_offers_them(tmp_path: Path, loudspeaker: FakeLoudspeaker) -> None:
    devices = Devices(loudspeaker=loudspeaker)
    with awake(tmp_path, FakeParts(voice_=SilentVoice()), devices, ("mind", "voice")) as her:
        assert not her.engine.missing_piano()
        assert "companion models get salamander-grand" in say(her, "Play something sad.")
        with pytest.raises(CompanionError, match="salamander-grand"):
            her.engine.play_piece(1)


def test_without_a_loudspeaker_she_says_so_and_keeps_it(tmp_path: Path) -> None:
    with awake(tmp_path) as her:
        assert "no loudspeaker" in say(her, "Play something sad.")
        assert her.engine.memory is not None
        assert len(her.engine.memory.pieces.list()) == 1


@pytest.mark.parametrize("echo", ["cancel", "half"])
def test_it_is_talked_over_stopped_by_voice_and_played_again_by_its_day(
    tmp_path: Path, grand: Grand, loudspeaker: FakeLoudspeaker, monkeypatch: pytest.MonkeyPatch, echo: Echo
) -> None:
    write_settings(make_environment(tmp_path).settings_file, Settings(echo=echo))
    microphone = QueueMicrophone()
    parts = FakeParts(ear_=SayingEar("Stop."), voice_=SilentVoice(), grand_=grand)
    devices = Devices(microphone=microphone, loudspeaker=loudspeaker)
    monkeypatch.setenv("COMPANION_NOW", "2026-03-08T20:00")
    with awake(tmp_path, parts, devices, ("mind", "ear", "voice")) as her:
        assert microphone.started.wait(20)
        say(her, "Play something sad.")
        begun = her.told.until(PieceBegun)
        music = loudspeaker.source
        assert isinstance(music, MusicUnder)
        loudspeaker.hear_music(100)
        assert music.loudness == 1.0
        microphone.put(np.concatenate([silence(0.3), speech("It was windy, and then what?")]))
        her.told.until(State, state="hearing")

        def stepped_back() -> bool:
            loudspeaker.hear_music(500)
            return music.loudness == pytest.approx(STEPPED_BACK)

        wait_for(stepped_back, "the piano to step back")
        microphone.put(silence(2.0))
        her.told.until(Heard)
        loudspeaker.finish_music()
        assert not her.told.until(PieceOver).whole
    monkeypatch.setenv("COMPANION_NOW", "2026-03-10T20:00")
    with awake(tmp_path, parts, Devices(loudspeaker=loudspeaker), ("mind", "voice")) as her:
        assert say(her, "Play the one from Sunday.") == f"“{begun.title}”, from Sunday."
        assert her.told.until(PieceBegun).id == begun.id
