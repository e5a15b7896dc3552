import pytest

from notify.mail_taken_apart import taken_apart
from tests.notify.mail_cases import Case
from tests.notify.mail_corpus import corpus

CORPUS = corpus()
AT = 1_780_300_000


def test_the_corpus_is_two_hundred_mails_and_more() -> None:
    assert len(CORPUS) >= 200
    assert len({case.name for case in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("case", CORPUS, ids=[case.name for case in CORPUS])
def test_a_mail_says_what_it_says(case: Case) -> None:
    for raw in (case.raw, case.raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")):
        got = taken_apart(raw, "box", AT)
        assert case.text is None or got.text == case.text
        assert (got.address, got.channel) == (case.address, case.channel)
        assert (got.writer, got.forwarded) == (case.writer, case.forwarded)
        assert got.reported == case.reported
        assert (got.raw, got.source, got.received_at, got.cut) == (raw, "box", AT, False)
