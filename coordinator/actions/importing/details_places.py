"""Who and where of imported details: officers, employers and sites, found or entered."""

from collections.abc import Iterable
from typing import NamedTuple

from coordinator.actions.importing.bulk import NewRows
from coordinator.actions.importing.detail_facts import Officers
from coordinator.actions.importing.employers import EmployerBook, EmployerFacts
from coordinator.actions.importing.employers_writing import new_employer
from coordinator.actions.importing.ranks import RankNames
from storage.imports.details import SeatRecord
from storage.imports.employers import folded
from storage.imports.roster import split_name
from storage.models import Officer, RankHeld, Site
from storage.transaction import Transaction


class Place(NamedTuple):
    """An employer and one of its sites."""

    employer_id: int
    site_id: int


class People:
    """The officers of one import by the way in which the file names them."""

    def __init__(self, tx: Transaction, rows: NewRows) -> None:
        self._tx, self._rows = tx, rows
        self._known, self._ranks = Officers(tx.connection), RankNames(tx.connection)
        self._ids: dict[str, int] = {}
        self._rank_of_new: dict[str, int] = {}

    def enter(self, seats: Iterable[SeatRecord]) -> None:
        """Find or enter every officer, new ones with the ranks that the file gives by date."""
        for seat in sorted(seats, key=lambda seat: (seat.starts_at, seat.row)):
            if seat.who and seat.who not in self._ids:
                found = self._known.find(seat.badge, seat.officer)
                self._ids[seat.who] = found or self._add(seat)
            # An officer who was in the book keeps the ranks that the book gives him.
            if seat.rank and seat.who in self._rank_of_new:
                self._hold(seat)

    def id(self, seat: SeatRecord) -> int:
        """The officer of a seat that has one."""
        return self._ids[seat.who]

    def _add(self, seat: SeatRecord) -> int:
        # Without a name the badge stands in for it until a roster says more.
        last, first = split_name(seat.officer) if seat.officer else (seat.badge, "")
        self._rank_of_new[seat.who] = 0
        badge = seat.badge or seat.officer
        return self._rows.add(Officer, badge=badge, last_name=last, first_name=first)

    def _hold(self, seat: SeatRecord) -> None:
        rank = self._ranks.ensure(self._tx, seat.rank)
        if rank != self._rank_of_new[seat.who]:
            self._rank_of_new[seat.who] = rank
            officer, since = self.id(seat), seat.wall[:10]
            self._rows.add(RankHeld, officer_id=officer, rank_id=rank, from_on=since)


class Places:
    """The employers and sites of one import."""

    def __init__(self, tx: Transaction, rows: NewRows) -> None:
        self._tx, self._rows = tx, rows
        self._book = EmployerBook(tx.connection)
        self._employers: dict[str, EmployerFacts] = {}
        self._sites: dict[tuple[str, str], int] = {}

    def of(self, seat: SeatRecord) -> Place:
        """The employer and the site of a seat, found or entered."""
        employer = self._employers.get(seat.employer_key)
        if employer is None:
            found = self._book.find(seat.employer_number, seat.employer)
            employer = self._employers[seat.employer_key] = found or new_employer(
                self._tx, seat.employer_number, {"name": seat.employer or seat.employer_number}
            )
        if seat.place_key not in self._sites:
            held = employer.sites.get(folded(seat.site))
            self._sites[seat.place_key] = held[0] if held else self._add(employer, seat)
        return Place(employer.id, self._sites[seat.place_key])

    def _add(self, employer: EmployerFacts, seat: SeatRecord) -> int:
        return self._rows.add(
            Site, employer_id=employer.id, name=seat.site, address=seat.site_address
        )
