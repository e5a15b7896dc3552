"""What comes in is taken in once, acts only for whom it is, and is answered without loops."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.messages.messages import send_now
from coordinator.actions.people.roster import change_officer
from coordinator.actions.results import Actor
from notify.incoming import Reported, Writer
from storage.database import Book
from tests.actions.phones import (
    DESK,
    answer_of,
    code_for,
    coming,
    machine,
    mail,
    mail_of,
    number_of,
    one,
    sms,
    state_of,
    take,
)
from tests.screens.town import DAY, NOW

STRANGER = "+16175550999"


@pytest.fixture
def seat(town_book: Book) -> tuple[int, str, int]:
    """An officer, his code for a seat that he holds, and the seat's assignment."""
    assignment, position, officer, _, _ = coming(town_book)
    return officer, code_for(town_book, officer, position), assignment


def live(book: Book, assignment: int) -> bool:
    return one(book, "SELECT state FROM assignment WHERE id = ?", assignment) == "confirmed"


def test_an_officer_gives_his_seat_back_by_text(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, assignment = seat
    incoming = sms(f"OFF {code} sick", number_of(officer))
    taken = take(town_book, incoming)
    assert (taken.done, taken.waiting, taken.sentence) == (1, 0, "1 carried out")
    assert not live(town_book, assignment)
    row = town_book.reader().execute(
        "SELECT key, channel, officer_id, code, position_id IS NOT NULL, text, state, settled_by "
        "FROM received"
    ).fetchone()  # fmt: skip
    tag = one(town_book, "SELECT 'officer ' || badge FROM officer WHERE id = ?", officer)
    assert row == (
        incoming.key,
        "sms",
        officer,
        code,
        1,
        incoming.text,
        "done",
        f"{tag} by text",
    )
    action = town_book.reader().execute("SELECT who, verb FROM action ORDER BY id DESC").fetchone()
    assert action == (f"{tag} by text", "call off")
    assert answer_of(town_book).startswith("You are off detail 26-")
    assert verify_book(town_book).clean


def test_the_answer_leaves_at_once_by_the_road_of_the_question(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, _ = seat
    take(town_book, mail(f"Off {code} sick", mail_of(officer).upper()))
    row = town_book.reader().execute(
        "SELECT channel, address, leaves_at, event, officer_id, reply_code_id IS NOT NULL "
        "FROM message WHERE id = (SELECT answer_id FROM received)"
    ).fetchone()  # fmt: skip
    assert row == ("email", mail_of(officer).upper(), NOW, "reply", officer, 1)
    # What the answer says he does not hear twice.
    doubled = (
        "SELECT count(*) FROM message WHERE officer_id = ? AND event = 'called_off' "
        "AND state = 'queued'"
    )
    assert one(town_book, doubled, officer) == 0


def test_it_is_kept_as_it_came(town_book: Book, seat: tuple[int, str, int]) -> None:
    raw = b"From: x\r\n\r\n\x00\xff odd bytes" * 50
    take(town_book, mail("MINE\x00", mail_of(seat[0]), raw=raw, cut=True))
    kept = town_book.reader().execute("SELECT sha256, length, cut, data FROM raw_mail").fetchone()
    assert kept[:3] == (sha256(raw).hexdigest(), len(raw), 1)
    assert zlib.decompress(kept[3]) == raw
    assert one(town_book, "SELECT text FROM received") == "MINE"


def test_the_same_message_does_nothing_a_second_time(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, assignment = seat
    incoming = sms(f"OFF {code} sick", number_of(officer))
    take(town_book, incoming)
    actions = one(town_book, "SELECT count(*) FROM action")
    again = take(town_book, incoming, incoming, now=NOW + 60)
    assert (again.known, again.done, again.received) == (2, 0, ())
    assert one(town_book, "SELECT count(*) FROM action") == actions
    assert not live(town_book, assignment)


def test_the_words_sent_once_more_find_nothing_to_do(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, _ = seat
    take(town_book, sms(f"OFF {code} sick", number_of(officer)))
    take(town_book, sms(f"OFF {code} sick", number_of(officer)))
    assert "off" in answer_of(town_book)
    assert one(town_book, "SELECT count(*) FROM call_off") == 1


@pytest.mark.parametrize("text", ["OFF {} sick", "YES {}", "NO {}", "LATE {} 20", "IN {}"])
@pytest.mark.parametrize("sender", [STRANGER, number_of(12), "", "not a number"])
def test_a_code_from_another_address_changes_nothing(
    town_book: Book, seat: tuple[int, str, int], text: str, sender: str
) -> None:
    officer, code, _ = seat
    before = rows(town_book)
    taken = take(town_book, sms(text.format(code), sender))
    assert taken.waiting == 1
    assert rows(town_book) == before
    name = one(town_book, "SELECT 'officer ' || badge FROM officer WHERE id = ?", officer)
    assert f"The code is that of {name}" in state_of(town_book)[1]


def rows(book: Book) -> list[object]:
    tables = ("assignment", "call_off", "offer", "interest", "punch", "stated_hours", "exchange")
    return [
        book.reader().execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables
    ]


def test_strangers_are_never_answered(town_book: Book, seat: tuple[int, str, int]) -> None:
    take(town_book, sms(f"YES {seat[1]}", STRANGER), mail("HELP", "who@else.example"))
    assert one(town_book, "SELECT count(*) FROM message WHERE event = 'reply'") == 0
    assert one(town_book, "SELECT count(*) FROM received WHERE state = 'waiting'") == 2


def test_an_address_of_two_waits_with_both_names(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, assignment = seat
    change_officer(town_book, Actor(DESK, NOW), 13, {"phone": "(617) 555-000" + str(officer - 1)})
    take(town_book, sms(f"OFF {code} sick", number_of(officer)))
    state, reason = state_of(town_book)
    assert state == "waiting"
    assert reason.startswith("The address is that of 2: ")
    assert live(town_book, assignment)


def test_a_number_is_known_however_it_is_written(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, assignment = seat
    take(town_book, sms(f"OFF {code} sick", f"617-555-{officer - 1:04d}"))
    assert not live(town_book, assignment)
    assert one(town_book, "SELECT address FROM received") == number_of(officer)


# ── automatic mail, loops, forwards ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("writer", [Writer.MACHINE, Writer.SERVER])
def test_what_a_machine_writes_is_kept_and_never_answered(
    town_book: Book, seat: tuple[int, str, int], writer: Writer
) -> None:
    officer, code, assignment = seat
    taken = take(town_book, machine(f"OFF {code} sick", mail_of(officer), writer=writer))
    assert taken.automatic == 1
    assert live(town_book, assignment)
    assert one(town_book, "SELECT count(*) FROM message WHERE event = 'reply'") == 0


def test_our_own_mail_come_back_does_nothing(town_book: Book, seat: tuple[int, str, int]) -> None:
    officer, code, assignment = seat
    take(town_book, sms("MINE", number_of(officer)))
    key = one(town_book, "SELECT key FROM message WHERE event = 'reply'")
    taken = take(town_book, mail(f"OFF {code} sick", mail_of(officer), key=f"{key}@town.example"))
    assert taken.automatic == 1
    set_setting(town_book, Actor(DESK, NOW), "messages.coordinator", {"email": "Desk@town.example"})
    assert take(town_book, mail(f"OFF {code}", "desk@TOWN.example")).automatic == 1
    assert live(town_book, assignment)


def test_a_forwarded_mail_waits_unanswered(town_book: Book, seat: tuple[int, str, int]) -> None:
    officer, code, assignment = seat
    take(town_book, mail(f"OFF {code} sick", mail_of(officer), forwarded=True))
    assert state_of(town_book) == ("waiting", "It hands on what somebody else wrote.")
    assert answer_of(town_book) == ""
    assert live(town_book, assignment)


def test_a_bounce_is_reported_of_the_message_it_names(town_book: Book) -> None:
    take(town_book, sms("MINE", number_of(3)))
    message, key = town_book.reader().execute("SELECT id, key FROM message").fetchone()
    send_now(town_book, Actor(DESK, NOW), (message,))
    report = Reported(key, "x@y.example", "failed", "5.1.1", "no such user")
    taken = take(
        town_book, machine("", "mailer@x.example", writer=Writer.SERVER, reported=(report,))
    )
    assert taken.automatic == 1
    row = town_book.reader().execute("SELECT message_id, kind, received_id FROM delivery_report")
    assert row.fetchone() == (message, "bounced", taken.received[0])


def test_answers_to_one_address_end_after_so_many_a_day(town_book: Book) -> None:
    set_setting(town_book, Actor(DESK, NOW), "replies.answers_a_day", 3)
    take(town_book, *(sms("HELP", number_of(4), NOW - n) for n in range(6)))
    count = "SELECT count(*) FROM message WHERE event = 'reply'"
    assert one(town_book, count) == 3
    take(town_book, sms("HELP", number_of(5)))
    assert one(town_book, count) == 4
    take(town_book, sms("HELP", number_of(4), NOW + DAY + 10), now=NOW + DAY + 10)
    assert one(town_book, count) == 5


def test_who_guesses_codes_is_answered_no_more(town_book: Book, seat: tuple[int, str, int]) -> None:
    officer, code, assignment = seat
    wrong = [sms(f"OFF {100_000 + n}", number_of(officer), NOW - 100 + n) for n in range(8)]
    take(town_book, *wrong)
    assert one(town_book, "SELECT count(*) FROM message WHERE event = 'reply'") == 5
    take(town_book, sms(f"OFF {code} sick", number_of(officer)))
    assert state_of(town_book) == ("waiting", "Too many wrong codes came from this address today.")
    assert live(town_book, assignment)
    take(town_book, sms(f"OFF {code} sick", number_of(officer)), now=NOW + DAY + 60)
    assert not live(town_book, assignment)


# ── which detail is meant ────────────────────────────────────────────────────────────────────


def test_without_a_code_the_only_one_is_meant_by_text(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, _, assignment = seat
    take(town_book, sms("off sick", number_of(officer)))
    assert not live(town_book, assignment)


def test_without_a_code_two_are_not_guessed_between(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, _, assignment = seat
    other = one(
        town_book, "SELECT position_id FROM assignment WHERE officer_id = ? AND starts_at > ? "
        "AND id <> ?", officer, NOW, assignment,
    )  # fmt: skip
    code_for(town_book, officer, int(str(other)))
    take(town_book, sms("off sick", number_of(officer)))
    assert state_of(town_book)[0] == "waiting"
    assert answer_of(town_book) == "Which detail? Send the number from our message with it."


def test_without_a_code_presence_is_about_today_s_detail(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, _, assignment = seat
    later = one(
        town_book, "SELECT position_id FROM assignment WHERE officer_id = ? AND starts_at > ? "
        "AND id <> ?", officer, NOW + DAY, assignment,
    )  # fmt: skip
    code_for(town_book, officer, int(str(later)))
    take(town_book, sms("running late 15 min", number_of(officer)))
    assert one(town_book, "SELECT assignment_id FROM punch") == assignment
    start, end = town_book.reader().execute(
        "SELECT starts_at, ends_at FROM assignment WHERE id = ?", (assignment,)
    ).fetchone()  # fmt: skip
    take(town_book, sms("in", number_of(officer), start), now=start)
    take(town_book, sms("out", number_of(officer), end), now=end)
    assert one(town_book, "SELECT assignment_id FROM stated_hours") == assignment


def test_help_with_a_number_is_no_wrong_code(town_book: Book) -> None:
    take(town_book, *(sms(f"HELP {100_000 + n}", number_of(4), NOW - n) for n in range(7)))
    take(town_book, sms("MINE", number_of(4)))
    assert state_of(town_book)[0] == "done"


def test_a_mail_without_a_code_acts_only_as_an_answer_to_ours(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, assignment = seat
    take(town_book, mail("off sick", mail_of(officer)))
    assert live(town_book, assignment)
    take(town_book, mail(f"late {code} 5", mail_of(officer)))
    key = str(one(town_book, "SELECT key FROM message WHERE event = 'reply' ORDER BY id DESC"))
    stolen = mail("off sick", mail_of(officer % 5 + 1), answers=(key,))
    take(town_book, stolen)
    assert live(town_book, assignment)
    take(town_book, mail("off sick", mail_of(officer), answers=("unknown", key)))
    assert not live(town_book, assignment)


def test_the_subject_is_read_only_where_a_mail_says_nothing_else(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, assignment = seat
    take(town_book, mail("", mail_of(officer), subject="Re: You are OFF detail 26-0001"))
    take(town_book, mail("Dear all", mail_of(officer), subject=f"OFF {code}"))
    assert live(town_book, assignment)
    take(town_book, mail(" ", mail_of(officer), subject=f"OFF {code} sick"))
    assert not live(town_book, assignment)


def test_a_closed_code_waits(town_book: Book, seat: tuple[int, str, int]) -> None:
    officer, code, assignment = seat
    end = int(str(one(town_book, "SELECT ends_at FROM assignment WHERE id = ?", assignment)))
    take(town_book, sms(f"OFF {code} sick", number_of(officer), end + 60), now=end + 60)
    state, reason = state_of(town_book)
    assert (state, reason[-8:]) == ("waiting", "is over.")
    assert live(town_book, assignment)


def test_a_letter_to_the_coordinator_is_left_to_him(town_book: Book) -> None:
    take(town_book, mail("Could we talk about next month's fair?", mail_of(2)))
    state, reason = state_of(town_book)
    assert (state, reason[:15], answer_of(town_book)) == ("waiting", "Not understood:", "")
    take(town_book, sms("huh", number_of(2)))
    assert answer_of(town_book).startswith("Not understood: There is no command in it.")


@pytest.mark.parametrize("text", ["Thanks!", "thank you so much 🙏", "Thx"])
def test_thanks_ask_for_nothing(town_book: Book, text: str) -> None:
    take(town_book, sms(text, number_of(2)))
    assert (state_of(town_book)[0], answer_of(town_book)) == ("done", "")


@pytest.mark.parametrize("text", ["ok", "👍", "Thanks but no", "thanks 482137"])
def test_what_may_mean_more_than_thanks_waits(town_book: Book, text: str) -> None:
    take(town_book, sms(text, number_of(2)))
    assert state_of(town_book)[0] == "waiting"


def test_after_stop_nothing_is_answered_until_start(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, assignment = seat
    take(town_book, sms("STOP", number_of(officer)))
    assert answer_of(town_book).startswith("You get no more texts")
    take(town_book, sms(f"OFF {code} sick", number_of(officer)))
    assert answer_of(town_book) == ""
    assert not live(town_book, assignment)
    take(town_book, sms("START", number_of(officer)))
    assert answer_of(town_book).startswith("We write to you here again")


def test_two_programs_that_fetch_the_same_take_it_in_once(
    town_book: Book, seat: tuple[int, str, int]
) -> None:
    officer, code, _ = seat
    same = [sms(f"LATE {code} {n}", number_of(officer), NOW - 100 + n) for n in range(1, 9)]
    other = Book(town_book.path)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(take, book, *same) for book in (town_book, other)]
        done = [each.result().done for each in both]
    assert sum(done) == len(same)
    assert one(town_book, "SELECT count(*) FROM punch") == len(same)
    assert one(town_book, "SELECT count(*) FROM message WHERE event = 'reply'") == len(same)
    assert verify_book(town_book).clean
    other.close()


def test_what_nobody_foresaw_is_kept_and_the_rest_goes_on(
    town_book: Book, seat: tuple[int, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from coordinator.actions.answers import taking_in

    def broken(asked: object) -> object:
        raise ZeroDivisionError("a hole")

    monkeypatch.setattr(taking_in, "carry_out", broken)
    take(town_book, sms("MINE", number_of(2), NOW - 5), mail("letter", mail_of(3)))
    assert one(town_book, "SELECT count(*) FROM received WHERE state = 'waiting'") == 2
    assert "a hole" in str(one(town_book, "SELECT reason FROM received ORDER BY id LIMIT 1"))


def test_many_are_taken_in_by_when_they_came(town_book: Book, seat: tuple[int, str, int]) -> None:
    officer, code, _ = seat
    late = sms(f"LATE {code} 10", number_of(officer), NOW - 50)
    off = sms(f"OFF {code} sick", number_of(officer), NOW - 10)
    take(town_book, off, late)
    texts = town_book.reader().execute("SELECT text FROM received ORDER BY id").fetchall()
    assert [text for (text,) in texts] == [late.text, off.text]
