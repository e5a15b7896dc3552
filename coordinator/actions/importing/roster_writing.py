"""Writing a roster's plan: officers, ranks, statuses, certificates. Nobody is ever deleted."""

import json
from collections.abc import Mapping
from typing import Any

from coordinator.actions.importing.bulk import NewRows
from coordinator.actions.importing.ranks import RankNames
from coordinator.actions.importing.roster import DepartureStep, OfficerStep
from coordinator.actions.importing.roster_facts import COLUMNS, Period
from coordinator.rules.words import StatusKind
from storage.imports.roster import ACTIVE
from storage.models import (
    Certificate,
    Certification,
    GroupMember,
    Officer,
    OfficerStatus,
    RankHeld,
)
from storage.transaction import Transaction


def write_roster(tx: Transaction, steps: tuple[OfficerStep | DepartureStep, ...]) -> None:
    """Write every step inside the caller's action."""
    writing = _Writing(tx)
    for step in steps:
        if isinstance(step, DepartureStep):
            writing.depart(step)
        else:
            writing.write(step)
    writing.rows.flush()


class _Writing:
    """One roster on its way in."""

    def __init__(self, tx: Transaction) -> None:
        self.rows = NewRows(tx)
        self._tx, self._ranks = tx, RankNames(tx.connection)
        known = tx.connection.execute("SELECT upper(code), id FROM certification")
        self._certifications: dict[str, int] = dict(known.fetchall())

    def depart(self, step: DepartureStep) -> None:
        """The officer has left as of today."""
        self.rows.add(
            OfficerStatus,
            officer_id=step.officer_id,
            kind=StatusKind.DEPARTED,
            from_on=step.today,
        )

    def write(self, step: OfficerStep) -> None:
        """One officer with all that the roster says of him."""
        officer_id = self._officer(step)
        self._rank(step, officer_id)
        self._status(step, officer_id)
        self._groups(step, officer_id)
        for code, expires in step.record.certificates.items():
            self._certificate(step, officer_id, code, expires)

    def _officer(self, step: OfficerStep) -> int:
        told = _told(step)
        if step.custom is not None:
            told["custom"] = step.custom
        if step.facts is None:
            return self.rows.add(Officer, badge=step.record.badge, **told)
        held_now = {**step.facts.columns, "figures": _as_kept(step.facts.figures)}
        held_now["custom"] = step.facts.custom
        if any(held_now[column] != value for column, value in told.items()):
            held = self._tx.get(Officer, step.facts.id)
            for column, value in told.items():
                setattr(held, column, value)
            self._tx.save(held)
        return step.facts.id

    def _rank(self, step: OfficerStep, officer_id: int) -> None:
        record, facts = step.record, step.facts
        if not record.rank:
            return
        rank_id = self._ranks.ensure(self._tx, record.rank)
        if facts is None:
            # A new officer has had the rank since he was hired, as far as the file knows.
            since = record.rank_since or record.hired_on or step.today
            from_on = min(since, step.today)
            self.rows.add(RankHeld, officer_id=officer_id, rank_id=rank_id, from_on=from_on)
        elif facts.rank_id != rank_id:
            self._promote(step, officer_id, rank_id)

    def _promote(self, step: OfficerStep, officer_id: int, rank_id: int) -> None:
        today = step.today
        last = self._tx.connection.execute(
            "SELECT id, from_on FROM rank_held WHERE officer_id = ? AND from_on <= ? "
            "ORDER BY from_on DESC, id DESC LIMIT 1",
            (officer_id, today),
        ).fetchone()
        if last and last[1] == today:
            held = self._tx.get(RankHeld, last[0])
            held.rank_id = rank_id
            self._tx.save(held)
            return
        # A date that lies before an earlier promotion would leave the old rank in force.
        since = min(step.record.rank_since or today, today)
        from_on = since if last is None or since > last[1] else today
        self.rows.add(RankHeld, officer_id=officer_id, rank_id=rank_id, from_on=from_on)

    def _status(self, step: OfficerStep, officer_id: int) -> None:
        status, periods = step.record.status, step.facts.statuses if step.facts else []
        if status is None:
            self._end([p for p in periods if p.kind == StatusKind.DEPARTED], step.today)
        elif status == ACTIVE or status not in {period.kind for period in periods}:
            self._end([p for p in periods if p.until_on is None], step.today)
            if status != ACTIVE:
                since = step.record.status_since or step.today
                self.rows.add(OfficerStatus, officer_id=officer_id, kind=status, from_on=since)

    def _end(self, periods: list[Period], today: str) -> None:
        for period in periods:
            held = self._tx.get(OfficerStatus, period.id)
            if held.from_on >= today:
                # A span that would be empty never held.
                self._tx.remove(held)
            else:
                held.until_on = today
                self._tx.save(held)

    def _groups(self, step: OfficerStep, officer_id: int) -> None:
        """He is in the groups that the file names from today on, and in no others."""
        held = step.facts.groups if step.facts else {}
        if not step.record.groups:
            return
        for name in step.record.groups:
            if name not in held:
                self.rows.add(GroupMember, officer_id=officer_id, name=name, from_on=step.today)
        for name, row in held.items():
            if name not in step.record.groups:
                member = self._tx.get(GroupMember, row)
                if member.from_on >= step.today:
                    self._tx.remove(member)  # a span that would be empty never held
                else:
                    member.until_on = step.today
                    self._tx.save(member)

    def _certificate(
        self, step: OfficerStep, officer_id: int, code: str, expires: str | None
    ) -> None:
        if code not in self._certifications:
            self._certifications[code] = self.rows.add(Certification, code=code, name=code)
        held = step.facts.certificates.get(code) if step.facts else None
        if held is None:
            self.rows.add(
                Certificate,
                officer_id=officer_id,
                certification_id=self._certifications[code],
                expires_on=expires,
            )
        elif expires and held.expires_on != expires:
            certificate = self._tx.get(Certificate, held.id)
            certificate.expires_on = expires
            self._tx.save(certificate)


def _told(step: OfficerStep) -> dict[str, Any]:
    """The columns that the file fills in; an empty cell changes nothing."""
    record = step.record
    values: dict[str, Any] = {column: getattr(record, column) for column in COLUMNS}
    if record.figures:
        kept = step.facts.figures if step.facts else {}
        values["figures"] = _as_kept({**kept, **record.figures})
    return {column: value for column, value in values.items() if value not in (None, "")}


def _as_kept(figures: Mapping[str, Any]) -> str | None:
    return json.dumps(dict(sorted(figures.items())), ensure_ascii=False) if figures else None
