"""What distribution rests on and nothing in the book tells: lists and balances from elsewhere."""

from dataclasses import dataclass
from fractions import Fraction

from coordinator.actions.distribution.account_names import wrong_account
from coordinator.actions.distribution.standings import SCALES
from coordinator.actions.policy.policies import policy_on
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.seats import surname
from coordinator.rules.distribution.document import Distribution
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.models import ListPlace, ListState, TallyEntry
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Kept:
    """It is in the book."""

    id: int
    sentence: str


def hand_over_list(
    book: Book,
    actor: Actor,
    name: str,
    officers: tuple[int, ...],
    *,
    mark: int | None = None,
    as_of: int | None = None,
    words: str = "",
) -> Kept | Refused:
    """Enter a list of the policy as it stood at an instant; later happenings are put upon it."""
    if len(set(officers)) < len(officers):
        return Refused(("An officer stands on the list twice.",))
    if mark is not None and mark not in officers:
        return Refused(("The mark stands at somebody who is not on the list.",))
    at = actor.now if as_of is None else as_of
    with book.action(actor, "hand over list", "list_state", words) as tx:
        known = [roster.name for roster in _distribution(tx, at).lists]
        if name not in known:
            tx.abandon()
            return Refused((f"The policy has no list {name!r}; it has: {_listed(known)}.",))
        state = tx.add(ListState(name=name, as_of_at=at, mark_id=mark, words=words))
        for place, officer in enumerate(officers, 1):
            tx.add(ListPlace(list_state_id=state.id, officer_id=officer, place=place))
        tx.subject = f"list_state:{state.id}"
        return Kept(state.id, f"{name}: {len(officers)} names handed over · u undoes")


def enter_in_tally(
    book: Book,
    actor: Actor,
    officer_id: int,
    name: str,
    amount: str,
    words: str,
    *,
    at: int | None = None,
) -> Kept | Refused:
    """Add an amount in the tally's unit, which may be negative, with the words for it."""
    try:
        value = Fraction(amount)
    except (ValueError, ZeroDivisionError):
        return Refused((f"{amount!r} is no amount. Write 12, 3.5 or -4.",))
    if not words.strip():
        return Refused(("An entry needs its reason: it can be asked for later.",))
    when = actor.now if at is None else at
    with book.action(actor, "enter in tally", f"officer:{officer_id}", words) as tx:
        document = _distribution(tx, when)
        tally = document.tally_of(name)
        if tally is None:
            tx.abandon()
            known = document.account_names
            return Refused((f"The policy has no tally {name!r}; it has: {known}.",))
        wrong = wrong_account(tx.connection, tally, name)
        if wrong:
            tx.abandon()
            return Refused((wrong,))
        entry = tx.add(
            TallyEntry(
                officer_id=officer_id,
                tally=name,
                counts_at=when,
                amount=round(value * SCALES[tally.unit]),
                words=words,
            )
        )
        sentence = f"{surname(tx, officer_id)}: {amount} in {name} · u undoes"
        return Kept(entry.id, sentence)


def _distribution(tx: Transaction, at: int) -> Distribution:
    on = Calendar(agency_zone(tx.connection)).local_iso(at)
    return policy_on(tx.connection, on).policy.distribution


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "none"
