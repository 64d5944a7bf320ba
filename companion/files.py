"""Makes files and folders that only their owner may open, replaces a file only by a whole one, reads text as editors save it.

Whatever the umask: files are 0600, folders 0700, and what was there already with wider permissions is narrowed. Systems that
have no such permissions (Windows, FAT) keep their own.
"""

from __future__ import annotations

import codecs
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

_FILE, _FOLDER = 0o600, 0o700
_OTHERS = 0o077
_PERSONAL = (
    "memory.db*",
    "memory.key.toml*",
    "settings.*",
    "character.toml",
    "lock.request",
    "logs",
    "logs/*",
    "backups",
    "backups/*",
)
"""What may lie in the data folder, except models: these are the same for everybody."""
_HOME = ("memory.db", "memory.key.toml")
"""What tells that a folder is a data folder."""
_NOT_OURS_TO_NARROW = {errno.EPERM, errno.EACCES, errno.EROFS, errno.ENOTSUP, errno.ENOENT}
"""Another owner, a disk that is read-only or has no permissions, a file that is gone by now."""


def private_opener(path: str, flags: int) -> int:
    """For `open(…, opener=private_opener)`: the file, new or not, is its owner's alone."""
    handle = os.open(path, flags, _FILE)
    narrow(Path(path))
    return handle


def narrow(path: Path) -> None:
    """Take away what others may do with a file or folder of ours; nothing where there is none or it is a device."""
    try:
        found = path.stat()
        ours = os.name == "posix" and found.st_uid == os.geteuid()
        if ours and found.st_mode & _OTHERS and (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
    except OSError as error:
        if error.errno not in _NOT_OURS_TO_NARROW:
            raise


def make_file(path: Path) -> None:
    """Make an empty file unless there is one; its owner's alone. Raises OSError."""
    if path.exists():
        narrow(path)
    else:
        os.close(private_opener(str(path), os.O_WRONLY | os.O_CREAT))


def make_folder(path: Path) -> None:
    """Make a folder and those it lies in, each its owner's alone; what is there stays as it is. Raises OSError."""
    if not path.is_dir():
        make_folder(path.parent)
        try:
            path.mkdir(_FOLDER)
        except FileExistsError:
            if not path.is_dir():
                raise


def narrow_home(home: Path) -> None:
    """Narrow the data folder, and everything personal in it that an older version, or a copy by hand, left readable."""
    if not _shared_on_purpose(home):
        narrow(home)
    for pattern in _PERSONAL:
        for path in home.glob(pattern):
            narrow(path)


def _shared_on_purpose(home: Path) -> bool:
    """Whether it is no folder of its own: `/tmp`, a folder of a group, or one the user's own home lies in."""
    if home.stat().st_mode & (stat.S_ISVTX | stat.S_ISGID):
        return True
    return Path(os.path.expanduser("~")).is_relative_to(home.resolve())  # noqa: PTH111 - Path's raises without a home


def copy_private(source: Path, target: Path) -> None:
    """Copy a file's content and times. Raises OSError."""
    make_file(target)
    shutil.copyfile(source, target)
    shutil.copystat(source, target)
    narrow(target)


@contextmanager
def whole_file(path: Path, wait: bool = True) -> Iterator[Path]:
    """Give an empty file beside `path` to write to. It takes the place of `path` when the block ends, is gone if it raises.

    What is no regular file (a terminal, a pipe) is given itself, for it can't be replaced. Raises OSError.
    With `wait`, what is written is on the disk before it takes its place.
    """
    path = path.resolve()  # a link stays a link
    if path.exists() and not path.is_file():
        yield path
        return
    handle, name = tempfile.mkstemp(prefix=".companion-", suffix=".new", dir=path.parent)  # its owner's alone
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        if wait:
            _sync(draft)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def refuse_own(path: Path) -> None:
    """Raise PermissionError for a file that the program keeps in a data folder: nothing exported may take its place."""
    path = path.resolve()
    for home in (path.parent, path.parent.parent):
        inside = path.relative_to(home).as_posix()
        if any((home / name).exists() for name in _HOME) and any(fnmatch(inside, own) for own in _PERSONAL):
            raise PermissionError(errno.EPERM, "she keeps her own data there")


@contextmanager
def exported_file(path: Path) -> Iterator[Path]:
    """As `whole_file`, for a file that the user names. Raises OSError, also for one of the program's own."""
    refuse_own(path)
    with whole_file(path) as draft:
        yield draft


def write_whole(path: Path, text: str) -> None:
    """Write a small text file, whole or not at all, without waiting for the disk. Raises OSError."""
    with whole_file(path, wait=False) as draft, draft.open("w", encoding="utf-8") as out:
        out.write(text)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, or of a UTF-16 file that says so; a mark of the byte order is no part of it.

    Raises OSError, UnicodeDecodeError.
    """
    data = path.read_bytes()
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8-sig")


def reason(error: Exception) -> str:
    """What went wrong, without a number and a path."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _sync(path: Path) -> None:
    """Wait until the disk has it: some disks tell only then that they are full."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
