"""Tests that the catalogue is complete, marks what is verified, names no index address, and recommends well."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from models.catalog import CatalogEntry, Hub, Npm, Pypi, entry_from, read_catalog
from models.errors import ModelError
from models.fetching.stop import Stop
from models.language import Sampling
from models.machine import Machine
from models.measured import note_speed, read_measured
from models.mind_choice import Circumstances, choose_mind
from models.store import ModelStore
from tests.models.gguf_made import CHATML, made

GB = 2**30
HERE = Machine(24 * GB, 2)
FOUR_GB = Machine(int(3.8 * GB), 2)
SMALL = Machine(int(2.9 * GB), 2)
LARGE = Machine(32 * GB, 16)


def test_every_id_and_every_place_is_taken_once() -> None:
    entries = read_catalog()
    places = [(entry.folder, file.name) for entry in entries for file in entry.files]
    assert len({entry.id for entry in entries}) == len(entries)
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("entry", read_catalog(), ids=lambda entry: entry.id)
def test_an_entry_is_complete(entry: object) -> None:
    (found,) = (known for known in read_catalog() if known is entry or known == entry)
    assert found.title
    assert found.licence
    assert found.files
    for file in found.files:
        assert file.bytes > 0
        assert file.sources
        assert file.sha256 is not None or found.retired
        assert not (found.verified and found.retired)
        assert file.sha256 is None or re.fullmatch("[0-9a-f]{64}", file.sha256)


def test_what_is_proven_needs_no_hub() -> None:
    for entry in read_catalog():
        for file in entry.files if entry.verified else ():
            assert any(isinstance(source, Pypi | Npm) for source in file.sources), file.name


@pytest.mark.parametrize("entry", [e for e in read_catalog() if e.kind == "mind"], ids=lambda entry: entry.id)
def test_what_is_pinned_but_not_talked_with_says_so(entry: CatalogEntry) -> None:
    (file,) = entry.files
    if entry.verified or entry.retired:
        return
    assert entry.pinned
    assert "talked with it here yet" in entry.notes
    (source,) = file.sources
    assert isinstance(source, Hub)
    assert source.revision is None or re.fullmatch("[0-9a-f]{40}", source.revision)
    assert entry.sampling is not None
    assert 0 < entry.sampling.temperature <= 1
    assert entry.needs_ram_mb * 1e6 > entry.bytes


def test_the_makers_sampling_is_read() -> None:
    minds = {entry.id: entry for entry in read_catalog()}
    gemma, qwen = minds["gemma-4-e4b"].sampling, minds["qwen3.5-2b"].sampling
    assert gemma == Sampling(temperature=1.0, top_p=0.95, top_k=64, min_p=0.0, repeat_penalty=1.0)
    assert qwen is not None
    assert (qwen.top_k, qwen.presence_penalty) == (20, 2.0)
    assert minds["qwen2.5-coder-1.5b"].sampling is None
    assert {entry.id for entry in minds.values() if entry.recurrent} == {"lfm2.5-1.2b", "qwen3.5-2b", "qwen3.5-9b"}


def test_an_unknown_way_of_sampling_is_told() -> None:
    table = {"id": "x", "kind": "mind", "title": "X", "licence": "MIT", "needs_ram_mb": 1, "file": []}
    with pytest.raises(ModelError, match="heat"):
        entry_from({**table, "sampling": {"heat": 1.0}})


def test_a_retired_mind_is_shown_and_works_only_where_somebody_has_it(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    assert "qwen3-4b" not in {entry.id for entry in store.entries()}
    with pytest.raises(ModelError, match="already"):
        store.add("hf:a/b/c.gguf", "qwen3-4b")
    path = store.file("qwen3-4b")
    path.parent.mkdir()
    path.write_bytes(b"GGUF and so on")
    (path.parent / ".receipts.json").write_text(
        json.dumps({path.name: {"bytes": 14, "sha256": "0" * 64, "source": "hf:x"}})
    )
    assert "qwen3-4b" in {entry.id for entry in store.entries()}
    store.require("qwen3-4b")
    assert store.recommend("mind", LARGE).id == "qwen3-4b"  # type: ignore[union-attr]


def test_a_file_of_ones_own_that_can_not_roll_back_is_known_by_its_header(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models")
    store.add(str(made(tmp_path / "hybrid.gguf", general__architecture="lfm2")))
    store.add(str(made(tmp_path / "plain.gguf", general__architecture="qwen3")))
    assert [entry.recurrent for entry in ModelStore(tmp_path / "models").entries()[-2:]] == [True, False]


def test_the_hub_is_asked_first() -> None:
    for file in (file for entry in read_catalog() for file in entry.files):
        assert not any(isinstance(source, Hub) for source in file.sources[1:])


def test_no_index_address_stands_in_the_catalogue() -> None:
    text = files("models").joinpath("catalog.toml").read_text(encoding="utf-8")
    assert not re.findall(r"https?://(?!github\.com)\S+", text)


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", ""])
def test_a_file_can_not_leave_the_models_folder(name: str) -> None:
    table = {"id": "x", "kind": "mind", "title": "X", "licence": "MIT", "needs_ram_mb": 1}
    with pytest.raises(ModelError, match="plain file name"):
        entry_from({**table, "file": [{"name": name, "bytes": 1}]})


@pytest.mark.parametrize(
    ("machine", "llm", "stt", "voice"),
    [
        (HERE, "qwen2.5-coder-1.5b", "whisper-tiny.en", "kokoro-82m"),
        (FOUR_GB, "qwen2.5-coder-1.5b", "whisper-tiny.en", "kokoro-82m"),
        (SMALL, "qwen2.5-coder-0.5b", "whisper-tiny.en", "kokoro-82m"),
        (LARGE, "qwen2.5-coder-1.5b", "whisper-base", "kokoro-82m"),
        (Machine(1 * GB, 1), "smollm2-135m", None, None),
    ],
)
def test_each_machine_gets_what_suits_it(
    tmp_path: Path, machine: Machine, llm: str, stt: str | None, voice: str | None
) -> None:
    store = ModelStore(tmp_path)
    found = [store.recommend("mind", machine), store.recommend("ear", machine), store.recommend("voice", machine)]
    assert [entry and entry.id for entry in found] == [llm, stt, voice]


def test_a_better_mind_that_is_installed_is_taken_where_it_fits() -> None:
    installed = frozenset({"qwen3-4b", "qwen2.5-coder-1.5b"})
    assert choose_mind(read_catalog(), Circumstances(LARGE, installed=installed)).entry.id == "qwen3-4b"
    assert choose_mind(read_catalog(), Circumstances(SMALL, installed=installed)).entry.id == "qwen2.5-coder-0.5b"


def test_a_measured_speed_lowers_the_choice(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    assert store.choose_mind(HERE).entry.id == "qwen2.5-coder-1.5b"
    note_speed(tmp_path, "qwen2.5-coder-1.5b", 4.5)
    assert store.choose_mind(HERE).entry.id == "qwen2.5-coder-0.5b"


def test_a_damaged_measurement_is_told(tmp_path: Path) -> None:
    (tmp_path / "measured.toml").write_text("tokens_per_second = 3")
    with pytest.raises(ModelError, match="companion doctor"):
        read_measured(tmp_path)


def test_an_unknown_id_names_its_neighbours(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"did you mean .*qwen2\.5-coder-1\.5b"):
        ModelStore(tmp_path).entry("qwen-coder-1.5b")
    with pytest.raises(ModelError, match="companion models list"):
        ModelStore(tmp_path).entry("zzzzzzzz")


def test_a_gguf_file_of_ones_own_stays_where_it_is(tmp_path: Path) -> None:
    mine = made(tmp_path / "My Model Q4.gguf", tokenizer__chat_template=CHATML)
    added = ModelStore(tmp_path / "models").add(str(mine))
    store = ModelStore(tmp_path / "models")
    entry = store.entry(added.id)
    assert (entry.id, entry.prompt_form, store.file(entry.id)) == ("my-model-q4", "chat", mine)
    assert entry == added
    store.require(entry.id)
    assert store.verify(entry.id)[0].state == "unknown"
    store.remove(entry.id)
    assert mine.exists()
    assert entry.id not in {known.id for known in store.entries()}


def test_a_model_of_ones_own_that_went_away_is_told(tmp_path: Path) -> None:
    mine = made(tmp_path / "m.gguf")
    store = ModelStore(tmp_path / "models")
    id = store.add(str(mine)).id
    mine.write_bytes(b"GGUF is another version now")
    store.require(id)
    mine.unlink()
    with pytest.raises(ModelError, match="look for it at"):
        store.fetch(id, lambda progress: None, Stop())


def test_the_first_words_of_a_model_without_a_template_are_a_transcript(tmp_path: Path) -> None:
    assert ModelStore(tmp_path).add(str(made(tmp_path / "m.gguf"))).prompt_form == "transcript"


def test_hub_and_web_addresses_are_taken_in(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    assert store.add("hf:who/what/deep/M.Q4.gguf").files[0].sources == (Hub("who/what", "deep/M.Q4.gguf"),)
    assert store.add("https://example.org/a.gguf?download=1", "b").files[0].name == "a.gguf"
    assert {entry.id for entry in ModelStore(tmp_path).entries()} >= {"m.q4", "b"}
    assert store.state_of("b") == "missing"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("no.gguf", "check the path"),
        (__file__, "not a GGUF model"),
        ("hf:who", "OWNER/REPOSITORY"),
        ("hf:who/what/model.safetensors", "should end in"),
        ("ftp://example.org/a.gguf", "not a web address"),
        ("https:///a.gguf", "not a web address"),
    ],
)
def test_what_is_no_gguf_model_is_refused(tmp_path: Path, what: str, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        ModelStore(tmp_path).add(what)


def test_an_id_is_given_once(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    with pytest.raises(ModelError, match="already"):
        store.add("hf:a/b/c.gguf", "smollm2-135m")
    with pytest.raises(ModelError, match="can't be a model's id"):
        store.add("hf:a/b/c.gguf", "Not Good")


def test_a_torn_list_of_added_models_is_told(tmp_path: Path) -> None:
    (tmp_path / "added.toml").write_text("[[model]\n")
    with pytest.raises(ModelError, match="repair it or delete it"):
        ModelStore(tmp_path).entries()
