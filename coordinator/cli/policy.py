"""Commands about the policy: check a document, read the one in force, put one in force."""

import difflib
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import say_result
from coordinator.cli.outcomes import outcome_lines, outcome_values
from coordinator.cli.policy_files import FILE, policy_called, policy_in
from coordinator.cli.progress import ProgressLine
from coordinator.cli.session import REFUSED, Session, book_command
from coordinator.cli.times import DAY
from coordinator.cli.what_if import what_if

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from coordinator.rules.policy import Policy
    from coordinator.rules.policy_words import ClauseWords

FOUND_SOMETHING = 4
NOT_FOUND = 5


@click.group()
def policy() -> None:
    """The agency's policy: check, explain, try, diff, effect, what-if, show, list, adopt."""


@policy.command()
@click.argument("file", type=FILE)
@click.option("--book", "book", type=click.Path(path_type=Path), envvar="COORDINATOR_BOOK")
def check(file: Path, book: Path | None) -> None:
    """Check a policy document (TOML): every problem with its line, key and remedy.

    With a book also what nobody in it has: figures, groups, tiers, ranks.
    """
    from coordinator.actions.pay.pay_windows import known_periods
    from coordinator.actions.policy.policy_meets_book import unmet
    from coordinator.rules.beyond_book import NONE_KNOWN, beyond_book
    from coordinator.rules.clauses.remarks import clause_remarks
    from coordinator.rules.distribution.remarks import remarks

    found = policy_in(file)
    click.echo(f"{found.name}: {_contents(found)}, effective {found.effective_on}.")
    for remark in (*clause_remarks(found.document), *remarks(found.document)):
        click.echo(f"  {remark}")
    connection = _book(book)
    dated = NONE_KNOWN if connection is None else known_periods(connection)
    unmatched = () if connection is None else unmet(connection, found)
    for words in (*beyond_book(found, dated), *unmatched):
        click.echo(f"  {words}.")


@policy.command()
@click.argument("file", type=FILE)
@click.option("--write", is_flag=True, help="Write the new answers into FILE.")
def answers(file: Path, write: bool) -> None:
    """What a changed document's own examples say now, beside what they said before.

    With --write they are written into FILE, which can then be adopted.
    """
    from coordinator.rules.cases.answers import answered

    found = answered(policy_in(file, examples=False))
    if found is None:
        policy_in(file)
        return
    for answer in found.answers:
        click.echo(f"line {answer.line}: {answer.title}\n  {'; '.join(answer.changes)}")
    if write:
        file.write_text(found.document, "utf-8")
    done = "written" if write else "--write writes them"
    click.echo(f"{len(found.answers)} new answers" + (f" · {done}" if found.answers else ""))


def _book(book: Path | None) -> "sqlite3.Connection | None":
    """The book that is named, or the usual one where it is there."""
    from coordinator.cli.session import Session, default_book

    path = book or default_book()
    return Session(path, json=False).book.reader() if path.exists() else None


def _contents(found: "Policy") -> str:
    """How much was read of each thing, so that a table gone astray is seen to be missing."""
    giving = found.distribution
    parts = [f"{len(found.clauses)} clauses"]
    parts += [f"{len(found.examples)} examples"] if found.examples else []
    if giving.tallies or giving.lists or len(giving.methods) > 1:
        parts.append(f"methods of giving details out: {len(giving.methods)}")
    parts += [f"tallies: {len(giving.tallies)}"] if giving.tallies else []
    parts += [f"lists: {len(giving.lists)}"] if giving.lists else []
    parts += [f"call-off rules: {len(giving.call_offs)}"] if giving.call_offs else []
    return ", ".join(parts)


@policy.command()
@click.argument("called", metavar="[FILE]", default="")
@click.option("--on", default="", help="The policy of this date (ISO); without it, of today.")
@click.option("--source", is_flag=True, help="Print the document itself.")
@book_command
def show(session: Session, called: str, on: str, source: bool) -> None:
    """A FILE, a policy of the library (boston), or the one that governs a date, clause by clause
    in plain English."""
    from coordinator.rules.policy_words import clause_words, rotation_words

    found = policy_called(called, examples=False) if called else _governing(session, on)
    if source:
        click.echo(found.document)
        return
    clauses = [clause_words(clause) for clause in found.clauses]
    lines = [f"{found.name}, effective {found.effective_on}"]
    lines += [line for words in clauses for line in _clause_lines(words)]
    order = rotation_words(found)
    told = {"name": found.name, "effective_on": found.effective_on}
    session.say("\n".join([*lines, *order]), {**told, "clauses": clauses, "order": order})


def _governing(session: Session, on: str) -> "Policy":
    from coordinator.actions.policy.policies import policy_on
    from coordinator.cli.times import local

    connection = session.book.reader()
    return policy_on(connection, on or local(connection, session.actor.now)[:10]).policy


def _clause_lines(words: "ClauseWords") -> "Iterator[str]":
    yield f"{words.number or '-':>6}  {words.name}: {words.sentence}"
    more = [words.breaking, words.scope, words.dates]
    yield f"        {'; '.join(filter(None, more))}."
    if words.text:
        yield f"        “{words.text}”"
    if words.see or words.reading:
        reading = f"Read so: {words.reading}" if words.reading else ""
        yield f"        {' '.join(filter(None, (words.see, reading)))}"


