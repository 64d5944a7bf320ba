"""Tests that a voice is found, made and listed by its name, and which models it needs."""

from pathlib import Path

import pytest

from models.catalog import read_catalog
from voices.catalog import BUILT_IN, FAMILIES, list_voices, make_voice, models_needed
from voices.errors import VoiceError
from voices.kokoro import KokoroVoice
from voices.kokoro_session import MODEL
from voices.kokoro_styles import kokoro_voices
from voices.system import SystemVoice


def test_a_name_makes_its_voice(tmp_path: Path) -> None:
    assert isinstance(make_voice("system", tmp_path), SystemVoice)
    assert isinstance(make_voice("system:gmw/en-us", tmp_path), SystemVoice)
    assert isinstance(make_voice("kokoro:af_heart", tmp_path), KokoroVoice)
    with pytest.raises(VoiceError, match="There is no voice “parrot”; there are: system"):
        make_voice("parrot", tmp_path)


def test_installed_voices_are_listed_with_names_for_people(tmp_path: Path) -> None:
    kokoro = tmp_path / "kokoro-82m"
    kokoro.mkdir()
    for name in (MODEL, "af_heart.bin", "bm_george.bin"):
        (kokoro / name).touch()
    assert kokoro_voices(kokoro) == ["af_heart", "bm_george"]
    listed = list_voices(tmp_path)
    assert [voice.title for voice in listed[:3]] == [
        "Heart, American woman (Kokoro)",
        "George, British man (Kokoro)",
        "The system's voice",
    ]
    with pytest.raises(VoiceError, match="kokoro:bm_george"):
        make_voice("kokoro:nobody", tmp_path)


@pytest.mark.parametrize(
    ("name", "models"),
    [
        ("kokoro:af_heart", ("kokoro-82m",)),
        ("kokoro", ("kokoro-82m",)),
        ("system:gmw/en-us", ()),
        (BUILT_IN, ()),
        ("none", ()),
    ],
)
def test_a_name_tells_which_models_its_voice_needs(name: str, models: tuple[str, ...]) -> None:
    assert models_needed(name) == models


def test_every_model_a_voice_needs_is_in_the_catalogue() -> None:
    voices = {entry.id for entry in read_catalog() if entry.kind == "voice"}
    assert {model for family in FAMILIES for model in family.models} <= voices
