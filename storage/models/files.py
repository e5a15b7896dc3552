"""Files that the program writes for others, and files that it watches for; none of it logged."""

from sqlmodel import Field, SQLModel

from coordinator.rules.file_words import WatchedState
from storage.models.base import one_of


class WrittenFile(SQLModel, table=True):
    """A file or folder that is kept up to date: what it showed when it was written last.

    `key` is "board", "calendar" or the like, `digest` of what it shows, `looked_at` when this was
    noted, `trouble` why it could not be written.
    """

    __tablename__ = "written_file"

    key: str = Field(primary_key=True)
    digest: str = ""
    written_at: int | None = None
    looked_at: int
    trouble: str = ""


class WatchedFile(SQLModel, table=True):
    """A file that came into a watched folder, and what became of it.

    `sha256` is of its bytes; `problems` (JSON) lists why it waits or was refused, `words` what was
    done with it.
    """

    __tablename__ = "watched_file"
    __table_args__ = (one_of("state", WatchedState),)

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(index=True)
    name: str
    sha256: str
    seen_at: int
    state: str = WatchedState.WAITING
    settled_at: int | None = None
    problems: str = "[]"
    words: str = ""


class WatchedSource(SQLModel, table=True):
    """How a watched folder stands: when it was looked into, and when one was last taken."""

    __tablename__ = "watched_source"

    name: str = Field(primary_key=True)
    looked_at: int
    taken_at: int | None = None
    trouble: str = ""
