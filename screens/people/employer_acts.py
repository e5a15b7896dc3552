"""What is entered about an employer from its screen, and what is done with a line of it."""

from typing import Any

from screens.base import BookScreen
from screens.people.ending import ask_ending
from screens.shown import visible

NEW = (
    ("job", "a job with its details"),
    ("contact", "a contact"),
    ("site", "a site"),
    ("interest", "a declared interest: an officer's own business, family …"),
    ("note", "a note, or a follow-up"),
    ("client", "approved or denied as a client"),
    ("block", "blocked, or no longer"),
    ("insurance", "an insurance certificate"),
    ("terms", "terms accepted"),
    ("paper", "a paper to keep: permit, plan, contract …"),
    ("apart", "kept apart from an officer"),
    ("same", "another employer in the register is the same: it goes into this one"),
)


def enter_new(screen: BookScreen[Any], employer: int, whose: str, what: str) -> None:
    """Open the form of what is new, but for a note. `whose` is the employer's name."""
    from screens.book.papers import KeepPaperForm
    from screens.people import bond_forms, client_forms, employer_form

    desk = screen.desk
    about = {
        "client": client_forms.ClientForm,
        "block": client_forms.BlockForm,
        "insurance": client_forms.InsuranceForm,
        "terms": client_forms.TermsForm,
        "apart": client_forms.KeptApartForm,
    }
    plain = {
        "contact": employer_form.ContactForm,
        "site": employer_form.SiteForm,
        "interest": bond_forms.EmployersInterestForm,
    }
    if what in about:
        screen.app.push_screen(about[what](desk, employer, whose), screen.told)
    elif what in plain:
        screen.app.push_screen(plain[what](desk, employer), screen.told)
    elif what == "paper":
        screen.app.push_screen(KeepPaperForm(desk, f"employer:{employer}"), screen.told)
    elif what == "job":
        _new_job(screen)
    elif what == "same":
        _ask_same(screen, employer)


def end_tie(screen: BookScreen[Any], number: int) -> None:
    """A declared interest is over."""
    from coordinator.actions.people.bonds import end_interest

    ask_ending(screen, end_interest, number)


def end_apart(screen: BookScreen[Any], number: int) -> None:
    """An officer is no longer kept apart."""
    from coordinator.actions.book.entering import end_exclusion

    title = "The first day on which they are no longer kept apart"
    ask_ending(screen, end_exclusion, number, title)


def ask_merge(screen: BookScreen[Any], keep: int, goes: int) -> None:
    """Say what making two one would do, and do it on `y`."""
    from coordinator.actions.employers.merging import merge, plan_merging
    from coordinator.actions.results import Refused
    from screens.modals import Confirm
    from screens.staffing.detail_acts import saying

    def show(plan: Any) -> None:
        if isinstance(plan, Refused):
            screen.refuse(plan.sentence)
            return

        def answered(yes: str | None) -> None:
            if yes:
                screen.perform(saying(screen), merge, keep, goes)

        screen.app.push_screen(Confirm("Make them one?", visible(plan.sentence)), answered)

    screen.fetch("merging", show, plan_merging, keep, goes)


def _ask_same(screen: BookScreen[Any], employer: int) -> None:
    from screens.modals import Ask
    from screens.naming import employer_named

    def answered(words: str | None) -> None:
        if not words:
            return
        found = screen.desk.ask(employer_named, words)
        if isinstance(found, str):
            screen.refuse(found)
        else:
            ask_merge(screen, employer, found)

    window = Ask("Which other one is the same", hint="number or name; it goes into this one")
    screen.app.push_screen(window, answered)


def _new_job(screen: BookScreen[Any]) -> None:
    from screens.staffing.job_form import NewJobForm

    screen.app.push_screen(NewJobForm(screen.desk), screen.told)
