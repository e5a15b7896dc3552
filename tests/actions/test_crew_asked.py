"""The crew that card and policy ask for is taken over, or left with a reason, for a new job."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coordinator.actions.billing.rates import adopt_card
from coordinator.actions.jobs.jobs import JobAdded, NewDetail, NewJob, Seat, add_job
from coordinator.actions.jobs.new_jobs import CrewChoice
from coordinator.actions.jobs.ordering import Order, crew_of_order, order_job
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.crew_asked import Occasion
from coordinator.cli import main
from storage.database import Book
from storage.models import Rank
from tests.rules.town import Town, at, found_town

POLICY = """
name = "P"
effective_on = 2020-01-01
[[clause]]
kind = "supervisor_needed"
number = "6"
name = "supervisor"
role = "sergeant"
from_crew = 4
"""
CROWD = """
[[crew]]
clause = "c9"
role = "officer"
per_attendance = 100
when = { alcohol = true }
"""
PARTY = Occasion(350, alcohol=True)
TAKE = CrewChoice(take=True)


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    standard = Path("coordinator/library/rate_cards/standard.toml").read_text(encoding="utf-8")
    head, mark, examples = standard.partition("[[example]]")
    adopted = adopt_card(book, actor, head + CROWD + mark + examples)
    assert not isinstance(adopted, Refused), adopted
    town = found_town(book, actor)
    with book.action(actor, "ranks", "rank:1") as tx:
        tx.add(Rank(code="SGT", name="Sergeant", level=2))
        tx.connection.execute("UPDATE job SET number = '25-0001'")
    return town


def entered(
    book: Book, actor: Actor, town: Town, occasion: Occasion, crew: CrewChoice = CrewChoice()
) -> JobAdded | Refused:
    detail = NewDetail(town.site, at(1, 8), at(1, 12), (Seat(),) * 2)
    new = NewJob(town.employer, "Fair", occasion=occasion, crew=crew)
    return add_job(book, actor, new, (detail,))


def seats(book: Book, job: int) -> list[tuple[Any, ...]]:
    return (
        book.reader()
        .execute(
            "SELECT role, coalesce(rank.code, ''), count(*) FROM position "
            "JOIN detail ON detail.id = detail_id LEFT JOIN rank ON rank.id = rank_id "
            "WHERE job_id = ? GROUP BY 1, 2 ORDER BY 1",
            (job,),
        )
        .fetchall()
    )


def test_too_small_a_crew_is_refused_with_the_one_asked_for_and_by_what(
    book: Book, actor: Actor, town: Town
) -> None:
    refused = entered(book, actor, town, PARTY)
    assert isinstance(refused, Refused)
    # 350 people are four hundreds begun; the policy wants a sergeant beside four.
    assert refused.reasons[0].startswith("For 350 people, alcohol: 4 officer, 1 sergeant asked for")
    assert "c9" in refused.reasons[0]
    assert "supervisor 6" in refused.reasons[0]
    assert refused.reasons[0].endswith("ordered: 2 officer.")
    assert book.reader().execute("SELECT count(*) FROM job").fetchone() == (1,)


def test_taken_it_is_ordered_and_the_facts_stay_with_the_job(
    book: Book, actor: Actor, town: Town
) -> None:
    done = entered(book, actor, town, PARTY, TAKE)
    assert isinstance(done, JobAdded)
    assert seats(book, done.job_id) == [("officer", "", 4), ("sergeant", "SGT", 1)]
    kept = book.reader().execute("SELECT rate_facts FROM job WHERE id = ?", (done.job_id,))
    assert json.loads(kept.fetchone()[0]) == {"attendance": 350, "alcohol": True}


def test_another_crew_stands_with_its_reason(book: Book, actor: Actor, town: Town) -> None:
    done = entered(book, actor, town, PARTY, CrewChoice(reason="half stay at home"))
    assert isinstance(done, JobAdded)
    assert seats(book, done.job_id) == [("officer", "", 2)]
    ((reason,),) = book.reader().execute("SELECT reason FROM action WHERE verb = 'add job'")
    assert reason.startswith("crew: half stay at home · For 350 people")


@pytest.mark.parametrize("occasion", [Occasion(), Occasion(350), Occasion(200, alcohol=True)])
def test_nothing_is_asked_where_the_crew_is_enough(
    book: Book, actor: Actor, town: Town, occasion: Occasion
) -> None:
    assert isinstance(entered(book, actor, town, occasion), JobAdded)


def test_the_form_knows_it_before_the_order_is_entered(
    book: Book, actor: Actor, town: Town
) -> None:
    order = Order("E1", "Pier 4", "Fair", ((at(1, 8), at(1, 12)),), 2, occasion=PARTY)
    asked = crew_of_order(book.reader(), order, actor.now)
    assert asked.short
    assert dict(asked.required) == {"officer": 4, "sergeant": 1}
    assert isinstance(order_job(book, actor, order), Refused)


def test_by_command(book: Book, actor: Actor, town: Town) -> None:
    environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}

    def run(*more: str) -> Result:
        call = ["job", "add", "E1", "Fair", "--site", "Pier 4", "--start", "2026-06-05T20:00"]
        call += ["--hours", "4", "--attendance", "350", "--alcohol", *more]
        return CliRunner().invoke(main, call, env=environment)

    refused = run()
    assert refused.exit_code == 1
    assert "4 officer, 1 sergeant asked for" in refused.output
    assert run("--take-crew").exit_code == 0
    assert run("--crew-reason", "inside the hall only").exit_code == 0
