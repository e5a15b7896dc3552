"""Which tests the self-audit has: files under exports/reports/audit, populations beside them."""

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from coordinator.actions.reports.finding import Wrong, read_folder, shipped_reports
from coordinator.rules.documents import Problem
from coordinator.rules.reports.audit import PERIOD
from coordinator.rules.reports.report import Asked, Report
from storage.queries.book.settings import setting

LEFT_OUT: Final = "audit.left_out"
"""Setting: names of tests that this agency leaves out; the binder names them."""
LIMITS: Final = "audit.limits"
"""Setting: what is asked instead of a test's own figures: over-week.maximum=30."""


@dataclass(frozen=True, slots=True)
class Tests:
    """All tests by name, and the populations that they look through."""

    tests: tuple[Report, ...]
    populations: tuple[Report, ...]
    wrong: tuple[Wrong, ...] = ()

    def named(self, name: str) -> Report | None:
        """The test of a name."""
        return next((each for each in self.tests if each.name == name), None)

    def population(self, test: Report) -> Report:
        """What a test looks through."""
        assert test.audit is not None
        return next(each for each in self.populations if each.name == test.audit.population)


@cache
def all_tests() -> Tests:
    """Those that come with the program, each with the query and columns that it runs."""
    import exports

    folder = Path(exports.__file__).with_name("reports") / "audit"
    found, populations = read_folder(folder), read_folder(folder / "populations")
    named = {each.name: each for each in populations.reports}
    tests: list[Report] = []
    wrong = [*found.wrong, *populations.wrong]
    for each in found.reports:
        whole = _narrowed(_whole(each), named)
        problem = _problem(whole, named.keys())
        if problem:
            wrong.append(Wrong(f"{each.name}.sql", (Problem(1, "audit", problem),)))
        else:
            tests.append(whole)
    ordered = tuple(sorted(tests, key=lambda each: each.name))
    return Tests(ordered, populations.reports, tuple(wrong))


def chosen_tests(connection: sqlite3.Connection) -> tuple[Report, ...]:
    """The tests that this agency has not left out."""
    out = left_out(connection)
    return tuple(each for each in all_tests().tests if each.name not in out)


def left_out(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Names of the tests that are left out by the setting."""
    said = str(setting(connection, LEFT_OUT, "")).replace(",", " ").split()
    return tuple(each.name for each in all_tests().tests if each.name in said)


def typed_for(connection: sqlite3.Connection, test: Report, period: str) -> dict[str, str]:
    """What is typed for a test: the period, and the agency's own figures where it has some."""
    typed = {each.name: each.default for each in test.parameters} | {PERIOD: period}
    said = str(setting(connection, LIMITS, "")).replace(",", " ").split()
    for each in said:
        where, _, value = each.partition("=")
        name, _, parameter = where.partition(".")
        if name == test.name and parameter in typed:
            typed[parameter] = value
    return typed


def _whole(test: Report) -> Report:
    """With the query of the other report where the test names one, asked as the test types it."""
    audit = test.audit
    if audit is None or not audit.report:
        return test
    other = shipped_reports().named(audit.report)
    if other is None:
        return test
    given = dict(audit.typed)
    asked = tuple(
        replace(each, default=given.get(each.name, each.default)) for each in other.parameters
    )
    return replace(
        other, name=test.name, title=test.title, group=test.group, audit=audit, parameters=asked,
        question=f"Exception: {audit.exception}", readers="auditor",
        heavy=other.heavy or test.heavy,
    )  # fmt: skip


def _narrowed(test: Report, populations: Mapping[str, Report]) -> Report:
    """With the rows of its population for which its condition holds, where the test has one."""
    audit = test.audit
    population = populations.get(audit.population) if audit and audit.where else None
    if audit is None or population is None:
        return test
    return replace(
        test,
        sql=f"SELECT * FROM (\n{population.sql}\n) WHERE {audit.where}",
        parameters=(*population.parameters, *test.parameters),
        columns=population.columns,
        opens=population.opens,
    )


def _problem(test: Report, populations: Collection[str]) -> str:
    """What keeps the file from being a test; empty where it is one."""
    audit = test.audit
    if audit is None:
        return "is missing: it says what the population is."
    if audit.population not in populations:
        return f"There is no population {audit.population}."
    if not (test.sql or test.computed):
        return f"There is no report {audit.report}."
    if audit.key not in {column.name for column in test.columns}:
        return f"{audit.key!r} is none of the columns."
    if not any(each.name == PERIOD and each.kind is Asked.PERIOD for each in test.parameters):
        return "asks for no period."
    asked = {each.name for each in test.parameters}
    if strange := [name for name, _ in audit.typed if name not in asked]:
        return f"types {', '.join(strange)}, for which the report does not ask."
    return ""
