"""Nothing is left out: the reference of a policy has every key that is accepted, and every key of
the reference changes what `policy show` prints."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

import pytest

from coordinator.rules.clauses import KINDS
from coordinator.rules.clauses.windows import WINDOW_KEYS
from coordinator.rules.explaining import TABLES, explain, explain_common
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words, rotation_words
from coordinator.rules.recording import KeyWords

Doc = dict[str, Any]
HEAD: Final[Doc] = {"name": "p", "effective_on": date(2026, 1, 1)}
NIGHT: Final = "hours = 9\ntour_begins = { from = 05:00:00, until = %s }"
EVERY: Final = "reset = 'months'\nevery = %s\ncounted_from = %s"
RESETS: Final = {
    "year_starts": ("reset = 'year'", "reset = 'year'\nyear_starts = '07-01'"),
    "month_starts": ("reset = 'month'", "reset = 'month'\nmonth_starts = 5"),
    "week_starts": ("reset = 'week'", "reset = 'week'\nweek_starts = 'friday'"),
    "days": ("reset = 'rolling'\ndays = 5", "reset = 'rolling'\ndays = 9"),
    "period": ("reset = 'named'", "reset = 'named'\nperiod = 'roster'"),
    "every": (EVERY % (2, "2026-01-01"), EVERY % (3, "2026-01-01")),
    "counted_from": (EVERY % (2, "2026-01-01"), EVERY % (2, "2026-02-01")),
}
GOING: Final = "name = 'a'\ngoes_on = { counted_from = 2026-01-05, %s }"
BY_HAND: Final[dict[tuple[str, str], tuple[str, str]]] = {
    ("penalty", "ladder"): ("ladder = [7]", "ladder = [7, 30]"),
    ("penalty", "weights"): ("ladder = [7]", "ladder = [7]\nweights = { no_show = 2 }"),
    ("rest_before_duty", "tour_begins.until"): (NIGHT % "07:00:00", NIGHT % "08:00:00"),
    ("gap", "tour_begins.until"): (NIGHT % "07:00:00", NIGHT % "08:00:00"),
    ("rotation", "chosen_by"): ("key = []", "key = []\nchosen_by = 'the sergeant'"),
    ("key", "by"): ("by = 'draw'", "by = 'first_answer'"),
    ("key", "period"): (
        "by = 'fewest_hours'\nperiod = 'month'",
        "by = 'fewest_hours'\nperiod = 'year'",
    ),
    ("key", "duty"): (
        "by = 'duty'\nduty = ['day_off']",
        "by = 'duty'\nduty = ['day_off', 'after_tour']",
    ),
    ("tier", "duty"): ("name = 'a'", "name = 'a'\nduty = ['day_off']"),
    ("tier", "opens.weekday"): (
        "name = 'a'\nopens = { at = 08:00:00 }",
        "name = 'a'\nopens = { at = 08:00:00, weekday = 'friday' }",
    ),
    ("opening", "hours_after_posting"): ("hours_before = 5", "hours_after_posting = 5"),
    ("opening", "weekday"): ("at = 08:00:00", "at = 08:00:00\nweekday = 'friday'"),
    ("draft", "tally"): ("", "tally = 'charged_hours'\nmost = 2"),
    ("draft", "most"): (
        "tally = 'charged_hours'\nmost = 3",
        "tally = 'charged_hours'\nmost = 2",
    ),
    ("call_off", "severity"): ("swaps = false", "swaps = false\nseverity = 'bars'"),
    ("seats", "share"): ("officers = 2", "share = 0.5"),
    ("seats", "rounds"): ("share = 0.5", "share = 0.5\nrounds = 'up'"),
    ("seats", "duty"): ("officers = 2", "officers = 2\nduty = ['day_off']"),
    ("list", "goes_on.each"): (GOING % "each = 'week'", GOING % "each = 'month'"),
    ("list", "goes_on.month_starts"): (
        GOING % "each = 'month'",
        GOING % "each = 'month', month_starts = 5",
    ),
    ("list", "goes_on.names"): (GOING % "each = 'week'", GOING % "each = 'week', names = 2"),
    ("list", "goes_on.counted_from"): (
        GOING % "each = 'week'",
        (GOING % "each = 'week'").replace("01-05", "01-06"),
    ),
    ("tally", "reset"): ("reset = 'month'", "reset = 'week'"),
    **{(table, key): pair for table in ("list", "tally") for key, pair in RESETS.items()},
}
"""(kind, key): what stands without it, and with it, where examples and type do not tell."""


def printed(document: Doc | str) -> tuple[object, ...] | None:
    """All that `policy show` says; None where the document does not read."""
    found = read_policy(document if isinstance(document, str) else written(document))
    if not isinstance(found, Policy):
        return None
    return (*(clause_words(clause) for clause in found.clauses), *rotation_words(found))


def other(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, Decimal)):
        return value / 2 if isinstance(value, Decimal) else value + 1
    if isinstance(value, time):
        return value.replace(hour=(value.hour + 1) % 24)
    if isinstance(value, date):
        return value + timedelta(days=1)
    return value


def values_of(key: KeyWords) -> Iterator[Any]:
    """Values that a key may have, by what the reference says that it holds."""
    if words := re.findall(r'"(\w+)"', key.holds):
        yield from words
        yield from ([word] for word in words)
    yield {"true or false": True, "a whole number": 3, "a number": 7}.get(key.holds, "somebody")
    yield from (False, 14, ["somebody"], ["leave"], ["court"], "07-01", "2:30")
    yield from (date(2026, 1, 8), time(9), {"from": time(5), "until": time(9)})
    yield from ({"exempt": True}, {"job_class": "road"}, {"notice": {"under": 2}})
    yield from ([{"by": "draw"}], [{"on": "refused"}], [{"name": "others"}], [{"hours_before": 5}])
    yield from ([{"officers": 2}], {"names": 2, "each": "week", "counted_from": date(2026, 1, 5)})
    yield from (["monday"], ["06-15", "09-01"], {"ranks": ["sergeant"]})
    yield from ([{"officers": 2, "each": "tier"}], [{"hours_before": 5, "lifted": True}])


def toml(value: Any) -> str:
    """A document, or a value within one."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(each)}' for key, each in value.items())} }}"
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def written(document: Doc) -> str:
    return "\n".join(f"{key} = {toml(value)}" for key, value in document.items())


