"""Who is ordered first in the book, where the policy orders by detail; as its examples say."""

import pytest

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.rules.cases.distribution import try_case
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from storage.models import Job
from tests.rules.town import at, found_town, post

POLICY = """effective_on = 2020-01-01
[[rotation]]
who = "signups"
[[rotation.draft]]
when = { assigned = { under = 24 }, job_class = "road" }
[[rotation.draft.key]]
by = "seniority"
reverse = true
[[rotation.draft]]
when = { job_class = "road" }
[[rotation.draft.key]]
by = "seniority"
"""


@pytest.mark.parametrize(
    ("job_class", "hours", "first"),
    [("road", 23, "103"), ("road", 24, "101"), ("event", 23, "")],
)
def test_the_draft_that_fits_orders(
    book: Book, actor: Actor, job_class: str, hours: int, first: str
) -> None:
    town = found_town(book, actor)
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    with book.action(actor, "post", "job:1") as tx:
        job = tx.get(Job, town.job)
        job.job_class = job_class
        tx.save(job)
        position = post(tx, town, 1, at(3, 8), at(3, 12))
    now = at(3, 8) - hours * 3600
    order = rank_candidates(book.reader(), position, now).ordered
    told = [candidate.badge for candidate in order[0]] if first else []
    # Nobody signed up: whoever may be ordered comes before those who may not.
    assert told == ([first] if first else [])
    case = {
        "id": "X-D1",
        "officers": [
            {"id": str(101 + n), "seniority_date": f"20{10 + n:02}-01-01"} for n in range(3)
        ],
        "detail": {"start": "2026-06-04T08:00", "end": "2026-06-04T12:00", "class": job_class},
        "assigned_at": f"2026-06-03T{8 + 24 - hours:02}:00",
        "signups": [],
        "expect": {"ordered": [first] if first else []},
    }
    policy = read_policy(POLICY)
    assert isinstance(policy, Policy)
    found = try_case(policy, {"timezone": "America/New_York"}, case)
    assert found.trial == "right", found
