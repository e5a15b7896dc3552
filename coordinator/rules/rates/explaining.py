"""What may stand in a rate card, told by the classes that read it, so that it cannot drift."""

import inspect
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from coordinator.rules.documents import Table
from coordinator.rules.rates import card, charges
from coordinator.rules.rates.days import DayList, Entry, Yearly
from coordinator.rules.rates.facts import FLAGS, NUMBERS, WORDS
from coordinator.rules.rates.notices import UNITS, WHICH, Count, Deadline, Notice
from coordinator.rules.rates.reading import BILLED, HOURLY, read_root, read_settings
from coordinator.rules.rates.reading_charges import read_crew_rule
from coordinator.rules.rates.reading_days import read_holiday
from coordinator.rules.rates.reading_prices import common
from coordinator.rules.rates.reading_scopes import read_conditions
from coordinator.rules.rates.steps import STEPS
from coordinator.rules.recording import FREE, REQUIRED, SOMETIMES, KeyWords, Recording

CHRISTMAS: Final = DayList((Entry("Christmas Day", (Yearly(12, 25),)),))
"""Examples may name a holiday."""


@dataclass(frozen=True, slots=True)
class TableWords:
    """One kind of table or step as it is explained; `header` is how it stands in the document."""

    kind: str
    header: str
    about: str
    keys: tuple[KeyWords, ...]
    examples: tuple[str, ...]

    @property
    def summary(self) -> str:
        """The first sentence, in one line."""
        return f"{self.about.replace(chr(10), ' ').split('. ')[0].removesuffix('.')}."


_EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "rate": (
        'label = "sergeant, Saturday night"\nwhen = { role = "sergeant" }\nrate = 92.50\n'
        'on = ["saturday"]\nbetween = [22:00:00, 06:00:00]',
        'after = 8\nwithin = "day"\nown_times = 1.5\nleast = 60.00',
        'label = "summer"\nseason = ["06-15", "09-30"]\nrate = 75.00',
        "own_times = 1.5\nunknown = 90.00",
    ),
    "premium": (
        'label = "holiday"\non = ["holiday"]\njudged = "any"\ntimes = 1.5\ngroup = "overtime"',
        'label = "short notice"\nwhen = { requested = { under = 24 } }\nadd = 10.00',
        'label = "prevailing wage"\nwhen = { job_class = "public_works" }\nat_least = 85.00',
        'label = "night"\nbetween = [22:00:00, 06:00:00]\ninside = { at_least = 4 }\n'
        "goes_on = 2\npercent = 10",
    ),
    "flat": ('label = "alcohol"\nwhen = { alcohol = true }\namount = 25.00',),
    "cancellation": (
        "when = { weather_cancellation = true }\nhours = 0",
        "when = { cancelled = { under = 24 } }\nhours = 3\nshare = 0.5",
    ),
    "reduction": ("when = { reduced = { under = 48 } }\nwhole_order = true",),
    "equipment": (
        'kind = "vehicle"\nrate = 20.00\nfollows = "billed"',
        'kind = "boat"\nflat = 350.00\nblock_hours = 3\nrate = 105.00',
        'kind = "motorcycle"\nper_mile = 0.575\nfree_miles = 20',
    ),
    "minimum": ("amount = 300.00", "hours = 8", "round = { minutes = 60, grace = 10 }"),
    "maximum": ('when = { customer_class = "community" }\namount = 2500.00',),
    "fee": (
        'label = "Administration"\npercent = 10\nof = ["officers", "equipment"]\nmost = 250.00',
        'label = "Card surcharge"\nwhen = { payment_method = "card" }\npercent = 3\n'
        'of = ["officers", "equipment", "fees", "taxes"]\nafter_tax = true',
    ),
    "tax": ('label = "Sales tax"\npercent = 6.25\nof = ["fees"]',),
    "deposit": ('when = { customer_class = "private" }\npercent = 50\nleast = 100.00',),
    "late": ('percent_per_month = 1.5\ndue_days = 30\nmonths = "begun"',),
    "crew": (
        'role = "sergeant"\nfrom_officers = 5\neach = 5\ninside = true',
        'role = "officer"\nwhen = { alcohol = true }\ncount = 2\nper_attendance = 1000',
        'role = "officer"\nleast = 2\nbeyond = 200\nper_attendance = 100',
    ),
    "holiday": (
        'name = "Thanksgiving"\non = ["fourth thursday of november"]',
        'name = "Independence Day"\non = ["07-04"]\nobserved = "nearest"',
        'name = "Christmas"\non = ["12-25"]\nbegins = -6',
        'country = "US"\nregion = "MA"\nexcept = ["Columbus Day"]',
    ),
}

