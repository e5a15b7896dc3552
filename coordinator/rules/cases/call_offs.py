"""A scenario about giving a detail back, or changing places, as the book would rule on it.

Of a detail so and so, somebody calls off so long before its start, or two officers change places:
what a document's [[call_off]] rules say to it, and by which of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator.rules.cases.clock import Json
from coordinator.rules.cases.distribution_reading import Reading
from coordinator.rules.cases.limits_judging import ALLOWED, NEEDS_APPROVAL, REFUSED, role
from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.cases.values import Fields
from coordinator.rules.clauses.clause import Severity
from coordinator.rules.distribution.call_offs import (
    OBJECTIONS,
    CallOffRule,
    Changing,
    Ruling,
    facts_when,
    on_call_off,
    on_exchange,
    rule_for,
)
from coordinator.rules.distribution.detail_facts import BY_HOURS
from coordinator.rules.distribution.facts import Fact
from coordinator.rules.policy import Policy
from coordinator.rules.words import CallOffReason

CALL_OFF, EXCHANGE = "call_off", "exchange"
SWAP = "swap"
CASE = ("id", "title", "score", "clauses", "expect", "assumptions", "note", "detail")
EXPECTED = ("verdict", "clause", "approver", "against", "in_grace")
LONG_BEFORE = 0
"""When somebody was awarded it where the case does not say: out of any grace."""

_VERDICTS = {
    None: ALLOWED,
    Severity.WARNS: ALLOWED,
    Severity.OVERRIDE: NEEDS_APPROVAL,
    Severity.BARS: REFUSED,
}


def is_about_giving_back(case: Json) -> bool:
    """Whether a case of the format is one of these."""
    return CALL_OFF in case or EXCHANGE in case


def try_call_off(policy: Policy, file: Json, case: Json) -> Outcome:
    """Try the rules of a policy on one call-off or exchange. Raises nothing."""
    try:
        return _try(policy, file, case)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        words = (f"the case cannot be read: {error!r}",)
        return _outcome(case, Trial.NOT_EXPRESSIBLE, words, {})


def _try(policy: Policy, file: Json, case: Json) -> Outcome:
    asked = _Asked(policy, file, case)
    ruling = asked.ruling()
    missing = [*asked.missing, *_strange(case["expect"])]
    if missing:
        return _outcome(case, Trial.NOT_EXPRESSIBLE, tuple(dict.fromkeys(missing)), {})
    found = found_of(ruling)
    wrong = tuple(_differences(case["expect"], found, ruling))
    return _outcome(case, Trial.WRONG if wrong else Trial.RIGHT, wrong, found)


def _outcome(case: Json, trial: Trial, words: tuple[str, ...], found: Mapping[str, Any]) -> Outcome:
    title, scored = str(case.get("title", "")), case.get("score", True) is not False
    return Outcome(str(case.get("id", "")), title, trial, words, scored, found)


def found_of(ruling: Ruling) -> dict[str, Any]:
    """A ruling in the fields that a case may expect."""
    verdict = _VERDICTS[ruling.severity]
    return {
        "verdict": verdict,
        "clause": ruling.rule.number,
        "approver": ruling.rule.by if verdict == NEEDS_APPROVAL else "",
        "against": list(ruling.objections),
        "in_grace": ruling.in_grace,
        "words": list(ruling.against),
    }


@dataclass(slots=True)
class _Asked:
    """One case being read; what of it is not understood gathers in `missing`."""

    policy: Policy
    file: Json
    case: Json
    missing: list[str] = field(default_factory=list)

    def ruling(self) -> Ruling:
        """What the rules say at the moment that the case tells."""
        reading = Reading(self.policy.distribution, self.file, self.case, self.policy.span_words)
        self.missing = reading.missing
        detail, facts = self.case.get("detail", {}), reading.facts()
        fields = Fields(self.case, "the case", reading.clock.calendar, self.missing)
        fields.known(*CASE)
        about = fields.below(CALL_OFF if CALL_OFF in self.case else EXCHANGE)
        if CALL_OFF in self.case and EXCHANGE in self.case:
            self.missing.append("the case: call_off and exchange are two cases")
        fields.finish()
        if "start" not in detail:
            facts = self._without_hours(facts)
        start = reading.clock.at(detail, "start") or 2_000_000_000
        return self._ruled(about, facts, start, reading.clock.at(detail, "start") is not None)

    def _without_hours(self, facts: dict[str, Fact]) -> dict[str, Fact]:
        """A detail without times: no rule may ask when it is."""
        for rule in self.policy.distribution.call_offs:
            for name in BY_HOURS.intersection(rule.condition.names):
                self.missing.append(f"a rule asks for {name}: give the detail's start and end")
        return {name: fact for name, fact in facts.items() if name not in BY_HOURS}

    def _ruled(self, about: Fields, facts: dict[str, Fact], start: int, dated: bool) -> Ruling:
        now = self._moment(about, start, dated)
        if EXCHANGE in self.case:
            swap = about.word("how", ("replacement", SWAP), SWAP) == SWAP
            who = self._changing(about)
            about.finish()
            rule = self._rule(facts_when(facts, start, now, ""))
            return on_exchange(rule, starts_at=start, now=now, swap=swap, changing=who)
        reason = about.word("reason", {*CallOffReason, *self._reasons})
        by_message, awarded_at = about.flag("by_message"), self._awarded_at(about, now)
        about.finish()
        rule = self._rule(facts_when(facts, start, now, reason))
        return on_call_off(
            rule, awarded_at=awarded_at, starts_at=start, now=now, by_message=by_message
        )

    @staticmethod
    def _changing(about: Fields) -> Changing:
        ranks, swaps = about.texts("ranks"), about.count("swaps") or 0
        if len(ranks) not in (0, 2):
            about.lacks("ranks are two: of who leaves, and of who comes")
        return Changing((ranks[0], ranks[1]) if len(ranks) == 2 else ("", ""), swaps)

    @property
    def _reasons(self) -> frozenset[str]:
        """Reasons that the document itself names."""
        rules = self.policy.distribution.call_offs
        return frozenset[str]().union(*(rule.reasons for rule in rules))

    def _rule(self, facts: dict[str, Fact]) -> CallOffRule:
        return rule_for(self.policy.distribution.call_offs, facts)

    def _moment(self, about: Fields, start: int, dated: bool) -> int:
        """When it is given back: at a time, or so many hours before the start."""
        before, at = about.seconds("hours_before"), about.instant("at")
        if (before is None) is (at is None):
            about.lacks("give hours_before or at, one of them")
        if at is not None and not dated:
            about.lacks("at is given, and the detail has no start")
        return at if at is not None else start - (before or 0)

    def _awarded_at(self, about: Fields, now: int) -> int:
        since, at = about.seconds("hours_after_award"), about.instant("awarded_at")
        if since is not None:
            return now - since
        return LONG_BEFORE if at is None else at


def _strange(expect: Json) -> Iterator[str]:
    for key in expect:
        if key not in (*EXPECTED, "note"):
            yield f"the expected {key!r} is not known"
    for word in expect.get("against", ()):
        if word not in OBJECTIONS:
            yield f"expect: against {word!r} is none of {', '.join(OBJECTIONS)}"
    verdict = expect.get("verdict", ALLOWED)
    if verdict not in (ALLOWED, NEEDS_APPROVAL, REFUSED):
        yield f"expect: verdict = {verdict!r}"


def _differences(expect: Json, found: Mapping[str, Any], ruling: Ruling) -> Iterator[str]:
    because = f" ({' '.join(ruling.against)})" if ruling.against else ""
    for key in EXPECTED:
        if key in expect and not _same(key, expect, found):
            got = found[key] if found[key] != "" else "nothing"
            yield f"{key}: {expect[key]} expected, {got} found{because}"


def _same(key: str, expect: Json, found: Mapping[str, Any]) -> bool:
    wanted, got = expect[key], found[key]
    if key == "verdict" and wanted == REFUSED and expect.get("approver"):
        wanted = NEEDS_APPROVAL
    if key == "against":
        return sorted(wanted) == sorted(got)
    return role(wanted) == role(got) if key == "approver" else bool(wanted == got)
