"""Writing a file whole or not at all, under a name made of our own numbers.

The bytes go to a temporary file beside the target, reach the disk, and then take the target's
name. A file that is there already is never overwritten, unless it is to be replaced by request.
"""

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from storage.whole_file import write_whole

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,60}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class FileTakenError(Exception):
    """Something else stands under that name; it was not touched."""


def file_name(kind: str, number: str, suffix: str) -> str:
    """A name such as invoice-2026-00087.pdf. Raises ValueError where a part is not one of ours."""
    name = f"{kind}-{number}"
    ours = _NUMBER.fullmatch(number) and _NUMBER.fullmatch(name)
    if not ours or ".." in name or _RESERVED.fullmatch(name):
        raise ValueError(f"{number!r} is not a number of ours")
    return f"{name}.{suffix}"


def writer_of(data: bytes) -> Callable[[BinaryIO], None]:
    """What writes bytes that are made already."""

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    return write


def write_file(path: Path, write: Callable[[BinaryIO], None], *, replace: bool = False) -> Path:
    """Write through a temporary file. Raises FileTakenError, or OSError where the disk refuses.

    The same bytes once more are no harm: the file that is there stays.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise FileTakenError(f"{path} is not an ordinary file; nothing was written.")
    write_whole(path, write, partial(_take_name, replace=replace))
    return path


def _take_name(unfinished: Path, path: Path, *, replace: bool) -> None:
    # It was made for its owner only; the result is an ordinary document.
    os.chmod(unfinished, 0o644 & ~_umask())
    if replace:
        os.replace(unfinished, path)
        return
    try:
        # Unlike a rename, a link fails where the name is taken, with no moment in between.
        os.link(unfinished, path)
    except FileExistsError:
        if path.read_bytes() != unfinished.read_bytes():
            reason = f"{path} is there already and holds something else; nothing was written."
            raise FileTakenError(reason) from None
    except OSError:
        _rename_if_free(unfinished, path)


def _rename_if_free(unfinished: Path, path: Path) -> None:
    """For file systems without hard links, such as a memory stick's."""
    if path.exists():
        raise FileTakenError(f"{path} is there already; nothing was written.")
    os.replace(unfinished, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
