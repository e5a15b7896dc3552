"""Officers' papers: their kinds, and renewal, of one or of many in one action."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.actions.book.editing import Fields, Kept, change, enter
from coordinator.actions.results import Actor, Refused
from coordinator.rules.renewals import renewed_until
from coordinator.rules.request_words import PaperKind
from storage.database import Book
from storage.models import Certificate, Certification
from storage.queries.people.papers import latest_of
from storage.transaction import Transaction

MOST_MONTHS = 240
MOST_DAYS = 730


@dataclass(frozen=True, slots=True)
class Renewal:
    """How papers are renewed: on a local date, until a date or for as long as their kind runs."""

    on: str
    until_on: str | None = None
    approved_by: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Renewed:
    """Papers were renewed: (officer, certification, last day or None)."""

    papers: tuple[tuple[int, int, str | None], ...]

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        ends = sorted({until or "no end" for _, _, until in self.papers})
        until = f" until {ends[0]}" if len(ends) == 1 else f" until {ends[0]} to {ends[-1]}"
        number = len(self.papers)
        return f"{number} paper{'s' if number != 1 else ''} renewed{until} · u undoes"


def add_kind(book: Book, actor: Actor, fields: Fields) -> Kept | Refused:
    """Enter a kind of paper: code, name, what it is, how long it runs, who needs it."""
    if problem := _wrong(fields):
        return Refused((problem,))
    told = dict(fields)
    told["code"] = str(told.get("code", "")).strip().upper()
    if not told["code"]:
        return Refused(("A kind of paper needs a code.",))
    told["name"] = str(told.get("name") or told["code"])
    return enter(book, actor, "add certification", Certification(**told))


def change_kind(book: Book, actor: Actor, row_id: int, fields: Fields) -> Kept | Refused:
    """Change a kind of paper."""
    if problem := _wrong(fields):
        return Refused((problem,))
    return change(book, actor, "change certification", Certification, row_id, fields)


def renew(
    book: Book, actor: Actor, papers: Sequence[tuple[int, int]], renewal: Renewal
) -> Renewed | Refused:
    """Renew (officer, certification) pairs in one action. The old certificate stays on record.

    Without a last day each runs for as many months as its kind says, from its own last day where
    it has not run out. Refused where a kind says nothing, with its code.
    """
    if not papers:
        return Refused(("Nothing to renew.",))
    with book.action(actor, "renew papers", f"officer:{papers[0][0]}") as tx:
        kinds = {key: tx.get(Certification, key) for _, key in papers}
        vague = sorted(k.code for k in kinds.values() if not k.renews_months)
        if vague and renewal.until_on is None:
            tx.abandon()
            return Refused((f"Until when? {', '.join(vague)} runs for no set time.",))
        done = [
            (officer, key, _renewed(tx, officer, kinds[key], renewal)) for officer, key in papers
        ]
        return Renewed(tuple(done))


def _renewed(tx: Transaction, officer_id: int, kind: Certification, renewal: Renewal) -> str | None:
    held = latest_of(tx.connection, officer_id, kind.id)
    until = renewal.until_on or renewed_until(
        held[1] if held else None, renewal.on, kind.renews_months or 0
    )
    tx.add(
        Certificate(
            officer_id=officer_id,
            certification_id=kind.id,
            issued_on=renewal.on,
            expires_on=until,
            number=renewal.number or None,
            approved_by=renewal.approved_by or tx.who,
        )
    )
    return until


def _wrong(fields: Fields) -> str:
    if fields.get("kind") not in (None, *PaperKind):
        return f"A paper is one of: {', '.join(PaperKind)}; not {fields['kind']!r}."
    for name, most in (("renews_months", MOST_MONTHS), ("remind_days", MOST_DAYS)):
        value = fields.get(name)
        if value is not None and not 0 < value <= most:
            return f"{name.replace('_', ' ').capitalize()}: from 1 to {most}."
    return ""
