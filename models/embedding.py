"""Turns texts into vectors that show how alike their meanings are: all-MiniLM-L6-v2 (Apache-2.0), by ONNX Runtime."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoder_layers import layer_weights
from models.errors import ModelError
from models.onnx_session import quiet_session

SIZE = 384
"""Dimensions of a vector."""
LONGEST = 256
"""Tokens of a text that are read, as in the model's training; the rest of the text is ignored."""

INNER = ("layer_norm_6", "layer_norm_8", "layer_norm_10")
"""The outputs of the third to fifth of the network's six layers. What a line implies shows there better than at the end, where the
model was trained for likeness of topics (measured: area under the curve 0.86 against 0.80 for danger against its likeness)."""

FEW = 2
"""Most texts, such as a line and those before it, whose vectors are all made in one run and kept for a moment."""
_LAST = ("last_hidden_state",)
_LONGEST_TEXT = 16 * LONGEST
"""Characters of a text that are tokenized; without it a whole book is tokenized before all but its first page is dropped."""
_BATCH_TOKENS = 512
"""Tokens in one run, padding included: more is not faster on one thread (measured: 10 ms a text at 256, 15 at 4096)."""

_Read = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]


class Embedder:
    """An embedding model: the dot product of two texts' vectors is near 1 when they mean the same. Safe from any thread."""

    def __init__(self, folder: Path) -> None:
        """`folder` contains model.onnx and tokenizer.json."""
        self._folder = folder
        self._session: Any = None
        self._tokenizer: Any = None
        self._shows_inner = False
        self._reading = threading.Lock()
        self._lately: dict[str, _Read] = {}
        """What was read of the last few single texts, oldest first."""

    def open(self) -> None:
        """Load; raises ModelError when a file is missing or damaged. May be called twice."""
        if self._session is not None:
            return
        for name in ("model.onnx", "tokenizer.json"):
            if not (self._folder / name).is_file():
                raise ModelError(f"There is no file {self._folder / name}; {self._remedy}")
        try:
            self._tokenizer = _tokenizer(self._folder / "tokenizer.json")
            self._session, self._shows_inner = _opened(self._folder / "model.onnx")
        except Exception as error:  # both libraries raise plain Exception, or one of their own for each of their states
            raise ModelError(f"The model in {self._folder} is damaged ({error}); {self._remedy}") from error

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A vector of length 1 for each text, empty ones too; shape (n, 384). Raises ModelError when not open."""
        vectors = self._read(texts)[0] if len(texts) <= FEW else self._pooled(texts, (_LAST,))[0]
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    def inner(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """A vector of each text from the inner layers, shape (n, 384); None if this model's layers have other names."""
        if not self._shows_inner:
            return None
        return self._read(texts)[1] if len(texts) <= FEW else self._pooled(texts, (INNER,))[0]

    def pieces(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.int64]] | None:
        """What the inner layers show of each word piece of a text, and from which to which letter each reaches.

        Shapes (n, 3 · 384) and (n, 2); the first and the last piece have no letters. None if this model's layers have other names.
        """
        return self._read([text])[2][0] if self._shows_inner else None

    def layers(self, numbers: Sequence[int]) -> dict[str, NDArray[np.float32]] | None:
        """The weights of some of the network's layers, as `encoder_layers` names them; None if its layers have other names.

        For whoever goes on from an inner layer in another way. Raises ModelError when the file is damaged.
        """
        return layer_weights(self._folder / "model.onnx", numbers) if self._shows_inner else None

    def _read(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], list[tuple[NDArray[np.float32], NDArray[np.int64]]]]:
        """Both vectors of a few texts, of length 1 neither, and their pieces; several parts of her ask for those of one line."""
        with self._reading:
            for text in dict.fromkeys(texts):
                if text not in self._lately:
                    self._lately[text] = self._read_one(text)
            rows = [self._lately[text] for text in texts]
            for text in list(self._lately)[: -2 * FEW]:
                del self._lately[text]
        last, inner = (np.array([row[which] for row in rows], np.float32).reshape(-1, SIZE) for which in (0, 1))
        return last, inner, [(row[2], row[3]) for row in rows]

    def _read_one(self, text: str) -> _Read:
        """A text's vector, that of its inner layers, and its pieces as `pieces` gives them."""
        session, tokenizer = self._parts()
        read = tokenizer.encode(text[:_LONGEST_TEXT])
        inner = INNER if self._shows_inner else _LAST
        states, _ = _states(session, [read.ids], [*_LAST, *(name for name in inner if name not in _LAST)])
        vectors = np.concatenate([states[name][0] for name in inner], axis=1)
        means = [sum(states[name][0].sum(axis=0) for name in names) for names in (_LAST, inner)]
        count = max(1, len(read.ids))
        last, within = (
            np.asarray(means[at] / (count * len(names)), np.float32) for at, names in enumerate((_LAST, inner))
        )
        return last, within, vectors, np.array(read.offsets, np.int64).reshape(-1, 2)

    def _parts(self) -> tuple[Any, Any]:
        if self._session is None or self._tokenizer is None:
            raise ModelError("The embedding model is not open.")
        return self._session, self._tokenizer

    def _pooled(self, texts: Sequence[str], groups: Sequence[Sequence[str]]) -> list[NDArray[np.float32]]:
        """For each group of outputs, the mean over them and over each text's tokens; shape (n, 384)."""
        session, tokenizer = self._parts()
        vectors = [np.zeros((len(texts), SIZE), np.float32) for _ in groups]
        tokens = [tokenizer.encode(text[:_LONGEST_TEXT]).ids for text in texts]
        for places in _batches([len(one) for one in tokens]):
            for one, means in zip(vectors, _means(session, [tokens[p] for p in places], groups), strict=True):
                one[places] = means
        return vectors

    def close(self) -> None:
        """Free the memory; may be called twice."""
        self._session = self._tokenizer = None
        with self._reading:
            self._lately.clear()

    @property
    def _remedy(self) -> str:
        return f"get it with `companion models get {self._folder.name}`."


