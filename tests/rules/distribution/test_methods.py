"""Each part of a distribution document at work on a small agency."""

from fractions import Fraction

import pytest

from coordinator.rules.distribution.facts import Fact, Happening, PassedOver
from coordinator.rules.distribution.wording import distribution_words
from coordinator.rules.spans import DAY, HOUR
from tests.rules.distribution.documents import (
    START,
    decided,
    document,
    person,
    problems,
    situation,
    worked,
)

THREE = (person("A", "2001-01-01"), person("B", "2005-01-01"), person("C", "2010-01-01"))
LISTED = '[rotation]\n[[rotation.key]]\nby = "list"\n'
SENIOR = '[rotation]\nwho = "signups"\n'


def tally(body: str) -> str:
    return f'[[tally]]\nname = "t"\n{body}\n[rotation]\n[[rotation.key]]\nby="fewest"\ntally="t"\n'


def figures(text: str, *happened: Happening, people: tuple = THREE) -> dict[str, Fraction]:
    found = decided(text, situation(*people, asked={}, happened=happened))
    return {name: each["t"] for name, each in found.before.tallies.items()}


def test_a_detail_costs_what_last_happened_on_it() -> None:
    text = tally('[[tally.charge]]\non = ["awarded", "worked"]')
    given = Happening("awarded", "A", START - DAY, Fraction(4), START - DAY)
    assert figures(text, given)["A"] == 4
    assert figures(text, given, worked("A", START - DAY, 6))["A"] == 6
    taken = given._replace(what="cancelled_by_customer")
    assert figures(text, given, taken)["A"] == 0
    assert figures(text, given, worked("A", START - 2 * DAY, 6))["A"] == 10


def test_charges_are_times_plus_and_least() -> None:
    text = tally('[[tally.charge]]\non = "worked"\nleast = 4\ntimes = 2\nplus = 1')
    assert figures(text, worked("A", START - DAY, 3))["A"] == 9
    assert figures(text, worked("A", START - DAY, 5))["A"] == 11
    blocks = tally('[[tally.charge]]\non = "worked"\nstep = 4\ntimes = 2')
    for hours, figure in ((1, 8), (4, 8), (5, 16), (8, 16)):
        assert figures(blocks, worked("A", START - DAY, hours))["A"] == figure
    fixed = tally('[[tally.charge]]\non = "worked"\nfixed = 3')
    assert figures(fixed, worked("A", START - DAY, 9))["A"] == 3


def test_the_first_charge_that_fits_counts() -> None:
    text = tally(
        '[[tally.charge]]\non = "refused"\nunless = { reason = "court" }\n'
        '[[tally.charge]]\non = "refused"\nfixed = 1'
    )
    said = Happening("refused", "A", START - DAY, Fraction(4), START - DAY)
    assert figures(text, said)["A"] == 4
    assert figures(text, said._replace(facts={"reason": "court"}))["A"] == 1


def test_money_details_and_points() -> None:
    done = worked("A", START - DAY, 4, pay=Fraction(240))
    assert figures(tally('unit = "money"'), done)["A"] == 240
    assert figures(tally('unit = "details"'), done)["A"] == 1
    points = tally('unit = "points"\n[[tally.charge]]\non = "worked"\nfixed = 5')
    assert figures(points, done)["A"] == 5


def test_only_some_details_count() -> None:
    text = tally('unless = { job_class = "road" }')
    assert figures(text, worked("A", START - DAY, 4, job_class="road"))["A"] == 0
    assert figures(text, worked("A", START - DAY, 4, job_class="school"))["A"] == 4


def test_a_tally_begins_again() -> None:
    text = tally('reset = "week"\nweek_starts = "tuesday"')  # the detail is on a Tuesday
    assert figures(text, worked("A", START - DAY))["A"] == 0
    assert figures(text, worked("A", START - HOUR))["A"] == 4


def test_a_detail_that_starts_with_the_period_belongs_to_it() -> None:
    text = tally('reset = "week"\nweek_starts = "tuesday"')
    midnight = START - 18 * HOUR
    assert figures(text, worked("A", midnight))["A"] == 4
    assert figures(text, worked("A", midnight - 60))["A"] == 0


