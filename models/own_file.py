"""Checks a model file of the user's own before it is added: a plain GGUF, whole, a language model, all its parts beside it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from models.errors import ModelError
from models.gguf_header import GgufHeader, Part, is_gguf, names_of_parts, part_of_name, read_header

_NOT_FILES = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)
_OTHER_KINDS = {
    "adapter": "an adapter (LoRA)",
    "mmproj": "an image or sound encoder",
    "imatrix": "a table for quantising",
}
_ENCODERS = ("clip", "mmproj")
_EMBEDDERS = (
    "bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "modern-bert", "jina-bert-v2", "jina-bert-v3", "eurobert",
    "gemma-embedding", "t5encoder",
)  # fmt: skip


def plain_gguf(what: str) -> Path:
    """The path of a GGUF file; symbolic links stay, because the parts of a model lie beside the link. Raises ModelError."""
    try:
        place = Path(os.path.abspath(Path(what).expanduser()))  # noqa: PTH100 - `resolve` would follow the link
        mode = place.stat().st_mode
        good = is_gguf(place)
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error).rstrip(".")
        raise ModelError(f"{what} can't be read ({why}); check the path.") from error
    if stat.S_ISDIR(mode):
        raise ModelError(f"{place} is a folder; name the .gguf file in it.")
    for is_kind, kind in _NOT_FILES:
        if is_kind(mode):
            raise ModelError(f"{place} is {kind} and no file; name a GGUF file on this disk.")
    if not good:
        raise ModelError(
            f"{place} is not a GGUF model (it does not begin with “GGUF”); download the GGUF version of it."
        )
    if not place.name.lower().endswith(".gguf"):
        raise ModelError(f"{place} is not a GGUF model: its name should end in .gguf.")
    return place


def checked_header(place: Path) -> GgufHeader:
    """The header of a model that can be used. Raises ModelError saying why it can't."""
    named = part_of_name(place.name)
    if named is not None:
        _check_parts(place, named)
    header = _whole(place)
    if header.part is not None and header.part != named:
        which = _check_parts(place, header.part)
        ending = f"-00001-of-{header.part.count:05}.gguf"
        raise ModelError(f"{which}: rename it so that it ends in {ending}, and the others likewise.")
    for another in parts_beside(place)[1:]:
        _whole(another)
    kind = header.metadata.get("general.type", "model")
    architecture = header.metadata.get("general.architecture", "")
    other = _OTHER_KINDS.get(kind) or ("an image or sound encoder" if architecture in _ENCODERS else "")
    if other:
        raise ModelError(f"{place.name} is {other}, no language model; add the model that it belongs to.")
    if architecture in _EMBEDDERS:
        raise ModelError(f"{place.name} makes vectors of texts and can't talk; add a language model.")
    if not header.tensors and named is None:
        raise ModelError(f"{place.name} holds a vocabulary only; download the model itself.")
    return header


def parts_beside(place: Path) -> tuple[Path, ...]:
    """The files of a model: this one, or all its parts."""
    return tuple(place.with_name(name) for name in names_of_parts(place.name))


def _check_parts(place: Path, part: Part) -> str:
    """Which part it is, in words. Raises ModelError unless it is the first, and the others lie beside it."""
    which = f"{place.name} is part {part.number} of {part.count} of a model"
    if part.number != 1:
        raise ModelError(f"{which}: add part 1, with the others beside it.")
    gone = [other.name for other in parts_beside(place) if not _is_gguf(other)]
    if gone:
        raise ModelError(f"{which}: {', '.join(gone[:3])} must lie beside it; download what is missing.")
    return which


def _whole(place: Path) -> GgufHeader:
    try:
        header = read_header(place)
        size = place.stat().st_size
    except OSError as error:
        raise ModelError(f"{place} can't be read ({error.strerror}); check the path.") from error
    if size < header.end:
        raise ModelError(
            f"{place} is not whole: {size / 1e6:.1f} of {header.end / 1e6:.1f} MB are there; download it again."
        )
    return header


def _is_gguf(place: Path) -> bool:
    try:
        return is_gguf(place)
    except OSError:
        return False
