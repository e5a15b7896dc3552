"""What verify reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit, and where: 'action 17', 'change 204', 'officer 12'."""

    where: str
    what: str
