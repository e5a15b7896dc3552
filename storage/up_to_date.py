"""Bringing a book up to this program's schema as it is opened."""

from pathlib import Path

from storage.errors import BookNewer
from storage.version import SCHEMA_VERSION, stored_version


def check_version(path: Path) -> None:
    """Bring the file up to this program's schema, or refuse. Raises BookNewer and others."""
    version = stored_version(path)
    if version > SCHEMA_VERSION:
        raise BookNewer(
            f"{path} was written by a newer version of the program (schema {version}; this one "
            f"knows up to {SCHEMA_VERSION}). It was not touched. Install the newer version."
        )
    if version < SCHEMA_VERSION:
        # Only an old book pays for loading the migrations.
        from storage.migrations import migrate

        migrate(path, version)
