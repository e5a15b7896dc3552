"""An employer as the command line tells it, a line a thing."""

from collections.abc import Iterator

from storage.queries.people.employers import EmployerSheet


def sheet_lines(found: EmployerSheet, today: str) -> Iterator[str]:
    """The register, the client, and everything that hangs on it."""
    line, client = found.line, found.client
    yield f"{line.number}  {line.name}  {line.kind}".rstrip()
    yield from filter(
        None, (found.address.replace("\n", ", "), f"{line.phone} {line.email}".strip())
    )
    if client.standing:
        why = f": {client.standing_words}" if client.standing_words else ""
        yield f"{client.standing} {client.standing_on} by {found.standing_by}{why}"
    if line.blocked_reason:
        yield f"BLOCKED {client.blocked_until_on}: {line.blocked_reason}"
    yield from _insurance(found, today)
    if found.terms_on:
        yield f"terms accepted {found.terms_on} by {found.terms_by}"
    if found.payment_terms_days is not None:
        yield f"pays within {found.payment_terms_days} days"
    yield f"owes {line.debt_cents / 100:,.2f}, {line.ahead} details ahead"
    yield from found.own
    yield from _hanging(found)


def _insurance(found: EmployerSheet, today: str) -> Iterator[str]:
    client = found.client
    if client.insurance_waived:
        yield f"insurance waived: {client.insurance_waived}"
    elif client.insurance_until:
        cents = client.insurance_cents
        limit = "" if cents is None else f" for {cents / 100:,.2f}"
        lapsed = " LAPSED" if client.insurance_until < today else ""
        yield f"insured until {client.insurance_until}{limit}{lapsed}"


def _hanging(found: EmployerSheet) -> Iterator[str]:
    for one in found.contacts:
        yield f"contact {one.id}  {one.name}  {one.role}  {one.phone}  {one.email}"
    for site in found.sites:
        circle = f"  within {site.radius_m} m" if site.radius_m else ""
        word = f"  code word {site.code_word}" if site.code_word else ""
        yield f"site {site.id}  {site.name}  {site.address}{circle}{word}"
    for paper in found.papers:
        yield f"file {paper.id}  {paper.name}  {paper.kind}  {paper.expires_on or ''}".rstrip()
    for apart in found.apart:
        until = f" until {apart.until_on}" if apart.until_on else ""
        yield f"apart  {apart.officer}  {apart.side}: {apart.reason}, from {apart.from_on}{until}"
    for job in found.jobs:
        yield f"job {job.number}  {job.title}  {job.details} details"
    for opinion in found.opinions:
        yield f"said of {opinion.detail}: {opinion.score or '-'} of 5  {opinion.words}"
    yield from (f"note: {note}" for note in found.notes)
