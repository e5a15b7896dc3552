"""An employer's register in words, above what hangs on it."""

from collections.abc import Iterator

from coordinator.rules.client import Client
from screens.shown import lines, visible
from storage.queries.people.employers import EmployerSheet


def facts_words(found: EmployerSheet, today: str) -> str:
    """How to reach it, what was decided of it, insurance, terms, its own fields, notes."""
    line = found.line
    exempt = (
        "no admin fee" if found.fee_exempt else "",
        "no tax" if found.tax_exempt else "",
        "exempt from caps" if found.exempt else "",
        f"tax number {visible(found.tax_number)}" if found.tax_number else "",
    )
    parts = [
        " · ".join(filter(None, (line.kind, visible(line.phone), visible(line.email), *exempt))),
        lines(found.address).replace("\n", ", "),
        " · ".join(_client_words(found, today)),
        " · ".join(map(visible, found.own)),
        *(f"Note: {visible(note)}" for note in found.notes[:2]),
    ]
    return "\n".join(part for part in parts if part.strip())


def _client_words(found: EmployerSheet, today: str) -> Iterator[str]:
    client = found.client
    if client.standing:
        why = f": {visible(client.standing_words)}" if client.standing_words else ""
        by = f" by {visible(found.standing_by)}" if found.standing_by else ""
        yield f"{client.standing.upper()} {client.standing_on}{by}{why}"
    if found.line.blocked_reason:
        until = f" until {client.blocked_until_on}" if client.blocked_until_on else ""
        yield f"BLOCKED{until}: {visible(found.line.blocked_reason)}"
    yield from _insurance_words(client, today)
    if found.terms_on:
        yield f"terms accepted {found.terms_on} by {visible(found.terms_by)}"


def _insurance_words(client: Client, today: str) -> Iterator[str]:
    if client.insurance_waived:
        yield f"no insurance needed ({visible(client.insurance_waived)})"
    elif client.insurance_until:
        lapsed = " LAPSED" if client.insurance_until < today else ""
        cents = client.insurance_cents
        limit = "" if cents is None else f" for {cents // 100:,}"
        yield f"insured until {client.insurance_until}{limit}{lapsed}"
