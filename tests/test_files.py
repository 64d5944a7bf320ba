"""Files are their owner's alone whatever the umask, replaced only by whole ones, and read as editors save them."""

from __future__ import annotations

import codecs
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.environment import find_environment
from companion.files import exported_file, make_folder, narrow, read_text, whole_file, write_whole

pytestmark = pytest.mark.skipif(os.name != "posix", reason="about permissions of files on POSIX")

OPEN = {**os.environ, "COMPANION_PASSPHRASE": "only for the tests"}
LIVE = """
import os, sys
os.umask(0)
from pathlib import Path
from companion.__main__ import main
home = Path(sys.argv[1])
words = ["--home", str(home)]
assert main([*words, "memory", "add", "I have a dog."]) == 0
assert main([*words, "history", "import", str(home.parent / "talk.json")]) == 0
from companion.environment import find_environment
from companion.memory import open_environment_memory
from companion.settings import Settings, write_settings
write_settings(home / "settings.toml", Settings(her_name="Eva"))
memory = open_environment_memory(find_environment(str(home), {}), os.environ)
memory.edit(memory.messages(1)[0].id, "hi")
for path in home.rglob("*"):
    print("mode", path.relative_to(home), oct(path.stat().st_mode & 0o777))
memory.close()
for out in ("backup", "history export", "history export --format json", "memory export"):
    file = str(home.parent / (out.replace(" ", "") + ".out"))
    assert main([*words, *out.split(), "--out", file]) == 0
assert main([*words, "backup"]) == 0
assert main([*words, "restore", str(next((home / "backups").glob("*.db"))), "--yes"]) == 0
"""
TALK = """{"companion": "conversations", "version": 1, "conversations": [{"uid": "1111111111111111", "started": "2026-01-01",
"messages": [{"uid": "2222222222222222", "speaker": "you", "text": "Hello.", "at": "2026-01-01", "via": "typed",
"interrupted": false}]}]}"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask_of_none() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_everything_the_program_writes_is_its_owners_alone(tmp_path: Path):
    (tmp_path / "talk.json").write_text(TALK)
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-c", LIVE, str(home)], env=OPEN, cwd=Path(__file__).parents[1], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    while_open = dict(line.split()[1:] for line in done.stdout.splitlines() if line.startswith("mode "))
    assert {"memory.db-wal", "memory.db-shm"} <= while_open.keys()
    assert [name for name, how in while_open.items() if how not in ("0o600", "0o700")] == []
    written = [path for path in tmp_path.rglob("*") if path.name != "talk.json"]
    assert {"settings.toml", "memory.key.toml", "companion.log", "backup.out", "backup.out.key.toml"} <= {
        path.name for path in written
    }
    assert {path: mode(path) for path in written} == {path: 0o700 if path.is_dir() else 0o600 for path in written}


def test_what_an_older_version_left_readable_is_narrowed(tmp_path: Path):
    home = tmp_path / "home"
    for name in ("memory.db", "memory.db-wal", "settings.toml", "logs/companion.log.1", "backups/old.db"):
        path = home / name
        path.parent.mkdir(0o755, parents=True, exist_ok=True)
        path.write_text("")
        path.chmod(0o666)
    home.chmod(0o777)
    (home / "models").mkdir(0o755)
    find_environment(str(home), {})
    found = {path.relative_to(home).as_posix(): mode(path) for path in (home, *home.rglob("*"))}
    assert found.pop("models") == 0o755, "models are the same for everybody"
    assert set(found.values()) == {0o600, 0o700}


def test_a_folder_that_others_share_on_purpose_stays_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for number, how in enumerate((0o1777, 0o2775)):
        shared = tmp_path / str(number)
        shared.mkdir()
        shared.chmod(how)
        find_environment(str(shared), {})
        assert mode(shared) == how
    mine = tmp_path / "users" / "me"
    mine.mkdir(0o755, parents=True)
    monkeypatch.setenv("HOME", str(mine))
    for home in (mine, mine.parent):
        home.chmod(0o755)
        find_environment(str(home), {})
        assert mode(home) == 0o755


@pytest.mark.usefixtures("umask_of_none")
def test_new_folders_are_private_and_old_ones_stay_as_they_are(tmp_path: Path):
    tmp_path.chmod(0o755)
    make_folder(tmp_path / "one" / "two")
    assert [mode(tmp_path), mode(tmp_path / "one"), mode(tmp_path / "one" / "two")] == [0o755, 0o700, 0o700]
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="exists"):
        make_folder(tmp_path / "file")


@pytest.mark.usefixtures("umask_of_none")
def test_a_whole_file_takes_the_place_of_the_old_one(tmp_path: Path):
    path = tmp_path / "letter.md"
    path.write_text("old")
    link = tmp_path / "link.md"
    link.symlink_to(path)
    write_whole(link, "new")
    assert (path.read_text(), link.is_symlink(), mode(path)) == ("new", True, 0o600)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["letter.md", "link.md"]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path):
    path = tmp_path / ("ä" * 120 + ".md")
    path.write_text("old")

    def fail() -> None:
        with whole_file(path) as draft:
            draft.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_or_a_pipe_is_written_to_and_never_replaced(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_whole(pipe, "through")
    reader.join(10)
    assert (read, pipe.is_fifo()) == (["through"], True)
    with pytest.raises(OSError, match="No space"):
        write_whole(Path("/dev/full"), "much")
    assert Path("/dev/full").is_char_device()


def test_what_belongs_to_a_device_or_is_gone_is_not_narrowed(tmp_path: Path):
    before = mode(Path("/dev/null"))
    narrow(Path("/dev/null"))
    narrow(tmp_path / "gone")
    assert mode(Path("/dev/null")) == before


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é“".encode(), "é“"),
        (codecs.BOM_UTF8 + "é“".encode(), "é“"),
        ("é“".encode("utf-16"), "é“"),
        (codecs.BOM_UTF16_BE + "é“".encode("utf-16-be"), "é“"),
        (b"", ""),
    ],
)
def test_text_is_read_as_editors_save_it(tmp_path: Path, data: bytes, text: str):
    path = tmp_path / "text"
    path.write_bytes(data)
    assert read_text(path) == text


@pytest.mark.parametrize(
    "name",
    ["memory.db", "memory.db-wal", "memory.key.toml", "settings.toml", "character.toml", "backups/day.db", "link.md"],
)
def test_nothing_exported_takes_the_place_of_what_the_program_keeps(tmp_path: Path, name: str):
    (tmp_path / "backups").mkdir()
    for own in ("memory.db", "memory.key.toml", "backups/day.db"):
        (tmp_path / own).write_text("kept")
    (tmp_path / "link.md").symlink_to(tmp_path / "memory.db")
    with pytest.raises(PermissionError, match="her own data"), exported_file(tmp_path / name) as draft:
        draft.write_text("exported")
    assert (tmp_path / "memory.db").read_text() == (tmp_path / "backups" / "day.db").read_text() == "kept"
    assert not list(tmp_path.rglob(".companion-*"))


def test_beside_her_data_and_elsewhere_anything_may_be_exported(tmp_path: Path):
    (tmp_path / "memory.db").write_text("kept")
    (tmp_path / "elsewhere").mkdir()
    for name in ("talk.md", "elsewhere/settings.toml", "elsewhere/memory.db"):
        with exported_file(tmp_path / name) as draft:
            draft.write_text("exported")
        assert (tmp_path / name).read_text() == "exported"
