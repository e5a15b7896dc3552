"""What can be done with a request, from the list and from its own screen."""

from functools import partial
from typing import Any

from screens.base import BookScreen
from screens.shown import local
from screens.staffing.detail_acts import saying

YEAR = 366 * 86_400


def ask_again(screen: BookScreen[Any], request_id: int, number: str) -> None:
    """The same request once more; empty is four weeks later or as soon after that as lies ahead."""
    from screens.modals import Ask

    def asked(text: str | None) -> None:
        if text is None:
            return
        if text and not text.isdigit():
            screen.refuse(f"'{text}' is no number of weeks.")
            return
        screen.perform(saying(screen), _again, request_id, int(text) if text else None)

    hint = "how many weeks later · empty: four, or as many as lie ahead · esc closes"
    screen.app.push_screen(Ask(f"{number} once more", hint=hint, empty_ok=True), asked)


def _again(book: Any, actor: Any, request_id: int, weeks: int | None) -> Any:
    from coordinator.actions.requests.again import same_request
    from coordinator.actions.requests.entering import enter_request
    from coordinator.actions.results import Refused

    new = same_request(book.reader(), request_id, actor.now, weeks)
    return new if isinstance(new, Refused) else enter_request(book, actor, new)


def ask_quote(screen: BookScreen[Any], request_id: int, number: str) -> None:
    """The quote as PDF, or by mail to whoever asked."""
    from coordinator.actions.requests.quoting import make_request_quote, send_quote
    from screens.printing import hand_over

    making = partial(make_request_quote, now=screen.desk.clock())
    send = ("send", "mail it to whoever asked")
    acts = {send: lambda: screen.perform(saying(screen), send_quote, request_id)}
    hand_over(screen, f"Quote of {number}", making, request_id, acts=acts)


def print_packet(screen: BookScreen[Any], request_id: int, number: str) -> None:
    """The packet on which command approves, as PDF."""
    from coordinator.actions.requests.packet import make_packet
    from screens.printing import hand_over

    hand_over(
        screen, f"Request {number}", partial(make_packet, now=screen.desk.clock()), request_id
    )


def print_letter(screen: BookScreen[Any], request_id: int, number: str) -> None:
    """The letter of refusal, as PDF."""
    from coordinator.actions.requests.refusing import make_refusal_letter
    from screens.printing import hand_over

    hand_over(screen, f"Refusal of {number}", make_refusal_letter, request_id)


def show_late(screen: BookScreen[Any]) -> None:
    """What was approved after its work had begun, in the last year."""
    from screens.modals import Reader
    from storage.queries.requests.requests import late_approvals

    def show(found: tuple[Any, ...]) -> None:
        zone = screen.desk.zone
        lines = [
            f"{x.number} {x.firm}: {x.title}\n  began {local(x.began_at, zone):%Y-%m-%d %H:%M},"
            f" approved {local(x.decided_at, zone):%Y-%m-%d %H:%M} by {x.decided_by}"
            for x in found
        ]
        words = "\n".join(lines) or "Nothing was approved after its work had begun."
        screen.app.push_screen(Reader("Approved late, in the last year", words))

    now = screen.desk.clock()
    screen.fetch("late", show, late_approvals, now - YEAR, now + 1)


def ask_link(screen: BookScreen[Any], request_id: int, firm: str) -> None:
    """Which employer of the book it is from, by number or name; `new` enters one."""
    from screens.modals import Ask

    def asked(text: str | None) -> None:
        if text is None:
            return
        if text.casefold() == "new":
            from coordinator.actions.requests.linking import enter_employer_of

            screen.perform(saying(screen), enter_employer_of, request_id)
            return
        screen.fetch("employer", partial(_link, screen, request_id, text), _named, text)

    hint = "number or name of an employer · new enters whoever asks · esc closes"
    screen.app.push_screen(Ask("Whose request is it?", value=firm, hint=hint), asked)


def _named(connection: Any, text: str) -> Any:
    from storage.queries.staffing.choosing import employers_named

    return employers_named(connection, text)


def _link(screen: BookScreen[Any], request_id: int, text: str, found: Any) -> None:
    from coordinator.actions.requests.linking import link_request
    from screens.modals import Choose

    if not found:
        screen.refuse(f"There is no employer called '{text}'. L and `new` enters one.")
        return

    def chosen(key: str | None) -> None:
        if key is not None:
            screen.perform(saying(screen), link_request, request_id, int(key))

    if len(found) == 1:
        chosen(str(found[0].id))
        return
    choices = [(str(one.id), f"{one.words} {one.name}") for one in found]
    screen.app.push_screen(Choose("Which of them?", choices), chosen)
