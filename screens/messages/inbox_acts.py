"""What is done with answers from any screen: accept, link to a person, ignore, look for more."""

from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.messages.writing import talk
from screens.modals import Choose
from screens.shown import visible
from screens.staffing.detail_acts import saying
from storage.queries.messages.conversation import Partner
from storage.queries.messages.inbox import Maybe, ReceivedLine, who_may_it_be

if TYPE_CHECKING:
    from coordinator.actions.answers.reviewing import Reviewed
    from coordinator.actions.results import Refused

OFFICER, EMPLOYER = "officer?", "employer?"
_OTHERS = ((OFFICER, "another officer, by badge or name"), (EMPLOYER, "an employer, by name"))


def accept(screen: BookScreen[Any], ids: tuple[int, ...]) -> None:
    """Do what the answers say, as if their writers had pressed the keys."""
    from coordinator.actions.answers.reviewing import accept as accepting

    screen.perform(lambda result: _accepted(screen, result), accepting, ids)


def _accepted(screen: BookScreen[Any], result: "Reviewed | Refused") -> None:
    saying(screen)(result)
    left = getattr(result, "left", ())
    if left:
        screen.refuse(f"{len(left)} still wait: {left[0]}")


def ignore(screen: BookScreen[Any], ids: tuple[int, ...]) -> None:
    """Put answers aside; nothing is done, nobody is told."""
    from coordinator.actions.answers.reviewing import ignore as ignoring

    screen.perform(saying(screen), ignoring, ids)


def take_back(screen: BookScreen[Any], received_id: int) -> None:
    """Undo what an answer did by itself; it waits again."""
    from coordinator.actions.answers.reviewing import take_back as taking_back

    screen.perform(saying(screen), taking_back, received_id)


def ask_link(screen: BookScreen[Any], received_id: int) -> None:
    """Ask who wrote it: first those who may be, then anybody."""

    def offer(found: tuple[Maybe, ...]) -> None:
        choices = [(f"{one.table}:{one.record}", f"{one.name} ({one.why})") for one in found]
        window = Choose("Who wrote it", (*choices, *_OTHERS))
        screen.app.push_screen(window, lambda key: _chosen(screen, received_id, key))

    screen.fetch("maybe", offer, who_may_it_be, received_id)


def _chosen(screen: BookScreen[Any], received_id: int, key: str | None) -> None:
    if key == OFFICER:
        from screens.staffing.seat_steps import ask_officer

        ask_officer(screen, "Who wrote it", lambda row: _link(screen, received_id, "officer", row))
    elif key == EMPLOYER:
        _ask_employer(screen, received_id)
    elif key is not None:
        table, _, record = key.partition(":")
        _link(screen, received_id, table, int(record))


def _ask_employer(screen: BookScreen[Any], received_id: int) -> None:
    from screens.modals import Ask
    from screens.naming import employer_named

    def answered(text: str | None) -> None:
        if not text:
            return
        found = screen.desk.ask(employer_named, text)
        if isinstance(found, str):
            screen.refuse(found)
        else:
            _link(screen, received_id, "employer", found)

    hint = "number or name · enter takes it · esc closes"
    screen.app.push_screen(Ask("Which employer wrote it", hint=hint), answered)


def _link(screen: BookScreen[Any], received_id: int, table: str, record: int) -> None:
    from coordinator.actions.answers.reviewing import link

    screen.perform(saying(screen), link, received_id, **{f"{table}_id": record})


def open_conversation(screen: BookScreen[Any], row: ReceivedLine) -> None:
    """Everything said to its writer and by him."""
    partner = partner_of(row)
    if partner is None:
        screen.refuse(f"Nobody knows {visible(row.address) or 'who wrote it'}: e links it first.")
    else:
        talk(screen, partner)


def partner_of(row: ReceivedLine) -> Partner | None:
    """Who wrote an answer; None for a stranger."""
    if row.officer_id is not None:
        return Partner("officer", row.officer_id)
    if row.contact_id is not None:
        return Partner("contact", row.contact_id)
    return Partner("employer", row.employer_id) if row.employer_id is not None else None


def ask_report(screen: BookScreen[Any], row: ReceivedLine) -> None:
    """Keep a mail and its pictures as the report of the detail that it is about, or of one asked
    for."""
    from coordinator.actions.attendance.reports import file_report
    from screens.modals import Ask
    from screens.naming import detail_named

    def answered(text: str | None) -> None:
        found = screen.desk.ask(detail_named, text) if text else None
        if isinstance(found, str):
            screen.refuse(found)
        elif found is not None:
            screen.perform(saying(screen), file_report, row.id, found)

    if row.detail_id is not None:
        screen.perform(saying(screen), file_report, row.id, row.detail_id)
    else:
        hint = "its number, such as 26-0412.3 · enter takes it · esc closes"
        screen.app.push_screen(Ask("Report on which detail", hint=hint), answered)


def look_now(screen: BookScreen[Any]) -> None:
    """Fetch what has come into the mailboxes, beside everything else."""
    if screen.desk.looking_only:
        screen.refuse(screen.desk.looking_only)
        return
    screen.say("Looking into the mailboxes …")
    # Beside the writes, not among them: a slow mail server must not hold up a call-off.
    screen.fetch("look", lambda found: _looked(screen, found), lambda _: _look(screen))


def _look(screen: BookScreen[Any]) -> Any:
    from coordinator.actions.answers.looking_for_answers import look_for_answers

    return look_for_answers(screen.desk.book, screen.desk.actor())


def _looked(screen: BookScreen[Any], found: Any) -> None:
    from coordinator.actions.results import Refused
    from screens.base import BookChanged

    screen.app.post_message(BookChanged())
    if isinstance(found, Refused):
        screen.refuse(found.sentence)
    else:
        screen.say(found.sentence, "done")
