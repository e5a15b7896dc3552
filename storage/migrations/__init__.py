"""Bringing an older book up to date: a verified backup first, then all steps at once."""

from pathlib import Path


def migrate(path: Path, version: int) -> None:
    """Bring the book at `path` from `version` to this program's schema."""
    raise NotImplementedError
