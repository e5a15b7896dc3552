"""Who may take a position, in what order, and why the others may not."""

import sqlite3
from dataclasses import replace

from coordinator.actions.collecting import without_collecting
from coordinator.actions.policies import Governing, policy_on
from coordinator.rules.clauses import Reach
from coordinator.rules.eligibility import judge
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.ranking import Candidate, Group, Ranking, rank
from coordinator.rules.spans import DAY, Calendar, Span
from storage.errors import Missing
from storage.queries import facts
from storage.queries.candidates import gather
from storage.queries.duty import schedule_facts
from storage.queries.standing import crew_ranks, standing_facts

__all__ = ["Candidate", "Group", "Ranking", "judge_one", "rank_candidates"]


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
    officers = facts_for(connection, question, governing)
    seed = seed or question.position.number
    return rank(governing.policy, question, officers, seed, governing.id)


def judge_one(
    connection: sqlite3.Connection, position_id: int, officer_id: int, now: int
) -> Candidate:
    """One officer for one position, without the others. Raises Missing."""
    question, governing = ask(connection, position_id, now)
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
    if "crew" in governing.policy.needs:
        others = crew_ranks(connection, position_id, question.first_on)
        question = replace(question, position=position._replace(others=others))
    return question, governing


def facts_for(
    connection: sqlite3.Connection, question: Question, governing: Governing, officer_id: int = 0
) -> list[OfficerFacts]:
    """The facts that the policy looks at, of everybody or of one officer."""
    policy, position = governing.policy, question.position
    rotation = policy.rotation_for(question)
    periods = rotation.periods(position.starts_at, question.calendar)
    reach = _with_next_day(policy.reach(question), position.span)
    officers = gather(connection, question, reach, periods, officer_id)
    more = standing_facts(connection, policy.needs)
    return officers if more is None else [more.added(officer) for officer in officers]


def _with_next_day(reach: Reach, span: Span) -> Reach:
    """What comes within a day of the end is shown to the coordinator, whatever the clauses say."""
    return Reach(*(_reaching(window or span, span[1] + DAY) for window in reach))


def _reaching(window: Span, until: int) -> Span:
    return window[0], max(window[1], until)
