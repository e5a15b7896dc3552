"""What stands against work for an employer, and who is in the register twice."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.client import Client, Objection, Terms, is_blocked, objections
from coordinator.rules.duplicates import LISTED_FROM, Known, duplicates, likeness

ON = "2026-06-01"
ASKING = Terms(insured=True, least_cents=100_000_000)


def said(client: Client, terms: Terms = ASKING) -> list[Objection]:
    return list(objections(client, ON, terms))


def test_nothing_stands_against_whoever_is_insured_or_does_without() -> None:
    assert said(Client("A", insurance_until=ON, insurance_cents=100_000_000)) == []
    assert said(Client("A", insurance_waived="the city")) == []
    assert said(Client("A"), Terms()) == []


def test_each_thing_is_said_in_words() -> None:
    client = Client(
        "Blue Moon", "denied", "2026-01-02", "fights", "Not paid", "2026-06-02", "2026-05-31"
    )
    assert said(client) == [
        Objection("Blue Moon was denied as a client on 2026-01-02: fights.", grave=True),
        Objection("Blue Moon is blocked until 2026-06-02: Not paid", grave=True),
        Objection("The insurance of Blue Moon ended on 2026-05-31."),
    ]
    assert said(Client("A")) == [Objection("No insurance certificate of A is on record.")]
    little = Client("A", insurance_until="2027-01-01", insurance_cents=50_000_000)
    assert said(little) == [Objection("The insurance of A covers 500,000; 1,000,000 are wanted.")]


def test_a_block_ends_before_its_day() -> None:
    assert is_blocked(Client("A", blocked_reason="x", blocked_until_on="2026-06-02"), ON)
    assert not is_blocked(Client("A", blocked_reason="x", blocked_until_on=ON), ON)
    assert not is_blocked(Client("A", blocked_until_on="2026-07-01"), ON)


GAS = Known(1, "Harbor Gas Company", "", ("617 555-0100",), ("ap@harborgas.example",))


def test_the_same_under_another_spelling_is_listed_with_why() -> None:
    others = (
        Known(2, "HARBOR GAS CO., INC.", "", ("(617) 555 0100",)),
        Known(3, "Harbour Gas"),
        Known(4, "City of Quincy", "12-34"),
        Known(5, "Blue Moon Tavern", "1234"),
        Known(6, "City of Boston"),
    )
    found = {(pair.first, pair.second): pair for pair in duplicates((GAS, *others))}
    assert found.keys() == {(1, 2), (1, 3), (2, 3), (4, 5)}
    assert found[1, 2].why == ("name 100% alike", "same telephone")
    assert found[4, 5].score == 100
    assert "same tax number" in found[4, 5].why


def test_other_tax_numbers_tell_two_of_one_name_apart() -> None:
    two = (Known(1, "Harbor Gas", "11"), Known(2, "Harbor Gas", "22"))
    assert duplicates(two) == ()
    assert likeness(*two).why == ("name 100% alike", "other tax numbers")


def test_a_free_mail_service_is_no_domain_in_common() -> None:
    one, other = (Known(n, name, mails=(f"{n}@gmail.com",)) for n, name in ((1, "A"), (2, "B")))
    assert "same mail domain" not in likeness(one, other).why


def test_those_told_apart_are_not_listed_again() -> None:
    two = (Known(1, "Harbor Gas"), Known(2, "Harbor Gas"))
    assert len(duplicates(two)) == 1
    assert duplicates(two, [(2, 1)]) == ()


WORDS = ("harbor", "gas", "company", "city", "boston", "moon", "blue", "electric")
FIRMS = st.builds(
    lambda words, tax, phone: (" ".join(words), tax, phone),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.sampled_from(("", "", "1", "2")),
    st.sampled_from(("", "", "6175550100", "6175550101")),
)


@given(st.lists(FIRMS, max_size=8))
def test_whoever_is_listed_is_found_by_comparing_everybody(
    firms: list[tuple[str, str, str]],
) -> None:
    """The short cut by what they share misses nobody who is likely; only letters astray may."""
    known = [Known(n, name, tax, (phone,)) for n, (name, tax, phone) in enumerate(firms, 1)]
    slow = {likeness(*pair) for pair in combinations(known, 2)}
    shuffled = random.Random(1).sample(known, len(known))
    assert set(duplicates(shuffled)) == {pair for pair in slow if pair.score >= LISTED_FROM}
