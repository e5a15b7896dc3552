"""An opening time by lot, which anybody can draw again from its published seed."""

from hashlib import sha256

from coordinator.rules.spans import Span

MINUTE = 60


def drawn_opening(seed: str, number: str, between: Span) -> int:
    """The minute at which a detail opens, by the SHA-256 of "seed:number".

    The whole hash, as a number, divided by the minutes of the span (both ends included) leaves the
    minute, counted from the first. UTC seconds; the span's ends are whole minutes.
    """
    first, last = between
    minutes = (last - first) // MINUTE + 1
    lot = int.from_bytes(sha256(f"{seed}:{number}".encode()).digest(), "big")
    return first + lot % minutes * MINUTE
