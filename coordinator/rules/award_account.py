"""A decision packet told to people: who stood where, with what, and why each was passed over.

It is made from the packet and the policy's text alone, so that whoever holds the two can read it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coordinator.rules.award_figures import behind_figure
from coordinator.rules.clauses.wording import stretch
from coordinator.rules.decision import Packet, officer_of
from coordinator.rules.facts import Question
from coordinator.rules.policy import Policy
from coordinator.rules.policy_words import clause_words, rotation_words
from coordinator.rules.spans import Calendar
from coordinator.rules.told_order import ToldOrder, told_order


@dataclass(frozen=True, slots=True)
class Place:
    """One officer in the order: his place, what he was ordered by, the verdict, what became."""

    place: int
    tied: bool
    badge: str
    facts: str
    standing: str
    reasons: tuple[str, ...]
    passed: str
    """Why he was passed over, where he stood ahead of the officer taken."""
    taken: bool
    behind: tuple[tuple[str, ...], ...] = ()
    """For each of `reasons` the tours, details and events that its figure is made of, if any."""
    aside: str = ""
    """Why he did not stand for it by the method, where he did not."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A clause that stands behind a reason, with the agreement's own number and text.

    Where the document does not quote the agreement, `text` is the clause in plain words.
    """

    number: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """One decision in words. Instants are UTC seconds; `when` is the position's span in words."""

    position: str
    when: str
    asked_at: int
    policy: str
    sha256: str
    kind: str
    reason: str
    override_by: str
    seed: str
    rule: tuple[str, ...]
    places: tuple[Place, ...]
    ahead: tuple[str, ...]
    """How many more stood ahead who are not kept one by one, by their gravest reason."""
    behind: tuple[str, ...]
    named: Mapping[str, str]
    """By badge, where somebody not kept one by one stood, and his gravest reason."""
    clauses: tuple[Quoted, ...]
    draft: tuple[str, ...] = ()
    """Whom the draft would order, where somebody was ordered by one, in sentences."""

    @property
    def taken(self) -> Place:
        """The officer who got it."""
        return next(place for place in self.places if place.taken)

    def of(self, badge: str) -> Place | None:
        """One officer of the order; None where he is not kept one by one."""
        return next((place for place in self.places if place.badge == badge), None)


def account_of(packet: Packet, policy: Policy) -> Account:
    """Tell a packet. Raises KeyError, TypeError or ValueError where it is not whole."""
    calendar = Calendar(packet["timezone"])
    position, award = packet["position"], packet["award"]
    told = told_order(packet, policy)
    return Account(
        position=position["number"],
        when=stretch((position["starts_at"], position["ends_at"]), calendar),
        asked_at=packet["now"],
        policy=packet["policy"]["name"],
        sha256=packet["policy"]["sha256"],
        kind=award["kind"],
        reason=award["reason"],
        override_by=award["override_by"],
        seed=packet["seed"],
        rule=rotation_words(policy),
        places=tuple(_places(packet, policy, told)),
        ahead=_counted(packet["rest"]["ahead"]),
        behind=_counted(packet["rest"]["behind"]),
        named=_named(packet["rest"]),
        clauses=tuple(_quoted(packet, policy)),
        draft=told.draft,
    )


def account_lines(account: Account) -> Iterator[str]:
    """The account as plain text, line by line."""
    taken = account.taken
    yield f"{account.position}, {account.when}"
    yield f"Taken: {taken.badge} ({account.kind}), place {taken.place} in the order."
    if account.override_by:
        yield f"Override by {account.override_by}: {account.reason}"
    elif account.reason:
        yield f"Reason: {account.reason}"
    yield f"Policy: {account.policy}, SHA-256 {account.sha256[:16]}"
    yield from ("", "The rule:", *(f"  {words}" for words in account.rule))
    if account.draft:
        yield from ("", "The draft:", *(f"  {words}" for words in account.draft))
    yield from ("", "The order at that moment:")
    for place in account.places:
        yield from place_lines(place)
    yield from (f"  also ahead: {words}" for words in account.ahead)
    yield from (f"  behind: {words}" for words in account.behind)
    if account.clauses:
        yield from ("", "The clauses:")
    for clause in account.clauses:
        number = f"{clause.number} " if clause.number else ""
        yield f"  {number}{clause.name}: {clause.text}"


def place_lines(place: Place) -> Iterator[str]:
    """One officer of the order."""
    tie = " (tie)" if place.tied else ""
    mark = "TAKEN" if place.taken else place.standing.upper()
    yield f"{place.place:>4}{tie} {place.badge}  {mark}  {place.facts}".rstrip()
    if place.aside and place.aside != place.passed:
        yield f"       did not stand for it: {place.aside}"
    yield from (f"       {reason}" for reason in place.reasons)
    if place.passed and place.passed != "; ".join(place.reasons):
        yield f"       passed over: {place.passed}"


def _places(packet: Packet, policy: Policy, told: ToldOrder) -> Iterator[Place]:
    question = told.question
    officers = {officer["id"]: officer for officer in packet["officers"]}
    place = 1
    for group in packet["order"]:
        for key in group:
            verdict = packet["verdicts"][str(key)]
            yield Place(
                place,
                len(group) > 1,
                officers[key]["badge"],
                ", ".join(told.facts(key)),
                verdict["standing"],
                tuple(reason["words"] for reason in verdict["reasons"]),
                packet["passed_over"].get(str(key), ""),
                key == packet["award"]["officer_id"],
                tuple(_behind(verdict["reasons"], policy, officers[key], question)),
                told.aside(key),
            )
        place += len(group)


def _behind(
    reasons: Iterable[Mapping[str, Any]],
    policy: Policy,
    facts: dict[str, Any],
    question: Question,
) -> Iterator[tuple[str, ...]]:
    officer = officer_of(facts, question.position.starts_at)
    for reason in reasons:
        start_end = reason["window"]
        window = (start_end[0], start_end[1]) if start_end else None
        yield behind_figure(policy.clauses[reason["clause"]], window, officer, question)


def _counted(counts: Mapping[str, Sequence[str] | int]) -> tuple[str, ...]:
    return tuple(
        f"{found if isinstance(found, int) else len(found)}, {name}"
        for name, found in counts.items()
    )


def _named(rest: Mapping[str, Mapping[str, Sequence[str] | int]]) -> dict[str, str]:
    """'behind: weekly cap (3.2)', by badge."""
    return {
        badge: f"{side}: {reason}"
        for side, reasons in rest.items()
        for reason, badges in reasons.items()
        if not isinstance(badges, int)
        for badge in badges
    }


def _quoted(packet: Packet, policy: Policy) -> Iterable[Quoted]:
    used = {
        reason["clause"] for verdict in packet["verdicts"].values() for reason in verdict["reasons"]
    }
    for place in sorted(used):
        said = clause_words(policy.clauses[place])
        yield Quoted(said.number, said.name, said.text or said.sentence)
