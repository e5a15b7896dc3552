"""The agency's own schedule, imported in batches that supersede one another.

Shifts are not logged row by row: the logged batch carries the file's hash, and a logged block the
hash of each 1,024 shifts. Which batch governs a span of time follows from the batches alone
(`storage.queries.people.duty`), so taking a batch back touches one row.
"""

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from coordinator.rules.words import BatchState, DutyKind
from storage.models.base import Row, in_order, link, one_of

LONG_SHIFT = 48 * 3600
"""Seconds. Spans longer than this are few (leave) and have an index of their own."""


class ShiftBatch(Row, table=True):
    """One imported schedule file: what it covers (UTC instants, half-open) and its hash.

    Batches of the same `source` supersede one another where they overlap, the later winning.
    """

    __tablename__ = "shift_batch"
    __table_args__ = (one_of("state", BatchState), in_order("from_at", "until_at"))

    source: str
    file_name: str
    sha256: str = Field(index=True)
    imported_at: int
    from_at: int
    until_at: int
    shifts: int
    state: str = BatchState.ARRIVING


class ShiftBlock(Row, table=True):
    """The hash over one run of a batch's shifts, in id order."""

    __tablename__ = "shift_block"

    batch_id: int = link("shift_batch.id")
    first_id: int
    shifts: int
    sha256: str


class ShiftOverlay(Row, table=True):
    """A hand change laid over the schedule: hides one imported shift, adds a span, or both."""

    __tablename__ = "shift_overlay"
    __table_args__ = (one_of("kind", DutyKind), in_order("starts_at", "ends_at"))

    officer_id: int = link("officer.id")
    hides_shift_id: int | None = Field(default=None, index=True)
    starts_at: int | None = Field(default=None, index=True)
    ends_at: int | None = None
    kind: str = DutyKind.REGULAR
    reason: str = ""
    leave_kind: str | None = None


class Shift(SQLModel, table=True):
    """One imported span of on-duty time. Immutable; unlogged.

    `leave_kind` is the code of a leave (vacation, comp_time, ...), where the file says it.
    """

    __table_args__ = (
        one_of("kind", DutyKind),
        in_order("starts_at", "ends_at"),
        Index("shift_by_batch", "batch_id", "starts_at", "ends_at", "officer_id", "kind"),
        Index("shift_by_officer", "officer_id", "starts_at", "ends_at", "batch_id", "kind"),
        Index(
            "shift_long",
            "batch_id",
            "ends_at",
            sqlite_where=text(f"ends_at - starts_at > {LONG_SHIFT}"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="shift_batch.id")
    officer_id: int = Field(foreign_key="officer.id")
    starts_at: int
    ends_at: int
    kind: str = DutyKind.REGULAR
    leave_kind: str | None = None
