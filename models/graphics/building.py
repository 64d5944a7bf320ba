"""Builds the engine for a graphics card with pip, from the source of the very version of llama-cpp-python that runs here.

Nothing is started before all tools for it have been found; what is missing is said in one sentence each.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from models.errors import ModelError
from models.fetching import disk_space, programs
from models.fetching.job import SourceError
from models.fetching.stop import Stop
from models.graphics.engine import PACKAGE, Backend, Engine, engine_folder, engines_folder, new_engine, pinned_version

FLAGS: Mapping[Backend, str] = {"vulkan": "-DGGML_VULKAN=on", "cuda": "-DGGML_CUDA=on", "hip": "-DGGML_HIP=on"}
FLAGS_OF_ALL = ("-DGGML_NATIVE=on", "-DLLAVA_BUILD=OFF")
"""For this very processor, also where SOURCE_DATE_EPOCH is set, which turns that off; without what reads pictures."""
MINUTES = 8
"""Measured for Vulkan with two cores."""
NEEDED_BYTES = 2_000_000_000
"""Room for the build's own files, most of which are deleted after it."""
CMAKE = """\
if(PROJECT_NAME STREQUAL "llama.cpp")
  set(LLAMA_BUILD_COMMON OFF)
endif()
include(CheckCXXCompilerFlag)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  foreach(flag -mno-amx-tile -mno-amx-int8 -mno-amx-bf16)
    string(MAKE_C_IDENTIFIER "HAS${flag}" has)
    check_cxx_compiler_flag(${flag} ${has})
    if(${has})
      add_compile_options(${flag})
    endif()
  endforeach()
endif()
"""
"""Read by CMake after every project(): as in `scripts/llama_library.cmake`, which tells why."""
_STEP = re.compile(r"\[(\d+)/(\d+)\]")
_HEADER = Path("vulkan/vulkan_core.h")
_NEW_ENOUGH = "VK_EXT_layer_settings"
"""What llama.cpp uses and headers of 2022 lack."""
_DEBIAN = "on Debian and Ubuntu, `sudo apt-get install {}` brings it"
_LOADERS = "usr/lib/*/libvulkan.so.1", "usr/lib64/libvulkan.so.1", "usr/lib/libvulkan.so.1"
"""Linked against by its full name, so that the loader's development package need not be installed."""

Report = Callable[[str, float | None], None]
"""Called with words and the share done, 0…1; None where that is not known."""


def missing_tools(
    backend: Backend, environ: Mapping[str, str] = os.environ, folders: tuple[Path, ...] | None = None
) -> tuple[str, ...]:
    """One sentence for each tool that the build needs and that is not here; `folders`: where headers are looked for."""
    return tuple(_missing(backend, environ, _prefixes(environ) if folders is None else folders))


def build_engine(
    models: Path,
    backend: Backend,
    report: Report,
    stop: Stop,
    pip: tuple[str, ...] = (),
    lacks: Callable[[Backend], tuple[str, ...]] = missing_tools,
) -> Engine:
    """Build it into its folder; an engine that was there stays until the new one is whole.

    Raises ModelError saying what is missing or went wrong, and Stopped. `pip`: the command; this Python's own if empty.
    `lacks`: finds what is missing.
    """
    if lacking := lacks(backend):
        raise ModelError("The engine for the card can't be built yet. " + " ".join(lacking))
    disk_space.check(NEEDED_BYTES, engines_folder(models), lambda path: shutil.disk_usage(path).free)
    with new_engine(models, backend) as draft:
        (draft / "temporary").mkdir()
        try:
            _build(backend, draft, report, stop, pip or _own_pip())
        except SourceError as error:
            raise ModelError(f"The engine for the card could not be built: {error}") from error
    return Engine(backend, engine_folder(models, backend))


def remove_engines(models: Path) -> None:
    """Delete every engine for a card."""
    for backend in FLAGS:
        shutil.rmtree(engine_folder(models, backend), ignore_errors=True)


