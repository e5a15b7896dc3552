"""New answers for the examples of a document whose numbers were changed.

An example says what the old numbers made of a scenario. Whoever changes a number sees beside it
what the new one makes of it; where he agrees, that is written into the example in its place.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coordinator.rules.cases.call_offs import EXPECTED as RULINGS
from coordinator.rules.cases.examples import PASSING
from coordinator.rules.cases.limits_judging import ALLOWED, numbers_of
from coordinator.rules.cases.outcome import Outcome
from coordinator.rules.cases.toml_values import as_in_case_files, written
from coordinator.rules.cases.trying import failing_examples, try_examples
from coordinator.rules.document_lines import index_lines
from coordinator.rules.policy import Policy, read_policy

FIGURES = ("figure", "limit", "window", "approver", "barred_until")
ORDERS = ("order", "awarded", "alternates", "ordered")
DECIDING = ("figure", "limit", "unit", "approver", "barred_until")
ABOUT_ONE = ("clause", "unit", "quantity", *FIGURES)

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """One example that has another answer now, and the line of its `expect`."""

    line: int
    title: str
    old: Values
    new: Values

    @property
    def changes(self) -> tuple[str, ...]:
        """'limit: 24 → 2', for each field that differs."""
        return tuple(
            f"{key}: {_plain(self.old.get(key))} → {_plain(self.new.get(key))}"
            for key in dict.fromkeys((*self.old, *self.new))
            if self.old.get(key) != self.new.get(key)
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """A document in which every example has the answer that its clauses give, and what changed."""

    document: str
    answers: tuple[NewAnswer, ...]


def answered(policy: Policy) -> Answered | None:
    """The document with new answers where examples fail.

    None where that does not help: an example that cannot be read or whose `expect` does not stand
    on one line.
    """
    lines = policy.document.split("\n")
    answers = tuple(_new_answers(policy, lines))
    for answer in answers:
        lines[answer.line - 1] = f"expect = {written(answer.new)}"
    document = "\n".join(lines)
    found = read_policy(document)
    if not isinstance(found, Policy) or failing_examples(found):
        return None
    return Answered(document, answers)


def _new_answers(policy: Policy, lines: list[str]) -> Iterator[NewAnswer]:
    places = index_lines(policy.document)
    for place, (_, outcome) in enumerate(try_examples(policy)):
        line = places.get(("example", place, "expect"), 0)
        old = _one_line(lines[line - 1]) if line else None
        if outcome.trial not in PASSING and old is not None:
            yield NewAnswer(line, outcome.title, old, _answer(policy, old, outcome))


def _plain(value: Any) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else written(value).replace('"', "")


def _one_line(line: str) -> Values | None:
    try:
        found = tomllib.loads(line, parse_float=Decimal).get("expect")
    except tomllib.TOMLDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _answer(policy: Policy, old: Values, outcome: Outcome) -> Values:
    if "measures" not in outcome.found:
        known = outcome.found
        return old | {key: known[key] for key in (*ORDERS, *RULINGS) if key in old and key in known}
    measures = outcome.found["measures"]
    new = _deciding(policy, old | {"verdict": outcome.found["verdict"]}, measures)
    if "also" in old:
        new["also"] = [
            _like(more, _of_clause(policy, more, measures)) or more for more in old["also"]
        ]
    if "warned" in old:
        new["warned"] = [word for word in old["warned"] if word in _warning(policy, measures)]
    return new


def _warning(policy: Policy, measures: Sequence[Values]) -> set[str]:
    """All by which the clauses that warn may be named."""
    told = {(each["clause"], each["name"]) for each in measures if each.get("warns")}
    warning = [c for c in policy.clauses if (c.terms.number, c.terms.name) in told]
    return {word for clause in warning for word in (*numbers_of(clause), clause.terms.name)}


def _deciding(policy: Policy, old: Values, measures: Sequence[Values]) -> Values:
    """What is expected of the clause that decides: the one named, while it still does."""
    mine = _of_clause(policy, old, measures)
    same = [each for each in mine if each["verdict"] == old["verdict"]]
    if same or old["verdict"] == ALLOWED:
        return _like(old, same) or _silent(old)
    return {"verdict": old["verdict"]} | {
        key: _toml(key, measures[0][key]) for key in ("clause", *DECIDING) if measures[0].get(key)
    }


def _of_clause(policy: Policy, old: Values, measures: Sequence[Values]) -> list[Values]:
    """The figures of the clauses that have, or rest on, the number that is named."""
    meant = {
        clause.terms.number
        for clause in policy.clauses
        if old.get("clause") in numbers_of(clause) or "clause" not in old
    }
    return [each for each in measures if each["clause"] in meant]


def _like(old: Values, measures: Sequence[Values]) -> Values:
    """The same fields, from that of the figures which is most like the old one."""
    if not measures:
        return {}
    known = as_in_case_files(old)
    like = min((_in(known, each) for each in measures), key=lambda each: _unlike(known, each))
    return old | {key: _toml(key, like[key]) for key in FIGURES if key in old and key in like}


def _in(old: Mapping[str, Any], measure: Values) -> Values:
    """A figure in hours as minutes, where the example has it so."""
    if (old.get("unit"), measure.get("unit")) != ("minutes", "hours"):
        return measure
    minutes = {key: measure[key] * 60 for key in ("figure", "limit")}
    return measure | {"unit": "minutes"} | minutes


def _silent(old: Values) -> Values:
    """The clause that was named says nothing here any more."""
    kept = {key: value for key, value in old.items() if key not in ABOUT_ONE}
    return kept | ({"silent": [*old.get("silent", ()), old["clause"]]} if "clause" in old else {})


def _unlike(old: Mapping[str, Any], measure: Mapping[str, Any]) -> int:
    keys = ("quantity", "unit", "window", "figure", "limit")
    return sum(str(measure.get(key, "")) != str(old[key]) for key in keys if key in old)


def _toml(key: str, value: Any) -> Any:
    if key == "window":
        return {name: tomllib.loads(f"at = {wall}:00")["at"] for name, wall in value.items()}
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(f"{value:.2f}")
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return tomllib.loads(f"on = {value}")["on"]
    return value
