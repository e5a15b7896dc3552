"""The billing terms in plain English, a sentence each."""

from collections.abc import Iterator

from coordinator.rules.billing_terms import STEPS, BillingTerms, Instalments, Step
from coordinator.rules.billing_whom import Whom
from coordinator.rules.billing_years import COUNTED, Annual


def describe(terms: BillingTerms, currency: str = "") -> Iterator[str]:
    """The terms in plain English, a sentence each."""
    yield f"{terms.name}, in force from {terms.effective_on.isoformat()}."
    for step in terms.steps:
        yield _step_words(step, currency)
    if not terms.steps:
        yield "Nothing is chased."
    for escrow in terms.escrows:
        parts = [f"at least {_money(escrow.least_cents, currency)}"] if escrow.least_cents else []
        parts += ["what is ordered and not billed yet"] if escrow.covers else []
        yield (
            f"Before officers are assigned, {' and '.join(parts)} must lie with the agency"
            f"{_whom_words(escrow.whom)}."
        )
    for plan in terms.instalments:
        yield _instalment_words(plan, currency)
    for each in terms.discounts:
        least = f" of {_money(each.least_cents, currency)} or more" if each.least_cents else ""
        yield (
            f"Invoices{least}{_whom_words(each.whom)} that are paid early cost {each.words()} of"
            " their date."
        )
    for annual in terms.annuals:
        yield _annual_words(annual, currency)
    yield "Invoices in dispute are left alone until the dispute is settled."


def _step_words(step: Step, currency: str) -> str:
    words = f"{step.title}: {step.days} days past due"
    words += f", and {step.after} days after the step before," if step.after else ""
    words += f" {STEPS[step.does]}"
    words += f", from {_money(step.least_cents, currency)} on" if step.least_cents else ""
    words += _whom_words(step.whom)
    days = " and ".join(each.words() for each in step.on)
    words += f", on the next {days}" if days else ""
    return words + ("; somebody else has to approve it." if step.approved else ".")


def _instalment_words(plan: Instalments, currency: str) -> str:
    parts = ", ".join(
        f"{part.percent:f} % {f'by {part.by}' if part.by else f'{part.days} days after it'}"
        for part in plan.parts
    )
    which = f" {', '.join(plan.invoices)}" if plan.invoices else ""
    least = f" of {_money(plan.least_cents, currency)} or more" if plan.least_cents else ""
    return f"Invoices{which}{least}{_whom_words(plan.whom)} are paid in parts: {parts}."


def _annual_words(annual: Annual, currency: str) -> str:
    month, day = annual.starts
    active = "" if annual.always else " with a detail in it"
    return (
        f"For a year from {month:02}-{day:02} on every employer{active}{_whom_words(annual.whom)}"
        f" pays at least {_money(annual.least_cents, currency)}, counting {COUNTED[annual.of]}."
    )


def _whom_words(whom: Whom) -> str:
    parts = []
    if whom.numbers or whom.kinds:
        parts.append(f" for {', '.join((*whom.numbers, *whom.kinds))} only")
    if whom.not_numbers or whom.not_kinds:
        parts.append(f" but not for {', '.join((*whom.not_numbers, *whom.not_kinds))}")
    return "".join(parts)


def _money(cents: int, currency: str) -> str:
    return f"{cents // 100:,}.{cents % 100:02} {currency}".strip()
