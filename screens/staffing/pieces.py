"""A seat cut into pieces: at which times, what each would bring, and then yes. Or joined again."""

from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.dates import instants, read_time
from screens.modals import Ask, Choose, Confirm
from screens.shown import local, span
from screens.staffing.detail_acts import saying
from storage.queries.staffing.details import Seat

if TYPE_CHECKING:
    from coordinator.actions.results import Refused
    from coordinator.actions.staffing.piece_prices import PiecePrice, PiecePrices

CHOICES = (("cut", "cut it into pieces"), ("join", "join it with the open pieces beside it"))


def begin_split(screen: BookScreen[Any], seat: Seat) -> None:
    """Cut the seat; where it is an open piece that others adjoin, cut or join."""
    from storage.queries.staffing.pieces import adjoins_open

    if seat.cancelled:
        screen.refuse(f"{seat.number} was taken off.")
        return

    def found(joinable: tuple[bool]) -> None:
        if not joinable[0]:
            _ask_times(screen, seat)
            return
        screen.app.push_screen(
            Choose(seat.number, CHOICES),
            lambda key: _join(screen, seat) if key == "join" else _cut(screen, seat, key),
        )

    screen.fetch("pieces", found, lambda reader: (adjoins_open(reader, seat.id),))


def _cut(screen: BookScreen[Any], seat: Seat, key: str | None) -> None:
    if key == "cut":
        _ask_times(screen, seat)


def _join(screen: BookScreen[Any], seat: Seat) -> None:
    from coordinator.actions.staffing.splitting import join_pieces

    screen.perform(saying(screen), join_pieces, seat.id)


def _ask_times(screen: BookScreen[Any], seat: Seat) -> None:
    def answered(text: str | None) -> None:
        if not text:
            return
        at = read_cuts(screen, seat, text)
        if isinstance(at, str):
            screen.refuse(at)
        else:
            _ask_yes(screen, seat, at)

    when = span(seat.starts_at, seat.ends_at, screen.desk.zone)
    hint = f"{when}: one time or several, such as 1600 2000 · nothing is done yet"
    screen.app.push_screen(Ask(f"Cut {seat.number} at", hint=hint), answered)


def _ask_yes(screen: BookScreen[Any], seat: Seat, at: tuple[int, ...]) -> None:
    def priced(found: Any) -> None:
        _confirm(screen, seat, at, found)

    screen.fetch("prices", priced, _prices, seat, at)


def read_cuts(screen: BookScreen[Any], seat: Seat, text: str) -> tuple[int, ...] | str:
    """The instants inside the seat's hours that are meant, or a sentence."""
    zone = screen.desk.zone
    on = local(seat.starts_at, zone).date()
    last = local(seat.ends_at, zone).date()
    found: list[int] = []
    for word in text.replace(",", " ").split():
        wall = read_time(word)
        if wall is None:
            return f"'{word}' is no time. Write 0800, 8:00 or 14:30."
        days = dict.fromkeys((on, last))
        inside = [
            at
            for each in days
            for at in instants(each, *wall, zone)
            if seat.starts_at < at < seat.ends_at
        ]
        if not inside:
            return f"{word} is not inside {span(seat.starts_at, seat.ends_at, zone)}."
        found.append(inside[0])
    return tuple(found)


def _prices(connection: Any, seat: Seat, at: tuple[int, ...]) -> "PiecePrices | Refused":
    from coordinator.actions.staffing.piece_prices import piece_prices
    from coordinator.actions.staffing.splitting import pieces_of

    return piece_prices(connection, seat.id, pieces_of((seat.starts_at, seat.ends_at), at))


def _confirm(
    screen: BookScreen[Any], seat: Seat, at: tuple[int, ...], found: "PiecePrices | Refused"
) -> None:
    from coordinator.actions.staffing.splitting import split_position

    words = price_words(screen, found)
    if seat.assignment_id is not None:
        words += f"\n{seat.officer} keeps the first piece and is told; the others are open."

    def answered(yes: str | None) -> None:
        if yes:
            screen.perform(saying(screen), split_position, seat.id, at)

    window = Confirm(f"Cut {seat.number} into {len(at) + 1}?", words)
    screen.app.push_screen(window, answered)


def price_words(screen: BookScreen[Any], found: "PiecePrices | Refused") -> str:
    """What the whole and each piece bring, and what the cutting costs the employer."""
    from coordinator.actions.results import Refused

    if isinstance(found, Refused):
        return f"No price is known: {found.sentence}"
    zone = screen.desk.zone

    def line(name: str, piece: "PiecePrice") -> str:
        return (
            f"{name:<6}{span(*piece.span, zone)}  bills {_money(piece.bill_cents)} for "
            f"{piece.billed_minutes / 60:g} h, pays {_money(piece.pay_cents)}"
        )

    lines = [line("Whole", found.whole)]
    lines += [line(str(n), piece) for n, piece in enumerate(found.pieces, 1)]
    if found.more_cents is not None:
        lines.append(f"In pieces the employer pays {_money(found.more_cents)} more.")
    return "\n".join(lines)


def _money(cents: int | None) -> str:
    return "?" if cents is None else f"{cents / 100:,.2f}"
