"""Hours against caps, and the rest that duty asks for."""

from datetime import UTC, datetime

from coordinator.library import standard_policy
from coordinator.rules.caps import cap_uses, rests, time_needed
from coordinator.rules.facts import OfficerFacts, Stretch
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words, rotation_words
from coordinator.rules.spans import HOUR, Calendar

CALENDAR = Calendar("America/New_York")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


NOW = at("2026-06-01T12:00")
SHOWN = at("2026-06-01T04:00"), at("2026-06-15T04:00")


def policy(document: str = "") -> Policy:
    found = read_policy(document or standard_policy())
    assert isinstance(found, Policy)
    return found


def officer(*work: Stretch, rank: str = "") -> OfficerFacts:
    return OfficerFacts(1, "1000", rank_code=rank, work=sorted(work))


def test_the_week_around_now_and_the_fullest_one() -> None:
    day = 24 * HOUR
    second_week = [(1, NOW + n * day, NOW + n * day + 8 * HOUR, "regular") for n in range(7, 11)]
    mine = officer((1, NOW, NOW + 4 * HOUR, "detail"), *second_week)
    weekly = [u for u in cap_uses(policy(), mine, SHOWN, NOW, CALENDAR) if u.name == "weekly cap"]
    assert [use.used // HOUR for use in weekly] == [4, 32]
    assert not any(use.over for use in weekly)
    assert weekly[1].words(CALENDAR) == "weekly cap: 32 of 64 h, Sun 7 Jun to Sat 13 Jun (3.2)"


def test_a_rolling_cap_finds_the_fullest_stretch_and_says_when_it_is_over() -> None:
    mine = officer(
        (1, NOW, NOW + 10 * HOUR, "regular"), (1, NOW + 11 * HOUR, NOW + 18 * HOUR, "detail")
    )
    (rolling,) = (
        use for use in cap_uses(policy(), mine, SHOWN, NOW, CALENDAR) if use.number == "3.1"
    )
    assert rolling.used == 17 * HOUR
    assert rolling.over


def test_time_counted_once_where_spans_overlap() -> None:
    mine = officer((1, NOW, NOW + 8 * HOUR, "regular"), (1, NOW, NOW + 8 * HOUR, "detail"))
    uses = {use.number: use.used // HOUR for use in cap_uses(policy(), mine, SHOWN, NOW, CALENDAR)}
    assert uses == {"3.1": 8, "3.2": 8, "3.3": 8}


def test_a_cap_by_the_clock_or_the_weekday_shows_that_time_alone() -> None:
    weekly = 'name = "weekly cap"\n'
    mine = officer(
        (1, NOW, NOW + 10 * HOUR, "detail"), (1, NOW + 24 * HOUR, NOW + 34 * HOUR, "detail")
    )
    start = CALENDAR.wall(NOW).hour
    for more, used in (
        (f"between = {start + 1:02}:00:00\nand_until = {start + 3:02}:00:00\n", 4),
        ('only = { weekdays = ["tuesday"] }\n', 10),
        ("only = { longer_than_hours = 10 }\n", 0),
    ):
        document = standard_policy().replace(weekly, weekly + more)
        uses = cap_uses(policy(document), mine, SHOWN, NOW, CALENDAR)
        assert next(use.used // HOUR for use in uses if use.name == "weekly cap") == used


def test_a_cap_for_other_ranks_is_silent() -> None:
    document = standard_policy().replace(
        'name = "weekly cap"', 'name = "weekly cap"\nscope = { ranks = ["SGT"] }'
    )
    names = [use.name for use in cap_uses(policy(document), officer(), SHOWN, NOW, CALENDAR)]
    assert "weekly cap" not in names
    sergeant = officer(rank="SGT")
    names = [use.name for use in cap_uses(policy(document), sergeant, SHOWN, NOW, CALENDAR)]
    assert "weekly cap" in names


def test_rest_before_duty_is_merged_and_cut_to_what_is_shown() -> None:
    mine = officer(
        (1, SHOWN[0] + 2 * HOUR, SHOWN[0] + 10 * HOUR, "regular"),
        (1, SHOWN[0] + 14 * HOUR, SHOWN[0] + 16 * HOUR, "leave"),
    )
    assert rests(policy(), mine, SHOWN, CALENDAR) == ((SHOWN[0], SHOWN[0] + 2 * HOUR),)


def test_caps_look_beyond_what_is_shown() -> None:
    low, high = time_needed(policy(), SHOWN, CALENDAR)
    # The week that the first day lies in begins on the Sunday before.
    assert low <= at("2026-05-31T04:00")
    assert high >= SHOWN[1]


def test_every_clause_of_the_shipped_policy_has_words_of_its_own() -> None:
    words = [clause_words(clause) for clause in policy().clauses]
    assert len({one.sentence for one in words}) == len(words)
    by_number = {one.number: one for one in words}
    assert by_number["2.1"].sentence == "6 hours of rest before regular duty."
    assert by_number["2.1"].breaking == "breaking it needs an override by the lieutenant"
    assert by_number["3.1"].sentence.startswith("At most 16 hours in any 24 hours in a row")
    assert by_number["4.5"].breaking == "breaking it bars"


def test_whom_a_clause_is_about_in_words() -> None:
    document = standard_policy().replace(
        'name = "weekly cap"',
        'name = "weekly cap"\nscope = { ranks = ["SGT", "LT"], roles = ["supervisor"] }',
    )
    (words,) = (w for w in map(clause_words, policy(document).clauses) if w.name == "weekly cap")
    assert (
        words.scope == "officers of rank LT, SGT; the role supervisor "
        "(counted is work in other roles, too)"
    )


def test_the_rotation_in_words() -> None:
    assert rotation_words(policy())[:4] == (
        "1. who has the fewest detail hours in the month",
        "2. whose last detail lies longest back",
        "3. the senior one",
        "A tie is settled by the coordinator, with a reason.",
    )
