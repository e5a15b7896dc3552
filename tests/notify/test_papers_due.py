"""What the clock says of papers: employers' insurance, and kinds that want an earlier reminder."""

import pytest

from storage.models import Certificate, Certification, Employer
from tests.conftest import NOW
from tests.notify.conftest import Town
from tests.notify.test_due import DAY, add, at, change, last_body, only


def test_an_employer_hears_that_his_insurance_ends(town: Town) -> None:
    only(town, "expiring")
    (employer,) = town.book.reader().execute("SELECT employer_id FROM job LIMIT 1").fetchone()
    change(town, Employer, employer, insurance_until="2026-07-01")
    assert at(town, NOW - DAY) == []
    assert at(town, NOW) == [("expiring", "employer", "Kim Ford")]  # 30 days before
    assert "ends on 2026-07-01, in 30 days" in last_body(town)
    assert at(town, NOW + DAY) == []
    assert len(at(town, NOW + 23 * DAY)) == 1
    change(town, Employer, employer, insurance_waived="the city")
    assert at(town, NOW + 30 * DAY) == []


@pytest.mark.parametrize(
    ("audience", "told"),
    [("employer", ("employer", "Kim Ford")), ("officer", ("officer", "Lee Baker"))],
)
def test_only_whom_the_agency_wants_to_hear_of_it_hears(
    town: Town, audience: str, told: tuple[str, str]
) -> None:
    only(town, "expiring", audience)
    kind = add(town, Certification(code="FA", name="First aid"))
    add(town, Certificate(officer_id=town.baker, certification_id=kind, expires_on="2026-07-01"))
    (employer,) = town.book.reader().execute("SELECT employer_id FROM job LIMIT 1").fetchone()
    change(town, Employer, employer, insurance_until="2026-07-01")
    assert at(town, NOW) == [("expiring", *told)]


def test_a_kind_may_want_its_first_reminder_earlier_or_later(town: Town) -> None:
    only(town, "expiring")
    early = add(town, Certification(code="P", name="Permit", remind_days=90))
    late = add(town, Certification(code="V", name="Car insurance", remind_days=10))
    add(town, Certificate(officer_id=town.baker, certification_id=early, expires_on="2026-08-30"))
    add(town, Certificate(officer_id=town.baker, certification_id=late, expires_on="2026-07-01"))
    assert at(town, NOW - DAY) == []
    assert len(at(town, NOW)) == 1
    assert "Permit runs out" in last_body(town)
    assert at(town, NOW + 19 * DAY) == []
    assert len(at(town, NOW + 20 * DAY)) == 1
    assert "Car insurance runs out on 2026-07-01, in 10 days" in last_body(town)
    assert len(at(town, NOW + 23 * DAY)) == 1
    assert len(at(town, NOW + 30 * DAY)) == 1  # the permit, 60 days before
