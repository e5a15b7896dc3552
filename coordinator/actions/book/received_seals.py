"""Seals that somebody outside kept: in a mail as it was saved, in a note, or told by word."""

import re
from pathlib import Path

from coordinator.actions.results import Refused

_SEAL = re.compile(r"(?<![\w:])\d+:\d+:[0-9a-f]{16,64}(?!\w)")
_LONGEST = 4_000_000
"""Bytes of a file in which seals are looked for."""


def seals_in(data: bytes) -> tuple[str, ...]:
    """Every seal in a mail or a text, each once, in their order.

    Mails are taken apart, as they may be encoded so that no seal can be seen in them.
    """
    from notify.mail_parts import leaves, parts_of, text_of

    texts = [data.decode("utf-8", "replace"), *map(text_of, leaves(parts_of(data)))]
    found = dict.fromkeys(seal for text in texts for seal in _SEAL.findall(text))
    # What a mail's encoding cut off is there whole, too.
    return tuple(one for one in found if not any(x != one and x.startswith(one) for x in found))


def received_seals(given: tuple[str, ...]) -> tuple[str, ...] | Refused:
    """The seals of what was given, each a text with seals in it or the name of a file with them.

    Refused where one has none: to verify without it would prove less than was asked.
    """
    found: list[str] = []
    for each in given:
        seals = _seals_of(each)
        if isinstance(seals, Refused):
            return seals
        found += seals
    return tuple(dict.fromkeys(found))


def _seals_of(given: str) -> tuple[str, ...] | Refused:
    if found := seals_in(given.encode("utf-8", "replace")):
        return found
    try:
        with Path(given).open("rb") as stream:
            found = seals_in(stream.read(_LONGEST))
    except (OSError, ValueError):
        return Refused(
            (
                f"{given} is neither a file nor a seal: station:seq:digits, at least 16 digits of "
                "the hash.",
            )
        )
    return found or Refused((f"There is no seal in {given}.",))
