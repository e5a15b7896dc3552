"""`coordinator agency`: the agency's own facts, as the form on Settings has them."""

from typing import Any

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command


@click.group()
def agency() -> None:
    """The agency itself: its name and address, and how many days employers have to pay."""


@agency.command("show")
@book_command
def agency_show(session: Session) -> None:
    """The agency's facts, as invoices and messages name them."""
    from exports.words import terms
    from storage.queries.book.agency import agency_sheet

    found = agency_sheet(session.book.reader())
    facts = (
        found.name,
        found.address.replace("\n", ", "),
        f"{found.phone} {found.email}".strip(),
        f"tax number {found.tax_number}" if found.tax_number else "",
        f"pay to {found.remit_to.replace(chr(10), ', ')}" if found.remit_to else "",
        f"invoices are payable: {terms(found.payment_terms_days)}",
        f"time zone {found.timezone}, currency {found.currency}",
    )
    session.say("\n".join(filter(None, facts)), found)


@agency.command("change")
@click.option("--name")
@click.option("--address")
@click.option("--phone")
@click.option("--email")
@click.option("--tax-number", "tax_number")
@click.option("--pay-to", "remit_to", help="Where employers pay to, as invoices print it.")
@click.option(
    "--pays-within",
    "payment_terms_days",
    type=click.IntRange(0, 3650),
    help="Days to pay an invoice (10 is Net 10), where the employer has no terms of its own.",
)
@book_command
def agency_change(session: Session, **said: Any) -> None:
    """Change the agency's facts; the payment terms hold for invoices from now on."""
    from coordinator.actions.book.settings import change_agency

    fields = {name: value for name, value in said.items() if value is not None}
    if not fields:
        raise click.UsageError("Say what is to change: see --help.")
    say_result(session, change_agency(session.book, session.actor, fields))
