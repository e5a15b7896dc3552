"""The record of why this officer: a packet of facts from which the decision can be replayed.

A packet keeps the officers ahead of the one taken, everybody who answered, and him, with the facts
that were judged, the order and the verdicts; of the others ahead, and of those behind where they
are not too many, the badges under the gravest reason of each. It names officers by id and badge,
never by name, and holds neither homes nor telephone numbers.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from coordinator.rules.clauses import Reason
from coordinator.rules.distribution.stand import from_plain, to_plain
from coordinator.rules.draft_order import DraftOrder, Orders
from coordinator.rules.eligibility import Standing
from coordinator.rules.facts import (
    DETAIL,
    Booking,
    EventSeen,
    OfficerFacts,
    PositionFacts,
    Question,
    ScheduleFacts,
    SpanFacts,
)
from coordinator.rules.passing_over import NO_REASON, few, passing
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.ranking import Candidate, Ranking, rank
from coordinator.rules.spans import Calendar

FORM = "decision/1"

_PLAIN = (
    "unit",
    "rank_level",
    "rank_code",
    "seniority_on",
    "seniority_tie",
    "approved",
    "statuses",
    "certificates",
    "exclusions",
    "tallies",
    "last_worked_at",
    "expressed_at",
    "answer",
    "hired_on",
    "events",
    "papers",
    "sick_seconds",
    "approvals",
    "groups",
    "tier",
    "ties",
    "dates",
    "numbers",
)

Packet = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Award:
    """What was decided: who, by which act, and the coordinator's words."""

    officer_id: int
    kind: str
    reason: str = ""
    override_by: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came out differently when the packet's facts were judged again, if anything."""

    differences: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """The facts give the same order and the same verdicts."""
        return not self.differences


def packet_of(ranking: Ranking, award: Award, orders: Orders | None = None) -> Packet:
    """The facts, order and verdicts of a decision, as plain JSON values.

    `orders` are those of whom the draft protects, where somebody was ordered by one.
    """
    passed = passing(ranking, award.kind, award.officer_id, award.reason, orders)
    everybody, kept, place = passed.everybody, passed.kept(), passed.place
    question = ranking.question
    return {
        "form": FORM,
        "award": asdict(award),
        "policy": {"name": ranking.policy.name, "sha256": ranking.policy.sha256},
        "timezone": question.calendar.name,
        "now": question.now,
        "seed": ranking.seed,
        "position": question.position._asdict(),
        "schedule": asdict(question.schedule),
        "periods": question.periods,
        **({"ordered": True} if question.ordered else {}),
        "officers": [_facts(c.officer, question.position.starts_at) for c in kept.values()],
        "order": _order_of(ranking, kept),
        "verdicts": {str(c.id): _verdict(c, ranking.policy) for c in kept.values()},
        "passed_over": {str(c.id): passed.why(c) for c in everybody[:place] if c.id in kept},
        "rest": {
            "ahead": passed.by_reason(c for c in everybody[:place] if c.id not in kept),
            "behind": few(passed.by_reason(c for c in everybody[place:] if c.id not in kept)),
        },
        **_draft_of(passed.drafted, kept),
    }


def _draft_of(drafted: DraftOrder | None, kept: Iterable[int]) -> dict[str, Packet]:
    """Who was to be ordered next, where a draft decided, and the earlier orders of the others."""
    if drafted is None:
        return {}
    first = [candidate.id for candidate in drafted.first]
    return {"draft": {"orders": _orders_of(drafted, kept), "first": first}}


def _orders_of(drafted: DraftOrder, kept: Iterable[int]) -> dict[str, list[list[Any]]]:
    """The earlier orders of those kept whom the draft protects."""
    had = {key: drafted.orders.get(key, ()) for key in kept if key in drafted.enough}
    return {str(key): [list(order) for order in orders] for key, orders in had.items() if orders}


def orders_of(packet: Packet) -> dict[int, list[tuple[str, int]]]:
    """The earlier orders that a packet keeps. Raises TypeError or ValueError."""
    kept = packet.get("draft", {}).get("orders", {})
    return {int(key): [(number, at) for number, at in orders] for key, orders in kept.items()}