_OF_RULES: Final[Mapping[str, tuple[type, Callable[[Table, DayList], object], str]]] = {
    "rate": (card.Rate, HOURLY["rate"][1], "[[bill.rate]], [[pay.rate]]"),
    "premium": (card.Premium, HOURLY["premium"][1], "[[bill.premium]], [[pay.premium]]"),
    "flat": (card.Flat, HOURLY["flat"][1], "[[bill.flat]], [[pay.flat]]"),
    "equipment": (
        card.EquipmentRate,
        BILLED["equipment"][1],
        "[[bill.equipment]], [[pay.equipment]]",
    ),
    "minimum": (charges.Minimum, BILLED["minimum"][1], "[[bill.minimum]]"),
    "maximum": (charges.Maximum, BILLED["maximum"][1], "[[bill.maximum]]"),
    "fee": (charges.Fee, BILLED["fee"][1], "[[bill.fee]]"),
    "tax": (charges.Tax, BILLED["tax"][1], "[[bill.tax]]"),
    "cancellation": (
        charges.Cancellation,
        HOURLY["cancellation"][1],
        "[[bill.cancellation]], [[pay.cancellation]]",
    ),
    "reduction": (
        charges.Cancellation,
        HOURLY["reduction"][1],
        "[[bill.reduction]], [[pay.reduction]]",
    ),
    "deposit": (charges.Deposit, BILLED["deposit"][1], "[[bill.deposit]]"),
    "late": (charges.Late, BILLED["late"][1], "[[bill.late]]"),
    "crew": (charges.CrewRule, read_crew_rule, "[[crew]]"),
    "holiday": (Entry, lambda table, days: read_holiday(table), "[[holiday]]"),
}

KINDS: Final = ("card", *STEPS, *_OF_RULES, "bill", "clause", "when")
"""Everything that can be explained: steps of the hours, tables, settings, what all clauses have."""

_REDUCED = (
    "What an order costs that was cut down later, officer by officer that is not needed any more, "
    "or as the least for those whose hours were cut; the keys are those of a cancellation."
)


def explain(kind: str) -> TableWords:
    """Explain one step or table. Raises KeyError where there is none of that name."""
    if kind in STEPS:
        return _step(kind)
    if kind in ("card", "bill", "clause", "when"):
        return {"card": _root, "bill": _settings, "clause": _clause, "when": _when}[kind]()
    made, reader, header = _OF_RULES[kind]
    examples = _EXAMPLES[kind]
    asked = _asked(lambda table: reader(table, CHRISTMAS), examples)
    own = [key for key in asked if key.name.split(".")[0] not in _COMMON or kind == "holiday"]
    about = _REDUCED if kind == "reduction" else inspect.cleandoc(made.__doc__ or kind)
    shown = tuple(f"[[{_first(header)}]]\n{example}" for example in examples)
    return TableWords(kind, header, about, tuple(own), shown)


def reference() -> str:
    """Every step and table in Markdown: the second half of the manual on rate cards."""
    lines: list[str] = []
    for kind in KINDS:
        words = explain(kind)
        lines += ["", f"### {kind}", "", f"`{words.header}`", "", words.about, ""]
        lines += [f"- `{key.name}`: {key.holds} ({key.default})" for key in words.keys]
        for example in words.examples:
            lines += ["", "```toml", example.rstrip(), "```"]
    return "\n".join(lines[1:]) + "\n"


_COMMON: Final = ("clause", "label", "from", "until", "when", "unless")


def _first(header: str) -> str:
    return header.split("]]")[0].removeprefix("[[")


def _step(kind: str) -> TableWords:
    step = STEPS[kind]
    examples = tuple(f'step = "{kind}"\n{example}' for example in step.examples)
    keys = _asked(step.read, step.examples)
    about = inspect.cleandoc(step.__doc__ or kind)
    shown = tuple(f"[[bill.hours]]\n{example}" for example in examples)
    header = f'[[bill.hours]], [[pay.hours]] with step = "{kind}"'
    return TableWords(kind, header, about, keys, shown)


def _root() -> TableWords:
    asked = (key for key in _asked(read_root, ()) if "." not in key.name)
    keys = tuple(
        replace(key, name=_IN_BRACKETS.get(key.name, key.name), holds="a table of its own")
        if key.name in _IN_BRACKETS
        else key
        for key in asked
    )
    about = inspect.cleandoc(card.RateCard.__doc__ or "")
    example = 'name = "Rivermouth"\neffective_on = 2026-07-01\nsource = "City council, May 2026"'
    return TableWords("card", "the head of the document", about, keys, (example,))


_IN_BRACKETS: Final = {
    "bill": "[bill]",
    "pay": "[pay]",
    "holiday": "[[holiday]]",
    "crew": "[[crew]]",
    "example": "[[example]]",
}


