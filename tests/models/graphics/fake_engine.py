"""Makes an engine folder whose build of llama.cpp is the normal one, but reports a card, and may fail as cards do."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from models.graphics.decision import TriedCard, keep_tried, keep_wanted
from models.graphics.engine import pinned_version
from models.graphics.outcome import Outcome

PACKAGE = """
import os, threading
from pathlib import Path
HOW = (Path(__file__).parent / "how").read_text()
if HOW == "no libvulkan":
    raise RuntimeError("Failed to load shared library: libvulkan.so.1: cannot open shared object file")
REAL = Path(REAL_FOLDER)
__path__.append(str(REAL))
exec(compile((REAL / "__init__.py").read_text(), str(REAL / "__init__.py"), "exec"), globals())
from . import llama_cpp as _names
from ._internals import LlamaContext
_log_set, _decode, _load, _told = llama_log_set, LlamaContext.decode, _names.llama_model_load_from_file, []

def llama_log_set(callback, data):
    _log_set(callback, data)
    _told.append(callback)

def load(path, params):
    layers = 0 if HOW == "unused" else min(5, params.n_gpu_layers)
    _told[-1](2, b"using device CUDA0 (Test Card 9000) (0000:01:00.0) - 7000 MiB free", None)
    _told[-1](2, b"load_tensors: offloaded %d/5 layers to GPU" % layers, None)
    return _load(path, params)

_names.llama_model_load_from_file = load

def decode(self, batch):
    if HOW == "die":
        os.abort()
    if HOW == "lost":
        raise RuntimeError("vk::Queue::submit: ErrorDeviceLost")
    if HOW == "hang":
        threading.Event().wait()
    return _decode(self, batch)

LlamaContext.decode = decode
"""
LIBRARY = """
from pathlib import Path
HOW = (Path(__file__).parent / "how").read_text()
__file__ = str(Path(REAL_FOLDER) / "_ggml.py")
exec(compile(Path(__file__).read_text(), __file__, "exec"), globals())

class Function:
    def __init__(self, does):
        self.does = does
    def __call__(self, *given):
        return self.does(*given)

class Library:
    def __init__(self, real):
        self.real = real
        self.ggml_backend_dev_count = Function(lambda: 0 if HOW == "gone" else 1)
        self.ggml_backend_dev_get = Function(lambda number: 1)
        self.ggml_backend_dev_get_props = Function(self.describe)
    def __getattr__(self, name):
        return getattr(self.real, name)
    def describe(self, device, props):
        known = props._obj
        known.name, known.description, known.id, known.kind = b"CUDA0", b"Test Card 9000", b"0000:01:00.0", 1
        known.free = 10**9 if HOW == "occupied" else 8 * 10**9
        known.total = 8 * 10**9

libggml = Library(libggml)
"""
LAYERS = 5
"""Of the small minds of the tests, the output among them."""


def make_engine(models: Path, how: str = "") -> Path:
    """`how`: no libvulkan, gone, occupied, unused, die, lost, hang; empty: all is well."""
    spec = importlib.util.find_spec("llama_cpp")
    assert spec is not None
    assert spec.origin is not None
    real = Path(spec.origin).parent
    folder = models / "engines/hip"
    package = folder / "llama_cpp"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text(PACKAGE.replace("REAL_FOLDER", repr(str(real))))
    (package / "_ggml.py").write_text(LIBRARY.replace("REAL_FOLDER", repr(str(real))))
    (package / "how").write_text(how)
    (folder / f"llama_cpp_python-{pinned_version()}.dist-info").mkdir(exist_ok=True)
    return folder


def keep_card(models: Path, mind: str, driver: str) -> None:
    """Keep that the fake engine's card was tried with this mind, was faster and is wanted."""
    keep_wanted(models, True)
    tried = TriedCard(mind, "0000:01:00.0", driver, Outcome.FINE, "Test Card 9000", "fast", LAYERS, LAYERS, 20.0, 60.0)
    keep_tried(models, tried)
