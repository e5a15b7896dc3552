"""What the stand-in pack says of keys: {verb} stands for a verb's key, {in_place} for an F-key."""

from coordinator.keymap import PLACES, VERBS

_ON_KEYBOARD = {
    "question_mark": "?",
    "enter": "Enter",
    "equals_sign": "=",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "ctrl+p": "Ctrl+P",
}

BEGIN = (
    "Begin: `coordinator` opens the book on {in_today}. {help} shows the keys of a screen, "
    "{palette} finds any record, {undo} takes your last action back, its messages too until they "
    "have gone."
)

HOW: dict[str, tuple[str, ...]] = {
    "seats": (
        "{in_today}, cursor on the line, {refill}: the officers in the order of the policy. "
        "{offer} asks the first five by message; {assign} puts the one under the cursor in. While "
        "ringing, {no_answer} to {on_duty} write down what was said.",
        "Without the screen: coordinator candidates POSITION, then coordinator assign POSITION "
        "BADGE --reason WHY.",
    ),
    "needs": ("The same list stands above the day on {in_today}: {open} leads to each.",),
    "promises": (
        "Follow-ups come back on Today: {done} when dealt with, {note} writes a new one. Offers "
        "and exchanges: open the detail ({open}). Held messages: {in_messages}, {send_now} sends, "
        "{recall} keeps back.",
    ),
    "unread": (
        "{in_messages}, then {open} shows one whole: {accept} does what it says, {link_person} "
        "says whose it is, {message} answers it, {ignore} puts it aside.",
    ),
    "requests": (
        "{in_jobs}, then {next_tab} to Requests, {open} on one: what is still required stands "
        "there, and the keys that approve it, refuse it, or book it as a job.",
    ),
    "money": (
        "{in_money}, then {next_tab} to Chasing: {yes} takes the next step of every line shown "
        "(reminder, letter). On an invoice {pay} enters money that came.",
        "Hours that wait: {in_hours}, {approve} approves. {invoice} on Invoices ({in_money}) makes "
        "the invoices of what is approved.",
    ),
    "posts": (
        "He calls off: {call_off} on his line on Today, then {refill}. He does not come: {no_show} "
        "in the detail. He was seen: {seen}.",
    ),
    "ending": (
        "Taking over: coordinator handover import FILE. Passwords of gateways are not in it: set "
        "them in Settings ({in_book}), else messages wait.",
        "Giving back: {in_book}, then {next_tab} to Hand-over, {hand_over}; or coordinator "
        "handover export FILE --back.",
        "Before leaving for the day: coordinator verify, and note the seal that it prints.",
    ),
}
"""Part of the pack → the steps, one a line."""


def said(words: str) -> str:
    """The words with the keys as they are."""
    keys = {f"in_{place.name}": f"{place.key.upper()} {place.title}" for place in PLACES}
    for verb in VERBS.values():
        first = verb.keys.split(",")[0]
        keys[verb.name] = _ON_KEYBOARD.get(first, first)
    return words.format_map(keys)


def how(part: str) -> tuple[str, ...]:
    """How what stands in a part is done."""
    return tuple(said(line) for line in HOW[part])
