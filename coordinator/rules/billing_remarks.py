"""Tables of billing terms that are never reached: of several the first that fits holds."""

from collections.abc import Iterator, Sequence

from coordinator.rules.billing_discounts import Discount
from coordinator.rules.billing_terms import BillingTerms, Escrow, Instalments
from coordinator.rules.billing_years import Annual

Row = Discount | Instalments | Escrow | Annual


def terms_remarks(terms: BillingTerms) -> tuple[str, ...]:
    """A sentence for each table that another above it leaves nothing, with the remedy."""
    return (
        *_hidden("discount", terms.discounts),
        *_hidden("instalments", terms.instalments),
        *_hidden("escrow", terms.escrows),
        *_hidden("annual", terms.annuals),
    )


def _hidden(table: str, rows: Sequence[Row]) -> Iterator[str]:
    for place, row in enumerate(rows, 1):
        above = [n for n, other in enumerate(rows[: place - 1], 1) if _covers(other, row)]
        if above:
            yield (
                f"[[{table}]] number {place} is never reached: number {above[0]} above it holds"
                " whenever it does. Put the special one above the general one, or leave it out."
            )


def _covers(general: Row, special: Row) -> bool:
    """Whether the first holds wherever the second does."""
    if not general.whom.covers(special.whom):
        return False
    if isinstance(general, Instalments) and isinstance(special, Instalments):
        named = not general.invoices or set(special.invoices or ("",)) <= set(general.invoices)
        return named and general.least_cents <= special.least_cents
    # What an escrow or a year asks at least is what it says, not where it holds.
    if isinstance(general, Discount) and isinstance(special, Discount):
        return general.least_cents <= special.least_cents
    return True
