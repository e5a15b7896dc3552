import pytest

from notify.mailed_texts import Unread, senders_number, shapes_of, text_shape
from notify.source_urls import NoSource, SourceUrl, masked, source_url
from notify.sources import look, secret_of_source


def test_a_mailboxs_url_is_read() -> None:
    url = "imaps://details%40x@town.gov:{secret}@imap.town.gov/Secondary%20Jobs?seen=mark&most=50"
    read = source_url(url)
    assert read == SourceUrl(
        "imaps", "Secondary Jobs", "details@x@town.gov", "secret", "imap.town.gov", 993,
        {"seen": "mark", "most": "50"},
    )  # fmt: skip
    assert secret_of_source("desk", url) == "from_desk"
    assert secret_of_source("desk", url.replace("{secret}", "{secret_imap}")) == "from_desk_imap"
    assert secret_of_source("desk", "eml:/srv") == ""


@pytest.mark.parametrize(
    ("url", "port", "path"),
    [
        ("imap://a:{secret}@mail.town.gov/INBOX", 143, "INBOX"),
        ("imaps://a:{secret}@[2001:db8::1]:9993", 9993, ""),
        ("imap+plain://a:{secret}@127.0.0.1:1143/INBOX", 1143, "INBOX"),
        ("eml:/srv/answers?most=9", 0, "/srv/answers"),
        ("mbox:///var/mail/details", 0, "/var/mail/details"),
        ("texts:C:\\exports?layout=twilio&zone=America/New_York", 0, "C:\\exports"),
        ("twilio://AC1:{secret}@api.twilio.com/+12025550100", 443, "+12025550100"),
    ],
)
def test_the_forms_of_sources(url: str, port: int, path: str) -> None:
    read = source_url(url)
    assert isinstance(read, SourceUrl)
    assert (read.port, read.path) == (port, path)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "begins with imaps:"),
        ("pop3://a:{secret}@x/INBOX", "begins with imaps:"),
        ("imaps:INBOX", "lacks a server"),
        ("imaps://a:hunter2@x/INBOX", "in the clear"),
        ("imaps://a@x/INBOX", "who logs in"),
        ("imaps://x/INBOX", "who logs in"),
        ("imap+plain://a:{secret}@mail.town.gov/INBOX", "this machine only"),
        ("imaps://a:{secret}@x/INBOX?seen=delete", "leave, mark"),
        ("imaps://a:{secret}@x/INBOX?colour=red", "no ?colour="),
        ("imaps://a:{secret}@x/INBOX?since=June", "no date"),
        ("imaps://a:{secret}@x/INBOX?most=0", "from 1 to 5000"),
        ("imaps://a:{secret}@x:99999/INBOX", "port"),
        ("imaps://a:{secret}@x/IN%0D%0ABOX", "cannot be seen"),
        ("eml:", "begins with"),
        ("texts:/srv?zone=Mars/Olympus", "no time zone"),
        ("twilio://AC1:{secret}@api.twilio.com/desk", "the number"),
    ],
)
def test_what_is_no_source_is_told_why(url: str, words: str) -> None:
    read = source_url(url)
    assert isinstance(read, NoSource)
    assert words in read.reason
    got = look("desk", url, "5", "4", 0)
    assert (got.trouble, got.epoch, got.last) == (read.reason, "5", "4")


def test_a_password_typed_into_a_url_is_not_shown() -> None:
    assert masked("imaps://a@b.c:hunter2@x/INBOX") == "imaps://a@b.c:***@x/INBOX"
    safe = "imaps://a:{secret}@x:993/INBOX"
    assert masked(safe) == safe


def test_settings_may_add_shapes_of_mailed_texts() -> None:
    line = "sms.town.gov  subject  Text no. {any} from {number}"
    subject = "text no. 17 from (202) 555-0123, 05:58"
    assert senders_number("gate@a.sms.town.gov", subject) == ""
    assert senders_number("gate@a.sms.town.gov", subject, shapes_of(line)) == "+12025550123"
    assert senders_number("gate@evilsms.town.gov", subject, shapes_of(line)) == ""
    assert isinstance(text_shape("sms.town.gov subject no number"), Unread)
    assert isinstance(text_shape("nonsense"), Unread)
    assert shapes_of("nonsense\n\n") == ()