def with_key(base: Doc, name: str, value: Any) -> Doc:
    """The table with another value at a key, or below one ("only.run_by")."""
    head, _, below = name.partition(".")
    return {**base, head: with_key(base.get(head, {}) or {}, below, value) if below else value}


def changed(base: Doc, key: KeyWords) -> Iterator[tuple[Doc, Doc]]:
    """Pairs of tables that differ in this key alone."""
    if key.name == "window":
        yield with_window(base, "day"), with_window(base, "month")
    if key.name in base:
        yield base, {name: value for name, value in base.items() if name != key.name}
        yield base, {**base, key.name: other(base[key.name])}
    for value in values_of(key):
        yield base, with_key(base, key.name, value)


def with_window(base: Doc, window: str, **more: int) -> Doc:
    """The table with another window, and what belongs to that one."""
    rest = {key: value for key, value in base.items() if key not in WINDOW_KEYS}
    return {**rest, "window": window, **more}


def bases_of(kind: str) -> list[Doc]:
    """The examples of a kind of clause, and the same with other windows and of leave."""
    bases = [read(example) for example in KINDS[kind].examples] or [{}]
    if "window" in bases[0]:
        bases.append(with_window(bases[0], "rolling", window_days=7))
        bases.append(with_window(bases[0], "rolling", window_hours=24))
        bases += [with_window(bases[0], window) for window in ("month", "year", "months")]
        starts = {"period_starts": date(2026, 1, 4), "period_days": 14}
        bases.append(with_window(bases[0], "pay_period") | starts)
        bases.append(with_window(bases[0], "months", window_months=2))
    return [*bases, {**bases[0], "counts": ["leave"]}]


def is_shown(kind: str, key: KeyWords, bases: list[Doc], wrap: Any) -> bool:
    """Whether this key changes what is printed, in one of these tables."""
    if (kind, key.name) in BY_HAND:
        without, more = (wrap(tomllib.loads(text)) for text in BY_HAND[kind, key.name])
        assert None not in (printed(without), printed(more)), (kind, key.name)
        return printed(without) != printed(more)
    for base in bases:
        for one, another in changed(base, key):
            first, second = printed(wrap(one)), printed(wrap(another))
            if first is not None and second is not None and first != second:
                return True
    return False


