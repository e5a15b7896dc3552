"""How officers want to be told: channels in order, quiet hours, consent with its source."""

import pytest

from coordinator.actions.answers.answering_about import stop
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.messages.checking_addresses import doubtful_addresses
from coordinator.actions.messages.recipients import ways
from coordinator.actions.people.wishes import Wished, set_wishes
from coordinator.actions.results import Actor, Refused
from coordinator.cli.officer_words import file_lines
from coordinator.rules.words import ConsentState
from storage.database import Book
from storage.queries.messages.reach_of_people import wishes_of
from storage.queries.messages.telling import officer_reach
from storage.queries.people.officer import officer_file
from tests.screens.town import NOW

PAT = Actor("Pat", NOW)


def test_what_is_wished_holds_and_can_be_undone(town_book: Book) -> None:
    before = wishes_of(town_book.reader(), 1)
    wished = Wished("SMS, push sms", "2200 - 6:30", True, ConsentState.GIVEN, "form of 1 May")
    assert not isinstance(set_wishes(town_book, PAT, 1, wished), Refused)
    now = wishes_of(town_book.reader(), 1)
    assert now is not None
    assert (now.then, now.quiet, now.urgent, now.texts) == (
        "sms push",
        "22:00-06:30",
        True,
        "given",
    )
    row = town_book.reader().execute("SELECT address, source, stated_at FROM consent").fetchone()
    assert row == ("+16175550000", "form of 1 May", NOW)
    assert isinstance(undo_last(town_book, PAT), Undone)
    assert wishes_of(town_book.reader(), 1) == before


def test_texts_that_are_not_wanted_are_no_way_any_more(town_book: Book) -> None:
    set_wishes(town_book, PAT, 1, Wished(then="sms"))
    reach = officer_reach(town_book.reader(), 1)
    assert reach is not None
    assert [way[0] for way in ways(town_book.reader(), reach)] == ["email", "sms"]
    unwanted = Wished(texts=ConsentState.WITHDRAWN, source="by telephone")
    assert not isinstance(set_wishes(town_book, PAT, 1, unwanted), Refused)
    assert [way[0] for way in ways(town_book.reader(), reach)] == ["email"]


def test_a_stop_by_mail_is_shown_as_one_by_text_is(town_book: Book) -> None:
    (email,) = town_book.reader().execute("SELECT email FROM officer WHERE id = 1").fetchone()
    today = "2026-06-01"
    assert not [d for d in doubtful_addresses(town_book.reader(), today) if d.address == email]
    with town_book.action(PAT, "stop", "officer:1") as tx:
        stop(tx, "email", email, NOW, None)
    now = wishes_of(town_book.reader(), 1)
    assert now is not None
    assert now.consents == ("mails withdrawn",)
    (found,) = [d for d in doubtful_addresses(town_book.reader(), today) if d.address == email]
    assert (found.id, found.reached) == (1, True)
    assert "STOP" in found.words
    card = officer_file(town_book.reader(), 1, today)
    assert card is not None
    assert "told by email · mails withdrawn" in "\n".join(
        file_lines(town_book.reader(), card, today)
    )
    set_wishes(town_book, PAT, 1, Wished(texts=ConsentState.WITHDRAWN, source="by telephone"))
    told = [d.reached for d in doubtful_addresses(town_book.reader(), today) if d.id == 1]
    assert told == [False, False]


def test_an_empty_text_takes_away_and_none_leaves(town_book: Book) -> None:
    set_wishes(town_book, PAT, 1, Wished(then="sms", quiet="22:00-06:00"))
    set_wishes(town_book, PAT, 1, Wished(quiet=""))
    now = wishes_of(town_book.reader(), 1)
    assert now is not None
    assert (now.then, now.quiet) == ("sms", "")


@pytest.mark.parametrize(
    ("wished", "says"),
    [
        (Wished(then="fax"), "fax: a channel is email, sms or push"),
        (Wished(quiet="22:00"), "are no quiet hours"),
        (Wished(quiet="24:00-06:00"), "are no quiet hours"),
        (Wished(quiet="06:00-06:00"), "are no quiet hours"),
        (Wished(texts=ConsentState.GIVEN), "how his consent is known"),
    ],
)
def test_what_cannot_be_is_refused(town_book: Book, wished: Wished, says: str) -> None:
    refused = set_wishes(town_book, PAT, 1, wished)
    assert isinstance(refused, Refused)
    assert says in refused.sentence
