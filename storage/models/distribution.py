"""What the distribution of details stands on beside what happened: handed-over lists and entries.

Tallies, lists and marks are never stored: they are worked out from offers, calls, assignments and
call-offs. Only what came from elsewhere (a paper list, an opening balance, a remedy) is kept here.
"""

from sqlmodel import Field

from storage.models.base import Row, link


class ListState(Row, table=True):
    """A list of the policy as it stood at an instant; what happened later is replayed upon it."""

    __tablename__ = "list_state"

    name: str = Field(index=True)
    as_of_at: int
    mark_id: int | None = link("officer.id", optional=True)
    words: str = ""


class ListPlace(Row, table=True):
    """One name on a handed-over list; `place` counts from 1, the first to be called."""

    __tablename__ = "list_place"

    list_state_id: int = link("list_state.id")
    officer_id: int = link("officer.id")
    place: int


class TallyEntry(Row, table=True):
    """A plus or minus in a tally that no detail caused: opening balance, points, remedy.

    `amount` is in minutes where the tally counts hours, in cents where it counts money, and in
    hundredths where it counts details or points.
    """

    __tablename__ = "tally_entry"

    officer_id: int = link("officer.id")
    tally: str = Field(index=True)
    counts_at: int
    amount: int
    words: str = ""
