"""The book on two stations: who may write in it, and what both of them changed."""

from sqlmodel import Field

from storage.models.base import Row, one_of, personal

KINDS = ("changed", "removed", "clash")


class Baton(Row, table=True):
    """One giving of the book to another station, and its return.

    `head` is the last seal ('station:seq:hash') before it was given, `words` what was said of it.
    The taker notes `received_at`, and `returned_at` when he gives it back; the giver notes
    `back_at`, or `reclaimed_at` where he took the book back without it. Whoever the latest row
    names that was neither returned nor reclaimed holds the book; every other copy is only read.
    """

    given_at: int
    given_by: str = ""
    from_station: int
    to_station: int
    to_name: str = ""
    head: str
    words: str = ""
    received_at: int | None = None
    returned_at: int | None = None
    back_at: int | None = None
    reclaimed_at: int | None = None


class MergeConflict(Row, table=True):
    """What two stations said differently since they parted: both sides, and which was taken.

    `changed`: both changed the row; `removed`: one removed what the other changed or needs;
    `clash`: two rows, `row` and `other_row`, of which only one can stand as it was. `base`,
    `lower` and `higher` (JSON) are the row's columns before they parted and on the station of the
    lower and the higher number, absent where the row was not. Until it is settled what `stands`
    (a station) says holds; `taken` is the station whose side was taken.
    """

    __tablename__ = "merge_conflict"
    __table_args__ = (one_of("kind", KINDS),)

    kind: str
    tbl: str
    row: int
    other_row: int | None = None
    base: str | None = personal(None)
    lower: str | None = personal(None)
    higher: str | None = personal(None)
    lower_station: int
    higher_station: int
    stands: int
    found_at: int = Field(index=True)
    taken: int | None = None
    settled_at: int | None = None
    settled_by: str = ""