def test_figures_handed_over_as_of_the_reset_count() -> None:
    text = tally('reset = "week"\nweek_starts = "tuesday"')
    people, midnight = (person("A", tallies={"t": 7}),), START - 18 * HOUR
    for as_of, figure in ((midnight, 7), (midnight - 60, 0)):
        case = situation(*people, asked={}, as_of=as_of)
        assert decided(text, case).before.tallies["A"]["t"] == figure


def test_whom_a_limit_kept_out_may_move() -> None:
    text = listed('[[list.move]]\non = "passed_over"\n[[list.move]]\non = "accepted"')
    asked = dict.fromkeys("ABC")
    case = situation(*THREE, asked=asked, passed={"A": PassedOver(""), "C": PassedOver("")})
    found = decided(text, case)
    assert found.awarded == ("B",)
    assert found.after.lists["l"] == ("C", "A", "B")


def test_a_reset_may_wait() -> None:
    text = tally('reset = "week"\nweek_starts = "tuesday"\nreset_when = { permanent = true }')
    case = situation(*THREE, asked={}, happened=(worked("A", START - DAY),))
    assert decided(text, case).before.tallies["A"]["t"] == 4


@pytest.mark.parametrize(
    ("where", "figure"),
    [("average", 3), ("highest", 5), ("lowest", 1), ("zero", 0)],
)
def test_where_newcomers_start(where: str, figure: int) -> None:
    old = person("A", tallies={"t": 1}), person("B", tallies={"t": 5})
    new = person("N")
    came = Happening("became_eligible", "N", START - DAY)
    text = tally(f'newcomers = "{where}"')
    assert figures(text, came, people=(*old, new))["N"] == figure


def test_newcomers_at_the_highest_plus_one() -> None:
    old = person("A", tallies={"t": 2}), person("B", tallies={"t": 8})
    came = Happening("became_eligible", "N", START - DAY)
    for where, figure in (("highest", 9), ("zero", 1)):
        text = tally(f'newcomers = "{where}"\nnewcomers_plus = 1')
        assert figures(text, came, people=(*old, person("N")))["N"] == figure
        assert "plus 1." in " ".join(distribution_words(document(text)))


def test_newcomers_among_their_own() -> None:
    old = person("A", tier="x", tallies={"t": 2}), person("B", tier="y", tallies={"t": 8})
    came = Happening("promoted", "N", START - DAY)
    text = tally('newcomers = "average"\namong = "tier"\nnew_on = "promoted"')
    assert figures(text, came, people=(*old, person("N", tier="y")))["N"] == 8


def listed(body: str) -> str:
    return f'[[list]]\nname = "l"\n{body}\n{LISTED}'


def test_what_moves_a_name() -> None:
    text = listed(
        '[[list.move]]\non = "accepted"\n[[list.move]]\non = "refused"\nto = "top"\n'
        '[[list.move]]\non = "no_answer"\nto = "stays"'
    )
    said = (("A", "no_answer"), ("B", "accepted"))
    after = decided(text, situation(*THREE, said=said)).after.lists["l"]
    assert after == ("A", "C", "B")
    said = (("A", "no_answer"), ("B", "refused"), ("C", "accepted"))
    assert decided(text, situation(*THREE, said=said)).after.lists["l"] == ("B", "A", "C")


def test_without_moves_taking_a_detail_moves_to_the_bottom() -> None:
    found = decided(listed(""), situation(*THREE, asked={"A": None, "B": None}))
    assert found.awarded == ("A",)
    assert found.after.lists["l"] == ("B", "C", "A")


@pytest.mark.parametrize(
    ("where", "names"),
    [("bottom", ("C", "A", "B")), ("top", ("B", "C", "A")), ("order", ("B", "C", "A"))],
)
def test_where_newcomers_come_onto_a_list(where: str, names: tuple[str, ...]) -> None:
    text = listed(f'newcomers = "{where}"')
    case = situation(*THREE, asked={}, lists={"l": ("C", "A")})
    assert decided(text, case).before.lists["l"] == names


