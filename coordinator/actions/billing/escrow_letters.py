"""Balances that are too low for what is ordered: who they are, and telling them."""

import sqlite3
from dataclasses import dataclass

from coordinator.actions.billing.billing_terms import EscrowStanding, escrow_standing
from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.money.bank import employer_names
from storage.queries.staffing.today import agency_words


@dataclass(frozen=True, slots=True)
class LowBalanceTold:
    """Messages about low balances were drafted."""

    employers: tuple[str, ...]
    drafts: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"{self.drafts} messages drafted to {', '.join(self.employers)}"


def balances(connection: sqlite3.Connection, now: int) -> tuple[EscrowStanding, ...]:
    """Every employer for whom the terms want money to lie ready, by name."""
    on = local_date(now, agency_words(connection).timezone).isoformat()
    found = (escrow_standing(connection, key, on) for key, _ in employer_names(connection))
    return tuple(standing for standing in found if standing is not None)


def tell_low_balances(book: Book, actor: Actor) -> LowBalanceTold | Refused:
    """Draft a message to every employer whose balance is too low, in one action."""
    low = [each for each in balances(book.reader(), actor.now) if each.short_cents]
    if not low:
        return Refused(("No balance is too low.",))
    with book.action(actor, "tell low balance", f"employer:{low[0].employer_id}") as tx:
        from coordinator.actions.billing.billing_messages import draft_to_employer

        drafts = 0
        for each in low:
            body = (
                f"Your balance with us is {each.balance_cents / 100:,.2f};"
                f" {each.needed_cents / 100:,.2f} is needed for what is ordered."
                f" Please send {each.short_cents / 100:,.2f}, so that officers can be assigned."
            )
            drafts += draft_to_employer(
                tx,
                each.employer_id,
                None,
                "Low balance",
                body,
                papers=(f"statement:{each.employer_id}",),
            )
        return LowBalanceTold(tuple(each.employer for each in low), drafts)
