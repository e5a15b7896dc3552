"""A request as a form writes it: one JSON object, in a file of its own or as a block in a mail.

    {"format": "coordinator-request/1", "event": "road", "title": "Resurfacing",
     "firm": "Quay Roads", "asker": "Jo Doyle", "phone": "555-0100", "email": "jo@quay.example",
     "place": "Pier 4", "po_number": "", "words": "", "answers": {"duties": "hold traffic"},
     "wanted": [{"starts": "2026-06-05T18:00", "ends": "2026-06-06T02:00",
                 "crew": [{"role": "officer", "count": 4}]}],
     "rule": "", "terms": "<SHA-256 of the terms that were accepted>",
     "intake": "<first 16 digits of the intake document's SHA-256>",
     "estimate": 118800, "sums": "5f3a9c21…"}

In a mail it stands as base64url between two lines; the first gives its length and CRC-32:

    [REQUEST 1 612 5f3a9c21]
    eyJhbnN3ZXJzIjp7ImF0dGVuZGFuY2UiOiIyMDAiLCJkdXRpZXMiOiJkb29y
    [END OF REQUEST]

`sums` holds four hex digits for each field of FIELDS in their order: the low half of the CRC-32 of
the field's value as canonical JSON (UTF-8, keys sorted, no blanks; null where it is missing). They
show slips (a mail program that broke a line, a hand that edited a file), not honesty: whoever wants
to cheat works them out anew. So nothing rests on them, and a price is never taken from here.
"""

import json
import re
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from zlib import crc32

FORMAT: Final = "coordinator-request/1"
FIELDS: Final = (
    "event", "title", "firm", "asker", "phone", "email", "place", "po_number", "words",
    "answers", "wanted", "rule", "terms", "intake", "estimate",
)  # fmt: skip
SAID: Final = FIELDS[:-2]
"""What a request is; the rest is about the form that wrote it."""
LINE: Final = 60
MOST_BYTES: Final = 200_000
"""Bytes of a request without its papers."""

_BLOCK = re.compile(
    r"\[REQUEST 1 (\d{1,7}) ([0-9a-f]{8})\]([A-Za-z0-9_\-=\s>]*?)\[END OF REQUEST\]"
)
_BEGUN = re.compile(r"\[REQUEST 1 \d{1,7} [0-9a-f]{8}\]")


@dataclass(frozen=True, slots=True)
class Block:
    """A block that was found in a text: its JSON, or what is wrong with it."""

    text: str = ""
    problem: str = ""


def canonical(value: object) -> str:
    """JSON in the one form of which sums and digests are made. Raises ValueError for NaN."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def sums_of(given: Mapping[str, Any]) -> str:
    """The sums of all fields, one after another."""
    return "".join(_sum(given.get(name)) for name in FIELDS)


def slips(given: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that are not as the form wrote them; all of them where there are no sums."""
    sums = given.get("sums")
    if not isinstance(sums, str) or len(sums) != 4 * len(FIELDS):
        return FIELDS
    parts = zip(FIELDS, _cut(sums.lower(), 4), strict=True)
    return tuple(name for name, part in parts if part != _sum(given.get(name)))


def digest_of(given: Mapping[str, Any]) -> str:
    """Hex SHA-256 by which the same request is known again, by whichever road it comes."""
    return sha256(canonical({name: given.get(name) for name in SAID}).encode()).hexdigest()


def block_of(given: Mapping[str, Any]) -> str:
    """The block that a mail carries. The form's script writes the same."""
    packed = urlsafe_b64encode(canonical(given).encode()).decode().rstrip("=")
    head = f"[REQUEST 1 {len(packed)} {crc32(packed.encode()):08x}]"
    return "\n".join((head, *_cut(packed, LINE), "[END OF REQUEST]"))


def has_block(text: str) -> bool:
    """Whether a text carries a block, whole or not."""
    return _BEGUN.search(text) is not None


def read_block(text: str) -> Block | None:
    """The first block in a text; None where there is none."""
    if not has_block(text):
        return None
    found = _BLOCK.search(text)
    if found is None:
        return Block(problem="The block of the request is cut off: its end is missing.")
    packed = re.sub(r"[\s>]+", "", found[3]).rstrip("=")
    told, sum_ = int(found[1]), found[2]
    if len(packed) > MOST_BYTES:
        return Block(problem="The block of the request is too long.")
    if len(packed) != told:
        return Block(problem=f"The block of the request has {len(packed)} of {told} letters.")
    if f"{crc32(packed.encode()):08x}" != sum_:
        return Block(problem="The block of the request was changed on its way.")
    return _unpacked(packed)


def _cut(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(0, len(text), length))


def _unpacked(packed: str) -> Block:
    try:
        padded = packed + "=" * (-len(packed) % 4)
        return Block(b64decode(padded, b"-_", validate=True).decode())
    except (NotBase64, UnicodeDecodeError, ValueError):
        return Block(problem="The block of the request cannot be read.")


def _sum(value: object) -> str:
    return f"{crc32(canonical(value).encode('utf-8', 'replace')) & 0xFFFF:04x}"
