"""Writing a file so that it is there whole or not at all, also after a power cut."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def _replace(unfinished: Path, target: Path) -> None:
    os.replace(unfinished, target)


def write_whole(
    target: Path,
    write: Callable[[BinaryIO], object],
    take_name: Callable[[Path, Path], object] = _replace,
) -> None:
    """Write a file for its owner only, beside the target, have it reach the disk, and let it take
    the target's name. Raises OSError, or whatever `write` and `take_name` raise; then nothing is
    left behind.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".unfinished-")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            flush(stream)
        take_name(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(target.parent)


def flush(stream: BinaryIO) -> None:
    """Have what was written reach the disk."""
    stream.flush()
    os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make a new name survive a power cut, where folders can be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