def test_a_mark_goes_on_after_those_asked_too() -> None:
    text = listed('mark = true\nmark_after = ["accepted", "refused"]')
    case = situation(*THREE, said=(("B", "refused"), ("C", "accepted")), marks={"l": "B"})
    found = decided(text, case)
    assert found.order == (("B",), ("C",), ("A",))
    assert found.after.marks["l"] == "A"
    assert found.after.lists["l"] == ("A", "B", "C")


def test_a_list_begins_again_between_two_details() -> None:
    text = listed('reset = "week"')
    before = Happening("accepted", "A", START - 8 * DAY, Fraction(4), START - 8 * DAY)
    case = situation(*THREE, asked={}, happened=(before,))
    assert decided(text, case).before.lists["l"] == ("A", "B", "C")
    kept = situation(*THREE, asked={}, happened=(before._replace(at=START, detail=START - 1),))
    assert decided(text, kept).before.lists["l"] == ("B", "C", "A")


def test_details_of_another_method_leave_a_list_alone() -> None:
    text = (
        '[[list]]\nname = "road"\n[[list]]\nname = "other"\n'
        '[[rotation]]\nwhen = { job_class = "road" }\n[[rotation.key]]\nby = "list"\n'
        'list = "road"\n[[rotation]]\n[[rotation.key]]\nby = "list"\nlist = "other"\n'
    )
    case = situation(*THREE, said=(("A", "accepted"),), facts={"job_class": "road"})
    after = decided(text, case).after.lists
    assert after == {"road": ("B", "C", "A"), "other": ("A", "B", "C")}


def test_asked_ahead_of_all_once_and_the_place_kept() -> None:
    text = (
        listed('[[list.move]]\non = ["accepted", "refused"]\n')
        + '[[rotation.priority]]\non = "called_off"\nkeeps_place = true\n'
    )
    gave_up = Happening("called_off", "C", START - DAY, Fraction(4), START - 9 * HOUR)
    case = situation(*THREE, said=(("C", "refused"), ("A", "accepted")), happened=(gave_up,))
    found = decided(text, case)
    assert found.asked_first == ("C",)
    assert found.after.lists["l"] == ("B", "C", "A")
    assert found.order_after[0] == ("B",)


def test_a_swap_may_stay_with_the_first_officer() -> None:
    text = tally('[[tally.charge]]\non = ["awarded", "ordered", "given_away"]')
    words = (("awarded", "A"), ("given_away", "A"), ("taken_over", "B"), ("worked", "B"))
    at = START - 9 * DAY
    found = figures(text, *(Happening(word, who, at, Fraction(4), at) for word, who in words))
    assert found == {"A": 4, "B": 0, "C": 0}


@pytest.mark.parametrize(("reported", "came"), [(True, 4), (False, 0)])
def test_of_an_unreported_replacement_the_first_may_be_charged_alone(
    reported: bool, came: int
) -> None:
    text = tally(
        '[[tally.charge]]\non = ["awarded", "ordered"]\n'
        '[[tally.charge]]\non = "given_away"\nwhen = { reported = false }\n'
        '[[tally.charge]]\non = "taken_over"\nwhen = { reported = true }\n'
    )
    at = START - 9 * DAY
    words = ("awarded", "A"), ("given_away", "A"), ("taken_over", "B"), ("worked", "B")
    told: dict[str, Fact] = {"reported": reported}
    found = figures(text, *(Happening(word, who, at, Fraction(4), at, told) for word, who in words))
    assert found == {"A": 4 - came, "B": came, "C": 0}


def test_a_mark_skips_those_on_duty_without_loss() -> None:
    text = '[[list]]\nname = "l"\nmark = true\n' + LISTED
    text += '[[rotation.priority]]\non = ["on_duty", "passed_over"]\nkeeps_place = true\n'
    said = situation(*THREE, said=(("A", "on_duty"), ("B", "accepted")))
    barred = situation(*THREE, passed={"A": PassedOver("3")})
    for found in (decided(text, said), decided(text, barred)):
        assert (found.awarded, found.after.marks) == (("B",), {"l": "C"})
        assert found.order_after == (("A",), ("C",), ("B",))
    back = Happening("on_duty", "B", START - DAY, Fraction(4), START - DAY)
    later = decided(text, situation(*THREE, happened=(back,)))
    assert (later.awarded, later.after.marks) == (("B",), {"l": "A"})


