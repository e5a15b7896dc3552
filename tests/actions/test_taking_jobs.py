"""Work that the policy leaves out is refused when the job is entered; the letter quotes why."""

from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from coordinator.actions.jobs.jobs import JobAdded, NewDetail, NewJob, Seat, add_job
from coordinator.actions.jobs.ordering import Order, order_job
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from storage.database import Book
from storage.models import Employer, Job, Rank
from tests.rules.town import Town, at, found_town

POLICY = """
name = "P"
effective_on = 2020-01-01
[[clause]]
kind = "not_allowed"
number = "5.6"
name = "liquor"
text = "No member shall work where the sale of liquor is the main business."
scope = { employer_kinds = ["bar"] }
[[clause]]
kind = "not_allowed"
number = "5.7"
name = "escorts"
severity = "override"
by = "chief"
scope = { job_classes = ["escort"] }
[[clause]]
kind = "not_allowed"
number = "5.8"
scope = { ranks = ["CPT"], employer_kinds = ["bar"] }
[[clause]]
kind = "supervisor_needed"
number = "6"
name = "supervisor"
role = "sgt"
from_crew = 4
"""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    town = found_town(book, actor)
    with book.action(actor, "ranks", "rank:1") as tx:
        tx.add(Rank(code="SGT", name="Sergeant", level=2))
        tx.save(tx.get(Job, town.job).model_copy(update={"number": "25-0001"}))
    return town


def entered(
    book: Book, actor: Actor, town: Town, seats: tuple[Seat, ...] = (Seat(),), **job: str
) -> JobAdded | Refused:
    detail = NewDetail(town.site, at(1, 8), at(1, 12), seats)
    return add_job(book, actor, NewJob(town.employer, "Door", **job), (detail,))  # type: ignore[arg-type]


def test_a_prohibited_kind_of_employer(book: Book, actor: Actor, town: Town) -> None:
    assert isinstance(entered(book, actor, town), JobAdded)
    with book.action(actor, "kind", "employer:1") as tx:
        tx.save(tx.get(Employer, town.employer).model_copy(update={"kind": "bar"}))
    refused = entered(book, actor, town, allowed_by="The chief")
    assert isinstance(refused, Refused)
    said = "liquor: No member shall work where the sale of liquor is the main business. (5.6)"
    assert refused.reasons == (said,)
    order = Order("E1", "Pier 4", "Door", ((at(1, 8), at(1, 12)),))
    assert order_job(book, actor, order) == refused
    assert book.reader().execute("SELECT count(*) FROM job").fetchone() == (2,)


def test_what_somebody_may_allow(book: Book, actor: Actor, town: Town) -> None:
    refused = entered(book, actor, town, job_class="escort")
    assert isinstance(refused, Refused)
    assert refused.reasons == ("escorts: this work is left out (5.7); the chief may allow it",)
    assert isinstance(entered(book, actor, town, job_class="escort", allowed_by="Roe"), JobAdded)
    ((reason,),) = book.reader().execute("SELECT reason FROM action WHERE reason LIKE 'allowed%'")
    assert reason.startswith("allowed by Roe: escorts")


@pytest.mark.parametrize(("plain", "sergeants", "warned"), [(3, 0, 0), (4, 0, 1), (4, 1, 0)])
def test_supervisors_that_are_not_ordered(
    book: Book, actor: Actor, town: Town, plain: int, sergeants: int, warned: int
) -> None:
    ((rank,),) = book.reader().execute("SELECT id FROM rank WHERE code = 'SGT'")
    seats = (Seat(),) * plain + (Seat(rank_id=rank),) * sergeants
    found = entered(book, actor, town, seats)
    assert isinstance(found, JobAdded)
    assert [w for w in found.warnings if "sgt" in w] == [
        "supervisor: 1 sgt wanted, 0 ordered (6)"
    ] * warned


def test_the_letter(book: Book, actor: Actor, town: Town, tmp_path: Path) -> None:
    environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}
    call = ["job", "refusal", "E1", "Door on Friday", "--start", "2026-06-05T20:00"]
    call += ["--pdf", str(tmp_path / "no.pdf")]
    allowed = CliRunner().invoke(main, call, env=environment)
    assert allowed.exit_code == 1
    assert "Nothing bars this job." in allowed.output
    changed = CliRunner().invoke(
        main, ["employer", "change", "E1", "--kind", "bar"], env=environment
    )
    assert changed.exit_code == 0, changed.output
    made = CliRunner().invoke(main, call, env=environment, catch_exceptions=False)
    assert made.exit_code == 0, made.output
    text = " ".join(pypdf.PdfReader(tmp_path / "no.pdf").pages[0].extract_text().split())
    assert "Harbor Gas" in text
    assert "Door on Friday" in text
    assert "5.6: No member shall work where the sale of liquor is the main business." in text
    assert "5.8" not in text
