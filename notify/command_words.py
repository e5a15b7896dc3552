"""The words that commands are written with, and those that change nothing around them."""

from collections.abc import Mapping

from notify.replies import Word

Words = Mapping[Word, tuple[str, ...]]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORDS: Words = {
    Word.YES: ("yes", "y", "yep", "yeah", "accept", "accepted", "confirm", "confirmed"),
    Word.NO: ("no", "n", "nope", "decline", "declined"),
    Word.OFF: ("off", "call off", "calloff"),
    Word.LATE: ("late", "delayed"),
    Word.ROUTE: ("route", "en route", "enroute", "on my way", "omw"),
    Word.IN: ("in", "clock in", "on site", "onsite"),
    Word.OUT: ("out", "clock out"),
    Word.RETURNED: ("returned", "back at station"),
    Word.HOURS: ("hrs", "hours"),
    Word.AVAILABLE: ("avail", "available"),
    Word.BUSY: ("busy", "unavail", "unavailable"),
    Word.SWAP: ("swap", "trade"),
    Word.MINE: ("mine", "my details", "schedule"),
    Word.STOP: ("stop", "stopall", "unsubscribe", "cancel", "end", "quit"),
    Word.START: ("start", "unstop", "subscribe"),
    Word.HELP: ("help", "info", "commands"),
    Word.SEEN: ("seen", "arrived"),
    Word.SCORE: ("score", "rate"),
    Word.SPOT: ("spot", "spot check"),
    Word.RENEW: ("renew", "renewal"),
    Word.ANSWER: ("answer",),
}
"""What is understood unless the agency says otherwise (setting `replies.words`)."""

POLITE = _set("""
    please pls plz thanks thank thx ty you hi hello hey dear good morning afternoon evening sir
    maam ma'am mam best kind regards cheers sincerely respectfully code re number my this the is
    for it i i'm im am will i'll ill can do take be there a detail job shift position sure
    definitely absolutely glad happy to of course all great count me boss sergeant sgt officer ok
    okay with at
    """)
"""Around a command these change nothing. None of them may be able to turn its meaning."""

SORRY = _set("sorry can't cant cannot unable make not today afraid apologies")
"""These go with a refusal as well, and turn everything else."""

THANKING = _set("thanks thank thx ty cheers")

BESIDE_THANKS = _set("you so very much many a lot again sir maam boss all for the info and")

AGREEING = _set("agree agreed ack acknowledge acknowledged understood")
"""Beside a YES these acknowledge a warning."""

MINUTES = _set("min mins minute minutes m about approx approximately by running")

SOON = _set("""
    soon later shortly almost nearly eta tomorrow tonight monday tuesday wednesday thursday friday
    saturday sunday morning noon evening min mins minute minutes hour hours h m hr hrs few couple
    early next week training court back home work traffic parking lot way still yet then see text
    call what who why where when how which
    """)
"""No word that is posted at a site: beside an IN these speak of another time or another matter."""

STOPPING = _set("texting texts text sending messages messaging message me these from any more")
"""Around STOP alone: 'stop texting me'."""

TURNING = _set("""
    not don't dont won't wont can't cant cannot never unable but if unless except only instead
    until after before maybe perhaps depends depending tentative tentatively wait or might wrong
    mistake disregard ignore joke kidding nevermind actually doubt unsure
    """)
"""What may turn the meaning of a command: wherever it stands, nothing is guessed."""


def meanings(words: Words) -> dict[str, Word]:
    """Written word → meaning. What an agency gives to two meanings has none."""
    found: dict[str, Word] = {}
    twice: set[str] = set()
    for word, written in words.items():
        for each in written:
            plain = " ".join(each.casefold().split())
            if found.setdefault(plain, word) is not word:
                twice.add(plain)
    return {plain: word for plain, word in found.items() if plain and plain not in twice}


def with_own(own: Mapping[str, object]) -> Words:
    """The usual words with an agency's own: {"yes": ["oui", "yes"]} replaces those of YES."""
    changed = {
        word: tuple(str(each) for each in given)
        for word in Word
        if isinstance(given := own.get(word), list) and given
    }
    return {**WORDS, **changed}
