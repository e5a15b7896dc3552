"""What binds officers and takes their time: groups, interests, work for others; their figures."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from coordinator.actions.book.editing import Kept, attempt, change, enter
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.seats import surname
from coordinator.rules.words import Relation
from storage.database import Book
from storage.models import Conflict, GroupMember, Officer, OutsideWork
from storage.transaction import Transaction

BETWEEN_OFFICERS = (Relation.SUPERVISES,)
"""Relations that tie an officer to another officer only."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Officers are in a group, or no longer."""

    group: str
    officer_ids: tuple[int, ...]
    sentence: str


def join_group(
    book: Book,
    actor: Actor,
    officer_ids: tuple[int, ...],
    group: str,
    from_on: str,
    until_on: str | None = None,
) -> Joined | Refused:
    """Officers are in a group from a local date on; who is in it already stays as he is."""
    name = group.strip()
    if not name:
        return Refused(("A group needs a name.",))
    with book.action(actor, "join group", "group_member") as tx:
        new = [key for key in officer_ids if not _memberships(tx, key, name, from_on)]
        if not new:
            tx.abandon()
            return Refused((f"All of them are in {name} on {from_on} already.",))
        for officer in new:
            row = GroupMember(officer_id=officer, name=name, from_on=from_on, until_on=until_on)
            tx.add(row)
        tx.subject = f"officer:{new[0]}"
        return Joined(name, tuple(new), f"{_told(tx, new)} in {name} from {from_on} · u undoes")


def leave_group(
    book: Book, actor: Actor, officer_ids: tuple[int, ...], group: str, on: str
) -> Joined | Refused:
    """Officers are in a group no longer from a local date on; what was before stays on record."""
    with book.action(actor, "leave group", "group_member") as tx:
        left = [key for key in officer_ids if _end(tx, key, group, on)]
        if not left:
            tx.abandon()
            return Refused((f"None of them is in {group} on {on}.",))
        tx.subject = f"officer:{left[0]}"
        return Joined(group, tuple(left), f"{_told(tx, left)} out of {group} from {on} · u undoes")


def end_membership(book: Book, actor: Actor, member_id: int, until_on: str) -> Kept | Refused:
    """One time in a group ends before a local date."""
    return change(book, actor, "leave group", GroupMember, member_id, {"until_on": until_on})


def declare_interest(
    book: Book,
    actor: Actor,
    officer_id: int,
    relation: str,
    from_on: str,
    *,
    employer_id: int | None = None,
    other_officer_id: int | None = None,
    until_on: str | None = None,
    words: str = "",
) -> Kept | Refused:
    """What ties an officer to an employer or to another officer, from a local date on."""
    if (employer_id is None) == (other_officer_id is None):
        return Refused(("An interest is in one employer, or in one other officer.",))
    if other_officer_id == officer_id:
        return Refused(("An officer is not his own relation.",))
    if relation in BETWEEN_OFFICERS and other_officer_id is None:
        return Refused((f"{relation} is said of another officer.",))
    tie = Conflict(
        officer_id=officer_id,
        employer_id=employer_id,
        other_officer_id=other_officer_id,
        relation=relation,
        from_on=from_on,
        until_on=until_on,
        words=words,
    )
    return enter(book, actor, "declare interest", tie)


def end_interest(book: Book, actor: Actor, interest_id: int, until_on: str) -> Kept | Refused:
    """The interest is over from a local date on."""
    return change(book, actor, "end interest", Conflict, interest_id, {"until_on": until_on})


def declare_outside_work(
    book: Book,
    actor: Actor,
    officer_id: int,
    span: tuple[int, int],
    employer: str = "",
    employer_kind: str = "",
    job_class: str = "",
) -> Kept | Refused:
    """Work for others that an officer declares (UTC seconds, half-open)."""
    if span[1] <= span[0]:
        return Refused(("The end of the work must be later than its start.",))
    work = OutsideWork(
        officer_id=officer_id,
        starts_at=span[0],
        ends_at=span[1],
        employer=employer,
        employer_kind=employer_kind,
        job_class=job_class,
    )
    return enter(book, actor, "declare outside work", work)


def drop_outside_work(book: Book, actor: Actor, work_id: int) -> Kept | Refused:
    """Work for others that was not, or will not be, done."""

    def drop(tx: Transaction) -> Kept:
        work = tx.get(OutsideWork, work_id)
        tx.remove(work)
        return Kept("outside_work", work_id, "Outside work taken away · u undoes")

    return attempt(book, actor, "drop outside work", f"outside_work:{work_id}", drop)


def set_figure(book: Book, actor: Actor, officer_id: int, name: str, value: str) -> Kept | Refused:
    """A date or number of the agency's own by which a policy may order; "" takes it away."""
    plain = name.strip()
    if not plain.replace("_", "").isalnum():
        return Refused((f"{name!r} is no name of a figure: write it as days_at_rank.",))
    found = read_figure(value)
    if found is None and value.strip():
        return Refused((f"{value!r} is neither a date (2026-11-22) nor a number.",))

    def write(tx: Transaction) -> Kept:
        officer = tx.get(Officer, officer_id)
        figures = with_figures(officer.figures, {plain: found})
        tx.save(officer.model_copy(update={"figures": figures}))
        told = "taken away" if found is None else str(found)
        return Kept("officer", officer_id, f"{officer.last_name}: {plain} {told} · u undoes")

    return attempt(book, actor, "set figure", f"officer:{officer_id}", write)


def read_figure(text: str) -> str | int | float | None:
    """A date as ISO text or a number; None where it is neither."""
    text = text.strip()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > 10**12:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def with_figures(kept: str | None, told: dict[str, str | int | float | None]) -> str | None:
    """An officer's figures (JSON) with others laid over them; None takes one away."""
    figures = {**(json.loads(kept) if kept else {}), **told}
    held = {name: value for name, value in sorted(figures.items()) if value is not None}
    return json.dumps(held, ensure_ascii=False) if held else None


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _memberships(tx: Transaction, officer_id: int, group: str, on: str) -> list[GroupMember]:
    rows: sqlite3.Cursor = tx.connection.execute(
        "SELECT id FROM group_member WHERE officer_id = ?1 AND name = ?2 AND from_on <= ?3 "
        "AND (until_on IS NULL OR until_on > ?3)",
        (officer_id, group, on),
    )
    return [tx.get(GroupMember, key) for (key,) in rows.fetchall()]


def _end(tx: Transaction, officer_id: int, group: str, on: str) -> bool:
    held = _memberships(tx, officer_id, group, on)
    for member in held:
        if member.from_on >= on:
            tx.remove(member)  # a span that would be empty never held
        else:
            member.until_on = on
            tx.save(member)
    return bool(held)


def _told(tx: Transaction, officer_ids: list[int]) -> str:
    names = [surname(tx, key) for key in officer_ids[:5]]
    more = f" and {len(officer_ids) - 5} more" if len(officer_ids) > 5 else ""
    return f"{', '.join(names)}{more}"
