"""The crew of each detail of a series: seats alike are one line with their count.

In words, lines parted by `;`: `1 supervisor SGT, muster 30; 4 officer, needs TRAFFIC; 1 officer,
label North gate`. A line has a count, a role (officer where none is said), the least rank by its
code, and after commas what is needed besides. In the book it is JSON, ranks and certifications by
their ids.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

HINT: Final = "4 · 1 supervisor SGT, muster 30; 3 officer, needs TRAFFIC; 1, label North gate"
MOST_SEATS: Final = 200
LONGEST_MUSTER: Final = 12 * 60
"""Minutes before the start."""
_OFFICER: Final = "officer"


class NotACrew(Exception):
    """What was written is no crew, in one sentence."""


@dataclass(frozen=True, slots=True)
class CrewSeat:
    """So many seats alike. `muster_minutes` before its start the officer reports."""

    role: str = _OFFICER
    count: int = 1
    rank_id: int | None = None
    label: str = ""
    muster_minutes: int | None = None
    certification_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Codes:
    """The agency's ranks and certifications, id → code."""

    ranks: Mapping[int, str] = field(default_factory=dict)
    certifications: Mapping[int, str] = field(default_factory=dict)


Crew = tuple[CrewSeat, ...]


def seats_in(crew: Crew) -> int:
    """How many seats it has in all."""
    return sum(seat.count for seat in crew)


def crew_json(crew: Crew) -> str:
    """As the book keeps it."""
    return json.dumps([_kept(seat) for seat in crew])


def crew_of(kept: str) -> Crew:
    """What the book keeps; one officer where nothing is kept. Raises NotACrew."""
    try:
        found = json.loads(kept or "[]")
        crew = tuple(_seat(each) for each in found)
    except (ValueError, TypeError, AttributeError):
        raise NotACrew("The crew that is kept cannot be read: enter it anew.") from None
    return checked(crew or (CrewSeat(),))


def crew_words(crew: Crew, codes: Codes) -> str:
    """As a person writes it."""
    return "; ".join(_words(seat, codes) for seat in crew)


def read_crew(text: str, codes: Codes) -> Crew:
    """What a person wrote. Raises NotACrew."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return checked(tuple(_read(part, codes) for part in parts) or (CrewSeat(),))


def checked(crew: Crew) -> Crew:
    """The crew, where it can be had. Raises NotACrew."""
    if not all(seat.count >= 1 for seat in crew) or not 1 <= seats_in(crew) <= MOST_SEATS:
        raise NotACrew(f"A crew has from 1 to {MOST_SEATS} seats.")
    for seat in crew:
        if seat.muster_minutes is not None and not 0 <= seat.muster_minutes <= LONGEST_MUSTER:
            raise NotACrew(f"Muster is from 0 to {LONGEST_MUSTER} minutes before the start.")
    return crew


def _kept(seat: CrewSeat) -> dict[str, Any]:
    said = {
        "role": seat.role,
        "count": seat.count,
        "rank_id": seat.rank_id,
        "label": seat.label,
        "muster_minutes": seat.muster_minutes,
        "certification_ids": list(seat.certification_ids),
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _seat(kept: Mapping[str, Any]) -> CrewSeat:
    return CrewSeat(
        str(kept.get("role") or _OFFICER),
        int(kept.get("count", 1)),
        None if kept.get("rank_id") is None else int(kept["rank_id"]),
        str(kept.get("label", "")),
        None if kept.get("muster_minutes") is None else int(kept["muster_minutes"]),
        tuple(int(each) for each in kept.get("certification_ids", ())),
    )


def _words(seat: CrewSeat, codes: Codes) -> str:
    head = [str(seat.count), seat.role]
    if seat.rank_id is not None:
        head.append(codes.ranks.get(seat.rank_id, f"rank:{seat.rank_id}"))
    needs = [codes.certifications.get(n, f"certification:{n}") for n in seat.certification_ids]
    more = [
        f"needs {'+'.join(needs)}" if needs else "",
        f"muster {seat.muster_minutes}" if seat.muster_minutes is not None else "",
        f"label {seat.label}" if seat.label else "",
    ]
    return ", ".join(filter(None, (" ".join(head), *more)))


def _read(part: str, codes: Codes) -> CrewSeat:
    head, *more = (each.strip() for each in part.split(","))
    values = _head(head, codes)
    for number, words in enumerate(more):
        name, _, value = words.partition(" ")
        value = value.strip()
        if name == "label":
            # A label may hold commas: it comes last.
            values["label"] = ", ".join((value, *more[number + 1 :]))
            break
        if name == "needs":
            values["certification_ids"] = tuple(_ids(value.split("+"), codes.certifications, name))
        elif name == "muster" and re.fullmatch(r"\d{1,4}", value, re.ASCII):
            values["muster_minutes"] = int(value)
        else:
            raise NotACrew(f"'{words}' is not needs CODE, muster MINUTES or label WORDS.")
    return CrewSeat(**values)


def _head(head: str, codes: Codes) -> dict[str, Any]:
    words = head.split()
    values: dict[str, Any] = {}
    if words and re.fullmatch(r"\d{1,4}", words[0], re.ASCII):
        values["count"] = int(words.pop(0))
    if words and (rank := _id_of(words[-1], codes.ranks)) is not None:
        values["rank_id"] = rank
        words.pop()
    role = " ".join(words)
    if role:
        values["role"] = _OFFICER if role.casefold() == "officers" else role
    return values


def _ids(words: Iterable[str], known: Mapping[int, str], what: str) -> Iterable[int]:
    for word in filter(None, (each.strip() for each in words)):
        found = _id_of(word, known)
        if found is None:
            listed = ", ".join(known.values()) or "none is entered"
            raise NotACrew(f"{what} '{word}': the agency's codes are {listed}.")
        yield found


def _id_of(word: str, known: Mapping[int, str]) -> int | None:
    low = word.casefold()
    return next((row for row, code in known.items() if code.casefold() == low), None)
