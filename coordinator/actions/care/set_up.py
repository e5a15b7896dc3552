"""The guided set-up: its steps, each of which checks itself, may be left for later and taken up."""

import re
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from coordinator.actions.billing.rates import adopt_card
from coordinator.actions.billing.rates_library import library_card, library_names
from coordinator.actions.book.editing import Kept
from coordinator.actions.book.settings import set_setting
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.library import shipped_policy
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.queries.book.set_up import SKIPPED, SetUpFacts, set_up_facts
from storage.queries.staffing.facts import agency_zone

_DATED = re.compile(r"^effective_on = .*$", re.MULTILINE)


class State(StrEnum):
    """How a step stands."""

    DONE = "done"
    OPEN = "open"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `stands` says how it is, `todo` what to do and how, `minutes` about how long."""

    key: str
    title: str
    state: State
    stands: str
    todo: str
    minutes: int


@dataclass(frozen=True, slots=True)
class SetUp:
    """All steps in their order."""

    steps: tuple[Step, ...]

    @property
    def left(self) -> tuple[Step, ...]:
        """Those that are still to be done."""
        return tuple(step for step in self.steps if step.state is not State.DONE)

    @property
    def next(self) -> Step | None:
        """The first that is open."""
        return next((step for step in self.steps if step.state is State.OPEN), None)


def set_up(connection: sqlite3.Connection) -> SetUp:
    """How far the book is set up."""
    facts = set_up_facts(connection)
    return SetUp(tuple(_step(facts, *each) for each in _STEPS))


def leave_for_later(book: Book, actor: Actor, key: str) -> Kept | Refused:
    """Leave a step, or take it up again."""
    if key not in KEYS:
        return Refused((f"The steps are {', '.join(KEYS)}; not {key!r}.",))
    skipped = set(set_up_facts(book.reader()).skipped)
    later = key not in skipped
    kept = set_setting(book, actor, SKIPPED, sorted(skipped ^ {key}))
    if isinstance(kept, Refused):
        return kept
    words = "is left for later" if later else "is taken up again"
    return Kept(kept.table, kept.id, f"{key.capitalize()} {words}")


def policies_in_library() -> tuple[str, ...]:
    """The published policies, by name."""
    folder = files("coordinator.library") / "policies"
    names = (each.name for each in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def cards_in_library() -> tuple[str, ...]:
    """The published rate cards, by name."""
    return library_names()


def take_policy(book: Book, actor: Actor, name: str) -> Kept | Refused:
    """Put a policy of the library in force; the standard one, which holds already, is kept."""
    if name == "standard":
        return _kept(book, actor, "policy", "The standard policy")
    document = shipped_policy(name)
    if document is None:
        return Refused((f"There is no policy {name} in the library.",))
    # A published policy is dated as its agency had it; here it holds from today on.
    today = Calendar(agency_zone(book.reader())).local_iso(actor.now)
    found = adopt_policy(book, actor, dated(document, today))
    if isinstance(found, Refused):
        return found
    words = f"The policy {found.name} holds from today, {found.effective_on}"
    return Kept("policy", found.policy_id, words)


def dated(document: str, on: str) -> str:
    """A policy with another date (ISO) from which it holds."""
    return _DATED.sub(f"effective_on = {on}", document, count=1)


def take_card(book: Book, actor: Actor, name: str) -> Kept | Refused:
    """Put a rate card of the library in force for all jobs that name none."""
    if name == "standard":
        return _kept(book, actor, "rates", "The standard rate card")
    document = library_card(name)
    if document is None:
        return Refused((f"There is no rate card {name} in the library.",))
    found = adopt_card(book, actor, document, default=True)
    if isinstance(found, Refused):
        return found
    return Kept("rate_card", found.card_id, found.sentence)


def _kept(book: Book, actor: Actor, key: str, what: str) -> Kept | Refused:
    """Nothing is to be put in force: the step is seen to."""
    skipped = {*set_up_facts(book.reader()).skipped, f"{key}: standard"}
    kept = set_setting(book, actor, SKIPPED, sorted(skipped))
    return kept if isinstance(kept, Refused) else Kept("setting", kept.id, f"{what} is kept")


def _step(facts: SetUpFacts, key: str, title: str, minutes: int, todo: str) -> Step:
    done, stands = _STANDS[key](facts)
    done = done or f"{key}: standard" in facts.skipped
    state = State.DONE if done else State.LATER if key in facts.skipped else State.OPEN
    return Step(key, title, state, stands, todo, minutes)


def _gateway(facts: SetUpFacts) -> tuple[bool, str]:
    if not facts.gateways:
        return False, "none is set: messages wait"
    untested = [each for each in facts.gateways if each not in facts.tested]
    if untested:
        return False, f"{', '.join(untested)} set, no test message has left well yet"
    return True, f"{', '.join(facts.gateways)} set and tested"


def _job(facts: SetUpFacts) -> tuple[bool, str]:
    if not facts.jobs:
        firms = "an employer" if facts.employers == 1 else f"{facts.employers or 'no'} employers"
        return False, f"{firms}, no job yet"
    if not facts.staffed:
        return False, "nobody is on a detail yet: r on the Board"
    return True, f"jobs: {facts.jobs}, seats given: {facts.staffed}"


_STANDS = {
    "agency": lambda f: (
        f.reached, f"{f.agency}: " + ("address and how to reach it" if f.reached else "no address")
    ),
    "roster": lambda f: (f.officers > 0, f"{f.officers} officers"),
    "schedule": lambda f: (f.schedules > 0, "in force" if f.schedules else "none yet"),
    "policy": lambda f: (f.policies > 0, "your own" if f.policies else "the standard one holds"),
    "rates": lambda f: (f.cards > 0, "your own" if f.cards else "the standard card holds"),
    "gateway": _gateway,
    "job": _job,
}  # fmt: skip

_STEPS = (
    ("agency", "The agency", 2,
     "Address, telephone, mail and tax number, as they stand on invoices and letters."),
    ("roster", "The roster", 4,
     "A CSV or Excel file of officers: any column order, common heads. It is tried before it comes "
     "in. `coordinator import roster FILE`."),
    ("schedule", "The duty schedule", 3,
     "The agency's own shifts as CSV, Excel or calendar file, so that nobody is offered a detail "
     "while he is on duty. `coordinator import on-duty FILE`."),
    ("policy", "The policy", 3,
     "The rules of a published agency like yours, or the standard ones; numbers are changed later "
     "with `e` on the tab Policy. `coordinator setup take policy NAME`."),
    ("rates", "The rate card", 2,
     "What employers pay and officers get: a published card, or the standard one. "
     "`coordinator setup take rates NAME`."),
    ("gateway", "A gateway", 4,
     "How messages leave: your mail server or a text service, then a test message to yourself. "
     "`coordinator gateway add`."),
    ("job", "The first job", 2,
     "An employer, a site, a time; then `r` on the Board fills the seat. `coordinator job add`."),
)  # fmt: skip
KEYS = tuple(each[0] for each in _STEPS)
