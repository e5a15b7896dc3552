"""Writing a roster's plan: officers, ranks, statuses, certificates. Nobody is ever deleted."""

from typing import Any

from coordinator.actions.importing.ranks import RankNames
from coordinator.actions.importing.roster import DepartureStep, OfficerStep
from coordinator.actions.importing.roster_facts import COLUMNS, OfficerFacts, Period
from coordinator.rules.words import StatusKind
from storage.imports.roster import ACTIVE, OfficerRecord
from storage.models import Certificate, Certification, Officer, OfficerStatus, RankHeld
from storage.transaction import Transaction


def write_roster(tx: Transaction, steps: tuple[OfficerStep | DepartureStep, ...]) -> None:
    """Write every step inside the caller's action."""
    ranks, certifications = RankNames(tx.connection), _certifications(tx)
    for step in steps:
        if isinstance(step, DepartureStep):
            tx.add(
                OfficerStatus(
                    officer_id=step.officer_id, kind=StatusKind.DEPARTED, from_on=step.today
                )
            )
            continue
        officer_id = _write_officer(tx, step)
        _write_rank(tx, step, officer_id, ranks)
        _write_status(tx, step, officer_id)
        _write_certificates(tx, step, officer_id, certifications)


def _told(record: OfficerRecord) -> dict[str, Any]:
    """The columns that the file fills in; an empty cell changes nothing."""
    values = {column: getattr(record, column) for column in COLUMNS}
    return {column: value for column, value in values.items() if value not in (None, "")}


def _write_officer(tx: Transaction, step: OfficerStep) -> int:
    if step.facts is None:
        officer = tx.add(Officer(badge=step.record.badge, **_told(step.record)))
        assert officer.id is not None
        return officer.id
    told = _told(step.record)
    if any(step.facts.columns[column] != value for column, value in told.items()):
        held = tx.get(Officer, step.facts.id)
        for column, value in told.items():
            setattr(held, column, value)
        tx.save(held)
    return step.facts.id


def _write_rank(tx: Transaction, step: OfficerStep, officer_id: int, ranks: RankNames) -> None:
    record, facts = step.record, step.facts
    if not record.rank:
        return
    rank_id = ranks.ensure(tx, record.rank)
    if facts is not None and facts.rank_id == rank_id:
        return
    # A new officer has had the rank since he was hired, as far as the file knows.
    since = record.rank_since or (record.hired_on if facts is None else None) or step.today
    _hold(tx, officer_id, rank_id, min(since, step.today), step.today)


def _hold(tx: Transaction, officer_id: int, rank_id: int, since: str, today: str) -> None:
    last = tx.connection.execute(
        "SELECT id, from_on FROM rank_held WHERE officer_id = ? AND from_on <= ? "
        "ORDER BY from_on DESC, id DESC LIMIT 1",
        (officer_id, today),
    ).fetchone()
    if last and last[1] == today:
        held = tx.get(RankHeld, last[0])
        held.rank_id = rank_id
        tx.save(held)
        return
    # A date that lies before an earlier promotion would leave the old rank in force.
    from_on = since if last is None or since > last[1] else today
    tx.add(RankHeld(officer_id=officer_id, rank_id=rank_id, from_on=from_on))


def _write_status(tx: Transaction, step: OfficerStep, officer_id: int) -> None:
    status, periods = step.record.status, step.facts.statuses if step.facts else []
    if status is None:
        _end(tx, [p for p in periods if p.kind == StatusKind.DEPARTED], step.today)
    elif status == ACTIVE:
        _end(tx, [p for p in periods if p.until_on is None], step.today)
    elif status not in {period.kind for period in periods}:
        _end(tx, [p for p in periods if p.until_on is None], step.today)
        since = step.record.status_since or step.today
        tx.add(OfficerStatus(officer_id=officer_id, kind=status, from_on=since))


def _end(tx: Transaction, periods: list[Period], today: str) -> None:
    for period in periods:
        held = tx.get(OfficerStatus, period.id)
        if held.from_on >= today:
            # A span that would be empty never held.
            tx.remove(held)
        else:
            held.until_on = today
            tx.save(held)


def _certifications(tx: Transaction) -> dict[str, int]:
    return dict(tx.connection.execute("SELECT upper(code), id FROM certification").fetchall())


def _write_certificates(
    tx: Transaction, step: OfficerStep, officer_id: int, certifications: dict[str, int]
) -> None:
    for code, expires in step.record.certificates.items():
        if code not in certifications:
            added = tx.add(Certification(code=code, name=code))
            assert added.id is not None
            certifications[code] = added.id
        _write_certificate(tx, step.facts, officer_id, certifications[code], code, expires)


def _write_certificate(
    tx: Transaction,
    facts: OfficerFacts | None,
    officer_id: int,
    certification_id: int,
    code: str,
    expires: str | None,
) -> None:
    held = facts.certificates.get(code) if facts else None
    if held is None:
        tx.add(
            Certificate(
                officer_id=officer_id, certification_id=certification_id, expires_on=expires
            )
        )
    elif expires and held.expires_on != expires:
        certificate = tx.get(Certificate, held.id)
        certificate.expires_on = expires
        tx.save(certificate)
