"""Rate cards at work: `rates try` on a case file, `rates price` on one job."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.outcomes import outcome_lines, outcome_values
from coordinator.cli.rate_cards import document_called, draft
from coordinator.cli.session import REFUSED, Session, book_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordinator.rules.rates import Priced, PricedLine, RateCard, Unpriced

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOUND_SOMETHING = 4
SIDES = {"bill": "The employer is charged", "pay": "The officers are paid"}


@click.command("try")
@click.argument("card", type=FILE)
@click.argument("cases", type=FILE)
@book_command
def try_cases(session: Session, card: Path, cases: Path) -> None:
    """Try the rate card CARD (TOML) on a case file CASES (JSON).

    Says of each case: right, right by the other reading, wrong (with each difference), not
    expressible (with what is missing). Ends with 4 where a scored case is not right.
    """
    from coordinator.rules.cases.rates import try_rates
    from coordinator.rules.cases.trying import counted

    found = _card(session, card)
    file = _case_file(cases)
    try:
        outcomes = try_rates(found, file)
    except (KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        click.echo(f"{cases}: This is not a whole case file: {error!r}.", err=True)
        sys.exit(REFUSED)
    counts = counted(outcomes)
    lines = outcome_lines(outcomes, counts)
    session.say("\n".join(lines), outcome_values(outcomes, counts))
    if counts["wrong"] or counts["not expressible"]:
        sys.exit(FOUND_SOMETHING)


def _card(session: Session, path: Path) -> "RateCard":
    """The card of a file, its examples left aside; ends with 1 where it does not read."""
    from coordinator.rules.rates import RateCard, read_card

    try:
        found = read_card(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        session.refuse((f"{path}: is not UTF-8 text.",))
    if not isinstance(found, RateCard):
        session.refuse(tuple(f"{path}: {problem}" for problem in found))
    return found


def _case_file(path: Path) -> Mapping[str, Any]:
    try:
        file = json.loads(path.read_text("utf-8-sig"))
        if isinstance(file, dict) and file.get("kind") == "rates":
            return file
        words = 'This is not a case file of kind "rates".'
    except (ValueError, RecursionError) as error:
        words = f"This is not a whole case file: {error!r}."
    click.echo(f"{path}: {words}", err=True)
    sys.exit(REFUSED)


@click.command("price")
@click.argument("card")
@click.argument("facts", type=FILE, required=False)
@click.option("--case", "case_id", default="", help="Of a case file: the id of the case.")
@click.option("--side", type=click.Choice(["bill", "pay", "both"]), default="both")
@click.option("--start", default="", help="Begin of the work, local: 2026-05-04T10:00.")
@click.option("--end", default="", help="End of the work.")
@click.option("--ordered-end", default="", help="End as ordered, where it was another.")
@click.option("--officers", default=1, help="How many.")
@click.option("--role", default="officer", help="Their post.")
@click.option("--rank", default="", help="Their own rank.")
@click.option("--own-rate", default="", help="Their own hourly wage.")
@click.option("--requested", default="", help="When the job was asked for, local.")
@click.option("--cancelled", default="", help="When it was cancelled, local.")
@click.option("--equipment", multiple=True, help="KIND or KIND=COUNT; may be given again.")
@click.option("--fact", multiple=True, help="NAME=VALUE of the job: class=road, distance_km=60.")
@click.option("--zone", default="", help="Time zone; without it the facts' or the card's own.")
@book_command
def price_job(
    session: Session, card: str, facts: Path | None, case_id: str, side: str, zone: str, **told: Any
) -> None:
    """What one job costs and pays by CARD, every line with its clauses, figures and facts.

    FACTS is a JSON object as a case of the case files has it (job, crew, equipment), or such a
    file with --case; without it the options say what happened. CARD is a file, a card of the
    library or one of the book.
    """
    from coordinator.rules.cases.rates import own_facts, with_holidays
    from coordinator.rules.cases.rates_reading import read_rate_case
    from coordinator.rules.spans import Calendar

    found = draft(session, document_called(session, card))
    file, body = _body(facts, case_id) if facts else ({}, _told(told))
    try:
        zone = zone or str(file.get("timezone") or body.pop("timezone", "") or found.timezone)
        found = with_holidays(found, file.get("holidays", ()))
        case = read_rate_case(body, Calendar(zone), own_facts(found))
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        session.refuse((f"These facts are not whole: {error!r}.",))
    if case.missing:
        session.refuse(case.missing)
    sides = ("bill", "pay") if side == "both" else (side,)
    words, value = _priced(found, case, sides)
    session.say(words, value)
    if value["unpriced"]:
        sys.exit(REFUSED)


def _body(path: Path, case_id: str) -> tuple[Mapping[str, Any], dict[str, Any]]:
    try:
        file = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{path} is not JSON: {error}") from error
    if not isinstance(file, dict):
        raise click.UsageError(f"{path} holds no object.")
    if not case_id:
        return {}, file
    for case in file.get("cases", ()):
        if case.get("id") == case_id:
            return file, case
    raise click.UsageError(f"{path} has no case {case_id!r}.")


def _told(told: Mapping[str, Any]) -> dict[str, Any]:
    """The options as a case."""
    if not told["start"] or not told["end"]:
        raise click.UsageError("Give a FACTS file, or --start and --end.")
    ordered_end = told["ordered_end"] or told["end"]
    job: dict[str, Any] = {"ordered_start": told["start"], "ordered_end": ordered_end}
    job |= {f"{key}_at": told[key] for key in ("requested", "cancelled") if told[key]}
    job |= _facts(told["fact"])
    person = {"role": told["role"], "count": told["officers"]}
    person |= {"rank": told["rank"]} if told["rank"] else {}
    person |= {"own_hourly_rate": told["own_rate"]} if told["own_rate"] else {}
    times = {} if told["cancelled"] else {"start": told["start"], "end": told["end"]}
    things = []
    for thing in told["equipment"]:
        kind, _, count = thing.partition("=")
        things.append({"kind": kind, "count": int(count or 1), **times})
    return {"job": job, "crew": [{**person, **times}], "equipment": things}


def _facts(said: "Sequence[str]") -> dict[str, Any]:
    """The facts of --fact, read as those of a job of the book are; a name alone is yes."""
    from coordinator.actions.jobs.job_facts import with_facts
    from coordinator.actions.results import Refused

    line = "; ".join(fact if "=" in fact else f"{fact}=yes" for fact in said)
    found = with_facts("", line)
    if isinstance(found, Refused):
        raise click.UsageError(" ".join(found.reasons))
    facts: dict[str, Any] = json.loads(found)
    return facts


def _priced(card: "RateCard", case: Any, sides: "Sequence[str]") -> tuple[str, dict[str, Any]]:
    from coordinator.rules.rates import Priced, Unpriced, deposit_of, price
    from coordinator.rules.rates.crews import positions_required

    value: dict[str, Any] = {
        "card": card.name,
        "bill": None,
        "pay": None,
        "deposit_cents": None,
        "positions_required": {},
        "unpriced": [],
        "invoices": [],
    }
    lines = [f"{card.name}, effective {card.effective_on}"]
    for side in sides:
        column = card.bill if side == "bill" else card.pay
        if not (column.rates or column.flats):
            continue
        found = price(card, case.event, side)
        lines += ["", f"{SIDES[side]}:", *_side_words(found)]
        if isinstance(found, Priced):
            value[side] = {
                "lines": [line.as_json() for line in found.lines],
                "total_cents": found.total_cents,
            }
        else:
            value["unpriced"] += found.reasons
    deposit = deposit_of(card, case.event) if "bill" in sides else None
    if isinstance(deposit, Unpriced):
        lines += ["", *deposit.reasons]
        value["unpriced"] += deposit.reasons
    elif deposit is not None:
        lines += ["", f"Deposit: {deposit / 100:.2f}"]
        value["deposit_cents"] = deposit
    if "bill" in sides:
        lines += _on_invoices(card, case, value)
    if card.crew:
        needed = dict(positions_required(card, case.event, case.asked))
        shown = ", ".join(f"{count} {role}" for role, count in needed.items())
        lines += ["", f"Positions by the card: {shown or 'none'}"]
        value["positions_required"] = needed
    return "\n".join(lines), value


def _on_invoices(card: "RateCard", case: Any, value: dict[str, Any]) -> "list[str]":
    """The invoices where the card makes several of a job, and what is given away."""
    from datetime import datetime

    from coordinator.rules.cases.rates_found import find, invoices_of

    lines: list[str] = []
    if case.event.equipment and not card.bill.equipment:
        lines += ["", "The equipment costs nothing: the card has no [[bill.equipment]]."]
    found = invoices_of(find(card, case)) if card.bill.invoices != "job" else []
    if isinstance(found, str):
        return [*lines, "", f"Invoices: {found}"]
    for start, total in found:
        day = datetime.fromtimestamp(start, case.event.local_zone).date().isoformat()
        value["invoices"].append({"period_start": day, "total_cents": total})
        lines += ["", f"Invoice of the period from {day}: {total / 100:.2f}"]
    return lines


def _side_words(found: "Priced | Unpriced") -> "list[str]":
    from coordinator.rules.rates import Priced

    if not isinstance(found, Priced):
        return [f"  No price: {reason}" for reason in found.reasons]
    lines = [words for line in found.lines for words in _line_words(line)]
    return [*lines, f"  {'Total':<48}{found.total_cents / 100:>12.2f}"]


def _line_words(line: "PricedLine") -> "list[str]":
    inside = " (inside)" if line.included else ""
    shown = f"{line.label}{inside}"
    first = f"  {shown:<48}{line.amount_cents / 100:>12.2f}"
    return [first, *(f"      {step.clause}: {step.words}" for step in line.trace)]
