"""The environment has the right folders, settings and clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from companion.environment import clock_from, find_environment
from companion.errors import CompanionError
from companion.settings import Settings, write_settings


def test_the_folder_given_comes_before_the_environment(tmp_path: Path):
    environ = {"COMPANION_HOME": str(tmp_path / "one")}
    assert find_environment(None, environ).home == tmp_path / "one"
    assert find_environment(str(tmp_path / "two"), environ).home == tmp_path / "two"
    assert (tmp_path / "two").is_dir()


def test_models_are_shared_by_every_home(tmp_path: Path):
    environment = find_environment(str(tmp_path / "one"), {})
    other = find_environment(str(tmp_path / "two"), {})
    assert environment.models == other.models
    assert find_environment(str(tmp_path), {"COMPANION_MODELS": str(tmp_path / "m")}).models == tmp_path / "m"


def test_everything_personal_lies_in_the_home(tmp_path: Path):
    environment = find_environment(str(tmp_path), {})
    assert {environment.memory_file.parent, environment.settings_file.parent, environment.logs.parent} == {tmp_path}


def test_what_is_given_for_this_run_overrides_the_settings(tmp_path: Path):
    write_settings(tmp_path / "settings.toml", Settings(mind="big", voice="system"))
    environment = find_environment(str(tmp_path), {}, seed=7, mind="small", voice=None)
    assert (environment.settings.mind, environment.settings.voice, environment.seed) == ("small", "system", 7)
    assert find_environment(str(tmp_path), {}).seed is None


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_file_in_the_way_is_one_sentence(tmp_path: Path, below: str):
    (tmp_path / "file").write_text("")
    with pytest.raises(CompanionError, match=r"^The data folder .*file.* can't be made \(.*\); .*--home\.$"):
        find_environment(str(tmp_path / "file" / below), {})


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that even root can't write to")
def test_an_unwritable_place_is_one_sentence():
    with pytest.raises(CompanionError, match=r"^The data folder /proc/companion can't be made .*--home\.$"):
        find_environment("/proc/companion", {})


def test_the_clock_starts_where_it_is_told_and_goes_on(tmp_path: Path):
    environment = find_environment(str(tmp_path), {"COMPANION_NOW": "2026-03-02T21:00:00"})
    first, second = environment.now(), environment.now()
    start = datetime(2026, 3, 2, 21)
    assert start <= first <= second < start + timedelta(minutes=1)
    assert first.tzinfo is None


def test_without_being_told_it_is_now():
    before = datetime.now()
    assert before <= clock_from({})() <= datetime.now()


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "21:00"])
def test_a_clock_that_is_none_is_one_sentence(text: str):
    with pytest.raises(CompanionError, match=r"^COMPANION_NOW is not a date and time like .*"):
        clock_from({"COMPANION_NOW": text})
