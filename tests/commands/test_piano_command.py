"""Tests `companion piano`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.__main__ import main
from companion.piano.midi import read_midi


def run(home: Path, *args: str) -> int:
    return main(["piano", *args, "--home", str(home)])


def test_a_piece_is_composed_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "piece.mid"
    said = ["The rain never stopped.", "I miss the sea."]
    assert run(tmp_path, "compose", *said, "--hour", "20", "--out", str(out), "--seed", "4", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["event"] == "composed"
    assert told["seed"] == 4
    assert any(line.rstrip(".") in told["why"] for line in said)
    assert len(read_midi(out).notes) == told["notes"]
    assert read_midi(out).title == told["title"]


def test_the_same_seed_writes_the_same_file(tmp_path: Path):
    for name in ("one.mid", "two.mid"):
        args = ("--mood", "calm,glad", "--hour", "9", "--seed", "7", "--out", str(tmp_path / name))
        assert run(tmp_path, "compose", *args) == 0
    assert (tmp_path / "one.mid").read_bytes() == (tmp_path / "two.mid").read_bytes()


def test_a_seed_is_told_so_that_a_piece_can_be_had_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("one.mid", "two.mid"):
        assert run(tmp_path, "compose", "--mood", "lively", "--out", str(tmp_path / name), "--json") == 0
    seeds = [json.loads(line)["seed"] for line in capsys.readouterr().out.splitlines()]
    assert seeds[0] != seeds[1]


@pytest.mark.parametrize("wrong", [("--mood", "purple"), ("--hour", "24"), ("--hour", "-1"), ("--hour", "9999999999")])
def test_wrong_usage_is_told(tmp_path: Path, wrong: tuple[str, str]):
    with pytest.raises(SystemExit) as stopped:
        run(tmp_path, "compose", *wrong, "--out", str(tmp_path / "piece.mid"))
    assert stopped.value.code == 2


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(tmp_path, "compose", "--out", str(tmp_path / "nowhere" / "piece.mid")) == 1
    assert "can't be written" in capsys.readouterr().err


def test_a_variation_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    piece, varied = tmp_path / "piece.mid", tmp_path / "varied.mid"
    assert run(tmp_path, "compose", "--mood", "glad", "--out", str(piece), "--seed", "1") == 0
    capsys.readouterr()
    assert run(tmp_path, "vary", str(piece), "a little slower", "--out", str(varied), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["event"], told["change"]) == ("varied", "slower")
    assert read_midi(varied).title == told["title"] == f"{read_midi(piece).title}, slower"
    with pytest.raises(SystemExit):
        run(tmp_path, "vary", str(piece), "purple", "--out", str(varied))


def test_without_the_samples_it_says_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))
    piece = tmp_path / "piece.mid"
    assert run(tmp_path, "compose", "--mood", "calm", "--out", str(piece), "--seed", "1") == 0
    assert run(tmp_path, "export", str(piece), "--out", str(tmp_path / "piece.flac")) == 1
    assert "companion models get salamander-grand" in capsys.readouterr().err


@pytest.mark.models
def test_a_piece_is_played_and_exported(tmp_path: Path, need_model, capsys: pytest.CaptureFixture[str]):
    need_model("salamander-grand")
    piece = tmp_path / "piece.mid"
    assert run(tmp_path, "compose", "--mood", "calm", "--out", str(piece), "--seed", "1") == 0
    capsys.readouterr()
    assert run(tmp_path, "play", str(piece), "--out", str(tmp_path / "piece.wav"), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert 40 < told["seconds"] < 95
    assert "Alexander Holm" in told["credit"]
    assert run(tmp_path, "export", str(piece), "--out", str(tmp_path / "piece.flac")) == 0
    assert (tmp_path / "piece.flac").stat().st_size > 100_000


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_her_pieces_are_kept_listed_varied_exported_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("COMPANION_PASSPHRASE", "sea and sand")
    monkeypatch.setenv("COMPANION_NOW", "2026-03-08T20:00")
    home, out = tmp_path / "home", tmp_path / "piece.mid"
    assert run(home, "list", "--json") == 0
    assert told(capsys) == []
    assert run(home, "compose", "It rained all day.", "--seed", "4", "--json") == 0
    [first] = told(capsys)
    monkeypatch.setenv("COMPANION_NOW", "2026-03-08T20:05")
    assert run(home, "vary", "last", "slower", "--json") == 0
    assert told(capsys)[0]["id"] == 2
    monkeypatch.setenv("COMPANION_NOW", "2026-03-10T20:00")
    for which in ("1", "Sunday", "2026-03-08"):
        assert run(home, "export", which, "--out", str(out), "--json") == 0
    assert [one["title"] for one in told(capsys)] == [
        first["title"],
        f"{first['title']}, slower",
        f"{first['title']}, slower",
    ]
    assert read_midi(out).title == f"{first['title']}, slower"
    assert run(home, "remove", "2", "--json") == 0
    capsys.readouterr()
    assert run(home, "list", "--json") == 0
    [kept] = told(capsys)
    assert (kept["id"], kept["title"], kept["why"], kept["seed"]) == (1, first["title"], first["why"], 4)


@pytest.mark.parametrize("which", ["7", "Tuesday", "purple", "last"])
def test_a_piece_that_is_not_there_is_told(
    tmp_path: Path, which: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("COMPANION_PASSPHRASE", "sea and sand")
    assert run(tmp_path / "home", "export", which, "--out", str(tmp_path / "piece.mid")) == 1
    assert "piece" in capsys.readouterr().err
