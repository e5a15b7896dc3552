"""Approving, refusing, asking command and booking, with the questions that each needs."""

from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.staffing.detail_acts import saying

if TYPE_CHECKING:
    from coordinator.actions.requests.evaluating import RequestJudged


def ask_approval(screen: BookScreen[Any], judged: "RequestJudged") -> None:
    """Who approves, where that is not the coordinator; who allows it without what is missing."""
    from coordinator.actions.requests.deciding import lacking_for_approval
    from coordinator.rules.intake.document import COORDINATOR
    from screens.modals import Ask, AskTwo

    lacking = lacking_for_approval(judged)
    approver = judged.evaluation.approver

    def by_whom(by: str) -> None:
        if not lacking:
            _approve(screen, judged.sheet.id, by)
            return
        hint = "esc leaves it · " + " ".join(lacking)
        window = AskTwo("It lacks something", "Why is it allowed all the same?", "Who allows it?",
                        hint[:300])  # fmt: skip
        screen.app.push_screen(window, lambda both: _allowed(screen, judged.sheet.id, by, both))

    if approver.title == COORDINATOR:
        by_whom("")
        return
    hint = f"the {approver.title} approves this · o asks by mail · esc closes"
    title = f"Which {approver.title} approved it?"
    screen.app.push_screen(
        Ask(title, value=approver.name, hint=hint), lambda by: by_whom(by) if by else None
    )


def _allowed(screen: BookScreen[Any], request_id: int, by: str, both: str | None) -> None:
    if both is not None:
        why, who = both.split("\n", 1)
        _approve(screen, request_id, by, who, why)


def _approve(
    screen: BookScreen[Any], request_id: int, by: str, allowed_by: str = "", why: str = ""
) -> None:
    from coordinator.actions.requests.deciding import Approving, approve_request

    how = Approving(by, "", allowed_by, why)
    screen.perform(saying(screen), approve_request, request_id, how)


def ask_refusal(screen: BookScreen[Any], judged: "RequestJudged") -> None:
    """Under which clause, and what else is to be said; the letter goes by mail."""
    from screens.modals import Ask, Choose

    clauses = {each.clause: each for each in judged.evaluation.prohibited}
    clauses |= {each.clause: each for each in judged.document.prohibited}
    choices = [(key, f"{key} {each.label}") for key, each in clauses.items()]

    def clause_chosen(clause: str | None) -> None:
        if clause is None:
            return
        under = "" if clause == "-" else clause
        title = "What else is the letter to say?" if under else "Why is it refused?"
        window = Ask(
            title, hint="the letter goes by mail; u undoes it before", empty_ok=bool(under)
        )
        screen.app.push_screen(window, lambda words: refuse(under, words))

    def refuse(clause: str, words: str | None) -> None:
        from coordinator.actions.requests.deciding import refuse_request

        if words is not None:
            screen.perform(saying(screen), refuse_request, judged.sheet.id, words, clause)

    choices.append(("-", "no clause: for a reason"))
    screen.app.push_screen(Choose(f"Refuse {judged.sheet.number}", choices), clause_chosen)


def ask_by_mail(screen: BookScreen[Any], judged: "RequestJudged") -> None:
    """Whom to ask, at which address, and why he may allow what is missing."""
    from coordinator.actions.requests.deciding import lacking_for_approval
    from screens.modals import Ask, AskTwo

    approver = judged.evaluation.approver
    lacking = lacking_for_approval(judged)

    def with_address(name: str, address: str) -> None:
        if not lacking:
            _ask(screen, judged.sheet.id, name, address, "")
            return
        hint = "; ".join(lacking)[:300]
        window = Ask("Why may it be allowed all the same?", hint=hint)
        screen.app.push_screen(
            window, lambda why: _ask(screen, judged.sheet.id, name, address, why) if why else None
        )

    if approver.address:
        with_address(approver.name or approver.title, approver.address)
        return
    window = AskTwo(f"Ask the {approver.title}", "Name", "Mail address")

    def named(both: str | None) -> None:
        if both is not None:
            name, address = both.split("\n", 1)
            with_address(name, address)

    screen.app.push_screen(window, named)


def _ask(screen: BookScreen[Any], request_id: int, name: str, address: str, why: str) -> None:
    from coordinator.actions.requests.asking_command import ask_command

    screen.perform(saying(screen), ask_command, request_id, name, address, allowed_why=why)


def book_it(screen: BookScreen[Any], request_id: int) -> None:
    """Make the job; where card and policy ask for a larger crew, take it or say why not."""
    from coordinator.actions.requests.booking import BookingChoices, book_request
    from coordinator.actions.results import Refused
    from coordinator.actions.staffing.crewing import CHOOSE

    def done(result: Any) -> None:
        if isinstance(result, Refused) and CHOOSE in result.reasons:
            _ask_crew(screen, request_id, result.reasons[0])
        else:
            saying(screen)(result)

    screen.perform(done, book_request, request_id, BookingChoices())


def _ask_crew(screen: BookScreen[Any], request_id: int, sentence: str) -> None:
    from coordinator.actions.jobs.new_jobs import CrewChoice
    from coordinator.actions.requests.booking import BookingChoices, book_request
    from screens.modals import Ask

    def asked(reason: str | None) -> None:
        if reason is not None:
            choice = CrewChoice(take=not reason, reason=reason)
            choices = BookingChoices(crew=choice)
            screen.perform(saying(screen), book_request, request_id, choices)

    hint = f"{sentence} · empty takes what is asked for, a reason leaves it · esc closes"
    screen.app.push_screen(Ask("The crew", hint=hint, empty_ok=True), asked)
