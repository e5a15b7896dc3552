"""An officer's file in words, beside the drawing of his time."""

import json
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.rules.hidden_fields import dots
from screens.shown import counted, day, span, visible
from storage.queries.people.availability import StatedTime
from storage.queries.people.bonds import Interest, Membership, OutsideJob
from storage.queries.people.officer import OfficerCard, OfficerFile, Paper, StatusRow

if TYPE_CHECKING:
    from coordinator.actions.people.officer_time import Hit, OfficerTime

SOON_DAYS = 30


def standing(found: OfficerFile, today: date) -> str:
    """What stands against the officer today, in capitals; empty where nothing does."""
    on = today.isoformat()
    words = [s.kind.replace("_", " ").upper() for s in found.statuses if s.holds_on(on)]
    if not found.card.approved:
        words.append("NOT APPROVED")
    return ", ".join(words)


def time_words(found: "OfficerTime", zone: ZoneInfo) -> str:
    """What stands against the policy, and the hours against each cap."""
    parts = [hit_words(hit, zone) for hit in found.hits]
    if not parts:
        parts.append("No detail of these two weeks is against the policy.")
    parts += ["", f"HOURS AGAINST THE CAPS ({visible(found.policy)})"]
    parts += [f"{'OVER  ' if over else '  '}{visible(words)}" for words, over in found.caps]
    return "\n".join(parts)


def hit_words(hit: "Hit", zone: ZoneInfo) -> str:
    """A detail and every reason against it."""
    held = hit.held
    when = f"{day(held.starts_at, zone)} {span(held.starts_at, held.ends_at, zone)}"
    word = "BARRED" if hit.standing == "barred" else "OVERRIDE"
    reasons = "\n".join(f"    {visible(reason)}" for reason in hit.reasons)
    return f"! {held.number} {when} {word}\n{reasons}"


def file_words(
    found: OfficerFile, today: date, zone: ZoneInfo, hidden: frozenset[str] = frozenset()
) -> str:
    """Status, ranks, certificates, groups, interests, other work, exclusions, notes.

    Of `hidden` kinds (`rules/hidden_fields`) only dots stand there."""
    card = found.card
    phone = dots(visible(card.phone), hidden="phone" in hidden)
    mail = dots(visible(card.email), hidden="mail" in hidden)
    reach = [phone, mail, f"told by {card.channel}"]
    remarks = "remarks" in hidden
    parts = [
        " · ".join(filter(None, (visible(card.unit), *reach))),
        f"senior since {card.seniority_on or '?'} · hired {card.hired_on or '?'}",
        *distribution_words(card),
        f"{counted(found.call_offs, 'call-off')}, {counted(found.no_shows, 'no-show')}",
        "",
        "STATUS",
        *(
            [_status(one, today, hidden=remarks) for one in found.statuses]
            or ["  nothing on record"]
        ),
        "",
        "RANK",
        *(f"  {visible(code)} since {on}" for code, on in found.ranks),
        "",
        "CERTIFICATES",
        *([_paper(one, today) for one in found.papers] or ["  none"]),
        *(f"  {visible(code)} MISSING: nobody works a detail without it" for code in found.lacking),
        *(["", "OWN FIELDS"] if found.own else []),
        *(f"  {_own(words, hidden='own' in hidden)}" for words in found.own),
    ]
    parts += _bonds(found, today.isoformat(), zone)
    if found.apart:
        parts += ["", "KEPT APART FROM"]
    for one in found.apart:
        until = f" until {one.until_on}" if one.until_on else ""
        asked = f"asked by the {one.side}: {dots(visible(one.reason), hidden=remarks)}"
        parts.append(f"  {visible(one.employer)} from {one.from_on}{until}, {asked}")
    if found.notes:
        parts += ["", "NOTES", *(f"  {visible(note)}" for note in found.notes)]
    return "\n".join(parts)


def distribution_words(card: OfficerCard) -> list[str]:
    """By what else a policy may order the officer; nothing where nothing is said."""
    figures = json.loads(card.figures) if card.figures else {}
    told = [
        f"tier {visible(card.tier)}" if card.tier else "",
        f"takes part from {card.eligible_on}" if card.eligible_on else "",
        *(f"{visible(name)} {visible(str(value))}" for name, value in figures.items()),
    ]
    line = " · ".join(filter(None, told))
    return [line] if line else []


def _bonds(found: OfficerFile, on: str, zone: ZoneInfo) -> list[str]:
    groups = [_group(one, on) for one in found.groups]
    ties = [f"  {visible(_tie(one, found.card.id))}" for one in found.interests]
    work = [_outside(one, zone) for one in found.outside]
    said = [f"  {stated_words(one, zone)}" for one in found.stated]
    titled = {"GROUPS": groups, "DECLARED INTERESTS": ties, "OTHER WORK": work, "SAYS": said}
    return [line for title, lines in titled.items() if lines for line in ("", title, *lines)]


def _group(one: Membership, on: str) -> str:
    now = "" if one.until_on is None or one.until_on > on else "was "
    until = f" until {one.until_on}" if one.until_on else ""
    return f"  {now}{visible(one.group)} from {one.from_on}{until}"


def _tie(one: Interest, officer_id: int) -> str:
    whose = "" if one.officer_id == officer_id else f"#{one.badge} {one.officer} declared "
    return f"{whose}{one.sentence}"


def _outside(one: OutsideJob, zone: ZoneInfo) -> str:
    when = f"{day(one.starts_at, zone)} {span(one.starts_at, one.ends_at, zone)}"
    return f"  {when} {visible(one.employer)} {visible(one.employer_kind)}".rstrip()


def stated_words(one: StatedTime, zone: ZoneInfo) -> str:
    """'BUSY Sat 6 Jun 08:00-16:00 (told Pat)'."""
    word = "free" if one.kind == "available" else "BUSY"
    when = f"{day(one.starts_at, zone)} {span(one.starts_at, one.ends_at, zone)}"
    return f"{word} {when} ({visible(one.source)}) {visible(one.words)}".rstrip()


def _own(words: str, *, hidden: bool) -> str:
    """A field of the agency's own; its label stands there always."""
    label, mark, value = words.partition(": ")
    return visible(
        f"{label}{mark}{dots(value, hidden=hidden)}" if mark else dots(words, hidden=hidden)
    )


def _status(one: StatusRow, today: date, *, hidden: bool = False) -> str:
    until = f" until {one.until_on}" if one.until_on else " until further notice"
    now = "NOW " if one.holds_on(today.isoformat()) else ""
    kind = one.kind.replace("_", " ").upper()
    return (
        f"  {now}{kind} from {one.from_on}{until} {dots(visible(one.note), hidden=hidden)}".rstrip()
    )


def _paper(one: Paper, today: date) -> str:
    name = f"  {visible(one.code)} {visible(one.name)}"
    if one.expires_on is None:
        return f"{name}, without end"
    days = (date.fromisoformat(one.expires_on) - today).days
    word = "EXPIRED" if days < 0 else "RUNS OUT" if days <= SOON_DAYS else "valid"
    return f"{name}, {word} {one.expires_on}"
