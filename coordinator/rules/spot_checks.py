"""Which seats are visited: drawn by lot, so that anybody can draw them again from the seed."""

from collections.abc import Sequence
from hashlib import sha256


def drawn(seed: str, numbers: Sequence[str], count: int) -> tuple[str, ...]:
    """The first `count` seats in the order of the SHA-256 of "seed:number", as hexadecimal text.

    The order in which the numbers are given changes nothing; one given twice counts once.
    """
    return tuple(sorted(set(numbers), key=lambda number: (_lot(seed, number), number))[:count])


def how_many(seats: int, share: int) -> int:
    """So many of 100 seats, rounded up: at least one where there is any and a share is wanted."""
    return -(-seats * min(max(share, 0), 100) // 100)


def _lot(seed: str, number: str) -> str:
    return sha256(f"{seed}:{number}".encode()).hexdigest()