def test_the_late_come_last_by_the_keys_by_time_or_not_at_all() -> None:
    asked = {"A": START - 10, "B": START - 20, "C": START - 9000}
    for late, order in (
        ("bottom", (("C",), ("A",), ("B",))),
        ("first_come", (("C",), ("B",), ("A",))),
        ("out", (("C",),)),
    ):
        text = SENIOR + f'[[rotation.deadline]]\nhours_before = 1\nlate = "{late}"\n'
        assert decided(text, situation(*THREE, asked=asked)).order == order


def test_the_late_come_behind_their_own_tier_or_behind_all() -> None:
    people = (*(person(name, tier="own") for name in "AB"), person("C", tier="other"))
    asked = {"A": START - 10, "B": START - 9000, "C": START - 9000}
    text = SENIOR + "[[rotation.deadline]]\nhours_before = 1\n%s"
    text += '[[rotation.tier]]\nname = "own"\n[[rotation.tier]]\nname = "other"\n'
    case = situation(*people, asked=asked)
    assert decided(text % "", case).order == (("B",), ("A",), ("C",))
    mixed = decided(text % "behind_all_tiers = true\n", case)
    assert mixed.order == (("B",), ("C",), ("A",))


def test_a_sign_up_at_the_deadline_is_in_time() -> None:
    text = SENIOR + "[[rotation.deadline]]\ndays_before = 1\nat = 18:00:00\nlate = 'out'\n"
    asked = {"A": START - DAY, "B": START - DAY + 60}
    assert decided(text, situation(*THREE, asked=asked)).order == (("A",),)


def test_a_window_that_closes_after_posting() -> None:
    text = SENIOR + "[[rotation.deadline]]\nhours_after_posting = 24\nlate = 'out'\n"
    asked = {"A": START - DAY, "B": START - DAY + 60}
    facts = {"notice_at": Fraction(START - 2 * DAY)}
    assert decided(text, situation(*THREE, asked=asked, facts=facts)).order == (("A",),)


def test_who_signed_up_after_the_assignment_was_too_late() -> None:
    asked = {"A": START - 3599, "B": START - 3600}
    case = situation(*THREE, asked=asked, assigned_at=START - 3600)
    assert decided(SENIOR, case).order == (("B",),)


def test_volunteers_then_the_others_by_list() -> None:
    text = '[rotation]\n[[rotation.tier]]\nname = "v"\ntiers = []\nwho = "signups"\n'
    text += '[[rotation.tier]]\nname = "rest"\ntiers = []\nwho = "everybody"\n'
    text += '[[rotation.tier.key]]\nby = "seniority"\nreverse = true\n'
    found = decided(text, situation(*THREE, asked={"B": None}))
    assert found.order == (("B",), ("C",), ("A",))
    assert found.tiers == (("v", ("B",)), ("rest", ("C", "A")))


def test_own_bureau_first() -> None:
    people = person("A", "2001-01-01", tier="patrol"), person("B", "2011-01-01", tier="traffic")
    text = '[rotation]\n[[rotation.tier]]\nname = "own"\nof_detail = true\n'
    text += '[[rotation.tier]]\nname = "all"\ntiers = []\n'
    assert decided(text, situation(*people, facts={"tier": "traffic"})).awarded == ("B",)
    assert decided(text, situation(*people, facts={"tier": "patrol"})).awarded == ("A",)


def test_drafting_waits_until_everybody_has_been_asked() -> None:
    text = "[rotation]\n[rotation.draft]\n"
    said = [("A", "refused"), ("B", "no_answer")]
    assert decided(text, situation(*THREE, said=said)).ordered == ()
    said.append(("C", "refused"))
    assert decided(text, situation(*THREE, said=said)).ordered == ("C",)
    kept_out = {"C": PassedOver("4.1")}
    spared = decided(text, situation(*THREE, said=said, passed=kept_out))
    assert spared.ordered == ("B",)
    assert spared.passed_over == kept_out


