"""Stands in for pip: `fake_pip.py SHELF download … -d DIR NAME==VERSION` copies DIR out of a shelf of wheels.

Files in the shelf steer it: `NAME.hang` waits for ever, `NAME.fail` fails, `calls` lists what was asked for.
"""

import shutil
import sys
import threading
from pathlib import Path

shelf, into, wanted = Path(sys.argv[1]), Path(sys.argv[-2]), sys.argv[-1]
name = wanted.partition("==")[0]
with (shelf / "calls").open("a") as calls:
    calls.write(wanted + "\n")
print("WARNING: Location 'file:///nowhere' is ignored", file=sys.stderr)  # noqa: T201
if (shelf / f"{name}.fail").exists():
    print(f"ERROR: No matching distribution found for {wanted}", file=sys.stderr)  # noqa: T201
    sys.exit(1)
wheel = shelf / f"{name}.whl"
print(f"Progress {wheel.stat().st_size // 2} of {wheel.stat().st_size}", flush=True)  # noqa: T201
if (shelf / f"{name}.hang").exists():
    (shelf / "hanging").mkdir()
    threading.Event().wait()
shutil.copy(wheel, into / f"{name}-1.0-py3-none-any.whl")
