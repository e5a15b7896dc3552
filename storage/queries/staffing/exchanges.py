"""Exchanges between officers: what waits to be agreed to, on a detail or in all."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """One exchange. `back` is the number of the seat given in return, empty in a replacement."""

    id: int
    detail_id: int
    position_id: int
    position: str
    starts_at: int
    giver: str
    giver_badge: str
    taker: str
    taker_badge: str
    back: str
    state: str
    proposed_at: int
    proposed_by: str
    giver_agreed_at: int | None
    taker_agreed_at: int | None
    words: str

    @property
    def waits_for(self) -> str:
        """Whose word is missing."""
        missing = [
            name
            for name, at in ((self.giver, self.giver_agreed_at), (self.taker, self.taker_agreed_at))
            if at is None
        ]
        return " and ".join(missing)

    @property
    def sentence(self) -> str:
        """'26-0412.3b: Adams for Baker, waits for Adams'."""
        back = f", {self.back} back" if self.back else ""
        state = f"waits for {self.waits_for}" if self.state == "proposed" else self.state
        return f"{self.position}: {self.taker} for {self.giver}{back}, {state}"


_EXCHANGES = """
SELECT exchange.id, position.detail_id, position.id, position.number, given.starts_at,
       giver.last_name, giver.badge, taker.last_name, taker.badge, coalesce(back.number, ''),
       exchange.state, proposed_at, proposed_by, giver_agreed_at, taker_agreed_at, exchange.words
FROM exchange
JOIN assignment AS given ON given.id = exchange.assignment_id
JOIN position ON position.id = given.position_id
JOIN officer AS giver ON giver.id = given.officer_id
JOIN officer AS taker ON taker.id = exchange.officer_id
LEFT JOIN assignment AS other ON other.id = exchange.other_assignment_id
LEFT JOIN position AS back ON back.id = other.position_id
"""


def waiting_exchanges(connection: sqlite3.Connection, now: int) -> tuple[ExchangeLine, ...]:
    """What waits for somebody's word about details still to come, by their start."""
    rows = connection.execute(
        f"{_EXCHANGES} WHERE exchange.state = 'proposed' AND given.starts_at > ? "
        "AND given.state IN ('assigned', 'confirmed') ORDER BY given.starts_at, exchange.id",
        (now,),
    )
    return tuple(ExchangeLine(*row) for row in rows)


def exchanges_of_detail(connection: sqlite3.Connection, detail_id: int) -> tuple[ExchangeLine, ...]:
    """Every exchange about a detail's seats, whatever became of it, the latest first."""
    rows = connection.execute(
        f"{_EXCHANGES} WHERE position.detail_id = ? ORDER BY exchange.id DESC", (detail_id,)
    )
    return tuple(ExchangeLine(*row) for row in rows)


def exchange_of_seat(connection: sqlite3.Connection, assignment_id: int) -> ExchangeLine | None:
    """The exchange of a seat that waits, if one does."""
    row = connection.execute(
        f"{_EXCHANGES} WHERE exchange.state = 'proposed' "
        "AND (exchange.assignment_id = ?1 OR exchange.other_assignment_id = ?1)",
        (assignment_id,),
    ).fetchone()
    return ExchangeLine(*row) if row else None
