"""ANSWER: what an officer says to what was counted about him, by text or in answer to our mail."""

from coordinator.actions.answers.answers import Asked, Done, Waits, waits_for_desk
from coordinator.actions.messages.how_to_answer import word_for
from coordinator.actions.oversight.early_warning import add_to_answer
from coordinator.actions.results import Refused
from notify.replies import Word

LONGEST = 4_000
"""Letters of an answer that are kept with the finding; the message itself is kept whole."""


def warned(asked: Asked) -> Done | Waits:
    """Keep his words beside the counts; where nothing is asked of him any more they wait, and
    unless setting `replies.automatic` names `warning`.

    What did not come in answer to the warning, on a channel whose sender anybody may write, does
    not get so far unasked: `understanding.understood` has it wait.
    """
    words = (asked.command.words or asked.received.text).strip()
    if not words or words.casefold() == word_for(asked.connection, Word.ANSWER).casefold():
        return Waits("There are no words in it.", "Nothing came with it. Please write it again.")
    if not asked.may("warning"):
        return waits_for_desk(asked, "What he says to the warning")
    if len(words) > LONGEST:
        words = f"{words[:LONGEST]} … (whole in message {asked.received.id})"
    noted = add_to_answer(asked.book, asked.actor, asked.officer_id, words)
    if isinstance(noted, Refused):
        return Waits(noted.sentence, "Received. The coordinator reads it.")
    return Done("Thank you. Your words are kept beside the figures.")