def clause_of(kind: str, body: Doc) -> Doc:
    return {**HEAD, "clause": [{"kind": kind, **body}]}


def read(text: str) -> Doc:
    return tomllib.loads(text, parse_float=Decimal)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_clause_changes_what_is_shown(kind: str) -> None:
    bases = bases_of(kind)
    hidden = [
        key.name
        for key in explain(kind).keys
        if not is_shown(kind, key, bases, lambda body: clause_of(kind, body))
    ]
    assert hidden == []


def test_every_key_of_all_clauses_changes_what_is_shown() -> None:
    base = {"window": "week", "hours": 9, "severity": "override", "by": "chief"}
    hidden = [
        key.name
        for key in explain_common()
        if "." not in key.name
        and not is_shown("max_hours", key, [base], lambda body: clause_of("max_hours", body))
    ]
    assert hidden == []


def test_every_key_of_a_scope_changes_what_is_shown() -> None:
    base = {"window": "week", "hours": 9}
    keys = [key for key in explain_common() if key.name.startswith("scope.")]
    assert len(keys) > 30
    hidden = [
        key.name
        for key in keys
        if not is_shown("max_hours", key, [base], lambda body: clause_of("max_hours", body))
    ]
    assert hidden == []


LIST: Final[Doc] = {"name": "road", "start": [{"by": "seniority"}]}
TALLY: Final[Doc] = {"name": "charged_hours", "charge": [{"on": "worked"}]}
KEYS: Final[list[Doc]] = [{"by": "fewest", "tally": "charged_hours"}, {"by": "draw"}]


def giving(table: str, body: Doc) -> Doc:
    """A whole document around one table of the distribution part."""
    method: Doc = {"key": [{"by": "seniority"}]}
    lists, tallies = [LIST], [TALLY]
    if table == "rotation":
        method = {**method, **body}
    elif table == "key":
        method = {"key": [body]}
        names = body.get("tally", "charged_hours")
        names = names if isinstance(names, list) else [names]
        tallies = [{**TALLY, "name": name} for name in names]
    elif table in ("tally", "charge"):
        tallies = [{**TALLY, **body} if table == "tally" else {**TALLY, "charge": [body]}]
    elif table in ("list", "move"):
        lists = [{**LIST, **body} if table == "list" else {**LIST, "move": [body]}]
    elif table == "draft":
        method["draft"] = [body]
    elif table == "call_off":
        return {**HEAD, "rotation": [method], "call_off": [body]}
    else:
        method[table] = [body]
    return {**HEAD, "rotation": [method], "list": lists, "tally": tallies}


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_a_table_changes_what_is_shown(table: str) -> None:
    bases = [read(example) for example in TABLES[table].examples]
    hidden = [
        key.name
        for key in explain(table).keys
        if not is_shown(table, key, bases, lambda body: giving(table, body))
    ]
    assert hidden == []


STRANGE: Final = "qqqqqq"


def accepted(document: Doc) -> set[str]:
    """The keys beside a strange one, as its problem names them."""
    found = read_policy(written(document))
    assert not isinstance(found, Policy)
    told = [str(problem) for problem in found.problems if STRANGE in problem.key]
    return {key for line in told for key in line.partition("Known here: ")[2][:-1].split(", ")}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_that_a_clause_accepts_is_in_the_reference(kind: str) -> None:
    known = {key.name for key in (*explain(kind).keys, *explain_common())} | {"kind"}
    assert known > {"kind"}
    for base in bases_of(kind):
        found = accepted(clause_of(kind, {**base, STRANGE: 1}))
        assert "number" in found
        assert found <= known


@pytest.mark.parametrize("table", TABLES)
def test_every_key_that_a_table_accepts_is_in_the_reference(table: str) -> None:
    known = {key.name for key in explain(table).keys}
    bases = [read(example) for example in TABLES[table].examples]
    bases += [{**read(pair[0]), "name": "a"} for pair in RESETS.values() if table == "tally"]
    bases += [read(pair[0]) for (name, _), pair in BY_HAND.items() if name == table]
    for base in bases:
        found = accepted(giving(table, {**base, STRANGE: 1}))
        assert found
        assert found <= known