def _build(backend: Backend, draft: Path, report: Report, stop: Stop, pip: tuple[str, ...]) -> None:
    settings = draft / "engine.cmake"
    settings.write_text(CMAKE, encoding="utf-8")
    command = [*_quietly(), *pip, "install", "-v", "--no-deps", "--no-input", "--no-cache-dir"]
    command += ["--no-binary", PACKAGE, "--target", str(draft / "engine"), f"{PACKAGE}=={pinned_version()}"]
    arguments = [FLAGS[backend], *FLAGS_OF_ALL, f"-DCMAKE_PROJECT_INCLUDE={settings.as_posix()}"]
    if backend == "vulkan" and (loader := _loader()):
        arguments.append(f"-DVulkan_LIBRARY={loader}")
    extra = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(draft / "temporary"))
    extra |= {
        "CMAKE_ARGS": f"{shlex.join(arguments)} {os.environ.get('CMAKE_ARGS', '')}".strip(),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    report("Fetching the engine's source", None)

    def line(text: str) -> None:
        if found := _STEP.match(text):
            done, of = int(found[1]), int(found[2])
            report(f"Building the engine, {100 * done // of} %", done / of)

    programs.run(command, extra, stop, line)
    if not (draft / "engine/llama_cpp").is_dir():
        raise SourceError("pip brought no llama_cpp")
    for twice in ("lib", "include", "bin"):  # what programs in C would link against
        shutil.rmtree(draft / "engine" / twice, ignore_errors=True)


def _quietly() -> list[str]:
    """What lets the build take only the time that nobody else wants."""
    nice = shutil.which("nice")
    return [nice, "-n", "19"] if nice else []


def _own_pip() -> tuple[str, ...]:
    if importlib.util.find_spec("pip") is None:
        raise ModelError("The engine for the card can't be built: pip is not installed in this Python.")
    return (sys.executable, "-m", "pip")


def _missing(backend: Backend, environ: Mapping[str, str], folders: tuple[Path, ...]) -> Iterator[str]:
    path = environ.get("PATH", "")
    compilers = [environ["CXX"].split()[0]] if environ.get("CXX") else ["c++", "g++", "clang++", "cl"]
    if not any(shutil.which(name, path=path) for name in compilers):
        yield f"There is no C++ compiler; {_DEBIAN.format('g++')}."
    if backend != "vulkan":
        tool = {"cuda": "nvcc", "hip": "hipcc"}.get(backend, "")
        if not shutil.which(tool, path=path):
            toolkit = "NVIDIA's CUDA toolkit" if backend == "cuda" else "AMD's ROCm"
            yield f"There is no {tool}; it comes with {toolkit}."
        return
    if not (shutil.which("glslc", path=path) or any((folder / "bin/glslc").exists() for folder in folders)):
        yield f"There is no shader compiler, glslc; {_DEBIAN.format('glslc')}."
    yield from _missing_headers(folders)


def _missing_headers(folders: tuple[Path, ...]) -> Iterator[str]:
    headers = next((f / "include" / _HEADER for f in folders if (f / "include" / _HEADER).exists()), None)
    if headers is None:
        yield f"Vulkan's headers are missing; {_DEBIAN.format('libvulkan-dev')}."
    elif _NEW_ENOUGH not in headers.read_text(encoding="utf-8", errors="replace"):
        yield (
            f"Vulkan's headers in {headers.parent} are too old, as those of Debian 12 are; install LunarG's Vulkan SDK, or unpack "
            "Debian 13's libvulkan-dev, and name its folder (the one with `include` in it) in VULKAN_SDK."
        )
    if not any((folder / "include/spirv").exists() for folder in folders):
        yield f"SPIR-V's headers are missing; {_DEBIAN.format('spirv-headers')}."


def _loader() -> str:
    """The Vulkan loader's library on Linux; empty to let CMake find one."""
    return next((str(path) for pattern in _LOADERS for path in sorted(Path("/").glob(pattern))), "")


def _prefixes(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Folders that may hold `include` and `bin`, the user's own before the system's."""
    own = [Path(environ["VULKAN_SDK"])] if environ.get("VULKAN_SDK") else []
    return (*own, Path("/usr/local"), Path("/usr"), Path("/opt/homebrew"))
