"""Whether a job may be taken at all, before anybody is asked; the letter that says no.

Looked at are the clauses that leave out work whoever does it (`not_allowed` without officers in its
scope), those on supervisors, which only say what is missing, and what stands against the employer
as a client: denied, blocked, not insured.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coordinator.actions.book.documents import Made, printed
from coordinator.actions.employers.objecting import against_client
from coordinator.actions.policy.policies import policy_on
from coordinator.actions.results import Refused
from coordinator.actions.staffing.candidates import completed
from coordinator.rules.clauses import Clause, Severity
from coordinator.rules.clauses.company import NotAllowed
from coordinator.rules.clauses.crew import SupervisorNeeded, whole_crew
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.facts import PositionFacts, Question
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Calendar, Span
from storage.queries.people.duty import schedule_facts
from storage.queries.staffing.facts import agency_zone

CLOSED = "At present the agency takes no work from you. Please call us."
"""What a letter says of a client who is denied or blocked: the reason is not for paper."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A job as it is asked for; `employer_id` is 0 for one who is not in the book yet.

    `posts` are the roles or rank codes of its seats.
    """

    employer_id: int
    job_class: str
    span: Span
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Against:
    """What is against a job: what bars it, what somebody may allow, what it warns of.

    `quoted` are the clauses that bar it: number and text of the agreement.
    """

    barring: tuple[str, ...] = ()
    allowable: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    quoted: tuple[tuple[str, str], ...] = ()

    def refusal(self, allowed_by: str) -> tuple[str, ...]:
        """Why it is refused, where somebody by that name allows what may be allowed."""
        if self.barring:
            return (*self.barring, *self.allowable)
        return () if allowed_by.strip() else self.allowable


def against_job(connection: sqlite3.Connection, wanted: Wanted, now: int) -> Against:
    """Judge a job by the policy of the date on which it starts, and the employer as a client."""
    question, policy = _asked(connection, wanted, now)
    left_out = [clause for clause in policy.clauses if _leaves_out(clause, question)]
    by = {
        severity: [clause for clause in left_out if clause.terms.severity is severity]
        for severity in Severity
    }
    client = against_client(connection, wanted.employer_id, question.first_on)
    return Against(
        (*(_words(clause) for clause in by[Severity.BARS]),
         *(each.words for each in client if each.grave)),
        (*(f"{_words(each)}; the {kind_name(each.terms.by)} may allow it"
           for each in by[Severity.OVERRIDE]),
         *(f"{each.words} Say who allows it all the same." for each in client if not each.grave)),
        (*(_words(clause) for clause in by[Severity.WARNS]), *_lacking(policy, question, wanted)),
        (*((c.terms.number, c.terms.text or c.plain()) for c in by[Severity.BARS]),
         *(("", CLOSED) for each in client[:1] if each.grave)),
    )  # fmt: skip


def leaves_jobs_out(policy: Policy) -> bool:
    """Whether the policy leaves any work out, whoever does it."""
    return any(_about_jobs(clause) for clause in policy.clauses)


def supervisor_rules(
    connection: sqlite3.Connection, wanted: Wanted, now: int
) -> list[SupervisorNeeded]:
    """The clauses on supervisors that hold for a job on the date on which it starts."""
    question, policy = _asked(connection, wanted, now)
    return _supervising(policy, question)


def make_refusal(
    connection: sqlite3.Connection, where: Path, title: str, wanted: Wanted, now: int
) -> Made | Refused:
    """The letter to an employer whose job the policy does not allow, as PDF."""
    from exports.refusal_letter import Refusal, write_refusal
    from storage.queries.money.money import agency_block

    against = against_job(connection, wanted, now)
    if not against.barring:
        return Refused(("Nothing bars this job.",))
    name, number, address = connection.execute(
        "SELECT name, number, address FROM employer WHERE id = ?", (wanted.employer_id,)
    ).fetchone()
    on = Calendar(agency_zone(connection)).local_iso(now)
    letter = Refusal(name, address, on, title, against.quoted)
    return printed(
        connection,
        where,
        ("refusal", number),
        partial(write_refusal, agency=agency_block(connection), letter=letter),
        f"refusal to {name}",
        replace=False,
    )


def _asked(connection: sqlite3.Connection, wanted: Wanted, now: int) -> tuple[Question, Policy]:
    calendar = Calendar(agency_zone(connection))
    position = _position(connection, wanted)
    question = Question(position, calendar, now, schedule_facts(connection))
    policy = policy_on(connection, question.first_on).policy
    return completed(connection, question, policy), policy


def _supervising(policy: Policy, question: Question) -> list[SupervisorNeeded]:
    return [
        clause
        for clause in policy.clauses
        if isinstance(clause, SupervisorNeeded) and clause.terms.hold(question)
    ]


def _position(connection: sqlite3.Connection, wanted: Wanted) -> PositionFacts:
    found = connection.execute(
        "SELECT name, kind, exempt FROM employer WHERE id = ?", (wanted.employer_id,)
    ).fetchone()
    name, kind, exempt = found or ("", "", 0)
    return PositionFacts(
        0,
        "",
        0,
        "",
        *wanted.span,
        job_class=wanted.job_class,
        employer_id=wanted.employer_id,
        employer_name=name,
        employer_kind=kind,
        exempt=exempt == 1,
        crew_size=len(wanted.posts) or None,
    )


def _leaves_out(clause: Clause, question: Question) -> bool:
    return _about_jobs(clause) and clause.terms.hold(question)


def _about_jobs(clause: Clause) -> bool:
    """Whether it leaves work out whoever does it."""
    scope = clause.terms.scope
    return (
        isinstance(clause, NotAllowed)
        and not scope.names_officers
        and not (scope.roles or scope.position_ranks)
    )


def _words(clause: Clause) -> str:
    terms = clause.terms
    number = f" ({terms.number})" if terms.number else ""
    return f"{terms.name}: {terms.text or 'this work is left out'}{number}"


def _lacking(policy: Policy, question: Question, wanted: Wanted) -> Iterator[str]:
    """Which supervisors the policy wants beside so many plain posts, and are not ordered."""
    rules = _supervising(policy, question)
    have = Counter(_same(post, rules) for post in wanted.posts)
    plain = have[rules[0].plain_role] if rules else 0
    crew = plain + sum(have[rule.role] for rule in rules if rule.inside)
    whole = whole_crew(rules, crew)
    for rule in rules:
        of = max(have[rule.of_role], whole.get(rule.of_role, 0)) if rule.of_role else crew
        needed = rule.needed(of)
        if have[rule.role] < needed:
            role = kind_name(rule.role)
            number = f" ({rule.terms.number})" if rule.terms.number else ""
            yield f"{rule.terms.name}: {needed} {role} wanted, {have[rule.role]} ordered{number}"


def _same(post: str, rules: Sequence[SupervisorNeeded]) -> str:
    """The post in the word of a rule, whatever its capitals."""
    roles = {rule.role.casefold(): rule.role for rule in rules}
    return roles.get(post.casefold(), post)
