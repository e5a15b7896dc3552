"""`rates check` says what can be read and yet does nothing."""

import re
from pathlib import Path

import pytest

import coordinator
from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.rates.remarks import remarks

HEAD = 'name = "p"\neffective_on = 2026-01-01\n'
CAR = '[[bill.equipment]]\nkind = "car"\n'
LIBRARY = Path(coordinator.__file__).parent / "library" / "rate_cards"


def said(text: str) -> list[str]:
    card = read_card(HEAD + text)
    assert isinstance(card, RateCard), [str(problem) for problem in card]
    return [str(each) for each in remarks(card, HEAD + text)]


def pair(table: str, first: str, second: str) -> str:
    rate = "" if table == "bill.rate" else "[[bill.rate]]\nrate = 1\n"
    return f"{rate}[[{table}]]\n{first}\n[[{table}]]\n{second}\n" + (
        "" if "equipment" in table else f"{CAR}rate = 1\n"
    )


SERGEANT = 'rate = 75\nwhen = { role = "sergeant" }'
HIDDEN = [
    ("bill.rate", "rate = 60", SERGEANT),
    ("bill.rate", "rate = 60\nuntil = 2027-01-01", "rate = 7\nuntil = 2026-07-01"),
    ("bill.rate", 'rate = 60\nwhen = { role = ["sergeant", "officer"] }', SERGEANT),
    ("bill.rate", "rate = 60", "rate = 70\non = ['sunday']"),
    ("bill.cancellation", "flat = 5\nwhen = { cancelled = { under = 72 } }",
     "hours = 4\nwhen = { cancelled = { under = 24 } }"),
    ("bill.cancellation", "flat = 5\nwhen = { cancelled = { at_most = 24 } }",
     "hours = 4\nwhen = { cancelled = { under = 24 }, alcohol = true }"),
    ("bill.equipment", 'kind = "car"\nrate = 10', 'kind = "car"\nflat = 10'),
    ("bill.equipment", 'kind = "car"\nper_mile = 10', 'kind = "car"\nper_km = 10'),
    ("bill.deposit", "flat = 10", "percent = 10"),
    ("bill.premium", "times = 2\ngroup = 'a'", "times = 3\ngroup = 'a'\non = ['sunday']"),
]  # fmt: skip
SEEN = [
    ("bill.rate", SERGEANT, "rate = 60"),
    ("bill.rate", "rate = 60\non = ['sunday']", "rate = 70"),
    ("bill.rate", "rate = 60\nfrom = 2026-06-01", "rate = 70"),
    ("bill.rate", "rate = 60\nunless = { alcohol = true }", "rate = 70"),
    ("bill.cancellation", "flat = 5\nwhen = { cancelled = { under = 24 } }",
     "hours = 4\nwhen = { cancelled = { under = 72 } }"),
    ("bill.cancellation", "flat = 5\nwhen = { cancelled = { under = 24 } }",
     "hours = 4\nwhen = { cancelled = { at_most = 24 } }"),
    ("bill.cancellation", "flat = 5\nwhen = { cancelled = { under = 72 } }",
     "hours = 4\nwhen = { cancelled = { under = 1, unit = 'business_days' } }"),
    ("bill.equipment", 'kind = "car"\nrate = 10', 'kind = "car"\nper_mile = 10'),
    ("bill.equipment", 'kind = "car"\nrate = 10', 'kind = "boat"\nrate = 10'),
    ("bill.deposit", "flat = 10", "percent = 10\nalso = true"),
    ("bill.premium", "times = 2\ngroup = 'a'", "times = 3\ngroup = 'b'"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "first", "second"), HIDDEN)
def test_what_stands_below_a_general_one_is_never_reached(
    table: str, first: str, second: str
) -> None:
    text = pair(table, first, second)
    (words,) = said(text)
    numbered = enumerate((HEAD + text).split("\n"), 1)
    line = [number for number, each in numbered if each == f"[[{table}]]"]
    assert f"{table}[2]: is never reached: {table}[1] above it" in words
    assert words.startswith(f"line {line[1]}, ")


@pytest.mark.parametrize(("table", "first", "second"), SEEN)
def test_what_is_reached_is_not_remarked(table: str, first: str, second: str) -> None:
    assert said(pair(table, first, second)) == []


