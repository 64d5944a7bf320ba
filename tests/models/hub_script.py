"""Fetches one made-up entry through the hub, given folder and hash or -, and prints how it ended. Run with HF_ENDPOINT set."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from models.catalog import Hub, Url
from models.errors import ModelError
from models.fetching.stop import Stop
from tests.models.made import Told, entry, file, store

folder, known, then = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
revision = os.environ.get("REVISION")
made = file(Hub("who/what", "m.gguf", revision), *(Url(address) for address in then), name="m.gguf")
made = replace(made, bytes=made.bytes + 4, sha256=None if known == "-" else known)
models, told = store(folder, entry(made)), Told()
message = ""
try:
    models.fetch("m", told, Stop())
except ModelError as error:
    message = str(error)
sys.stdout.write(json.dumps({"message": message, "total": told.all[-1].total if told.all else 0}))
