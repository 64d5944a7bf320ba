"""Tests that a model file of the user's own is checked when it is added, and that nothing else is opened."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from companion.__main__ import main
from models.added import entry_for
from models.errors import ModelError
from models.gguf_header import names_of_parts, read_header
from models.model_folder import ModelFolder
from models.store import ModelStore
from tests.models.gguf_made import CHATML, gguf, made


def refusal(what: Path | str) -> str:
    with pytest.raises(ModelError) as failure:
        entry_for(str(what))
    return str(failure.value)


def parts(folder: Path, count: int = 3) -> list[Path]:
    return [
        made(folder / f"big-{number:05}-of-{count:05}.gguf", split__no=number - 1, split__count=count)
        for number in range(1, count + 1)
    ]


def test_a_whole_model_is_added(tmp_path: Path) -> None:
    entry = entry_for(str(made(tmp_path / "Mine.gguf", tokenizer__chat_template=CHATML)))
    assert (entry.id, entry.prompt_form, entry.place) == ("mine", "chat", tmp_path / "Mine.gguf")
    assert entry_for(str(made(tmp_path / "base.gguf"))).prompt_form == "transcript"


def test_a_long_vocabulary_and_lists_are_passed_over(tmp_path: Path) -> None:
    tokens = [f"token {number}" for number in range(1000)]
    header = read_header(made(tmp_path / "m.gguf", tokenizer__ggml__tokens=tokens, tokenizer__chat_template="x"))
    assert header.template == "x"
    assert header.end == (tmp_path / "m.gguf").stat().st_size


# -- split models ------------------------------------------------------------------------------------------------------


def test_the_first_part_stands_for_all(tmp_path: Path) -> None:
    files = parts(tmp_path)
    entry = entry_for(str(files[0]))
    assert entry.id == "big"
    assert [file.name for file in entry.files] == [file.name for file in files]
    assert entry.bytes == sum(file.stat().st_size for file in files)
    folder = ModelFolder(tmp_path / "models")
    assert folder.state_of(entry) == "installed"
    files[2].unlink()
    assert [file.name for file in folder.missing(entry)] == [files[2].name]


def test_another_part_is_no_model(tmp_path: Path) -> None:
    files = parts(tmp_path)
    assert (
        refusal(files[1]) == "big-00002-of-00003.gguf is part 2 of 3 of a model: add part 1, with the others beside it."
    )
    renamed = files[1].rename(tmp_path / "renamed.gguf")
    assert refusal(renamed) == "renamed.gguf is part 2 of 3 of a model: add part 1, with the others beside it."
    assert "is part 3 of 3" in refusal(made(tmp_path / "x-00003-of-00003.gguf"))
    assert "is part 2 of 3" in refusal(made(tmp_path / "y-00002-of-00003.gguf", b"GGUF and more"))


def test_the_first_part_alone_is_not_enough(tmp_path: Path) -> None:
    files = parts(tmp_path)
    files[2].unlink()
    assert "part 1 of 3 of a model: big-00003-of-00003.gguf must lie beside it" in refusal(files[0])
    made(files[2], gguf()[:-40])
    assert "big-00003-of-00003.gguf is not whole" in refusal(files[0])


def test_a_first_part_must_be_named_as_one(tmp_path: Path) -> None:
    renamed = parts(tmp_path)[0].rename(tmp_path / "renamed.gguf")
    assert "rename it so that it ends in -00001-of-00003.gguf" in refusal(renamed)


def test_all_parts_are_fetched_from_elsewhere() -> None:
    entry = entry_for("hf:owner/repo/Q4/big-00001-of-00002.gguf")
    assert [str(file.sources[0]) for file in entry.files] == [
        "hf:owner/repo/Q4/big-00001-of-00002.gguf",
        "hf:owner/repo/Q4/big-00002-of-00002.gguf",
    ]
    entry = entry_for("https://host.example/big-00001-of-00002.gguf?download=true")
    assert str(entry.files[1].sources[0]) == "https://host.example/big-00002-of-00002.gguf?download=true"
    assert "is part 2 of 2 of a model: add part 1" in refusal("hf:owner/repo/big-00002-of-00002.gguf")
    assert "is part 2 of 2 of a model: add part 1" in refusal("https://host.example/big-00002-of-00002.gguf")


def test_names_of_parts() -> None:
    assert names_of_parts("a.gguf") == ("a.gguf",)
    assert names_of_parts("a-00002-of-00002.gguf") == ("a-00001-of-00002.gguf", "a-00002-of-00002.gguf")


# -- what is no model --------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.timeout(20)
def test_pipes_devices_sockets_and_folders_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    assert "is a named pipe and no file" in refusal(tmp_path / "pipe.gguf")
    (tmp_path / "link.gguf").symlink_to(tmp_path / "pipe.gguf")
    assert "is a named pipe and no file" in refusal(tmp_path / "link.gguf")
    assert "is a device and no file" in refusal("/dev/zero")
    with socket.socket(socket.AF_UNIX) as place:
        place.bind(str(tmp_path / "s.gguf"))
        assert "is a socket and no file" in refusal(tmp_path / "s.gguf")
    (tmp_path / "folder.gguf").mkdir()
    assert "is a folder; name the .gguf file in it" in refusal(tmp_path / "folder.gguf")
    assert "is a folder" in refusal("")


@pytest.mark.timeout(20)
def test_a_file_that_became_a_pipe_is_not_opened_either(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models")
    place = made(tmp_path / "mine.gguf")
    entry = store.add(str(place))
    place.unlink()
    os.mkfifo(place)
    assert store.state_of(entry.id) == "missing"
    assert [finding.state for finding in store.verify(entry.id)] == ["damaged"]


def test_paths_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    (tmp_path / "loop.gguf").symlink_to(tmp_path / "loop.gguf")
    for what in (tmp_path / "loop.gguf", tmp_path / "none.gguf", "~nosuchuser/x.gguf", "x\0.gguf", "x" * 300 + ".gguf"):
        assert refusal(what).endswith("; check the path.")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "does not begin with “GGUF”"),
        (b"PK\3\4", "does not begin with “GGUF”"),
        (b"GGUF", "is damaged or not whole"),
        (b"GGUF" + b"\0" * 20, "of a version that this program can't read"),
        (gguf(version=1), "of a version that this program can't read"),
        (b"GGUF\0\0\0\3" + b"\0" * 40, "of a version that this program can't read"),
        (b"GGUF" + b"\xff" * 4000, "of a version that this program can't read"),
        (b"GGUF\3\0\0\0" + b"\xff" * 4000, "is damaged or not whole"),
        (gguf()[:60], "is damaged or not whole"),
        (gguf()[:-1], "is not whole: 0.0 of 0.0 MB are there; download it again"),
        (gguf(tensors=0), "holds a vocabulary only"),
        (gguf(general__type="adapter"), "is an adapter (LoRA), no language model"),
        (gguf(general__architecture="clip"), "is an image or sound encoder, no language model"),
        (gguf(general__type="mmproj"), "is an image or sound encoder, no language model"),
        (gguf(general__architecture="bert"), "makes vectors of texts and can't talk"),
    ],
)
def test_what_can_be_no_mind_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    assert told in refusal(made(tmp_path / "m.gguf", content))


def test_a_huge_hole_is_read_in_no_time(tmp_path: Path) -> None:
    place = made(tmp_path / "m.gguf")
    with place.open("r+b") as file:
        file.truncate(1 << 40)
    assert entry_for(str(place)).bytes == 1 << 40


def test_every_beginning_of_a_file_is_told_and_none_crashes(tmp_path: Path) -> None:
    whole = gguf(tokenizer__ggml__tokens=["a", "b"], tokenizer__chat_template=CHATML)
    for length in range(4, len(whole)):
        assert "whole" in refusal(made(tmp_path / "m.gguf", whole[:length]))


def test_links_to_the_store_of_another_program_keep_their_names(tmp_path: Path) -> None:
    (tmp_path / "link.gguf").symlink_to(made(tmp_path / "0123abcd"))
    assert entry_for(str(tmp_path / "link.gguf")).place == tmp_path / "link.gguf"
    assert "its name should end in .gguf" in refusal(tmp_path / "0123abcd")


def test_a_context_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    for context in (-1, 0, 100):
        with pytest.raises(ModelError, match="holds no conversation"):
            entry_for(str(made(tmp_path / "m.gguf")), context=context)


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))


@pytest.mark.usefixtures("own_models")
def test_the_command_tells_that_a_template_can_not_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = made(tmp_path / "m.gguf", tokenizer__chat_template="{% for m in messages %}<|im_start|>{{ m.content }")
    assert main(["models", "add", str(place), "--home", str(tmp_path / "home")]) == 0
    told = capsys.readouterr().err
    assert "m.gguf: Its own chat template can't be used (Jinja can't read it)" in told
    assert "the common one of its family (ChatML) is used instead" in told
    assert "Added as m." in told


@pytest.mark.usefixtures("own_models")
def test_the_command_tells_why_a_file_is_not_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    assert main(["models", "add", str(tmp_path / "pipe.gguf"), "--home", str(tmp_path / "home")]) == 1
    assert "is a named pipe and no file" in capsys.readouterr().err
