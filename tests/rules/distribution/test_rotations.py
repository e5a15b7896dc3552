"""What the ranking of the book takes over from a method, and the method in words."""

from pathlib import Path

import pytest

from coordinator.rules.distribution.rotations import (
    beyond_plain,
    is_plain,
    plain_rotation,
    unapplied,
)
from coordinator.rules.distribution.wording import distribution_words
from coordinator.rules.facts import PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.rotation import Key, KeyKind, Period, Rotation, Ties
from coordinator.rules.spans import HOUR
from tests.rules.distribution.documents import CALENDAR, LENGTH, START, document

LIBRARY = Path(__file__).parents[3] / "coordinator" / "library" / "policies"
HEAD = 'name = "P"\neffective_on = 2026-01-01\n'
TWO = (
    HEAD + '[[rotation]]\nwhen = { job_class = "road", notice = { under = 24 } }\n'
    '[[rotation.key]]\nby = "first_answer"\n[[rotation]]\n[[rotation.key]]\nby = "seniority"\n'
)


def question(job_class: str, hours_ahead: int) -> Question:
    position = PositionFacts(1, "", 1, "", START, START + LENGTH, job_class=job_class)
    return Question(position, CALENDAR, START - hours_ahead * HOUR, ScheduleFacts())


def test_each_position_has_the_rotation_of_its_method() -> None:
    policy = read_policy(TWO)
    assert isinstance(policy, Policy)
    first, senior = Rotation((Key(KeyKind.FIRST_ANSWER),)), Rotation((Key(KeyKind.SENIORITY),))
    assert policy.rotation_for(question("road", 23)) == first
    assert policy.rotation_for(question("road", 24)) == senior
    assert policy.rotation_for(question("school", 23)) == senior
    assert policy.rotation == senior


def test_a_weekly_tally_counts_the_local_week() -> None:
    text = '[[tally]]\nname = "t"\nunit = "details"\nreset = "week"\n'
    text += '[rotation]\nties = "draw"\n[[rotation.key]]\nby = "fewest"\ntally = "t"\n'
    found = plain_rotation(document(text))
    assert found.ties is Ties.DRAW
    assert found.keys[0].by is KeyKind.FEWEST_DETAILS
    start, end = found.periods(START, CALENDAR)[0]
    assert CALENDAR.wall(start).isoformat() == "2026-06-15T00:00:00-04:00"
    assert CALENDAR.wall(end).isoformat() == "2026-06-22T00:00:00-04:00"


def test_a_monthly_tally_is_the_old_key() -> None:
    text = (
        '[[tally]]\nname = "t"\nreset = "month"\n[rotation]\nwho = "everybody"\n[[rotation.key]]\n'
    )
    found = document(text + 'by = "fewest_hours"\ntally = "t"\n')
    assert plain_rotation(found).keys == (Key(KeyKind.FEWEST_HOURS, Period.MONTH),)
    assert is_plain(found)


def test_where_somebody_chooses_all_are_equal() -> None:
    found = document('[rotation]\nchosen_by = "the chief"\n')
    assert plain_rotation(found) == Rotation(())
    assert not is_plain(found)


def test_what_goes_beyond_plain_keys_is_named() -> None:
    text = '[[tally]]\nname = "t"\nunit = "points"\n[[list]]\nname = "l"\n[rotation]\n'
    text += 'who = "signups"\n[[rotation.key]]\nby = "fewest"\ntally = "t"\n'
    text += '[[rotation.tier]]\nname = "own"\n[rotation.draft]\n'
    found = document(text)
    assert unapplied(found, found.methods[0]) == ()
    assert beyond_plain(found, found.methods[0]) == (
        "key fewest",
        "only those who signed up",
        "tiers",
        "drafting",
    )


def test_what_the_book_cannot_apply_is_said() -> None:
    text = '[[tally]]\nname = "pay"\nunit = "money"\n[rotation]\nwhen = { holiday = true }\n'
    found = document(text + '[[rotation.key]]\nby = "fewest"\ntally = "pay"\n')
    assert unapplied(found, found.methods[0]) == ("the fact holiday (write [[holiday]])",)


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_the_book_applies_every_method_of_the_library(path: Path) -> None:
    policy = read_policy(path.read_text("utf-8"))
    assert isinstance(policy, Policy)
    for method in policy.distribution.methods:
        assert unapplied(policy.distribution, method) == ()


def test_a_method_in_words() -> None:
    text = '[[tally]]\nname = "turns"\nunit = "details"\nreset = "week"\n[[rotation]]\n'
    text += 'name = "short notice"\nwhen = { notice = { under = 24 } }\nwho = "signups"\n'
    text += '[[rotation.key]]\nby = "fewest"\ntally = "turns"\n[[rotation.deadline]]\n'
    text += 'hours_before = 2.5\nlate = "out"\n'
    assert distribution_words(document(text)) == (
        "short notice when notice under 24: among those who signed up.",
        "  Asked for by 2.5 hours before the start; later ones are not considered.",
        "  1. who has the least in turns",
        "  A tie is settled by the coordinator.",
        "turns: details in the week from Monday; taken over or worked.",
    )
