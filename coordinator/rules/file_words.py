"""The closed vocabularies of files that come in by themselves and of copies that go out."""

from enum import StrEnum


class WatchedState(StrEnum):
    """What became of a file in a watched folder."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class CopyFor(StrEnum):
    """Whom a read-only copy is for."""

    COMMAND = "command"
    AUDITOR = "auditor"
    PUBLIC = "public"
