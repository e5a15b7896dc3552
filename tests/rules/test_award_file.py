"""An award told in words and kept in a file: complete, replayable, and no word of it changeable."""

import json
from base64 import b64encode
from typing import Any

import pytest

from coordinator.rules.award_account import account_lines, account_of
from coordinator.rules.award_file import award_file, replay_file
from coordinator.rules.decision import Award, decode, encode, packet_of
from tests.rules.test_decision import BASE, DOCUMENT, ON_DUTY, officer, policy, ranking

PEOPLE = (
    officer(1),
    officer(2, 1, work=ON_DUTY),
    officer(3, 2, answer="no_answer"),
    officer(4, 3, seniority_on="2011-05-02", last_worked_at=BASE - 86_400),
    officer(5, 4),
)


def body(reason: str = "knows the site") -> bytes:
    return encode(packet_of(ranking(*PEOPLE), Award(4, "assign", reason)))


def told(reason: str = "knows the site") -> list[str]:
    return [*account_lines(account_of(decode(body(reason)), policy()))]


def test_a_reader_finds_every_exclusion_in_the_account_alone() -> None:
    account = account_of(decode(body()), policy())
    places = {place.badge: place for place in account.places}
    assert places["101"].passed == "knows the site"
    assert places["102"].standing == "barred"
    assert "on duty: 4 h inside regular Mon 1 Jun 15:00 to 23:00 (1.2)" in places["102"].reasons
    assert places["103"].passed == "answered: no answer"
    assert account.taken.badge == "104"
    assert account.taken.facts == "3 h, last worked 31 May 2026, senior since 2011-05-02"
    assert places["101"].facts == "0 h, never worked yet, senior since no known date"
    assert account.of("105") is None
    assert account.behind == ("1, duty schedule (5.1)",)
    assert account.named == {"105": "behind: duty schedule (5.1)"}
    assert {clause.number for clause in account.clauses} == {"1.2", "5.1"}


def test_the_account_names_the_rule_the_taken_and_the_reason() -> None:
    lines = told()
    assert lines[1] == "Taken: 104 (assign), place 4 in the order."
    assert lines[2] == "Reason: knows the site"
    assert any("fewest detail hours" in line for line in lines)


def test_a_file_replays_without_a_book() -> None:
    replayed = replay_file(award_file(body(), DOCUMENT, "Rivermouth"))
    assert replayed.same
    assert [*account_lines(replayed.account)] == told()


def _changed(key: str, value: Any) -> str:
    values = json.loads(award_file(body(), DOCUMENT, "Rivermouth"))
    values[key] = value
    return json.dumps(values)


def test_another_packet_under_the_old_hash_is_seen() -> None:
    other = b64encode(body("a friend")).decode()
    found = replay_file(_changed("packet", other)).differences
    assert found[:3] == (
        "The packet is not the one of its hash.",
        "The facts shown are not those of the packet.",
        "The account is not that of the packet.",
    )


def test_another_policy_is_seen() -> None:
    found = replay_file(_changed("policy", DOCUMENT + "\n# a word more"))
    assert found.differences == ("The policy's text is not the one that was applied.",)


def test_facts_that_were_prettified_are_seen() -> None:
    packet = packet_of(ranking(*PEOPLE), Award(4, "assign", "knows the site"))
    packet["officers"][0]["tallies"] = [[0, 0]]
    found = replay_file(_changed("facts", json.loads(json.dumps(packet))))
    assert found.differences == ("The facts shown are not those of the packet.",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not of the form award/1"),
        ('{"form": "award/1"}', "is not whole"),
        ('{"form": "award/1", "packet": "!", "policy": ""}', "is not whole"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replay_file(text)
