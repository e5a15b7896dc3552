"""How many posts of which role a job must have: by its rate card's crews, and by the supervisors
whom the policy wants beside them."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from coordinator.actions.billing.card_choice import DEFAULT_CARD, card_for
from coordinator.actions.policy.taking_jobs import Wanted, supervisor_rules
from coordinator.rules.clauses.crew import SupervisorNeeded, whole_crew
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.rates.card import RateCard
from coordinator.rules.rates.charges import CrewRule
from coordinator.rules.rates.crews import positions_required
from coordinator.rules.rates.facts import Event, Work
from coordinator.rules.rates.situations import situation_of
from storage.queries.book.settings import setting
from storage.queries.money.billing import card_documents
from storage.queries.staffing.facts import agency_zone


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known of an occasion that a crew goes by."""

    attendance: int | None = None
    alcohol: bool = False

    @property
    def told(self) -> bool:
        """Whether anything was said."""
        return self.attendance is not None or self.alcohol

    @property
    def facts(self) -> dict[str, int | bool]:
        """As kept with the job, for its rate card."""
        given: dict[str, int | bool] = {}
        if self.attendance is not None:
            given["attendance"] = self.attendance
        if self.alcohol:
            given["alcohol"] = True
        return given

    @property
    def words(self) -> str:
        """'350 people, alcohol'."""
        people = "" if self.attendance is None else f"{self.attendance} people"
        return ", ".join(filter(None, (people, "alcohol" if self.alcohol else "")))


UNTOLD = Occasion()
"""Nothing was said of the occasion."""


@dataclass(frozen=True, slots=True)
class CrewAsked:
    """Role → how many the job must have, and how many of them are ordered; by which clauses."""

    required: Mapping[str, int] = field(default_factory=dict)
    ordered: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    occasion: str = ""

    @property
    def short(self) -> bool:
        """Whether a post is asked for that is not ordered."""
        return any(self.ordered.get(role, 0) < count for role, count in self.required.items())

    @property
    def sentence(self) -> str:
        """'For 350 people: 4 officer, 1 sergeant asked for (Own: c9); ordered: 2 officer.'"""
        by = f" ({'; '.join(self.sources)})" if self.sources else ""
        required, ordered = in_words(self.required), in_words(self.ordered)
        return f"For {self.occasion}: {required} asked for{by}; ordered: {ordered or 'none'}."


def in_words(crew: Mapping[str, int]) -> str:
    """'7 officer, 1 sergeant'."""
    return ", ".join(f"{count} {kind_name(role)}" for role, count in crew.items() if count)


def crew_asked(
    connection: sqlite3.Connection, wanted: Wanted, occasion: Occasion, card: str, now: int
) -> CrewAsked:
    """What card and policy of the day ask for; nothing where neither says how many.

    `wanted.posts` are the roles or rank codes as they are ordered, `card` the job's rate card.
    """
    event = _event(connection, wanted, occasion)
    found = _card_of(connection, card, event.starts_on)
    crews = _crews(found, event)
    rules = supervisor_rules(connection, wanted, now)
    if not crews and not rules:
        return CrewAsked()
    ordered = _counted(_posts(connection, wanted), crews, rules)
    plain = next(iter(ordered))
    asked = ordered[plain] + sum(ordered.get(role, 0) for role in _inside(crews, rules))
    by_card = dict(positions_required(found, event, asked)) if found and crews else {plain: asked}
    required = _with_policy(by_card, plain, rules)
    return CrewAsked(required, ordered, _cited(found, crews, rules), occasion.words)


def _crews(card: RateCard | None, event: Event) -> list[CrewRule]:
    if card is None:
        return []
    situation = situation_of(card, event)
    return [rule for rule in card.crew if rule.scope.holds(situation)]


def _inside(crews: Sequence[CrewRule], rules: Sequence[SupervisorNeeded]) -> set[str]:
    """The supervisors' roles that take places of the crew."""
    return {each.role for each in crews if each.inside} | {
        each.role for each in rules if each.inside
    }


def _cited(
    card: RateCard | None, crews: Sequence[CrewRule], rules: Sequence[SupervisorNeeded]
) -> tuple[str, ...]:
    by_card = [f"{card.name}: {each.label or each.key}" for each in crews if card is not None]
    by_policy = [f"{each.terms.name} {each.terms.number}".strip() for each in rules]
    return tuple(dict.fromkeys((*by_card, *by_policy)))


def _counted(
    posts: Sequence[tuple[str, ...]], crews: Sequence[CrewRule], rules: Sequence[SupervisorNeeded]
) -> dict[str, int]:
    """Role → how many are ordered; the plain role first. Whoever is no supervisor is plain."""
    named = [each.plain_role or ("" if each.supervises else each.role) for each in crews]
    named += [each.plain_role for each in rules]
    plain = next(filter(None, named), "officer")
    above = [each.role for each in crews if each.supervises] + [each.role for each in rules]
    roles = {role.casefold(): role for role in above}
    found = {plain: 0}
    for post in posts:
        role = next((roles[word] for word in post if word in roles), plain)
        found[role] = found.get(role, 0) + 1
    return found


def _with_policy(
    required: dict[str, int], plain: str, rules: list[SupervisorNeeded]
) -> dict[str, int]:
    """The card's crew with the supervisors whom the policy wants beside so many."""
    inside = [rule.role for rule in rules if rule.inside]
    crew = required.get(plain, 0) + sum(required.get(role, 0) for role in inside)
    wanted = whole_crew(rules, crew)
    for rule in rules:
        required[rule.role] = max(required.get(rule.role, 0), wanted.get(rule.role, 0))
    required[plain] = crew - sum(required.get(role, 0) for role in inside)
    return {role: count for role, count in required.items() if count > 0}


def _posts(connection: sqlite3.Connection, wanted: Wanted) -> list[tuple[str, ...]]:
    """Each post that is ordered, in the words by which cards and policies may call it."""
    rows = connection.execute("SELECT code, name FROM rank")
    names = {code.casefold(): name.casefold() for code, name in rows}
    words = [post.casefold() for post in wanted.posts]
    return [(word, names[word]) if word in names else (word,) for word in words]


def _card_of(connection: sqlite3.Connection, named: str, on: date) -> RateCard | None:
    """The card of the day; None where there is none, which the job's price will say."""
    default = str(setting(connection, DEFAULT_CARD, ""))
    found = card_for(card_documents(connection), named or default, on)
    return found if isinstance(found, RateCard) else None


def _event(connection: sqlite3.Connection, wanted: Wanted, occasion: Occasion) -> Event:
    number, kind = connection.execute(
        "SELECT number, kind FROM employer WHERE id = ?", (wanted.employer_id,)
    ).fetchone()
    words = {"job_class": wanted.job_class, "customer_class": kind, "employer": number}
    words |= {"alcohol": "yes"} if occasion.alcohol else {}
    start, end = wanted.span
    posts = max(1, len(wanted.posts))
    numbers = {"officers": Decimal(posts)}
    if occasion.attendance is not None:
        numbers["attendance"] = Decimal(occasion.attendance)
    work = Work("1", "officer", ordered_start=start, ordered_end=end, count=posts)
    return Event(agency_zone(connection), start, (work,), facts=words, numbers=numbers)
