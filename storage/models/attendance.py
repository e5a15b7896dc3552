"""Who was there, by others' word: checks on site and the dispatch log."""

from sqlmodel import Field

from coordinator.rules.request_words import SpotResult
from storage.models.base import Row, in_order, link, one_of, personal


class SpotCheck(Row, table=True):
    """A seat drawn for a visit on site, and what was found there.

    `seed` and `place` say how it was drawn, so that the draw can be made again.
    """

    __tablename__ = "spot_check"
    __table_args__ = (one_of("result", SpotResult),)

    assignment_id: int = link("assignment.id")
    seed: str
    place: int
    drawn_at: int
    result: str | None = None
    checked_at: int | None = None
    checked_by: str = ""
    words: str = personal("")


class DispatchEntry(Row, table=True):
    """A line of the dispatch log (UTC, half-open; without an end, a moment): a call sign was heard.

    `batch` is the hash of the file that it came in.
    """

    __tablename__ = "dispatch_entry"
    __table_args__ = (in_order("starts_at", "ends_at"),)

    batch: str = Field(index=True)
    call_sign: str = Field(index=True)
    starts_at: int = Field(index=True)
    ends_at: int | None = None
    words: str = personal("")
