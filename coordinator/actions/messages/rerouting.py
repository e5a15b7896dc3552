"""An address is not to be written to any more: what is queued for it goes another way, if any."""

from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.actions.messages.messages import person_of
from coordinator.actions.messages.recipients import route
from coordinator.rules.message_words import MessageState
from coordinator.rules.words import Channel
from storage.models import Message
from storage.transaction import Transaction

STOPPED = "He wants no more messages here."


@dataclass(frozen=True, slots=True)
class Rerouted:
    """Messages that now go another way, and those that were recalled since there is none."""

    moved: tuple[int, ...] = ()
    recalled: tuple[int, ...] = ()


def take_elsewhere(tx: Transaction, ids: Iterable[int]) -> Rerouted:
    """Send messages that have not begun to leave to another address of the same person.

    The consent must be written already, so that the way which it closes is not found again.
    """
    moved: list[int] = []
    recalled: list[int] = []
    for message_id in ids:
        message = tx.get(Message, message_id)
        (moved if _moved(tx, message) else recalled).append(message_id)
        tx.save(message)
    return Rerouted(tuple(moved), tuple(recalled))


def _moved(tx: Transaction, message: Message) -> bool:
    reach = person_of(tx.connection, message)
    channel, address, _ = route(tx.connection, reach) if reach else (Channel.NONE, "", "")
    if channel == Channel.NONE:
        message.state, message.trouble = MessageState.RECALLED, STOPPED
        return False
    message.channel, message.address = channel, address
    return True
