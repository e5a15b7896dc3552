"""What is entered about an officer from his screen: what begins, ends, or was wrong."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from screens.shown import local
from storage.queries.officer import OfficerFile

if TYPE_CHECKING:
    from screens.officer import OfficerScreen

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
    ("duty", "duty, leave or sickness entered by hand, or taken away"),
)


def ask_new(screen: "OfficerScreen", file: OfficerFile) -> None:
    """Ask what is new, and open its form."""
    from screens.modals import Choose

    asking = {
        "end": _end_status,
        "paper": _correct_paper,
        "together": _end_exclusion,
        "leave": _leave_group,
        "over": _end_interest,
        "drop": _drop_outside,
    }

    def chosen(what: str | None) -> None:
        if what in asking:
            asking[what](screen, file)
        elif what is not None:
            _open_form(screen, what)

    screen.app.push_screen(Choose(f"{screen.whose()}: what is new", NEW), chosen)


def _open_form(screen: "OfficerScreen", what: str) -> None:
    from screens import bond_forms, officer_form

    forms: dict[str, type[officer_form.AboutOfficer]] = {
        "group": bond_forms.GroupForm,
        "interest": bond_forms.InterestForm,
        "outside": bond_forms.OutsideForm,
        "duty": bond_forms.DutyForm,
        "status": officer_form.StatusForm,
        "rank": officer_form.PromotionForm,
        "certificate": officer_form.CertificateForm,
        "exclusion": officer_form.ExclusionForm,
    }
    if what == "note":
        screen.action_note()
    else:
        form = forms[what](screen.desk, screen.officer_id, screen.whose())
        screen.app.push_screen(form, screen.kept)


def _end_status(screen: "OfficerScreen", file: OfficerFile) -> None:
    from coordinator.actions.roster import end_status

    held = [one for one in file.statuses if _not_over(screen, one)]
    choices = [
        (str(one.id), f"{one.kind.replace('_', ' ')} from {one.from_on} until {_until(one)}")
        for one in held
    ]
    _ask_end(screen, "Which status ends", choices, end_status)


def _end_exclusion(screen: "OfficerScreen", file: OfficerFile) -> None:
    from coordinator.actions.entering import end_exclusion

    held = [one for one in file.apart if _not_over(screen, one)]
    choices = [(str(one.id), f"{one.employer} until {_until(one)}") for one in held]
    _ask_end(screen, "No longer keep apart from", choices, end_exclusion)


def _leave_group(screen: "OfficerScreen", file: OfficerFile) -> None:
    from coordinator.actions.bonds import end_membership

    held = [one for one in file.groups if _not_over(screen, one)]
    choices = [(str(one.id), f"{one.group} from {one.from_on} until {_until(one)}") for one in held]
    _ask_end(screen, "No longer in which group", choices, end_membership)


def _end_interest(screen: "OfficerScreen", file: OfficerFile) -> None:
    from coordinator.actions.bonds import end_interest

    held = [one for one in file.interests if _not_over(screen, one)]
    _ask_end(
        screen, "Which interest is over", [(str(o.id), o.sentence) for o in held], end_interest
    )


def _drop_outside(screen: "OfficerScreen", file: OfficerFile) -> None:
    from coordinator.actions.bonds import drop_outside_work
    from screens.detail_acts import saying
    from screens.modals import Choose
    from screens.shown import day, span

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


def _ask_end(
    screen: "OfficerScreen",
    title: str,
    choices: Sequence[tuple[str, str]],
    end: Callable[..., Any],
) -> None:
    from screens.detail_acts import ask_date, saying
    from screens.modals import Choose

    if not choices:
        screen.refuse("Nothing of that kind stands or is to come.")
        return

    def chosen(key: str | None) -> None:
        if key:
            ask_date(screen, lambda at: ended(int(key), at), "The first day without it")

    def ended(row: int, at: int) -> None:
        on = local(at, screen.desk.zone).date().isoformat()
        screen.perform(saying(screen), end, row, on)

    screen.app.push_screen(Choose(title, choices), chosen)


def _correct_paper(screen: "OfficerScreen", file: OfficerFile) -> None:
    from screens.modals import Choose
    from screens.officer_form import PaperForm

    if not file.papers:
        screen.refuse("There is no certificate.")
        return
    choices = [
        (str(one.id), f"{one.code} until {one.expires_on or 'no end'}") for one in file.papers
    ]

    def chosen(key: str | None) -> None:
        if key:
            paper = next(one for one in file.papers if one.id == int(key))
            screen.app.push_screen(PaperForm(screen.desk, paper), screen.kept)

    screen.app.push_screen(Choose("Which certificate", choices), chosen)


def _until(one: Any) -> str:
    return one.until_on or "further notice"


def _not_over(screen: "OfficerScreen", one: Any) -> bool:
    return one.until_on is None or one.until_on > screen.desk.today().isoformat()