def test_whom_a_limit_spares_is_told_only_if_he_was_next_to_be_ordered() -> None:
    text = '[rotation]\nwho = "signups"\n[rotation.draft]\n'
    kept_out = {"A": PassedOver("4.1"), "C": PassedOver("4.1")}
    found = decided(text, situation(*THREE, asked={}, passed=kept_out))
    assert found.ordered == ("B",)
    assert list(found.passed_over) == ["C"]


def test_drafting_from_a_list_moves_the_name() -> None:
    text = '[[list]]\nname = "l"\n[rotation]\nwho = "signups"\n[rotation.draft]\n'
    text += '[[rotation.draft.key]]\nby = "list"\nlist = "l"\n'
    found = decided(text, situation(*THREE))
    assert found.ordered == ("A",)
    assert found.after.lists["l"] == ("B", "C", "A")


def test_the_late_behind_all_tiers_come_in_the_order_of_asking() -> None:
    text = (
        '[rotation]\nwho = "signups"\n[[rotation.deadline]]\nhours_before = 24\n'
        'late = "first_come"\nbehind_all_tiers = true\n'
        '[[rotation.tier]]\nname = "full"\n[[rotation.tier]]\nname = "part"\n'
    )
    people = (
        person("A", "2001-01-01", tier="full"),
        person("B", "2002-01-01", tier="part"),
        person("C", "2003-01-01", tier="full"),
        person("D", "2004-01-01", tier="part"),
    )
    asked = {
        "A": START - HOUR,
        "B": START - 2 * HOUR,
        "C": START - 3 * HOUR,
        "D": START - 30 * HOUR,
    }
    found = decided(text, situation(*people, asked=asked, positions=4))
    assert found.order == (("D",), ("C",), ("B",), ("A",))


def test_alternates_are_those_behind_the_last_taken_who_were_not_asked() -> None:
    text = "[rotation]\nalternates = 2\n"
    found = decided(text, situation(*THREE, said=(("A", "accepted"),)))
    assert (found.awarded, found.alternates) == (("A",), ("B", "C"))
    found = decided(text, situation(*THREE, said=(("A", "refused"), ("B", "accepted"))))
    assert (found.awarded, found.alternates) == (("B",), ("C",))
    found = decided(text, situation(*THREE, said=(("C", "accepted"),)))
    assert (found.awarded, found.alternates) == (("C",), ())
    found = decided(text, situation(*THREE, said=(("A", "no_answer"),)))
    assert (found.awarded, found.alternates) == ((), ())


def test_alternates_are_next_in_order() -> None:
    text = "[rotation]\nalternates = 1\n"
    found = decided(text, situation(*THREE, asked={"A": None, "B": None, "C": None}))
    assert (found.awarded, found.alternates) == (("A",), ("B",))


def test_a_place_given_back_stays_empty_unless_it_is_reopened() -> None:
    happened = tuple(
        Happening(what, "A", START, Fraction(4), START) for what in ("awarded", "called_off")
    )
    assert decided("[rotation]", situation(*THREE, happened=happened)).awarded == ("B",)
    closed = situation(*THREE, happened=happened, reopened=False)
    assert decided("[rotation]", closed).awarded == ()
    held = situation(*THREE, happened=happened[:1])
    assert decided("[rotation]", held).awarded == ()


def test_a_tie_is_drawn_only_when_the_document_says_so() -> None:
    alike = person("A"), person("B")
    asked = {"A": None, "B": None}
    found = decided(SENIOR, situation(*alike, asked=asked))
    assert (found.awarded, found.tied) == ((), ("A", "B"))
    drawn = 'ties = "draw"\n'
    winners = {
        decided(SENIOR + drawn, situation(*alike, asked=asked, seed=str(seed))).awarded
        for seed in range(20)
    }
    assert winners == {("A",), ("B",)}


def test_the_order_of_calling_settles_a_tie() -> None:
    alike = person("A"), person("B")
    said = (("B", "accepted"), ("A", "accepted"))
    assert decided("[rotation]", situation(*alike, said=said)).awarded == ("B",)


