"""Facts of a job for its rate card, as people write them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.actions.billing.charging import price_waiting
from coordinator.actions.jobs.details import DetailEdit, cancel_detail, change_detail
from coordinator.actions.jobs.job_facts import fact_words, merged, with_facts
from coordinator.actions.jobs.jobs import change_job
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from tests.actions.money_town import DAY, MONDAY, make_town
from tests.actions.receivables_town import done

SAID = (
    "attendance=450; zone=mill; alcohol=yes; tier=2; own_rates.1042=41.5; own_rates.1043=40; "
    "approved_at=2026-05-04T10:00; outdoor=no"
)
KEPT = {
    "attendance": 450,
    "zone": "mill",
    "alcohol": True,
    "tier": "2",
    "own_rates": {"1042": 41.5, "1043": 40},
    "approved_at": "2026-05-04T10:00",
    "outdoor": False,
}


def test_one_line_is_kept_as_facts_and_read_back() -> None:
    kept = done(with_facts('{"payer": "agency", "attendance": 3}', SAID))
    assert json.loads(kept) == {"payer": "agency", **KEPT}
    assert fact_words(kept) == SAID
    assert json.loads(done(with_facts(kept, ""))) == {"payer": "agency"}


def test_single_facts_are_said_over_those_kept() -> None:
    line = merged(json.dumps(KEPT), {"zone": "", "attendance": "9", "released_early": "yes"})
    kept = json.loads(done(with_facts("{}", line)))
    assert kept == {**{k: v for k, v in KEPT.items() if k != "zone"}, "attendance": 9,
                    "released_early": True}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("attendance", "is not name=value"),
        ("Attendance=3", "is no name of a fact"),
        ("payer=agency", "is no name of a fact"),
        ("alcohol=much", "alcohol is yes or no"),
        ("approved_at=Monday", "is a local time such as"),
    ],
)
def test_what_is_no_fact_is_refused(text: str, says: str) -> None:
    found = with_facts("{}", text)
    assert isinstance(found, Refused)
    assert says in found.sentence


@given(
    st.dictionaries(
        st.sampled_from(["attendance", "zone", "own_rates.7", "weight"]),
        st.one_of(st.integers(-99, 10**6).map(str), st.from_regex(r"[a-z ]{1,8}", fullmatch=True)),
    )
)
def test_whatever_is_said_is_read_back(said: dict[str, str]) -> None:
    words = {name: value.strip() for name, value in said.items() if value.strip()}
    kept = done(with_facts("{}", "; ".join(f"{k}={v}" for k, v in words.items())))
    line = fact_words(kept)
    assert dict(part.split("=") for part in line.split("; ") if part) == words
    assert done(with_facts(kept, line)) == kept


def test_the_card_sees_what_was_said_of_the_job(book: Book, actor: Actor) -> None:
    card = """
name = "Town"
effective_on = 2020-01-01
[[bill.rate]]
when = { fact = { zone = "mill" }, attendance = { over = 400 } }
own_times = 2
[[bill.rate]]
rate = 50
"""
    town = make_town(book, actor, card)
    detail, (only,) = town.detail(hours=2)
    town.work(only, MONDAY, 2)
    badge = town.scalar("SELECT badge FROM officer WHERE id = ?", town.officers[0])
    facts: dict[str, str | int | None] = {
        "facts": f"attendance=450; zone=mill; own_rates.{badge}=41.50"
    }
    done(change_job(book, actor, town.job_ids[0], facts))
    (work,), _ = price_waiting(book.reader(), "bill", [detail])
    assert work.total_cents == 2 * 8_300
    assert isinstance(change_job(book, actor, town.job_ids[0], {"facts": "x"}), Refused)


def test_what_is_said_of_one_detail_wins_and_holds_for_it_alone(book: Book, actor: Actor) -> None:
    card = """
name = "Town"
effective_on = 2020-01-01
[[bill.rate]]
when = { fact = { zone = "mill", released_early = true } }
rate = 20
[[bill.rate]]
when = { fact = { zone = "mill" } }
rate = 40
[[bill.rate]]
rate = 50
"""
    town = make_town(book, actor, card)
    first, (seat,) = town.detail(hours=2)
    town.work(seat, MONDAY, 2)
    second, (seat,) = town.detail(start=MONDAY + DAY, hours=2)
    town.work(seat, MONDAY + DAY, 2)
    done(change_job(book, actor, town.job_ids[0], {"facts": "zone=mill"}))
    done(change_detail(book, actor, second, DetailEdit(facts="released_early=yes")))
    priced, _ = price_waiting(book.reader(), "bill", [first, second])
    assert [work.total_cents for work in priced] == [8_000, 4_000]
    assert isinstance(change_detail(book, actor, first, DetailEdit(facts="x")), Refused)
    done(change_detail(book, actor, second, DetailEdit(facts="")))
    priced, _ = price_waiting(book.reader(), "bill", [first, second])
    assert [work.total_cents for work in priced] == [8_000, 8_000]


def test_a_slip_in_a_name_is_refused_and_what_no_card_asks_for_is_remarked(
    book: Book, actor: Actor
) -> None:
    card = """
name = "Town"
effective_on = 2020-01-01
[[bill.rate]]
when = { fact = { mill_gate = "north" } }
rate = 20
[[bill.rate]]
rate = 50
"""
    town = make_town(book, actor, card)
    job = town.job_ids[0]
    found = change_job(book, actor, job, {"facts": "weather_cancelation=yes; mil_gate=north"})
    assert isinstance(found, Refused)
    assert "'weather_cancelation' is no known fact. Did you mean 'weather_can" in found.reasons[0]
    assert "Did you mean 'mill_gate'?" in found.reasons[1]
    changed = done(change_job(book, actor, job, {"facts": "mill_gate=north; moon=full"}))
    assert changed.remarks == ("No rate card of the book asks for 'moon' yet.",)
    assert done(change_job(book, actor, job, {"facts": "moon=full"})).remarks == ()
    detail, _ = town.detail()
    refused = change_detail(book, actor, detail, DetailEdit(facts="requested_at=2026-05-01T10:00"))
    assert isinstance(refused, Refused)
    assert "--asked-at" in refused.sentence


def test_facts_of_a_cancelled_detail_may_still_become_known(book: Book, actor: Actor) -> None:
    town = make_town(book, actor)
    detail, _ = town.detail(start=MONDAY + 30 * DAY)
    done(cancel_detail(book, actor, detail, "employer: storm"))
    done(change_detail(book, actor, detail, DetailEdit(facts="weather_cancellation=yes")))
    kept = book.reader().execute("SELECT rate_facts FROM detail WHERE id = ?", (detail,))
    assert json.loads(kept.fetchone()[0]) == {"weather_cancellation": True}
    for edit, more in ((DetailEdit(ends_at=MONDAY + 31 * DAY), 0), (DetailEdit(facts="tier=2"), 1)):
        assert isinstance(change_detail(book, actor, detail, edit, more_seats=more), Refused)
