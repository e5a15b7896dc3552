"""The grievance sheet: read back by another program, about each kind of officer."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from coordinator.rules.award_account import account_of
from coordinator.rules.decision import decode
from exports.grievance_sheet import GrievanceFacts, write_grievance_sheet
from tests.rules.test_award_file import body
from tests.rules.test_decision import policy

FACTS = GrievanceFacts("Rivermouth <PD> & Co", "America/New_York", 1_780_272_000, 7, ())


def pages(badge: str, facts: GrievanceFacts = FACTS, reason: str = "knows the site") -> str:
    stream = BytesIO()
    write_grievance_sheet(stream, account_of(decode(body(reason)), policy()), badge, facts)
    stream.seek(0)
    reader = PdfReader(stream)
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize(
    ("badge", "said"),
    [
        ("101", "Passed over: knows the site"),
        ("102", "on duty: 4 h inside regular Mon 1 Jun 15:00 to 23:00 (1.2)"),
        ("102", "Passed over for these reasons."),
        ("103", "Passed over: answered: no answer"),
        ("104", "This officer was taken."),
        ("105", "Stood behind: duty schedule (5.1)."),
        ("199", "Is not among those whom the record keeps one by one"),
    ],
)
def test_it_says_what_became_of_the_officer(badge: str, said: str) -> None:
    text = pages(badge)
    assert f"what the record says of #{badge}" in text
    section = text.split(f"Officer #{badge} ")[1].split("The rule")[0]
    assert said in section


def test_it_holds_decision_rule_order_and_clauses() -> None:
    text = pages("101")
    assert "Rivermouth <PD> & Co" in text
    assert "#104 was taken (assign) on Sun, May 31, 2026, 20:00, from place 4" in text
    assert "Worked out again from the record: the same order, the same verdicts." in text
    assert "Behind: 1, duty schedule (5.1)" in text
    assert "1.2 on duty: No detail during court, overtime, regular, sick duty." in text


def test_it_does_not_hide_that_a_replay_differs() -> None:
    facts = GrievanceFacts("R", "UTC", 0, 7, ("The order differs from place 1 on.",))
    text = pages("101", facts)
    assert "The order differs from place 1 on." in text
    assert "Worked out again from the record" not in text


def test_a_long_reason_stands_whole() -> None:
    reason = " ".join(f"reason{n}" for n in range(80))
    text = pages("101", reason=reason)
    assert text.count(reason) == 3  # of the decision, of the officer, and in the order
    assert "…" not in text