def _tokenizer(file: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of texts of about the same length, so that little of a run is padding."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _means(
    session: Any, tokens: Sequence[Sequence[int]], groups: Sequence[Sequence[str]]
) -> Iterator[NDArray[np.float32]]:
    """For each group the mean over its outputs and over each text's tokens, without the padding; shape (n, 384)."""
    states, mask = _states(session, tokens, [name for group in groups for name in group])
    for group in groups:
        summed = sum(states[name] for name in group)
        yield (summed * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1)[:, None] * len(group), 1)


def _states(
    session: Any, tokens: Sequence[Sequence[int]], outputs: Sequence[str]
) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.int64]]:
    """Each output, shape (n, longest, 384), and where there are tokens and no padding, shape (n, longest)."""
    widest = max(len(one) for one in tokens)
    ids = np.array([[*one, *[0] * (widest - len(one))] for one in tokens], np.int64)
    mask = np.array([[1] * len(one) + [0] * (widest - len(one)) for one in tokens], np.int64)
    given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    wanted = {one.name for one in session.get_inputs()}
    found = session.run(list(outputs), {name: array for name, array in given.items() if name in wanted})
    return dict(zip(outputs, found, strict=True)), mask


def _opened(file: Path) -> tuple[Any, bool]:
    """A session, and whether it can be asked for the inner layers too."""
    data = file.read_bytes()
    shows = all(name.encode() in data for name in INNER)
    return quiet_session(data + b"".join(map(_as_output, INNER)) if shows else data), shows


def _as_output(name: str) -> bytes:
    """What makes a value inside a network an output of it, when appended to its file.

    ONNX files are protobuf messages: of two that are joined, the lists are joined. Field 7 of a model is its graph, 12 of a graph
    an output, 1 of an output its name; each is short, so that one byte tells its length.
    """
    message = name.encode()
    for field in (1, 12, 7):
        message = bytes([field << 3 | 2, len(message)]) + message
    return message
