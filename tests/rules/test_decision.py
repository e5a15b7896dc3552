"""Decision packets: what they hold, that they replay, and that any change in them shows."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.library import standard_policy
from coordinator.rules.decision import Award, decode, encode, packet_of, question_of, replay
from coordinator.rules.facts import OfficerFacts
from coordinator.rules.passing_over import KEPT_AHEAD
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.ranking import Ranking, rank
from coordinator.rules.spans import HOUR
from tests.rules.lives import Life, lives

DOCUMENT = standard_policy()
BASE = 1_780_272_000
EVENING = Life("UTC", BASE, (), 18 * 60, 22 * 60)


def policy() -> Policy:
    found = read_policy(DOCUMENT)
    assert isinstance(found, Policy)
    return found


def officer(n: int, hours: int = 0, **facts: object) -> OfficerFacts:
    tallies = ((hours * HOUR, 1),)
    return OfficerFacts(
        n,
        str(100 + n),
        last_name=f"Private{n}",
        home_lat=12_345_678,
        home_lon=98_765_432,
        tallies=tallies,
        **facts,  # type: ignore[arg-type]
    )


def ranking(*officers: OfficerFacts) -> Ranking:
    return rank(policy(), EVENING.question(), officers, "seed", 1)


ON_DUTY = [(2, BASE + 15 * HOUR, BASE + 23 * HOUR, "regular")]


def test_the_packet_says_why_each_officer_ahead_was_passed_over() -> None:
    people = (officer(1), officer(2, 1, work=ON_DUTY), officer(3, 2, answer="no_answer"))
    packet = packet_of(ranking(*people, officer(4, 3), officer(5, 4)), Award(4, "assign", "chosen"))
    assert packet["passed_over"] == {
        "1": "chosen",
        "2": "on duty: 4 h inside regular Mon 1 Jun 15:00 to 23:00 (1.2); "
        "duty schedule: none has been imported, so duty could not be checked (5.1)",
        "3": "answered: no answer",
    }
    assert packet["order"] == [[1], [2], [3], [4]]
    assert packet["rest"] == {"ahead": {}, "behind": {"duty schedule (5.1)": ["105"]}}


def test_everybody_who_answered_is_kept() -> None:
    people = (officer(1), officer(2, 5, expressed_at=BASE), officer(3, 6, answer="refused"))
    packet = packet_of(ranking(*people), Award(1, "assign"))
    assert [facts["id"] for facts in packet["officers"]] == [1, 2, 3]


def test_no_name_and_no_home_leaves_the_roster() -> None:
    text = json.dumps(packet_of(ranking(officer(1), officer(2)), Award(1, "assign")))
    assert "Private" not in text
    assert "12345678" not in text


def test_many_ahead_are_named_by_reason_beyond_the_limit() -> None:
    people = [officer(n, n) for n in range(1, KEPT_AHEAD + 31)]
    packet = packet_of(ranking(*people), Award(people[-1].id, "assign", "asked for by name"))
    assert len(packet["officers"]) == KEPT_AHEAD + 1
    assert list(packet["rest"]["ahead"]) == ["duty schedule (5.1)"]
    assert packet["rest"]["ahead"]["duty schedule (5.1)"] == [str(100 + n) for n in range(101, 130)]
    assert replay(packet, DOCUMENT).same


def test_a_packet_of_a_large_book_stays_small() -> None:
    people = []
    for n in range(5_500):
        tours = [
            (n, BASE + (24 * day + n % 3 * 8) * HOUR, BASE + (24 * day + n % 3 * 8 + 8) * HOUR)
            for day in range(-3, 6)
        ]
        people.append(officer(n, n, work=[(*tour, "regular") for tour in tours]))
    body = encode(packet_of(ranking(*people), Award(5_400, "assign", "by name")))
    assert len(body) < 20_000
    assert replay(decode(body), DOCUMENT).same


@settings(max_examples=60, deadline=None, derandomize=True)
@given(lives(), st.lists(lives(), min_size=1, max_size=5), st.data())
def test_every_packet_replays(place: Life, others: list[Life], data: st.DataObject) -> None:
    question = place.question(rank_level=2, rank_code="SGT", requires=((7, "CPR"),))
    people = [
        life.officer()._replace(
            id=n,
            badge=str(n),
            rank_level=data.draw(st.sampled_from((None, 0, 1, 2))),
            approved=data.draw(st.booleans()),
            tallies=((data.draw(st.integers(0, 2)), 0),),
            certificates=((7, None, "2026-12-31"),) if n % 2 else (),
            statuses=(("probation", "2026-01-01", None),) if n % 3 == 0 else (),
        )
        for n, life in enumerate(others)
    ]
    ranked = rank(policy(), question, people, "seed", None)
    chosen = data.draw(st.sampled_from(people)).id
    body = encode(packet_of(ranked, Award(chosen, "assign", "why", "who")))
    assert replay(decode(body), DOCUMENT).differences == ()


def test_another_policy_is_seen() -> None:
    packet = packet_of(ranking(officer(1)), Award(1, "assign"))
    assert replay(packet, DOCUMENT + "\n# edited").differences == (
        "The policy's text is not the one that was applied.",
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda packet: packet["officers"][0].update(approved=False), "101: the verdict is now"),
        (lambda packet: packet["officers"][1].update(tallies=[[0, 0]]), "The order differs"),
        (lambda packet: packet["order"].reverse(), "The order differs"),
        (lambda packet: packet["verdicts"]["1"].update(standing="barred"), "101: the verdict"),
        (lambda packet: packet["position"].update(ends_at=BASE + 40 * HOUR), "the verdict is now"),
    ],
)
def test_an_altered_fact_shows(change, said: str) -> None:
    people = (officer(1, 1), officer(2, 2, work=ON_DUTY), officer(3, 3))
    packet = packet_of(ranking(*people), Award(3, "assign", "why"))
    assert replay(packet, DOCUMENT).same
    change(packet)
    assert any(said in difference for difference in replay(packet, DOCUMENT).differences)


@pytest.mark.parametrize("body", [b"", b"nonsense", encode({"form": "other/1"}), encode({})])
def test_what_is_no_packet_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="packet"):
        decode(body)


def test_an_older_packet_tells_the_seats_of_its_own_role() -> None:
    packet = packet_of(ranking(officer(1)), Award(1, "assign"))
    packet["position"] |= {"seats_alike": 3, "role": "officer"}
    del packet["position"]["seat_roles"]
    assert question_of(packet).position.seat_roles == ("officer",) * 3
