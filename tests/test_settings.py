"""Settings come back as they were written, and a bad file is one sentence."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import CompanionError
from companion.settings import Settings, checked, read_settings, write_settings
from tests.small_disk import small_disk

ANY_TEXT = st.text(st.characters(categories=["Cs", "Cc", "L", "Po", "So"]), max_size=40)
"""Half surrogates, control characters and NUL among it."""

CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "her_name": st.text(max_size=40),
        "your_name": st.text(max_size=40),
        "mind": st.text(max_size=40),
        "server_url": st.text(max_size=40),
        "voice": st.text(max_size=40),
        "microphone": st.text(max_size=40),
        "speed": st.floats(allow_nan=True, allow_infinity=True) | st.integers(),
        "text_scale": st.floats(),
        "silence_ms": st.integers(),
        "listening": st.booleans(),
        "volume": st.floats(),
        "mode": st.sampled_from(["hands-free", "push-to-talk", "name"]),
        "echo": st.sampled_from(["cancel", "headphones", "system", "half"]),
        "theme": st.sampled_from(["system", "day", "night"]),
    },
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings") / "settings.toml"


@given(CHOICES)
def test_settings_come_back_as_they_were_written(place: Path, choices: dict[str, object]):
    settings = checked(choices, "here")
    write_settings(place, settings)
    assert read_settings(place) == settings
    assert sorted(path.name for path in place.parent.iterdir()) == ["settings.toml"]


@given(ANY_TEXT)
def test_no_text_makes_a_file_that_cannot_be_read(place: Path, text: str):
    write_settings(place, Settings(her_name=text))
    assert isinstance(read_settings(place).her_name, str)


def test_only_what_differs_is_written(place: Path):
    write_settings(place, Settings(her_name='Ada "Countess"\n', listening=False))
    assert tomllib.loads(place.read_text()) == {"her_name": 'Ada "Countess"\n', "listening": False}


def test_without_a_file_there_are_the_defaults(tmp_path: Path):
    assert read_settings(tmp_path / "none.toml") == Settings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (b"speed = \n", "line 1"),
        (b'her_name = "Ada\n', "line 1"),
        (b"\xff\xfe\x00", "can't be read"),
        (b"sped = 1.0", "sped"),
        (b'speed = "fast"', "speed"),
        (b"listening = 1", "listening"),
        (b"silence_ms = 700.5", "silence_ms"),
        (b"her_name = 3", "her_name"),
        (b'theme = "dusk"', "system, day, night"),
        (b'mode = "shouting"', "hands-free, push-to-talk, name"),
        (b'echo = "none"', "cancel, headphones, system, half"),
        (b'volume = "loud"', "volume"),
        (b"[her_name]\na = 1", "her_name"),
        (b"listening = 1", "should be true or false, not 1."),
        (b'silence_ms = "long"', 'should be a whole number such as 1600, not "long".'),
        (b"microphone = 3", "should be text in quotes"),
        (b"quiet_from = 22:30:00", 'should be text in quotes, such as "22:30", not "22:30:00".'),
        (b'deeds_off = "timer"', 'should be a list such as ["timer", "piano"], not "timer".'),
        (b"deeds_off = [1]", "can't have 1;"),
        (b'her_name = "\xff"', "it is no UTF-8 text"),
        (b"lock_after = [" + b"1, " * 5000 + b"]", "\u2026."),
    ],
)
def test_a_bad_file_is_one_sentence_that_names_what_is_wrong(tmp_path: Path, text: bytes, named: str):
    path = tmp_path / "settings.toml"
    path.write_bytes(text)
    with pytest.raises(CompanionError) as caught:
        read_settings(path)
    sentence = str(caught.value)
    assert named in sentence
    assert "settings.toml" in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "settings.toml")
    with pytest.raises(CompanionError, match="is a pipe"):
        read_settings(tmp_path / "settings.toml")


def test_a_name_is_one_short_line():
    settings = checked({"her_name": " Ada\nMarie ", "your_name": "x" * 500}, "here")
    assert (settings.her_name, settings.your_name) == ("Ada Marie", "x" * 60)


def test_a_folder_in_the_place_of_the_file_is_one_sentence(tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.mkdir()
    with pytest.raises(CompanionError, match=r"settings\.toml can't be opened"):
        read_settings(path)
    with pytest.raises(CompanionError, match="can't be saved"):
        write_settings(path, Settings(her_name="Eve"))


def test_numbers_are_kept_within_what_works():
    settings = checked({"speed": 9, "text_scale": 0.0, "silence_ms": 1}, "here")
    assert (settings.speed, settings.text_scale, settings.silence_ms) == (2.0, 1.0, 400)
    assert checked({"speed": float("nan")}, "here").speed == 0.5
    assert checked({"volume": 0.0}, "here").volume == 0.1
    assert checked({"volume": 3}, "here").volume == 1.0
    assert [checked({"lock_after": minutes}, "here").lock_after for minutes in (-1, 5, 9999)] == [0, 5, 24 * 60]


def test_a_failed_save_leaves_what_was_there(tmp_path: Path):
    with small_disk(tmp_path / "disk", 64) as disk:
        path = disk / "settings.toml"
        write_settings(path, Settings(her_name="Eve"))
        with pytest.raises(CompanionError, match="can't be saved"):
            write_settings(path, Settings(her_name="Mallory" * 20_000))
        assert read_settings(path).her_name == "Eve"
        assert [entry.name for entry in disk.iterdir()] == ["settings.toml"]


def test_every_setting_is_described():
    lines = (Path(__file__).parent.parent / "docs" / "SETTINGS.md").read_text(encoding="utf-8").splitlines()
    described = [line.split("`")[1] for line in lines if line.startswith("| `")]
    assert described == [field.name for field in dataclasses.fields(Settings)]


def test_quiet_hours_and_switched_off_deeds_are_written_and_read(tmp_path: Path):
    path = tmp_path / "settings.toml"
    write_settings(path, Settings(quiet=True, quiet_from="21:00", deeds_off=("piano", "timer")))
    assert 'deeds_off = ["piano", "timer"]' in path.read_text()
    assert read_settings(path) == Settings(quiet=True, quiet_from="21:00", deeds_off=("piano", "timer"))
    path.write_text('quiet_from = "7:05"')
    assert read_settings(path).quiet_from == "07:05"


@pytest.mark.parametrize(
    "line", ['quiet_from = "half past"', 'quiet_to = "24:00"', 'deeds_off = ["dance"]', "deeds_off = [3]"]
)
def test_impossible_ones_are_refused(tmp_path: Path, line: str):
    path = tmp_path / "settings.toml"
    path.write_text(line)
    with pytest.raises(CompanionError, match=line.split(" ")[0]):
        read_settings(path)
