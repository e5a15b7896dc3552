"""Officers' parts in details, as the book keeps them: seats, assignments, and what was said."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, Self

from coordinator.rules.facts import PositionFacts


class Whose(NamedTuple):
    """For whom a detail is, and where: the employer's and the site's name, the job's number."""

    employer: str = ""
    site: str = ""
    job: str = ""


WHOSE = frozenset(Whose._fields)
"""The facts that tell it."""


class Beside(NamedTuple):
    """What is looked up only where a document asks: the places of each detail, by its id, what
    each assignment pays, by its row, and for whom and where each detail is."""

    seats: Mapping[int, int] = {}
    pay: Mapping[int, Fraction] = {}
    whose: Mapping[int, Whose] = {}


NOTHING_BESIDE = Beside()


class Seat(NamedTuple):
    """What of a position and its detail a condition may ask for; instants UTC.

    `opens_at` is when the position itself starts: on one detail, seats of the same hours are one
    chance to work it, a later seat is another.
    """

    detail_id: int
    opens_at: int
    starts_at: int
    ends_at: int
    job_class: str = ""
    employer_kind: str = ""
    role: str = ""
    circumstances: str = ""
    posted_at: int | None = None
    whose: Whose | None = None
    """None: it is looked up by the detail where it is asked for."""

    @classmethod
    def of(cls, position: PositionFacts) -> Self:
        """The seat that a position is, on its own hours."""
        return cls(
            position.detail_id,
            position.starts_at,
            position.starts_at,
            position.ends_at,
            position.job_class,
            position.employer_kind,
            position.role,
            " ".join(position.circumstances),
            position.posted_at,
            Whose(position.employer_name, position.site_name, position.job_number),
        )

    @property
    def which(self) -> tuple[int, int]:
        """What tells this chance to work apart from any other."""
        return self.detail_id, self.opens_at


class Part(NamedTuple):
    """One assignment, from how it came about to how it ended.

    `customer` says that the employer cancelled it; `reason` is that of a call-off; `given_away`
    that another works it by their own arrangement, `reported` whether that was told in time.
    """

    officer: int
    seat: Seat
    awarded_at: int
    state: str
    how: str = ""
    left_at: int | None = None
    customer: bool = False
    reason: str = ""
    given_away: bool = False
    reported: bool = True
    row: int = 0
    """In the order in which they were written: what parts awards of one instant."""
    forgiven: bool = False
    """Given back within the grace: as if it had never been awarded."""


class Said(NamedTuple):
    """What came of asking an officer: a happening's word, when, and his reason."""

    officer: int
    seat: Seat
    word: str
    at: int
    reason: str = ""


class Turned(NamedTuple):
    """What happened to an officer apart from details: hired, promoted, returned."""

    officer: int
    word: str
    at: int
