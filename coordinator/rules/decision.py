"""The record of why this officer: a packet of facts from which the decision can be replayed.

A packet keeps the officers ahead of the one taken, everybody who answered, and him, with the facts
that were judged, the order and the verdicts; of the others ahead, and of those behind where they
are not too many, the badges under the gravest reason of each. It names officers by id and badge,
never by name, and holds neither homes nor telephone numbers.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from coordinator.rules.clauses import Reason
from coordinator.rules.distribution.stand import from_plain, to_plain
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
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.ranking import Candidate, Ranking, rank
from coordinator.rules.spans import Calendar

FORM = "decision/1"

KEPT_AHEAD = 100
"""Officers ahead who are kept with all their facts; of any more the badges, by reason."""

NAMED_BEHIND = 200
"""Officers behind who are named by reason; where there are more, they are counted."""

KEPT_ANSWERS = 100

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


def packet_of(ranking: Ranking, award: Award) -> Packet:
    """The facts, order and verdicts of a decision, as plain JSON values."""
    everybody = [c for group in ranking.ordered for c in group]
    place = next(n for n, c in enumerate(everybody) if c.id == award.officer_id)
    kept = _kept(everybody, place)
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
        "officers": [_facts(c.officer, question.position.starts_at) for c in kept.values()],
        "order": _order_of(ranking, kept),
        "verdicts": {str(c.id): _verdict(c, ranking.policy) for c in kept.values()},
        "passed_over": {str(c.id): why_passed(c, award) for c in everybody[:place] if c.id in kept},
        "rest": {
            "ahead": _by_reason(c for c in everybody[:place] if c.id not in kept),
            "behind": _few(_by_reason(c for c in everybody[place:] if c.id not in kept)),
        },
    }


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


def replay(packet: Packet, policy_document: str) -> Replayed:
    """Judge and order the packet's officers again, by the policy's text and nothing else.

    Raises KeyError, TypeError or ValueError where the packet is not whole.
    """
    if sha256(policy_document.encode()).hexdigest() != packet["policy"]["sha256"]:
        return Replayed(("The policy's text is not the one that was applied.",))
    policy = read_policy(policy_document)
    if not isinstance(policy, Policy):
        return Replayed(("The policy's text can no longer be read as a policy.",))
    question = _question(packet)
    officers = [_officer(facts, question.position.starts_at) for facts in packet["officers"]]
    ranking = rank(policy, question, officers, packet["seed"])
    differences = [*_order_differs(packet, ranking), *_verdicts_differ(packet, ranking)]
    return Replayed(tuple(differences))


def why_passed(candidate: Candidate, award: Award) -> str:
    """Why somebody ahead in the order was not taken, in words."""
    if candidate.answer:
        return f"answered: {candidate.answer.replace('_', ' ')}"
    if candidate.standing is not Standing.ELIGIBLE:
        return "; ".join(candidate.reasons)
    if candidate.aside:
        return candidate.aside
    return award.reason or "no reason was recorded"


def _kept(everybody: Sequence[Candidate], place: int) -> dict[int, Candidate]:
    answered = [c for c in everybody if c.answer or c.officer.expressed_at is not None]
    chosen = {c.id for c in (*everybody[:place][:KEPT_AHEAD], *answered[:KEPT_ANSWERS])}
    chosen.add(everybody[place].id)
    return {c.id: c for c in everybody if c.id in chosen}


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


def _by_reason(candidates: Iterable[Candidate]) -> dict[str, list[str]]:
    """Badges by the name and number of the gravest clause, or by standing where there is none."""
    found: dict[str, list[str]] = {}
    for c in candidates:
        found.setdefault(_gravest(c), []).append(c.badge)
    return dict(sorted(found.items()))


def _gravest(candidate: Candidate) -> str:
    if not candidate.verdict.reasons:
        return candidate.aside or str(candidate.standing)
    terms = candidate.verdict.reasons[0].clause.terms
    return f"{terms.name} ({terms.number})" if terms.number else terms.name


def _few(badges: dict[str, list[str]]) -> dict[str, list[str]] | dict[str, int]:
    if sum(map(len, badges.values())) <= NAMED_BEHIND:
        return badges
    return {reason: len(named) for reason, named in badges.items()}


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
    facts["details"] = [
        [start - zero, end - zero, *place] for _, start, end, _, *place in officer.details
    ]
    return facts


def _officer(facts: dict[str, Any], zero: int) -> OfficerFacts:
    key = facts["id"]
    details: list[Booking] = [
        (key, start + zero, end + zero, DETAIL, *place) for start, end, *place in facts["details"]
    ]
    work = [(key, start + zero, end + zero, kind) for start, end, kind in facts["work"]]
    work += [booking[:4] for booking in details]
    plain = {name: _tupled(facts[name]) for name in _PLAIN if name in facts}
    plain["events"] = tuple(EventSeen(*event) for event in facts.get("events", ()))
    told = tuple(
        SpanFacts(start + zero, end + zero, *more) for start, end, *more in facts.get("told", ())
    )
    stand = from_plain(facts["stand"]) if "stand" in facts else None
    return OfficerFacts(
        id=key,
        badge=facts["badge"],
        work=sorted(work),
        details=details,
        told=told,
        stand=stand,
        **plain,
    )


def _tupled(value: Any) -> Any:
    return tuple(_tupled(item) for item in value) if isinstance(value, list) else value


def _question(packet: Packet) -> Question:
    position = {name: _tupled(value) for name, value in packet["position"].items()}
    schedule = {name: _tupled(value) for name, value in packet["schedule"].items()}
    return Question(
        PositionFacts(**position),
        Calendar(packet["timezone"]),
        packet["now"],
        ScheduleFacts(**schedule),
        _tupled(packet.get("periods", [])),
    )


def _order_differs(packet: Packet, ranking: Ranking) -> Iterable[str]:
    now = [sorted(c.id for c in group) for group in ranking.ordered]
    then = [sorted(group) for group in packet["order"]]
    if now != then:
        at = next(
            (n for n, pair in enumerate(zip(now, then, strict=False)) if pair[0] != pair[1]), 0
        )
        yield f"The order differs from place {at + 1} on."


def _verdicts_differ(packet: Packet, ranking: Ranking) -> Iterable[str]:
    for group in ranking.ordered:
        for candidate in group:
            then = packet["verdicts"].get(str(candidate.id))
            now = _verdict(candidate, ranking.policy)
            if now != then:
                words = "; ".join(candidate.reasons) or "no reasons"
                yield f"{candidate.badge}: the verdict is now {candidate.standing} ({words})."
