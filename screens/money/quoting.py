"""What a job would cost, and the deposit that its rate card asks for."""

from functools import partial
from typing import Any

from screens.base import BookScreen
from screens.shown import money


def ask_quote(screen: BookScreen[Any], detail_id: int) -> None:
    """The estimate as PDF or the deposit invoice of the detail's job."""
    screen.fetch("job", partial(_ask, screen), _job_of, detail_id)


def _job_of(connection: Any, detail_id: int) -> tuple[int, str, str]:
    from coordinator.actions.billing.deposits import deposit_asked
    from storage.errors import Missing
    from storage.queries.staffing.details import detail_head

    head = detail_head(connection, detail_id)
    if head is None:
        raise Missing(f"There is no detail with id {detail_id}.")
    asked = deposit_asked(connection, head.job_id)
    words = "the rate card asks for no deposit"
    if asked is not None:
        known = "not known" if asked.problem else money(asked.asked_cents)
        words = f"{known} asked, {money(asked.paid_cents)} paid"
    return head.job_id, head.job_number, words


def _ask(screen: BookScreen[Any], found: tuple[int, str, str]) -> None:
    from screens.modals import Choose

    job_id, number, deposit = found
    choices = [("quote", "the estimate as PDF"), ("deposit", f"the deposit invoice ({deposit})")]

    def chosen(what: str | None) -> None:
        if what == "quote":
            from coordinator.actions.billing.money_papers import make_quote
            from screens.printing import hand_over

            making = partial(make_quote, now=screen.desk.clock())
            hand_over(screen, f"Estimate of job {number}", making, job_id)
        elif what == "deposit":
            from coordinator.actions.billing.deposits import invoice_deposit
            from screens.money.final import final

            screen.perform(partial(final, screen), invoice_deposit, job_id)

    screen.app.push_screen(Choose(f"Job {number}", choices), chosen)
