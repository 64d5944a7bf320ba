"""What was taken of a card is kept beside the settings, shows in her prompts, and can be undone."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.__main__ import main
from companion.cards import as_before_the_card, propose, read_card, take
from companion.character import Character, ExampleExchange
from companion.character.taken_card import FILE, TakenCard, read_taken, write_taken
from companion.environment import Environment
from companion.errors import CompanionError
from companion.replying.persona import Persona
from companion.settings import Settings, read_settings
from tests.cards.made import v2, written
from tests.clock import Clock


@pytest.fixture
def environment(tmp_path: Path, clock: Clock) -> Environment:
    return Environment(tmp_path / "home", tmp_path / "models", Settings(), clock)


def taken_from(environment: Environment, tmp_path: Path, **changed: Any) -> dict[str, Any]:
    """Takes a card; returns the settings it changed."""
    done: dict[str, Any] = {}
    take(propose(read_card(written(tmp_path, v2(**changed)))), environment, done.update)
    return done


def test_her_likings_and_examples_are_the_cards_and_the_prompt_stays_as_long(environment, tmp_path):
    assert taken_from(environment, tmp_path) == {"her_name": "Mira", "temperament": "funny"}
    own, her = Character.of("funny"), Character.of("funny", read_taken(environment.home))
    persona = Persona("Mira", "Theo", her)
    assert "old maps, thunderstorms and puns" in persona.system()
    assert "queues and cold tea" in persona.transcript()
    assert ("Tell me a joke.", "Your alarm clock walks into a bar. Nobody gets up.") in persona.examples()
    assert len(her.exchanges) == len(own.exchanges)
    assert her.way_of_talking == own.way_of_talking


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions")
def test_the_file_is_its_owners_alone(environment, tmp_path):
    taken_from(environment, tmp_path)
    assert (environment.home / FILE).stat().st_mode & 0o777 == 0o600


def test_eight_examples_leave_those_that_both_prompts_need(environment):
    many = tuple(ExampleExchange(f"line {n}", f"reply {n}") for n in range(8))
    her = Character.of("warm", TakenCard("Mira", exchanges=many))
    assert {"mishap", "taste", "leaving", "card8"} <= set(her.by_key)
    assert Persona("Mira", "Theo", her).transcript()


def test_names_in_a_cards_examples_are_banned_until_somebody_says_them(environment):
    her = Character.of(
        "warm", TakenCard("Mira", exchanges=(ExampleExchange("Who was that?", "Only Bartholomew again."),))
    )
    assert "Bartholomew" in her.only_here


def test_she_is_as_before_the_card_with_the_name_she_had(environment, tmp_path):
    environment = replace(environment, settings=Settings(her_name="Eve", temperament="dry"))
    environment = replace(environment, settings=replace(environment.settings, **taken_from(environment, tmp_path)))
    taken_from(environment, tmp_path, name="Nora")  # a second card does not change what was hers
    environment = replace(environment, settings=replace(environment.settings, her_name="Nora"))
    done: dict[str, Any] = {}
    assert as_before_the_card(environment, done.update)
    assert done == {"her_name": "Eve", "temperament": "dry"}
    assert read_taken(environment.home) is None
    assert not as_before_the_card(environment, done.update)


def test_what_the_first_card_changed_is_undone_after_a_second_that_changes_nothing(environment, tmp_path):
    environment = replace(environment, settings=Settings(her_name="Eve", temperament="dry"))
    environment = replace(environment, settings=replace(environment.settings, **taken_from(environment, tmp_path)))
    assert (environment.settings.her_name, environment.settings.temperament) == ("Mira", "funny")
    second = replace(propose(read_card(written(tmp_path, v2()))), her_name="", temperament="")
    done: dict[str, Any] = {}
    take(second, environment, done.update)
    assert done == {}
    assert as_before_the_card(environment, done.update)
    assert done == {"her_name": "Eve", "temperament": "dry"}


def test_a_name_chosen_between_two_cards_stays(environment, tmp_path):
    taken_from(environment, tmp_path)
    environment = replace(environment, settings=Settings(her_name="Zoe", temperament="dry"))
    take(
        replace(propose(read_card(written(tmp_path, v2()))), her_name="", temperament=""), environment, lambda **_: None
    )
    done: dict[str, Any] = {}
    assert as_before_the_card(environment, done.update)
    assert done == {}


def test_a_name_chosen_since_stays(environment, tmp_path):
    taken_from(environment, tmp_path)
    environment = replace(environment, settings=Settings(her_name="Zoe", temperament="warm"))
    done: dict[str, Any] = {}
    assert as_before_the_card(environment, done.update)
    assert done == {}


@pytest.mark.parametrize(
    "text", ["card = ", "card = 5", "[[exchanges]]\nline = 'x'", "exchanges = 3", "\x00", "likes = 'x'"]
)
def test_a_spoilt_file_is_told_and_can_be_reset(environment, text):
    environment.home.mkdir()
    (environment.home / FILE).write_text(text)
    with pytest.raises(CompanionError, match="can't be read"):
        read_taken(environment.home)
    assert as_before_the_card(environment, lambda **_: None)
    assert read_taken(environment.home) is None


TEXT = st.text(max_size=40).map(lambda text: " ".join(text.split())).filter(lambda text: text.isprintable())


@given(TEXT, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_what_is_written_is_read_back(tmp_path_factory, card, likes, pairs):
    home = tmp_path_factory.mktemp("home")
    taken = TakenCard(card, likes, exchanges=tuple(ExampleExchange(*pair) for pair in pairs))
    write_taken(home, taken)
    assert read_taken(home) == taken


def test_the_terminal_shows_takes_and_resets(tmp_path, capsys):
    home, card = ("--home", str(tmp_path / "home")), str(written(tmp_path, v2(scenario="In a bar.")))

    def run(*words: str) -> Any:
        assert main(["character", *words, "--json", *home]) == 0
        return json.loads(capsys.readouterr().out)

    shown = run("show", card)
    assert (shown["her_name"], shown["applied"]) == ("Mira", False)
    assert "the scenario" in [one["what"] for one in shown["left_out"]]
    assert run("show")["name"] == "Ada"
    assert run("import", card, "--temperament", "dry")["applied"]
    assert {key: run("show")[key] for key in ("name", "temperament", "card", "examples")} == {
        "name": "Mira", "temperament": "dry", "card": "Mira", "examples": 2
    }  # fmt: skip
    assert read_settings(tmp_path / "home" / "settings.toml").her_name == "Mira"
    assert run("reset") == {"reset": True}
    assert (run("show")["name"], run("show")["card"]) == ("Ada", None)


def test_a_bad_card_is_told_in_the_terminal(tmp_path, capsys):
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["character", "import", str(tmp_path / "x.png"), "--home", str(tmp_path / "home")]) == 1
    assert "is no character card" in capsys.readouterr().err
