"""One officer's time as his screen draws it: duty, details, rest, conflicts, hours against caps."""

import sqlite3
from dataclasses import dataclass

from coordinator.actions.pay.pay_windows import agency_windows
from coordinator.actions.policy.policies import policy_on
from coordinator.actions.staffing.candidates import judge_one
from coordinator.rules.caps import CapUse, cap_uses, rests, time_needed
from coordinator.rules.eligibility import Standing
from coordinator.rules.facts import OfficerFacts, Stretch
from coordinator.rules.spans import Calendar, Span
from coordinator.rules.worked_tours import worked
from storage.queries.distribution.standing import standing_facts
from storage.queries.people.duty import officer_duty
from storage.queries.people.officer import Held, held_details, officer_card
from storage.queries.staffing import facts


@dataclass(frozen=True, slots=True)
class Hit:
    """A detail that an officer holds against the policy, with every reason in words."""

    held: Held
    officer_id: int
    officer: str
    badge: str
    standing: Standing
    reasons: tuple[str, ...]

    @property
    def id(self) -> int:
        """The assignment, by which a list marks it."""
        return self.held.assignment_id


@dataclass(frozen=True, slots=True)
class OfficerTime:
    """A span of an officer's time. Spans are UTC seconds, half-open, in order of start.

    `caps` are in words, each with whether it is exceeded; `policy` names the version that governs.
    """

    shown: Span
    duty: tuple[Stretch, ...]
    held: tuple[Held, ...]
    rests: tuple[Span, ...]
    hits: tuple[Hit, ...]
    caps: tuple[tuple[str, bool], ...]
    policy: str


def officer_time(
    connection: sqlite3.Connection, officer_id: int, shown: Span, now: int
) -> OfficerTime | None:
    """What an officer does in a span, and how it stands with the policy; None without officer."""
    calendar = Calendar(facts.agency_zone(connection))
    today = calendar.local_date(now).isoformat()
    card = officer_card(connection, officer_id, today)
    if card is None:
        return None
    policy = policy_on(connection, calendar.local_date(shown[0]).isoformat()).policy
    periods = agency_windows(connection, calendar, policy, shown)
    read = time_needed(policy, shown, calendar, periods)
    duty = officer_duty(connection, officer_id, read)
    bookings = facts.bookings(connection, read, officer=officer_id)
    work, missed = worked(sorted([*duty, *(booking[:4] for booking in bookings)]))
    officer = OfficerFacts(
        officer_id,
        card.badge,
        unit=card.unit,
        rank_code=card.rank,
        work=work,
        details=bookings,
        tours_missed=missed,
    )
    more = standing_facts(connection, policy.needs, read)
    if more is not None:
        officer = more.added(officer, calendar.local_iso(shown[0]))
    uses = cap_uses(policy, officer, shown, now, calendar, periods)
    return OfficerTime(
        shown,
        tuple(s for s in duty if s[1] < shown[1] and s[2] > shown[0]),
        held_details(connection, officer_id, *shown),
        rests(policy, officer, shown, calendar),
        hits(connection, (officer_id,), shown, now),
        tuple(_said(use, calendar) for use in uses),
        f"{policy.name} of {policy.effective_on}",
    )


def hits(
    connection: sqlite3.Connection, officer_ids: tuple[int, ...], span: Span, now: int
) -> tuple[Hit, ...]:
    """Every detail within a span that one of these officers holds against the policy, by start."""
    today = Calendar(facts.agency_zone(connection)).local_date(now).isoformat()
    found: list[Hit] = []
    for officer_id in officer_ids:
        card = officer_card(connection, officer_id, today)
        for held in held_details(connection, officer_id, *span) if card else ():
            candidate = judge_one(connection, held.position_id, officer_id, now)
            if card is not None and candidate.standing is not Standing.ELIGIBLE:
                standing, reasons = candidate.standing, candidate.reasons
                found.append(Hit(held, officer_id, card.name, card.badge, standing, reasons))
    return tuple(sorted(found, key=lambda hit: (hit.held.starts_at, hit.held.number)))


def _said(use: CapUse, calendar: Calendar) -> tuple[str, bool]:
    return use.words(calendar), use.over
