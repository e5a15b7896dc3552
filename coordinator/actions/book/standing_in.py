"""Somebody stands in at the desk: he looks, prints and writes notes, and changes nothing."""

from coordinator.actions.book.editing import Kept
from coordinator.actions.book.locking import has_passphrase, opens
from coordinator.actions.book.settings import set_in
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.deputy import DEPUTY, deputy_of

LONGEST = 60
"""Characters of a deputy's name."""
NO_PASSPHRASE = (
    "Without a passphrase anybody could end it. Set one first: Settings, The lock, or "
    "`coordinator passphrase`."
)


def stand_in(book: Book, actor: Actor, name: str) -> Kept | Refused:
    """From now on `name` stands at the desk; nothing can be changed until the passphrase is given.

    Refused without a passphrase, without a name, and while somebody stands there already.
    """
    name = name.strip()
    if not name or len(name) > LONGEST or not name.isprintable():
        return Refused((f"Say who stands in, in 1 to {LONGEST} letters.",))
    if not has_passphrase(book.reader()):
        return Refused((NO_PASSPHRASE,))
    with book.action(actor, "let stand in", "setting", name) as tx:
        set_in(tx, DEPUTY, name)
    return Kept("setting", 0, f"{name} stands at the desk: looking, printing and notes work")


def end_standing_in(book: Book, actor: Actor, passphrase: str) -> Kept | Refused:
    """The coordinator is back, who knows the passphrase."""
    connection = book.reader()
    name = deputy_of(connection)
    if not name:
        return Refused(("Nobody stands in at the desk.",))
    if not opens(connection, passphrase):
        return Refused(("That is not the passphrase.",))
    with book.action(actor, "end standing in", "setting", name, deputy=True) as tx:
        set_in(tx, DEPUTY, "")
    return Kept("setting", 0, f"{name} no longer stands at the desk: everything works again")
