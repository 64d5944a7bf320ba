"""Tests that similar texts get similar vectors, whatever else is in the batch, and what missing files are reported as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from models.embedding import LONGEST, SIZE, Embedder
from models.errors import ModelError

TOKENIZER = """{
    "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
    "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null,
    "decoder": null,
    "model": {"type": "WordLevel", "vocab": {"[PAD]": 0, "[UNK]": 1, "dog": 2, "cat": 3, "ship": 4}, "unk_token": "[UNK]"}
}"""


def one_number_a_word(folder: Path) -> Path:
    """A network that gives each word a row of a table in which word number n is the n-th unit vector."""
    table = helper.make_tensor("table", TensorProto.FLOAT, (5, SIZE), np.eye(5, SIZE).astype(np.float32).flatten())
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "sequence"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "sequence"])
    out = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "sequence", SIZE])
    node = helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])
    graph = helper.make_graph([node], "made", [ids, mask], [out], [table])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    folder.mkdir()
    onnx.save(model, str(folder / "model.onnx"))
    (folder / "tokenizer.json").write_text(TOKENIZER)
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Embedder]:
    embedder = Embedder(one_number_a_word(tmp_path / "made"))
    embedder.open()
    yield embedder
    embedder.close()


def test_a_vector_is_the_mean_of_its_words_at_length_one(made):
    (vector,) = made.embed(["dog dog cat dog"])
    assert vector[2:5] == pytest.approx(np.array([3, 1, 0]) / np.sqrt(10))


def test_padding_counts_for_nothing(made):
    texts = ["dog", "cat ship cat dog", "ship", "dog " * 40]
    assert made.embed(texts) == pytest.approx(np.concatenate([made.embed([text]) for text in texts]))


def test_vectors_come_in_the_order_of_their_texts_however_many(made):
    texts = [("dog " * (n % 7) + "cat " * (n % 5) + "ship") for n in range(300)]
    vectors = made.embed(texts)
    assert vectors.shape == (300, SIZE)
    assert vectors.dtype == np.float32
    for n in (0, 1, 150, 299):
        assert vectors[n, 2:5] == pytest.approx(np.array([n % 7, n % 5, 1]) / np.hypot(np.hypot(n % 7, n % 5), 1))


def test_a_line_asked_for_again_has_the_same_vector_whoever_changed_the_first(made):
    first = made.embed(["dog dog cat", "ship"])
    kept = first.copy()
    first[:] = 7
    assert made.embed(["ship", "ship"]) == pytest.approx(kept[[1, 1]])
    assert made.embed(["dog dog cat"]) == pytest.approx(kept[:1])
    for n in range(20):
        made.embed(["cat " * (n + 1)])
    assert made.embed(["dog dog cat"]) == pytest.approx(kept[:1])


def test_what_is_longer_than_it_reads_counts_as_far_as_it_reads(made):
    assert made.embed(["dog " * LONGEST + "cat " * 900])[0, 2:5] == pytest.approx([1, 0, 0])


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_a_text_without_words_has_a_vector_of_nothing_or_of_length_one(made, text):
    assert np.isfinite(made.embed([text, "dog"])).all()


def test_no_texts_give_no_vectors(made):
    assert made.embed([]).shape == (0, SIZE)


@pytest.mark.models
def test_what_means_the_same_lies_closer_than_what_does_not(need_model: Callable[[str], Path]):
    model = Embedder(need_model("minilm-l6-v2"))
    model.open()
    model.open()
    sister, asked, eggs = model.embed(["My sister lives in Lisbon.", "Where does my sister live?", "I had eggs."])
    assert sister @ asked > 0.4 > 0.2 > sister @ eggs
    assert np.linalg.norm(model.embed(["", "x " * 2000, "日本語"]), axis=1) == pytest.approx([1, 1, 1])
    model.close()
    with pytest.raises(ModelError, match="not open"):
        model.embed(["dog"])


def test_a_missing_file_says_how_to_get_it(tmp_path):
    with pytest.raises(ModelError, match="companion models get minilm-l6-v2"):
        Embedder(tmp_path / "minilm-l6-v2").open()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_file_says_so(tmp_path, name):
    folder = one_number_a_word(tmp_path / "made")
    (folder / name).write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError, match="damaged"):
        Embedder(folder).open()