def test_other_things_that_do_nothing() -> None:
    steps = "[[bill.hours]]\nstep = 'least'\nhours = 4\n[[bill.hours]]\nstep = 'least'\nhours = 3\n"
    fee = "[[bill.fee]]\npercent = 4\non = ['sunday']\n"
    found = said(f"[[bill.rate]]\nrate = 1\n{steps}{fee}")
    verbs = [words.split(": ", 1)[1].split(" ")[0] for words in found]
    assert verbs == ["has", "changes", "names"]
    assert "no [[bill.equipment]]: things that are ordered cost nothing" in found[0]
    assert found[1].startswith("line 8, bill.hours[2]: ")


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_no_clause_of_the_library_is_idle(path: Path) -> None:
    text = path.read_text("utf-8")
    card = read_card(text)
    assert isinstance(card, RateCard)
    left_out = re.compile(r"no \[\[(bill.equipment|pay.cancellation)\]\]")
    assert [x for x in map(str, remarks(card, text)) if not left_out.search(x)] == []


@pytest.mark.parametrize(
    ("payees", "told"),
    [
        ('officers = "officers"', True),
        ('officers = "officers"\nfees = "city"\nadm = "agency"', True),
        ('officers = "officers"\nsergeant = "agency"', False),
        ('sergeant = "officers"', False),
    ],
)
def test_a_pay_side_for_whom_the_employer_pays_is_told(payees: str, told: bool) -> None:
    card = (
        f'[bill]\npaid_directly = ["officers"]\n[bill.payees]\n{payees}\n[[bill.rate]]\nrate = 9\n'
        '[[bill.fee]]\nname = "adm"\nflat = 1\n[[pay.rate]]\nbill_times = 1\n'
    )
    assert told is any("pays trainees only" in each for each in said(card))


@pytest.mark.parametrize(
    ("pay", "told"),
    [
        ("rate = 30", True),
        ("bill_times = 0.85", False),
        ("bill_less = 15", False),
        ("rate = 30\n[[pay.cancellation]]\nhours = 0", False),
    ],
)
def test_cancellations_that_only_employers_pay_for_are_told(pay: str, told: bool) -> None:
    card = f"[[bill.rate]]\nrate = 9\n[[bill.cancellation]]\nhours = 2\n[[pay.rate]]\n{pay}\n"
    assert told is any("officers get nothing" in each for each in said(card))


RATES = "[[bill.rate]]\nrate = 60\n"
SHARE = "[[pay.rate]]\nbill_times = 0.85\n"
TWO = (
    "[[crew]]\nrole = 'sergeant'\nfrom_officers = 4\n"
    "[[crew]]\nrole = 'lieutenant'\nfrom_officers = 5\n"
)
OVER = "[[bill.premium]]\nafter = 12\ntimes = 2\n{}\n[[bill.premium]]\nafter = 8\ntimes = 1.5\n{}\n"
FIRST_HOUR = "[[bill.flat]]\namount = 150\ncovers = 1\n"
DATED = (
    "[bill]\ndated_by = 'requested'\n"
    "[[bill.hours]]\nstep = 'least'\nhours = 4\nuntil = 2027-01-01\n"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RATES + TWO, "counts the sergeant of crew[1] among its officers"),
        (RATES + TWO + "counts = 'officers'\n", ""),
        (RATES + TWO + "counts = 'all'\n", ""),
        (RATES + TWO.replace("4\n", "4\ninside = true\n"), ""),
        (RATES + FIRST_HOUR + SHARE, "of which officers get no part"),
        (RATES + FIRST_HOUR + SHARE + "[[pay.flat]]\namount = 100\ncovers = 1\n", ""),
        (RATES + FIRST_HOUR + "[[pay.rate]]\nrate = 50\n", ""),
        (DATED + RATES + "[[pay.rate]]\nrate = 50\n", "by another date than the bill"),
        (DATED + RATES + SHARE, ""),
        (RATES + OVER.format("", ""), "multiplies with bill.premium[1]: where both hold the price"),
        (RATES + OVER.format("group = 'ot'", "group = 'ot'"), ""),
        (RATES + OVER.format("on_base = true", ""), ""),
        (RATES + OVER.format("", "when = { alcohol = true }"), ""),
    ],
)
def test_what_is_read_otherwise_than_many_think(text: str, words: str) -> None:
    found = said(f"{text}{CAR}rate = 1\n")
    assert [words in each for each in found] == [True] * bool(words)
