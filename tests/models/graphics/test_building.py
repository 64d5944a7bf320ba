"""An engine is built beside the normal one, whole or not at all, and only once every tool for it is there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from models.errors import ModelError
from models.fetching.stop import Stop, Stopped
from models.graphics import building
from models.graphics.building import CMAKE, build_engine, missing_tools
from models.graphics.engine import Engine, find_engine, pinned_version
from models.graphics.seen import seen_cards
from tests.test_architecture import ROOT

PIP = """
import os, pathlib, sys, threading
target, wanted = pathlib.Path(sys.argv[sys.argv.index("--target") + 1]), sys.argv[-1]
for step in ("[1/4]", "[4/4]"):
    print(f"  {step} /usr/bin/c++ -o", flush=True)
if "HOW" == "fail":
    sys.exit("ERROR: Failed building wheel")
if "HOW" == "hang":
    threading.Event().wait()
package = target / "llama_cpp"
package.mkdir(parents=True)
(package / "__init__.py").write_text(f"arguments = {os.environ['CMAKE_ARGS']!r}")
(target / f"llama_cpp_python-{wanted.partition('==')[2]}.dist-info").mkdir()
"""


def headers(folder: Path, text: str = "#define VK_EXT_layer_settings 1") -> Path:
    (folder / "include/vulkan").mkdir(parents=True)
    (folder / "include/vulkan/vulkan_core.h").write_text(text)
    (folder / "include/spirv").mkdir()
    return folder


@pytest.fixture
def tools(tmp_path: Path) -> dict[str, str]:
    for name in ("g++", "glslc", "nvcc"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    return {"PATH": str(tmp_path / "bin")}


def pip(how: str = "") -> tuple[str, ...]:
    return (sys.executable, "-S", "-c", PIP.replace("HOW", how))


def build(
    models: Path, report: building.Report = lambda words, share: None, how: str = "", stop: Stop | None = None
) -> Engine:
    return build_engine(models, "vulkan", report, stop or Stop(), pip(how), lambda backend: ())


def test_it_is_built_whole_and_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CMAKE_ARGS", "-DMINE=on")
    told: list[tuple[str, float]] = []
    engine = build(tmp_path, lambda words, share: told.append((words, share)))
    assert told[1:] == [("Building the engine, 25 %", 0.25), ("Building the engine, 100 %", 1.0)]
    assert engine == find_engine(tmp_path) == Engine("vulkan", tmp_path / "engines/vulkan")
    assert engine.fits
    assert engine.version == pinned_version()
    arguments = (tmp_path / "engines/vulkan/llama_cpp/__init__.py").read_text()
    assert all(word in arguments for word in ("-DGGML_VULKAN=on", "-DGGML_NATIVE=on", "-DMINE=on"))
    assert [path.name for path in (tmp_path / "engines").iterdir()] == ["vulkan"]  # nothing is left of the build


def test_a_build_that_fails_or_is_called_off_leaves_the_old_engine(tmp_path: Path):
    build(tmp_path)
    with pytest.raises(ModelError, match="could not be built: Failed building wheel"):
        build(tmp_path, how="fail")
    stop = Stop()
    with pytest.raises(Stopped):
        build(tmp_path, lambda words, share: stop.set() if share == 1.0 else None, "hang", stop)
    assert find_engine(tmp_path) == Engine("vulkan", tmp_path / "engines/vulkan")
    assert [path.name for path in (tmp_path / "engines").iterdir()] == ["vulkan"]


def test_what_is_missing_is_said_with_how_to_get_it(tmp_path: Path, tools: dict[str, str]):
    assert missing_tools("vulkan", tools, (headers(tmp_path / "new"),)) == ()
    nothing = missing_tools("vulkan", {"PATH": ""}, ())
    assert [sentence.partition(";")[0] for sentence in nothing] == [
        "There is no C++ compiler",
        "There is no shader compiler, glslc",
        "Vulkan's headers are missing",
        "SPIR-V's headers are missing",
    ]
    (old,) = missing_tools("vulkan", tools, (headers(tmp_path / "old", "#define VK_HEADER_VERSION 239"),))
    assert "too old" in old
    assert "VULKAN_SDK" in old
    assert missing_tools("cuda", tools, ()) == ()
    assert "There is no hipcc" in missing_tools("hip", tools, ())[0]
    own = {**tools, "VULKAN_SDK": str(tmp_path / "new")}
    assert missing_tools("vulkan", own) == ()  # the user's own headers come before the system's


def test_nothing_is_built_without_the_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ModelError, match=r"can't be built yet\. There is no C"):
        build_engine(tmp_path, "vulkan", lambda words, share: None, Stop(), ("/nonexistent",))
    assert not (tmp_path / "engines").exists()


def test_the_engine_is_compiled_as_the_normal_one_is():
    commands = (ROOT / "scripts/llama_library.cmake").read_text(encoding="utf-8").splitlines()
    assert CMAKE.splitlines() == [line for line in commands if not line.startswith("#")]


def test_a_card_is_seen_without_loading_a_driver(tmp_path: Path):
    def render_node(number: int, vendor: str) -> None:
        (tmp_path / "dev/dri").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"dev/dri/renderD{number}").touch()
        folder = tmp_path / f"sys/class/drm/renderD{number}/device"
        folder.mkdir(parents=True)
        (folder / "vendor").write_text(vendor)

    assert not seen_cards("linux", tmp_path).any
    render_node(127, "0x1af4\n")
    assert not seen_cards("linux", tmp_path).any  # a virtual machine's
    render_node(128, "0x8086\n")
    assert seen_cards("linux", tmp_path).words == "a graphics card by Intel"
    render_node(129, "0x10de\n")
    assert seen_cards("linux", tmp_path).words == "a graphics card by Intel and NVIDIA"
    (tmp_path / "dev/dri/renderD130").touch()
    assert seen_cards("linux", tmp_path).vendors == ("Intel", "NVIDIA", "unknown")
    assert seen_cards("darwin", tmp_path).any