def _settings() -> TableWords:
    keys = _asked(lambda table: read_settings(table, billed=True), ("round_total = 1",))
    about = (
        "Settings of a side; `invoices` and `payees` are of the bill only. `dated_by` says which "
        "date chooses among dated clauses, `groups` which premium of a group counts; `payees` "
        'names who gets "officers", "equipment", "fees", "taxes" or a line by its name, and '
        "`paid_directly` those of them whom the employer pays himself: the agency's invoice names "
        "their sums and does not ask for them, and no payroll run pays them. `other_details` says "
        "whose hours `within` a day or week counts besides those of the detail: all of the "
        "officer's, those for the same "
        "employer or job, or none. Pay worked out from the employer's price (`bill_times`, "
        "`bill_less`) goes by the bill's `dated_by`, `other_details` and `week_starts` where "
        "`[pay]` says none. `year_starts` is the month and day on which the year of "
        "`most_per_year` begins."
    )
    example = '[bill]\nrounding = "half_even"\nround_rate = true'
    return TableWords("bill", "[bill], [pay]", about, keys, (example,))


def _clause() -> TableWords:
    example = 'clause = "7.2"\nlabel = "weekend"\nfrom = 2026-01-01\nuntil = 2027-01-01'
    keys = _asked(lambda table: common(table, CHRISTMAS), (example,))
    about = "What every clause may have; where a key is left out it says nothing."
    known = tuple(key for key in keys if "." not in key.name)
    return TableWords("clause", "every table of a side, and [[crew]]", about, known, ())


_CONDITION: Final = (
    'requested = { under = 24, unit = "hours" }',
    'cancelled = { after_clock = 12:00:00, weekday = "friday" }',
    'cancelled = { under = 16, unit = "working_hours", office = [08:00:00, 17:00:00] }',
    'requested = { under = 3, unit = "business_days", closes = 16:00:00, next = "business_day" }',
    'starts = { on = ["saturday"], between = [18:00:00, 06:00:00] }',
    'touches = { between = [22:00:00, 06:00:00], inside = { over = 2 } }',
    'any_of = [{ alcohol = true }, { attendance = { over = 500 } }]',
)  # fmt: skip


def _when() -> TableWords:
    bounds = "bounds: `under`, `at_most`, `over`, `at_least`"
    known = [_word(name, "a word, or a list of words") for name in WORDS]
    known.append(_word("equipment", "a kind of equipment on the detail, or a list of kinds"))
    known += [_word(name, "true or false") for name in FLAGS]
    known += [_word(name, bounds) for name in NUMBERS]
    units = ", ".join(f'"{unit}"' for unit in UNITS)
    known += [_word(which, f"{bounds}, in a `unit` ({units})") for which in WHICH]
    asked = _asked(lambda table: read_conditions(table, CHRISTMAS), _CONDITION)
    known += [
        replace(key, name=key.name.replace("cancelled.", "requested."), default=FREE)
        for key in asked
        if key.name.startswith(("cancelled.", "starts.")) and key.name.split(".")[1] not in _BOUNDS
    ]
    known.append(_word("starts", "when the job begins"))
    known.append(_word("touches", "as `starts`: any part of the job lies so"))
    inside = f"so many hours of the job lie so: {bounds} (`starts` has none)"
    known.append(_word("touches.inside", inside))
    known.append(_word("fact", "a table of the agency's own facts: words, flags or bounds"))
    known.append(_word("any_of", "a list of such tables; one of them must hold as a whole"))
    about = " ".join(
        (
            "All that it names must be so. What is unknown is not so, and without a request the "
            "notice was long enough.",
            *(inspect.cleandoc(made.__doc__ or "") for made in (Notice, Count, Deadline)),
        )
    )
    examples = tuple(f"when = {{ {example} }}" for example in _CONDITION)
    return TableWords("when", "when = { }, unless = { }", about, tuple(known), examples)


_BOUNDS: Final = ("under", "at_most", "over", "at_least")


def _word(name: str, holds: str) -> KeyWords:
    return KeyWords(name, holds, FREE)


def _asked(read: Callable[[Table], object], examples: Iterable[str]) -> tuple[KeyWords, ...]:
    """Every key that a reader asks for, in an empty table and in its examples."""
    keys = _of({}, read)
    for example in examples:
        for key, words in _of(tomllib.loads(example, parse_float=Decimal), read).items():
            # What is asked for only where something else stands there is not always required.
            known = words if words.default != REQUIRED else replace(words, default=SOMETIMES)
            keys.setdefault(key, known)
    return tuple(keys.values())


def _of(data: dict[str, Any], read: Callable[[Table], object]) -> dict[str, KeyWords]:
    table = Recording(data)
    read(table)
    return dict(table.found)
