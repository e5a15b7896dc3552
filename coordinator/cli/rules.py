"""Commands that ask the policy: who may take a detail, what breaks it, and does the record hold."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import TAMPERED, Session, book_command
from coordinator.cli.times import DAY

if TYPE_CHECKING:
    from coordinator.actions.policy.checking import Violation
    from coordinator.actions.staffing.candidates import Candidate, Ranking

SHOWN = 20


@click.command()
@click.argument("detail")
@click.option("--all", "everybody", is_flag=True, help="Print the whole list, not its head.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the call list as PDF there.")
@click.option("--officer", default="", help="Only this badge, and what it costs him.")
@book_command
def candidates(
    session: Session, detail: str, everybody: bool, pdf: Path | None, officer: str
) -> None:
    """The ranked candidates for DETAIL (26-0412.3, or one position 26-0412.3b)."""
    # The rules are needed only here; other commands start without them.
    from coordinator.actions.staffing.candidates import rank_candidates
    from storage.queries.staffing.seats import wanted_position

    connection = session.book.reader()
    position = wanted_position(connection, detail)
    if pdf is not None:
        _write_call_list(session, position, pdf)
        return
    if officer:
        _say_one(session, position, officer)
        return
    ranking = rank_candidates(connection, position, session.actor.now)
    # A book's officers by the thousand are put into words only as far as they are printed.
    limit = None if everybody or session.json else SHOWN
    session.say(_listed(ranking, limit), _ranking_json(ranking) if session.json else None)


def _say_one(session: Session, position: int, badge: str) -> None:
    from coordinator.actions.policy.looking_ahead import look_ahead
    from coordinator.actions.staffing.candidates import judge_one
    from storage.queries.book.lookup import officer_id

    connection, now = session.book.reader(), session.actor.now
    officer = officer_id(connection, badge)
    found = judge_one(connection, position, officer, now)
    costs = look_ahead(connection, position, officer, now)
    lines = [_line(found), *(f"  next: {words}" for words in found.following)]
    lines += [f"  taking it: {cost.sentence}" for cost in costs]
    value = _candidate_json(found, None, 1)
    forced = judge_one(connection, position, officer, now, ordered=True)
    if forced.verdict != found.verdict:
        lines.append(f"  if he is ordered: {_line(forced).strip()}")
        value["if_ordered"] = _candidate_json(forced, None, 1)
    session.say("\n".join(lines), {**value, "consequences": costs})


def _write_call_list(session: Session, position: int, pdf: Path) -> None:
    from coordinator.actions.staffing.call_sheet import make_call_list

    connection = session.book.reader()
    made = checked(session, make_call_list(connection, pdf, position, now=session.actor.now))
    session.say(made.sentence, made)


@click.command()
@click.option("--from", "first", type=DAY, help="First local date of the details.")
@click.option("--to", "last", type=DAY, help="Last local date of the details, included.")
@book_command
def check(session: Session, first: datetime | None, last: datetime | None) -> None:
    """Hold every assignment in the book against the policy; exit 4 where something breaks it."""
    from coordinator.actions.policy.checking_apart import check_apart
    from storage.queries.staffing.facts import agency_zone

    connection = session.book.reader()
    span = _dates(agency_zone(connection), first, last)
    assignments = 0
    found: list[Violation] = []
    for piece in check_apart(session.book.path, span):
        assignments += piece.assignments
        found += piece.violations
    found.sort(key=lambda violation: (violation.starts_at, violation.position))
    session.say(
        _violations(assignments, found),
        {"assignments": assignments, "violations": [_violation_json(v) for v in found]},
    )
    if any(not violation.allowed for violation in found):
        raise SystemExit(TAMPERED)


@click.command()
@click.argument("position", required=False)
@click.option(
    "--packet",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that `coordinator packet --out` wrote; no book is needed.",
)
@book_command
def replay(session: Session, position: str | None, packet: Path | None) -> None:
    """Work every decision out again from its packet, or those about POSITION; exit 4 if one
    comes out differently."""
    if packet is not None:
        from coordinator.cli.awards import replay_packet

        replay_packet(session, packet)
        return
    from coordinator.actions.distribution.replaying import replay_decisions
    from storage.queries.book.lookup import position_id

    connection = session.book.reader()
    wanted = position_id(connection, position) if position else None
    count = 0
    differ = []
    for replayed in replay_decisions(connection, wanted):
        count += 1
        if not replayed.same:
            differ.append(replayed)
    lines = [f"{count} decisions worked out again, {len(differ)} come out differently."]
    lines += [f"{d.position}  {d.badge}: {' '.join(d.differences)}" for d in differ]
    session.say("\n".join(lines), {"decisions": count, "differ": differ})
    if differ:
        raise SystemExit(TAMPERED)


def _dates(zone: str, first: datetime | None, last: datetime | None) -> tuple[int, int]:
    from coordinator.actions.policy.checking import local_dates

    return local_dates(zone, first and first.date(), last and last.date())


def _listed(ranking: "Ranking", limit: int | None) -> str:
    from coordinator.rules.draft_order import ordered_next

    position = ranking.question.position
    wave = f" · asked next: {ranking.next_wave}" if ranking.next_wave else ""
    ordered = f" · ordered next: {named}" if (named := ordered_next(ranking)) else ""
    lines = [f"{position.number} by {ranking.policy.name}:{wave}{ordered}"]
    place = 1
    for group in ranking.groups:
        tie = f" (tie of {len(group)})" if len(group) > 1 else ""
        lines += [f"{place:>4}{tie} {_line(candidate, ranking)}" for candidate in group]
        place += len(group)
    lines = lines if limit is None else [*lines[: limit + 1], *_more(len(lines) - 1 - limit)]
    barred = ranking.barred[:limit]
    lines += [f"   - {_line(candidate, ranking)}" for candidate in barred]
    return "\n".join([*lines, *_more(len(ranking.barred) - len(barred))])


def _more(count: int) -> list[str]:
    return [f"     ... and {count} more (--all shows them)"] if count > 0 else []


def _line(candidate: "Candidate", ranking: "Ranking | None" = None) -> str:
    km = "" if candidate.distance_km is None else f"  {candidate.distance_km} km"
    answer = f"  [{candidate.answer.replace('_', ' ')}]" if candidate.answer else ""
    said = [candidate.aside] if candidate.aside else []
    why = f"  {'; '.join([*said, *candidate.reasons])}" if said or candidate.reasons else ""
    by = " · ".join(ranking.why(candidate) if ranking else ()) or f"{candidate.minutes / 60:.1f} h"
    head = f"{candidate.badge} {candidate.name}  {by}{km}{answer}"
    return f"{head}  {candidate.standing}{why}"


def _ranking_json(ranking: "Ranking") -> dict[str, Any]:
    from coordinator.rules.draft_order import ordered_next

    place, listed = 1, []
    for group in ranking.groups:
        listed += [_candidate_json(c, place, len(group), ranking) for c in group]
        place += len(group)
    position = ranking.question.position
    return {
        "position": position.number,
        "detail": position.detail_number,
        "starts_at": position.starts_at,
        "ends_at": position.ends_at,
        "policy": {"id": ranking.policy_id, "name": ranking.policy.name},
        "seed": ranking.seed,
        "asked_next": ranking.next_wave,
        "ordered_next": ordered_next(ranking),
        "candidates": listed,
        "barred": [_candidate_json(c, None, 1, ranking) for c in ranking.barred],
    }


def _candidate_json(
    candidate: "Candidate", place: int | None, tied: int, ranking: "Ranking | None" = None
) -> dict[str, Any]:
    return {
        "place": place,
        "tied": tied,
        "badge": candidate.badge,
        "name": candidate.name,
        "rank": candidate.officer.rank_code,
        "verdict": str(candidate.standing),
        "clean": candidate.verdict.clean,
        "reasons": candidate.reason_values,
        "override_by": list(candidate.verdict.may_override),
        "aside": candidate.aside,
        "order_by": list(ranking.why(candidate) if ranking else ()),
        "minutes": candidate.minutes,
        "details": candidate.details,
        "last_worked_at": candidate.last_worked_at,
        "distance_metres": candidate.distance_metres,
        "answer": candidate.answer,
        "following": list(candidate.following),
    }


def _violations(assignments: int, found: list["Violation"]) -> str:
    allowed = sum(violation.allowed for violation in found)
    lines = [
        f"{assignments} assignments, {len(found)} against the policy"
        + (f", {allowed} of them allowed by an override." if allowed else ".")
    ]
    for v in found:
        note = f" [allowed by {v.override_by}]" if v.allowed else ""
        lines.append(f"{v.position}  {v.badge} {v.name}: {'; '.join(v.reasons)}{note}")
    return "\n".join(lines)


def _violation_json(violation: "Violation") -> dict[str, Any]:
    from coordinator.cli.session import plain

    return {**plain(violation), "allowed": violation.allowed}
