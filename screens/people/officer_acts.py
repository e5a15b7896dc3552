"""What is entered about an officer from his screen: what begins, ends, or was wrong."""

from collections.abc import Callable, Sequence
from typing import Any

from screens.base import BookScreen
from screens.people.ending import ask_ending
from screens.shown import visible
from storage.queries.people.officer import OfficerFile

Kept = Callable[[str | None], None]
"""What follows once a form is saved or left."""
NEW = (
    ("status", "a status begins: suspended, injured, leave, departed …"),
    ("end", "a status ends"),
    ("rank", "another rank"),
    ("certificate", "a certificate, new or renewed"),
    ("paper", "the dates of a certificate are corrected"),
    ("exclusion", "keep apart from an employer"),
    ("together", "no longer keep apart"),
    ("note", "a note, or a follow-up"),
    ("group", "in a group"),
    ("leave", "no longer in a group"),
    ("interest", "a declared interest: own business, family, supervises …"),
    ("over", "an interest is over"),
    ("outside", "work for somebody else"),
    ("drop", "work for somebody else is not done"),
    ("time", "when he would work, or cannot"),
    ("notime", "what he said of his time holds no longer"),
    ("duty", "duty, leave or sickness entered by hand, or taken away"),
    ("told", "how he is told: further channels, quiet hours, consent to texts"),
)


def ask_new(screen: BookScreen[Any], file: OfficerFile, kept: Kept) -> None:
    """Ask what is new, and open its form."""
    from screens.book.note_form import ask_note
    from screens.modals import Choose

    asking = {
        "end": _end_status,
        "together": _end_exclusion,
        "leave": _leave_group,
        "over": _end_interest,
        "drop": _drop_outside,
        "notime": _drop_time,
    }

    def chosen(what: str | None) -> None:
        if what in asking:
            asking[what](screen, file)
        elif what == "note":
            ask_note(screen, "officer", file.card.id)
        elif what == "paper":
            _correct_paper(screen, file, kept)
        elif what is not None:
            _open_form(screen, file, what, kept)

    screen.app.push_screen(Choose(f"{visible(file.card.name)}: what is new", NEW), chosen)


def _open_form(screen: BookScreen[Any], file: OfficerFile, what: str, kept: Kept) -> None:
    from screens.people import bond_forms, officer_form
    from screens.people.time_form import TimeForm
    from screens.people.wishes_form import WishesForm

    forms: dict[str, type[officer_form.AboutOfficer]] = {
        "group": bond_forms.GroupForm,
        "interest": bond_forms.InterestForm,
        "outside": bond_forms.OutsideForm,
        "time": TimeForm,
        "duty": bond_forms.DutyForm,
        "told": WishesForm,
        "status": officer_form.StatusForm,
        "rank": officer_form.PromotionForm,
        "certificate": officer_form.CertificateForm,
        "exclusion": officer_form.ExclusionForm,
    }
    form = forms[what](screen.desk, file.card.id, visible(file.card.name))
    screen.app.push_screen(form, kept)


def _end_status(screen: BookScreen[Any], file: OfficerFile) -> None:
    from coordinator.actions.people.roster import end_status

    held = [one for one in file.statuses if _not_over(screen, one)]
    choices = [
        (str(one.id), f"{one.kind.replace('_', ' ')} from {one.from_on} until {_until(one)}")
        for one in held
    ]
    _ask_end(screen, "Which status ends", choices, end_status)


def _end_exclusion(screen: BookScreen[Any], file: OfficerFile) -> None:
    from coordinator.actions.book.entering import end_exclusion

    held = [one for one in file.apart if _not_over(screen, one)]
    choices = [(str(one.id), f"{one.employer} until {_until(one)}") for one in held]
    _ask_end(screen, "No longer keep apart from", choices, end_exclusion)


def _leave_group(screen: BookScreen[Any], file: OfficerFile) -> None:
    from coordinator.actions.people.bonds import end_membership

    held = [one for one in file.groups if _not_over(screen, one)]
    choices = [(str(one.id), f"{one.group} from {one.from_on} until {_until(one)}") for one in held]
    _ask_end(screen, "No longer in which group", choices, end_membership)


def _end_interest(screen: BookScreen[Any], file: OfficerFile) -> None:
    from coordinator.actions.people.bonds import end_interest

    held = [one for one in file.interests if _not_over(screen, one)]
    _ask_end(
        screen, "Which interest is over", [(str(o.id), o.sentence) for o in held], end_interest
    )


def _drop_outside(screen: BookScreen[Any], file: OfficerFile) -> None:
    from coordinator.actions.people.bonds import drop_outside_work
    from screens.modals import Choose
    from screens.shown import day, span
    from screens.staffing.detail_acts import saying

    if not file.outside:
        screen.refuse("Nothing of that kind stands or is to come.")
        return
    zone = screen.desk.zone
    choices = [
        (
            str(one.id),
            f"{day(one.starts_at, zone)} {span(one.starts_at, one.ends_at, zone)} {one.employer}",
        )
        for one in file.outside
    ]

    def chosen(key: str | None) -> None:
        if key:
            screen.perform(saying(screen), drop_outside_work, int(key))

    screen.app.push_screen(Choose("Which work is not done", choices), chosen)


def _drop_time(screen: BookScreen[Any], file: OfficerFile) -> None:
    from coordinator.actions.people.availability import take_back_time
    from screens.modals import Choose
    from screens.people.officer_words import stated_words
    from screens.staffing.detail_acts import saying

    if not file.stated:
        screen.refuse("He has said nothing of time that is to come.")
        return

    def chosen(key: str | None) -> None:
        if key:
            screen.perform(saying(screen), take_back_time, int(key))

    choices = [(str(one.id), stated_words(one, screen.desk.zone)) for one in file.stated]
    screen.app.push_screen(Choose("What holds no longer", choices), chosen)


def _ask_end(
    screen: BookScreen[Any],
    title: str,
    choices: Sequence[tuple[str, str]],
    end: Callable[..., Any],
) -> None:
    from screens.modals import Choose

    if not choices:
        screen.refuse("Nothing of that kind stands or is to come.")
        return

    def chosen(key: str | None) -> None:
        if key:
            ask_ending(screen, end, int(key))

    screen.app.push_screen(Choose(title, choices), chosen)


def _correct_paper(screen: BookScreen[Any], file: OfficerFile, kept: Kept) -> None:
    from screens.modals import Choose
    from screens.people.officer_form import PaperForm

    if not file.papers:
        screen.refuse("There is no certificate.")
        return
    choices = [
        (str(one.id), f"{one.code} until {one.expires_on or 'no end'}") for one in file.papers
    ]

    def chosen(key: str | None) -> None:
        if key:
            paper = next(one for one in file.papers if one.id == int(key))
            screen.app.push_screen(PaperForm(screen.desk, paper), kept)

    screen.app.push_screen(Choose("Which certificate", choices), chosen)


def _until(one: Any) -> str:
    return one.until_on or "further notice"


def _not_over(screen: BookScreen[Any], one: Any) -> bool:
    return one.until_on is None or one.until_on > screen.desk.today().isoformat()
