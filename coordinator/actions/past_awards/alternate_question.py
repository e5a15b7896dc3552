"""What is asked about one past award: the question, and by what it is judged and ordered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from coordinator.actions.past_awards.alternate_policies import Policies
from coordinator.actions.past_awards.background import Background, Colleague
from coordinator.actions.past_awards.past_record import Record
from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.placing import Round
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.eligibility import Verdict
from coordinator.rules.facts import Question
from coordinator.rules.policy import Policy
from coordinator.rules.retrial import Award, Way


@dataclass(slots=True)
class Asked:
    """One award as it is looked at: the question, and what was found so far.

    `sign_ups` says when each officer asked first, as the book knew it at the award.
    """

    award: Award
    background: Background
    question: Question
    policy: Policy
    method: Method | None
    sign_ups: Mapping[int, int]
    values: Mapping[int, object] | None = None
    draft: Mapping[int, object] | None = None
    round: Round | None = None
    standing: Callable[[int, int | None], Stand] | None = None
    verdicts: dict[int, Verdict] = field(default_factory=dict)


def asked_about(
    award: Award,
    record: Record,
    background: Background,
    policies: Policies,
    crew: Mapping[int, Colleague],
) -> Asked:
    """An award with the question that it answered; `crew` are those on its detail, by seat."""
    position = record.seats[award.seat]
    question = Question(
        position,
        record.calendar,
        award.at,
        background.schedule(award.at),
        ordered=award.way is Way.ORDER,
    )
    policy = policies.on(question.first_on)
    question = background.in_company(question, policy, crew)
    method, sign_ups = policy.method_for(question), _sign_ups(award, record)
    return Asked(award, background, question, policy, method, sign_ups)


def _sign_ups(award: Award, record: Record) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for each in record.sign_ups.get(award.seat, ()):
        if each.known[0] <= award.at < each.known[1]:
            found.setdefault(each.officer_id, each.expressed_at)
    return found
