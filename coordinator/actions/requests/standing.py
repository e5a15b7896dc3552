"""Whether a request still stands where something can be done with it."""

from collections.abc import Sequence
from typing import Protocol

from coordinator.rules.request_words import RequestState


class Standing(Protocol):
    """A request as a row or as a sheet."""

    @property
    def number(self) -> str: ...
    @property
    def state(self) -> str: ...


def elsewhere(request: Standing, states: Sequence[RequestState]) -> str:
    """'Request R26-0012 is booked.' where it is in none of these states; empty where it is."""
    return "" if request.state in states else f"Request {request.number} is {request.state}."