def encode(packet: Packet) -> bytes:
    """The packet as it is stored: JSON with sorted keys, compressed."""
    text = json.dumps(packet, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return zlib.compress(text.encode(), 9)


def decode(body: bytes) -> Packet:
    """The packet of a stored body. Raises ValueError where it is not one."""
    try:
        packet = json.loads(zlib.decompress(body))
    except (zlib.error, UnicodeDecodeError) as error:
        raise ValueError("The packet cannot be unpacked.") from error
    if not isinstance(packet, dict) or packet.get("form") != FORM:
        raise ValueError(f"The packet is not of the form {FORM}.")
    return packet


def expected_first(packet: Packet) -> int | None:
    """The id of the officer whom the order would have taken: the first whom the policy lets take
    the seat, who had not answered otherwise and whose turn was not skipped; where a draft decided,
    whom it would have ordered. None where all were kept from it. Raises KeyError or TypeError where
    the packet is not whole."""
    award = packet["award"]
    drafted = packet.get("draft", {}).get("first")
    if drafted is not None:
        taken = award["officer_id"]
        return taken if taken in drafted else next(iter(drafted), None)
    without_cause = award["reason"] or NO_REASON
    for officer in (each for group in packet["order"] for each in group):
        if packet["verdicts"][str(officer)]["standing"] == Standing.ELIGIBLE and (
            officer == award["officer_id"]
            or packet["passed_over"].get(str(officer)) == without_cause
        ):
            return int(officer)
    return None


def replay(packet: Packet, policy_document: str) -> Replayed:
    """Judge and order the packet's officers again, by the policy's text and nothing else.

    Raises KeyError, TypeError or ValueError where the packet is not whole.
    """
    if sha256(policy_document.encode()).hexdigest() != packet["policy"]["sha256"]:
        return Replayed(("The policy's text is not the one that was applied.",))
    policy = read_policy(policy_document)
    if not isinstance(policy, Policy):
        return Replayed(("The policy's text can no longer be read as a policy.",))
    question = question_of(packet)
    officers = [officer_of(facts, question.position.starts_at) for facts in packet["officers"]]
    ranking = rank(policy, question, officers, packet["seed"])
    award = packet["award"]
    judged = passing(ranking, award["kind"], award["officer_id"]).everybody
    differences = [*_order_differs(packet, ranking), *_verdicts_differ(packet, policy, judged)]
    return Replayed(tuple(differences))


def _order_of(ranking: Ranking, kept: dict[int, Candidate]) -> list[list[int]]:
    groups = ([c.id for c in group if c.id in kept] for group in ranking.ordered)
    return [group for group in groups if group]


def _verdict(candidate: Candidate, policy: Policy) -> dict[str, Any]:
    return {
        "standing": str(candidate.standing),
        "reasons": [_reason(r, policy, candidate) for r in candidate.verdict.reasons],
    }


def _reason(reason: Reason, policy: Policy, candidate: Candidate) -> dict[str, Any]:
    return {
        "clause": policy.clauses.index(reason.clause),
        "number": reason.clause.terms.number,
        "figure": reason.figure,
        "limit": reason.limit,
        "window": list(reason.window) if reason.window else None,
        "words": reason.words(candidate.question.calendar),
    }


def _facts(officer: OfficerFacts, zero: int) -> dict[str, Any]:
    """What is judged of an officer; instants of spans count from the position's start."""
    usual = OfficerFacts._field_defaults
    facts: dict[str, Any] = {"id": officer.id, "badge": officer.badge}
    for name in _PLAIN:
        if (value := getattr(officer, name)) != usual[name]:
            facts[name] = value
    if officer.stand is not None:
        facts["stand"] = to_plain(officer.stand)
    facts["work"] = [
        [start - zero, end - zero, kind] for _, start, end, kind in officer.work if kind != DETAIL
    ]
    if officer.told:
        facts["told"] = [[s.start - zero, s.end - zero, *s[2:]] for s in officer.told]
    if officer.tours_missed:
        facts["tours_missed"] = [[low - zero, high - zero] for low, high in officer.tours_missed]
    facts["details"] = [
        [start - zero, end - zero, *place] for _, start, end, _, *place in officer.details
    ]
    return facts


def officer_of(facts: dict[str, Any], zero: int) -> OfficerFacts:
    """One officer of a packet; his spans count from `zero`, the position's start."""
    key = facts["id"]
    details: list[Booking] = [
        (key, start + zero, end + zero, DETAIL, *place) for start, end, *place in facts["details"]
    ]
    work = [(key, start + zero, end + zero, kind) for start, end, kind in facts["work"]]
    work += [booking[:4] for booking in details]
    plain = {name: _tupled(facts[name]) for name in _PLAIN if name in facts}
    plain["events"] = tuple(EventSeen(*_tupled(event)) for event in facts.get("events", ()))
    told = tuple(
        SpanFacts(start + zero, end + zero, *more) for start, end, *more in facts.get("told", ())
    )
    missed = tuple((low + zero, high + zero) for low, high in facts.get("tours_missed", ()))
    stand = from_plain(facts["stand"]) if "stand" in facts else None
    return OfficerFacts(
        id=key,
        badge=facts["badge"],
        work=sorted(work),
        details=details,
        told=told,
        stand=stand,
        tours_missed=missed,
        **plain,
    )


def _tupled(value: Any) -> Any:
    return tuple(_tupled(item) for item in value) if isinstance(value, list) else value


def question_of(packet: Packet) -> Question:
    """What was asked, of a packet. Raises KeyError or TypeError where it is not whole."""
    known = PositionFacts._fields  # older packets tell what nothing asks for any more
    told = {name: value for name, value in packet["position"].items() if name in known}
    if alike := packet["position"].get("seats_alike"):  # told so before other roles counted too
        told["seat_roles"] = [told["role"]] * alike
    position = {name: _tupled(value) for name, value in told.items()}
    schedule = {name: _tupled(value) for name, value in packet["schedule"].items()}
    return Question(
        PositionFacts(**position),
        Calendar(packet["timezone"]),
        packet["now"],
        ScheduleFacts(**schedule),
        _tupled(packet.get("periods", [])),
        packet.get("ordered", False),
    )


def _order_differs(packet: Packet, ranking: Ranking) -> Iterable[str]:
    now = [sorted(c.id for c in group) for group in ranking.ordered]
    then = [sorted(group) for group in packet["order"]]
    if now != then:
        at = next(
            (n for n, pair in enumerate(zip(now, then, strict=False)) if pair[0] != pair[1]), 0
        )
        yield f"The order differs from place {at + 1} on."


def _verdicts_differ(packet: Packet, policy: Policy, judged: Iterable[Candidate]) -> Iterable[str]:
    for candidate in judged:
        then = packet["verdicts"].get(str(candidate.id))
        now = _verdict(candidate, policy)
        if now != then:
            words = "; ".join(candidate.reasons) or "no reasons"
            yield f"{candidate.badge}: the verdict is now {candidate.standing} ({words})."
