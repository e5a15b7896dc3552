"""Which ids belong to which workstation, so that two never mint the same one."""

STATION_BITS = 40
"""Ids of station s lie in [s << 40, (s + 1) << 40)."""


def id_range(station: int) -> tuple[int, int]:
    """Base and ceiling of a station's ids: they lie above the base and below the ceiling."""
    return station << STATION_BITS, (station + 1) << STATION_BITS


def first_id(station: int) -> int:
    """The first id that the station mints."""
    return (station << STATION_BITS) + 1