@policy.command("list")
@click.option("--library", is_flag=True, help="Those that come with the program, instead.")
@book_command
def list_policies(session: Session, library: bool) -> None:
    """The versions in the book, the latest first."""
    if library:
        from coordinator.library import policy_names

        session.say("\n".join(policy_names()), {"library": policy_names()})
        return
    from storage.queries.staffing.facts import policies

    found = policies(session.book.reader())
    words = [f"{one.effective_on}  {one.name}" for one in found]
    versions = [{"name": one.name, "effective_on": one.effective_on} for one in found]
    session.say("\n".join(words) or "No policy; the shipped one holds.", {"policies": versions})


@policy.command()
@click.argument("file", type=FILE)
@book_command
def adopt(session: Session, file: Path) -> None:
    """Put a policy document in force from its own date on."""
    from coordinator.actions.policy.policies import adopt_policy

    say_result(session, adopt_policy(session.book, session.actor, file.read_text("utf-8-sig")))


@policy.command()
@click.argument("file", type=FILE)
@click.option("--from", "first", type=DAY, help="From this local date on; without it, from now.")
@click.option("--to", "last", type=DAY, help="Until this local date, included.")
@book_command
def effect(session: Session, file: Path, first: datetime | None, last: datetime | None) -> None:
    """What a document would do: which held seats it breaks, which open ones go another way.

    With dates of the past: which assignments of that time would have stood against it.
    """
    from coordinator.actions.policy.checking import ALWAYS, local_dates
    from coordinator.actions.policy.policy_effect import effect_of
    from storage.queries.staffing.facts import agency_zone

    document = policy_in(file).document
    now = session.actor.now
    zone = agency_zone(session.book.reader())
    span = local_dates(zone, first and first.date(), last and last.date())
    span = (now if span[0] == ALWAYS[0] else span[0], span[1])
    with ProgressLine("Judging every seat by both versions") as progress:
        found = effect_of(session.book.path, document, now, span, progress)
    held = f"{len(found.against)} of {found.assignments} held seats would stand against it"
    lines = [f"{held}, {len(found.no_longer)} no longer."]
    lines += [f"  {one.position}  {one.name}: {'; '.join(one.reasons)}" for one in found.against]
    lines.append(f"{len(found.moved)} of {found.seats} open seats would go another way.")
    lines += [f"  {seat.sentence}" for seat in found.moved]
    session.say("\n".join(lines), found)


@policy.command(name="try")
@click.argument("file", type=FILE)
@click.argument("cases", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Every case with all figures, as JSON.")
def try_cases(file: Path, cases: Path, as_json: bool) -> None:
    """Try a policy document on a case file (JSON): limits or distribution.

    Says of each case: right, right by the other reading, wrong, not expressible. Ends with 4 where
    a scored case is not right.
    """
    from coordinator.rules.cases.trying import NotACaseFile, counted, try_file

    found = policy_in(file, examples=False)
    try:
        outcomes = try_file(found, cases.read_text("utf-8-sig"))
    except (NotACaseFile, UnicodeDecodeError) as error:
        click.echo(f"{cases}: {error}", err=True)
        sys.exit(REFUSED)
    counts = counted(outcomes)
    if as_json:
        click.echo(json.dumps(outcome_values(outcomes, counts), indent=1, default=str))
    else:
        click.echo("\n".join(outcome_lines(outcomes, counts)))
    if counts["wrong"] or counts["not expressible"]:
        sys.exit(FOUND_SOMETHING)


@policy.command()
@click.argument("kind", default="")
def explain(kind: str) -> None:
    """Every kind of clause, or one KIND with its keys, defaults and examples; also call_off,
    rotation, key, tier, opening, deadline, priority, at_most, draft, tally, charge, list, move."""
    from coordinator.rules.clauses import KINDS
    from coordinator.rules.explaining import TABLES, explain_common
    from coordinator.rules.explaining import explain as explained

    known = (*KINDS, *TABLES)
    if kind and kind not in known:
        near = difflib.get_close_matches(kind, known, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Kinds: {', '.join(known)}."
        click.echo(f"There is no kind {kind!r}. {hint}", err=True)
        sys.exit(NOT_FOUND)
    if not kind:
        for name in KINDS:
            click.echo(f"{name}: {explained(name).about.splitlines()[0]}")
        click.echo("\nEvery clause may also have:")
        for key in explain_common():
            click.echo(f"  {key.line}")
        for name in TABLES:
            click.echo(f"\n{explained(name).about.splitlines()[0]}")
        return
    words = explained(kind)
    unit = f" Its figure is in {words.unit}." if words.unit else ""
    click.echo(f"{words.kind}: {words.about}{unit}\n")
    for key in words.keys:
        click.echo(f"  {key.line}")
    for example in words.examples:
        click.echo(f"\n{example.rstrip()}")


@policy.command()
@click.argument("before")
@click.argument("after")
def diff(before: str, after: str) -> None:
    """What is different between two policies, files or of the library, clause by clause and key
    by key."""
    from coordinator.rules.policy_differences import policy_differences

    old, new = (policy_called(called, examples=False) for called in (before, after))
    lines = policy_differences(old.document, new.document)
    click.echo("\n".join(lines) or "Nothing is different.")


policy.add_command(what_if)
