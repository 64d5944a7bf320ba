"""Makes small GGUF files with random weights and the architecture, vocabulary and template of a real family of models."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from numpy.typing import NDArray

from benchmarks._tiny_vocabulary import TinyVocabulary, VocabularyKind, vocabulary

WIDTH, HEADS, KV_HEADS, HEAD, FEED = 64, 4, 2, 16, 96
"""Numbers a token, attention heads, of them with keys of their own, numbers a head, numbers within a feed-forward layer."""

_ADDED = (
    "attn_output.weight", "ffn_down.weight", "ssm_out.weight", "shortconv.out_proj.weight", "post_attention_norm.weight",
    "post_ffw_norm.weight", "post_norm.weight",
)  # fmt: skip
"""What decides how much a layer adds to a token."""

Shapes = dict[str, tuple[int, ...]]
Weights = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class TinyMind:
    """What all models of a family have in common, at a thousandth of their size."""

    name: str
    """llama.cpp's name of the architecture."""
    words: VocabularyKind
    pre: str
    """How its vocabulary cuts text before pairs are merged; empty if it doesn't."""
    marks: tuple[str, ...]
    """Control tokens; the first of them ends a turn."""
    template: str
    layer: Callable[[int], Shapes]
    """The tensors of a layer, without `blk.N.`; a shape as NumPy has it: out, in."""
    layers: int = 4
    shown: tuple[str, ...] = ()
    """Tokens that look like control tokens and are text to llama.cpp."""
    bos: str = ""
    eos: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)
    """The architecture's own metadata, without its name."""
    shared: Callable[[int], Shapes] = lambda _vocabulary: {}
    """Tensors outside of layers, by the size of the vocabulary."""
    last_norm: str = "output_norm"
    recurrent: bool = False

    @property
    def vocabulary(self) -> TinyVocabulary:
        """Its vocabulary."""
        marks = tuple(mark for mark in dict.fromkeys((*self.marks, self.bos, self.eos)) if mark)
        return vocabulary(self.words, marks, self.shown)


def write_mind(path: Path, mind: TinyMind, says: tuple[str, ...] = (), seed: int = 1) -> Path:
    """Write a model of this family; the same seed gives the same weights.

    `says`: tokens, each different, that it says one after another (the first follows the last token of a prompt that ends
    with it); without them it says anything.
    """
    words = mind.vocabulary
    writer = gguf.GGUFWriter(path, mind.name)
    _write_metadata(writer, mind, words)
    dice = np.random.default_rng(seed)
    for name, values in _weights(mind, words, says, dice).items():
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _write_metadata(writer: gguf.GGUFWriter, mind: TinyMind, words: TinyVocabulary) -> None:
    common = {
        "context_length": 4096, "embedding_length": WIDTH, "block_count": mind.layers, "feed_forward_length": FEED,
        "attention.head_count": HEADS, "attention.head_count_kv": KV_HEADS, "attention.key_length": HEAD,
        "attention.value_length": HEAD, "attention.layer_norm_rms_epsilon": 1e-6, "rope.freq_base": 1e4,
        "rope.dimension_count": HEAD,
    }  # fmt: skip
    for name, value in {**common, **mind.numbers}.items():
        _write_value(writer, f"{mind.name}.{name}", value)
    writer.add_tokenizer_model(words.kind)
    writer.add_token_list(list(words.tokens))
    writer.add_token_types(list(words.types))
    if mind.pre:
        writer.add_tokenizer_pre(mind.pre)
    if words.merges:
        writer.add_token_merges(list(words.merges))
    if words.scores:
        writer.add_token_scores(list(words.scores))
    if mind.bos:
        writer.add_bos_token_id(words.token(mind.bos))
    writer.add_eos_token_id(words.token(mind.eos or mind.marks[0]))
    writer.add_add_bos_token(bool(mind.bos))
    writer.add_chat_template(mind.template)


def _write_value(writer: gguf.GGUFWriter, name: str, value: Any) -> None:
    match value:
        case bool():
            writer.add_bool(name, value)
        case int():
            writer.add_uint32(name, value)
        case float():
            writer.add_float32(name, value)
        case str():
            writer.add_string(name, value)
        case _:
            writer.add_array(name, list(value))


def _weights(mind: TinyMind, words: TinyVocabulary, says: tuple[str, ...], dice: np.random.Generator) -> Weights:
    count = len(words.tokens)
    shapes: Shapes = {"token_embd.weight": (count, WIDTH), f"{mind.last_norm}.weight": (WIDTH,), **mind.shared(count)}
    for number in range(mind.layers):
        shapes |= {f"blk.{number}.{name}": shape for name, shape in mind.layer(number).items()}
    weights = {name: _drawn(name, shape, dice) for name, shape in shapes.items()}
    if says:
        _teach(weights, [words.token(text) for text in says])
    return weights


def _teach(weights: Weights, tokens: list[int]) -> None:
    """Make each of these tokens call for the next one: the layers add next to nothing, and the output looks them up."""
    assert len(set(tokens)) == len(tokens), "each token must know which one follows"
    embeddings = weights["token_embd.weight"]
    weights["output.weight"] = np.zeros_like(embeddings)
    for before, after in itertools.pairwise(tokens):
        weights["output.weight"][after] = embeddings[before]
    for name in weights:
        if name.endswith(_ADDED):
            weights[name] *= 0.01


def _drawn(name: str, shape: tuple[int, ...], dice: np.random.Generator) -> NDArray[np.float32]:
    if "norm" in name or "scale" in name:
        return np.ones(shape, np.float32)
    if name.endswith("ssm_a"):  # how fast a state forgets: -exp(A_log)
        return -dice.uniform(0.2, 1.0, shape).astype(np.float32)
    if name.startswith("rope_freqs"):
        return np.ones(shape, np.float32)
    values: NDArray[np.float32] = (dice.standard_normal(shape) / np.sqrt(shape[-1])).astype(np.float32)
    return values


def attention(q_norm: bool = False, wide_q: int = 1) -> Shapes:
    """A layer's attention. `wide_q`: 2 where queries carry a gate."""
    shapes: Shapes = {
        "attn_norm.weight": (WIDTH,), "attn_q.weight": (HEADS * HEAD * wide_q, WIDTH), "attn_k.weight": (KV_HEADS * HEAD, WIDTH),
        "attn_v.weight": (KV_HEADS * HEAD, WIDTH), "attn_output.weight": (WIDTH, HEADS * HEAD),
    }  # fmt: skip
    return {**shapes, "attn_q_norm.weight": (HEAD,), "attn_k_norm.weight": (HEAD,)} if q_norm else shapes


def feed_forward(norm: str = "ffn_norm") -> Shapes:
    """A layer's feed-forward part."""
    shapes: Shapes = {
        "ffn_gate.weight": (FEED, WIDTH),
        "ffn_up.weight": (FEED, WIDTH),
        "ffn_down.weight": (WIDTH, FEED),
    }
    return {f"{norm}.weight": (WIDTH,), **shapes}
