"""Who may take a position, in what order, and why the others may not."""

import sqlite3
from dataclasses import replace

from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.distribution.moments import Moment
from coordinator.actions.distribution.standings import standing_of
from coordinator.actions.pay.pay_windows import with_pay_periods
from coordinator.actions.policy.policies import Governing, policy_on
from coordinator.actions.staffing.company import in_company
from coordinator.rules.clauses import Reach
from coordinator.rules.clauses.needs import STILL_TO_BE_HAD
from coordinator.rules.clauses.needs import needs_of as needs_of_clause
from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.needs import needs_of
from coordinator.rules.distribution.ordering import stand_of
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.eligibility import Standing, judge, judge_of
from coordinator.rules.facts import OfficerFacts, Question, with_stand
from coordinator.rules.policy import Policy
from coordinator.rules.ranking import Candidate, Group, Ranking, rank
from coordinator.rules.spans import DAY, Calendar, Span
from storage.errors import Missing
from storage.queries.book.log import last_change
from storage.queries.distribution.standing import standing_facts
from storage.queries.people.duty import schedule_facts
from storage.queries.staffing import facts
from storage.queries.staffing.candidates import gather

__all__ = ["Candidate", "Group", "Ranking", "judge_one", "rank_candidates"]

DOWN = ("refused", "declined", "called_off")
"""Answers of those who are not to be had for a position any more."""

TWO_SEATS = "no_two_details"
"""The clause that keeps an officer out of two seats at once."""


def rank_candidates(
    connection: sqlite3.Connection, position_id: int, now: int, *, seed: str = ""
) -> Ranking:
    """Everybody judged and in the policy's order for one position, as the book stands.

    `seed` is for a policy that draws lots; without one the position's number is taken. Raises
    Missing where there is no such position.
    """
    with without_collecting():
        question, governing = ask(connection, position_id, now)
        return ranked(connection, question, governing, seed)


def ranked(
    connection: sqlite3.Connection, question: Question, governing: Governing, seed: str = ""
) -> Ranking:
    """The same by a policy that is handed in."""
    seen = last_change(connection)
    seed = seed or question.position.number
    officers = facts_for(connection, question, governing)
    method = governing.policy.method_for(question)
    if method is not None:
        officers = _with_stands(connection, question, governing.policy, method, officers)
    return replace(rank(governing.policy, question, officers, seed, governing.id), seen=seen)


def _with_stands(
    connection: sqlite3.Connection,
    question: Question,
    policy: Policy,
    method: Method,
    officers: list[OfficerFacts],
) -> list[OfficerFacts]:
    position = question.position
    moment = Moment(
        position.span,
        question.now,
        question.calendar,
        facts_of(question),
        position.id,
        about=position.id,
        two_seats=all(clause.kind != TWO_SEATS for clause in policy.clauses),
    )
    standing = standing_of(connection, needs_of(policy.distribution, method), moment)
    people = standing.people
    return [
        with_stand(officer, stand_of(standing, people[str(officer.id)])) for officer in officers
    ]


def judge_one(
    connection: sqlite3.Connection,
    position_id: int,
    officer_id: int,
    now: int,
    *,
    ordered: bool = False,
) -> Candidate:
    """One officer for one position, without the others. Raises Missing.

    `ordered`: for being ordered into it; so is whoever holds it because he was ordered.
    """
    question, governing = ask(connection, position_id, now)
    question = as_held(connection, question, governing.policy, officer_id)
    question = replace(question, ordered=ordered or question.ordered)
    found = facts_for(connection, question, governing, officer_id)
    if not found:
        raise Missing(f"There is no officer with id {officer_id}.")
    return Candidate(found[0], judge(governing.policy, question, found[0]), question)


def ask(connection: sqlite3.Connection, position_id: int, now: int) -> tuple[Question, Governing]:
    """The question about a position, and the policy that governs the date of its detail."""
    position = facts.position_facts(connection, position_id)
    calendar = Calendar(facts.agency_zone(connection))
    question = Question(position, calendar, now, schedule_facts(connection))
    governing = policy_on(connection, question.first_on)
    return completed(connection, question, governing.policy), governing


def as_held(
    connection: sqlite3.Connection, question: Question, policy: Policy, officer_id: int
) -> Question:
    """The question as it is put to one officer: of who was ordered, as of an order."""
    if not policy.asks_order:
        return question
    ordered = facts.was_ordered(connection, question.position.id, officer_id)
    return replace(question, ordered=ordered)


def completed(connection: sqlite3.Connection, question: Question, policy: Policy) -> Question:
    """The question with what this policy wants to know beyond the position itself."""
    question = with_pay_periods(connection, in_company(connection, question, policy), policy)
    if STILL_TO_BE_HAD not in policy.needs:
        return question
    ranks = _still_to_be_had(connection, question, policy)
    return replace(question, position=question.position._replace(ranks_available=ranks))


def _still_to_be_had(
    connection: sqlite3.Connection, question: Question, policy: Policy
) -> tuple[str, ...]:
    """Ranks of those who may take it and did not refuse; where any signed up, of those alone."""
    clauses = [each for each in policy.clauses if STILL_TO_BE_HAD not in needs_of_clause(each)]
    others = replace(policy, clauses=tuple(clauses))
    judge_him = judge_of(others, question)
    everybody = facts_for(connection, question, Governing(others, None))
    asked = [officer for officer in everybody if officer.expressed_at is not None]
    return tuple(
        officer.rank_code
        for officer in asked or everybody
        if officer.answer not in DOWN and judge_him(officer).standing is Standing.ELIGIBLE
    )


def facts_for(
    connection: sqlite3.Connection, question: Question, governing: Governing, officer_id: int = 0
) -> list[OfficerFacts]:
    """The facts that the policy looks at, of everybody or of one officer."""
    policy, position = governing.policy, question.position
    periods: tuple[Span, ...] = ()
    if policy.method_for(question) is None:
        rotation = policy.rotation_for(question)
        periods = rotation.periods(position.starts_at, question.calendar)
    reach = _with_next_day(policy.reach(question), position.span)
    officers = gather(connection, question, reach, periods, officer_id)
    more = standing_facts(connection, policy.needs, _all_of(reach, position.span))
    if more is None:
        return officers
    return [more.added(officer, question.first_on) for officer in officers]


def _all_of(reach: Reach, span: Span) -> Span:
    windows = [window or span for window in reach]
    return min(low for low, _ in windows), max(high for _, high in windows)


def _with_next_day(reach: Reach, span: Span) -> Reach:
    """What comes within a day of the end is shown to the coordinator, whatever the clauses say."""
    return Reach(*(_reaching(window or span, span[1] + DAY) for window in reach))


def _reaching(window: Span, until: int) -> Span:
    return window[0], max(window[1], until)
