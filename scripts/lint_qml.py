"""Lints the window's QML with pyside6-qmllint, every warning an error.

The linter must know the types that Python registers. They are read from the running program and described in
`build/qml/Companion`, as Qt's own modules describe theirs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "qml"
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty, QObject  # noqa: E402

from ui.shell.qml_types import ITEMS, MODULE, SINGLETONS  # noqa: E402

BASES = ("QQuickPaintedItem", "QAbstractListModel", "QObject")
"""Classes of Qt's that ours inherit from and that Qt's own modules describe, the nearest first."""


def main() -> int:
    """Describe the types, then lint; the linter's exit code."""
    describe(FOLDER / MODULE)
    linter = Path(sys.executable).with_name("pyside6-qmllint")
    levels = ["--ignore-settings", "--unused-imports", "warning", "--max-warnings", "0"]
    files = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("ui/**/*.qml"))
    return subprocess.run([str(linter), *levels, "-I", str(FOLDER), *files], cwd=ROOT, check=False).returncode


def describe(folder: Path) -> None:
    """Write the module's `qmldir`, and its types beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "qmldir").write_text(f"module {MODULE}\ntypeinfo types.qmltypes\ndepends QtQuick\n", encoding="utf-8")
    names: dict[type[QObject], list[str]] = {}
    for name, kind in (ITEMS | SINGLETONS).items():
        names.setdefault(kind, []).append(name)
    components = [component(kind, known_as) for kind, known_as in names.items()]
    text = "\n".join(["import QtQuick.tooling 1.2", "Module {", *components, "}", ""])
    (folder / "types.qmltypes").write_text(text, encoding="utf-8")


def component(kind: type[QObject], names: list[str]) -> str:
    """Describe one class under its names in QML."""
    meta: QMetaObject = kind.staticMetaObject  # type: ignore[attr-defined]
    base = next(base.__name__ for base in kind.__mro__ if base.__name__ in BASES)
    exports = ", ".join(f'"{MODULE}/{name} 1.0"' for name in names)
    revisions = ", ".join(["256"] * len(names))  # 1.0
    lines = [f'name: "{kind.__name__}"', f'prototype: "{base}"', f"exports: [{exports}]"]
    lines.append(f"exportMetaObjectRevisions: [{revisions}]")
    if names[0] in SINGLETONS:
        lines += ["isCreatable: false", "isSingleton: true"]
    lines += [described_property(meta.property(n), n) for n in range(meta.propertyOffset(), meta.propertyCount())]
    lines += [described_method(meta.method(n)) for n in range(meta.methodOffset(), meta.methodCount())]
    return "\n".join(["  Component {", *(f"    {line}" for line in lines), "  }"])


def described_property(each: QMetaProperty, number: int) -> str:
    """Describe a property with its type, and how QML learns that it changed."""
    kind = text_of(each.typeName())
    parts = [f'name: "{text_of(each.name())}"', f'type: "{kind.removesuffix("*")}"', f"index: {number}"]
    parts += ["isPointer: true"] if kind.endswith("*") else []
    parts += [] if each.isWritable() else ["isReadonly: true"]
    parts += ["isPropertyConstant: true"] if each.isConstant() else [f'notify: "{text_of(each.notifySignal().name())}"']
    return f"Property {{ {'; '.join(parts)} }}"


def described_method(each: QMetaMethod) -> str:
    """Describe a signal or a slot with its parameters."""
    word = "Signal" if each.methodType() == QMetaMethod.MethodType.Signal else "Method"
    answer = text_of(each.typeName())
    returned = "" if answer in ("", "void") else f' type: "{answer}";'
    parameters = "".join(
        f' Parameter {{ name: "value{n}"; type: "{text_of(kind.data())}" }}'
        for n, kind in enumerate(each.parameterTypes())
    )
    return f'{word} {{ name: "{text_of(each.name())}";{returned}{parameters} }}'


def text_of(data: Any) -> str:
    """Qt gives names as text or as bytes."""
    return data if isinstance(data, str) else bytes(data).decode()


if __name__ == "__main__":
    sys.exit(main())