def test_a_method_for_each_kind_of_detail() -> None:
    text = '[[rotation]]\nname = "night"\nwhen = { starts = [22:00:00, 06:00:00] }\n'
    text += '[[rotation]]\nname = "short"\nwhen = { notice = { under = 24 } }\n'
    text += '[[rotation]]\nname = "long"\nwhen = { length = { at_least = 8 } }\n'
    text += '[[rotation]]\nname = "evening"\nwhen = { starts = [17:00:00, 22:00:00] }\n'
    text += '[[rotation]]\nname = "assigned"\nwhen = { assigned = { at_most = 48 } }\n'
    text += '[[rotation]]\nname = "odd"\nwhen = { facts = { loud = true } }\n'
    text += '[[rotation]]\nname = "plain"\n'
    found = document(text)
    for facts, name in (
        ({"starts": Fraction(22 * 60)}, "night"),
        ({"starts": Fraction(17 * 60)}, "evening"),
        ({"starts": Fraction(16 * 60 + 59)}, "plain"),
        ({"assigned": Fraction(48)}, "assigned"),
        ({"assigned": Fraction(49)}, "plain"),
        ({"starts": Fraction(5 * 60)}, "night"),
        ({"starts": Fraction(6 * 60)}, "plain"),
        ({"notice": Fraction(23)}, "short"),
        ({"notice": Fraction(24)}, "plain"),
        ({"length": Fraction(8)}, "long"),
        ({"loud": True}, "odd"),
        ({}, "plain"),
    ):
        method = found.method(facts)
        assert method is not None
        assert method.name == name


def test_the_sum_of_two_tallies() -> None:
    text = '[[tally]]\nname = "worked"\n[[tally]]\nname = "refused"\n[rotation]\n'
    text += '[[rotation.key]]\nby = "fewest_hours"\ntally = ["worked", "refused"]\n'
    people = (
        person("A", tallies={"worked": 8, "refused": 0}),
        person("B", tallies={"worked": 2, "refused": 8}),
        person("C", tallies={"worked": 4, "refused": 4}),
    )
    assert decided(text, situation(*people)).order == (("A", "C"), ("B",))


def test_last_offered_longest_ago() -> None:
    text = '[rotation]\n[[rotation.key]]\nby = "longest_since"\non = ["awarded", "refused"]\n'
    happened = (
        Happening("awarded", "A", START - 3 * DAY, Fraction(4), START - 3 * DAY),
        Happening("refused", "B", START - 4 * DAY, Fraction(4), START - 4 * DAY),
        Happening("refused", "A", START - 9 * DAY, Fraction(4), START - 9 * DAY),
    )
    case = situation(*THREE, asked=dict.fromkeys("ABC"), happened=happened)
    assert decided(text, case).order == (("C",), ("B",), ("A",))


@pytest.mark.parametrize(
    "text",
    [
        '[rotation]\n[[rotation.key]]\nby = "fewest"\n',
        '[rotation]\n[[rotation.key]]\nby = "fewest_hours"\ntally = "nobody"\n',
        '[rotation]\n[[rotation.key]]\nby = "fewest"\ntally = []\n',
        '[rotation]\n[[rotation.key]]\nby = "list"\nlist = "nobody"\n',
        '[rotation]\n[[rotation.key]]\nby = "seniorty"\n',
        '[rotation]\nchosen_by = "me"\n[[rotation.key]]\nby = "seniority"\n',
        "[rotation]\nwhen = { job_clas = 'road' }\n",
        "[rotation]\nwhen = { notice = { below = 24 } }\n",
        "[rotation]\n[[rotation.deadline]]\nweekday = 'monday'\n",
        '[[tally]]\nname = "t"\n[[tally]]\nname = "t"\n',
        '[[tally]]\nname = "t"\nnewcomers = "bottom"\n',
        '[[list]]\nname = "l"\nnewcomers = "average"\n',
        '[[list]]\nname = "l"\n[[list.move]]\nto = "bottom"\n',
        "[[list]]\nmark = true\n",
    ],
)
def test_what_cannot_be_is_refused_with_its_line(text: str) -> None:
    found = problems(text)
    assert found
    assert all(problem.line >= 1 and problem.message for problem in found)
