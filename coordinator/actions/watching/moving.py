"""Moving a file that is dealt with into a folder beside it: done, or refused with the reasons."""

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

DONE, REFUSED = "done", "refused"


def move_beside(path: Path, place: str, reasons: Sequence[str] = ()) -> Path:
    """Move a file into `place` beside it, under a name that is free there; where it is now.

    With reasons a text file of them lies next to it. Nothing is written over. Raises OSError.
    """
    folder = path.parent / place
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        raise NotADirectoryError(20, "It is a link", str(folder))
    target = _take_name(path, folder)
    if reasons:
        text = "\n".join(reasons) + "\n"
        target.with_name(f"{target.name}.why.txt").write_text(text, "utf-8")
    return target


def _take_name(path: Path, folder: Path) -> Path:
    """Move the file to the first of june.csv, june-2.csv, ... that is free."""
    for number in count(1):
        suffix = "" if number == 1 else f"-{number}"
        target = folder / f"{path.stem}{suffix}{path.suffix}"
        if target.exists():
            continue
        try:
            # A link fails where the name is taken; a rename would write over it.
            os.link(path, target, follow_symlinks=False)
        except FileExistsError:
            continue
        except OSError:
            os.rename(path, target)  # a file system without hard links
        else:
            path.unlink()
        return target
    raise AssertionError("Numbers do not end.")
