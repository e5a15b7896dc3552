"""Which ids belong to which workstation, so that two never mint the same one."""

STATION_BITS = 40
"""Ids of station s lie in [s << 40, (s + 1) << 40)."""
LAST_STATION = 25
"""Numbers tell stations apart by one letter: A to Z."""


def id_range(station: int) -> tuple[int, int]:
    """Base and ceiling of a station's ids: they lie above the base and below the ceiling."""
    return station << STATION_BITS, (station + 1) << STATION_BITS


def station_of(row_id: int) -> int:
    """The station that minted an id."""
    return row_id >> STATION_BITS


def letter(station: int) -> str:
    """What people call a station: A is the first, on which the book was opened, B the next."""
    return chr(ord("A") + station)


def mark(station: int, within: int | None = None) -> str:
    """What a number bears so that no other station gives the same: nothing where none could.

    The first station's own series bear nothing. A number within another's (the detail of a job)
    bears nothing where the station made that too: `within` is its id.
    """
    if within is None:
        return letter(station) if station else ""
    return "" if station_of(within) == station else letter(station)


def numbered(row_id: int, own: int, number: int | None = None) -> str:
    """What people call a row by its id, or by a number of its station: 57 here, B57 of another."""
    station = station_of(row_id)
    told = row_id - (station << STATION_BITS) if number is None else number
    return str(told) if station == own else f"{letter(station)}{told}"


def meant(text: str, own: int) -> int | None:
    """The id that '57' or 'B57' names; None where it is neither."""
    station = ord(text[0].upper()) - ord("A") if text[:1].isalpha() else own
    digits = text[1:] if text[:1].isalpha() else text
    if not (digits.isascii() and digits.isdecimal() and 0 <= station <= LAST_STATION):
        return None
    return (station << STATION_BITS) + int(digits)


def first_id(station: int) -> int:
    """The first id that the station mints."""
    return (station << STATION_BITS) + 1
