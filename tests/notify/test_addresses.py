import pytest

from notify.addresses import mailbox, phone, usable


@pytest.mark.parametrize("text", ["baker@pd.example", " baker+x@pd.example ", "ö@pd.example"])
def test_one_mailbox_is_taken(text: str) -> None:
    assert mailbox(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "baker",
        "a@x, b@x",
        "a@x;b@x",
        "a@x b@x",
        "a@x\r\nBcc: b@x",
        "a@x\n",
        "Lee <a@x>",
        "a@@x",
        "a@x@y",
        "a\u202e@x",
        '"a b"@x',
    ],
)
def test_anything_but_one_mailbox_is_not(text: str) -> None:
    assert mailbox(text) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(202) 555-0123", "+12025550123"),
        ("202.555.0123", "+12025550123"),
        ("1 202 555 0123", "+12025550123"),
        ("+44 20 7946 0000", "+442079460000"),
        ("555-0123", ""),
        ("٢٠٢٥٥٥٠١٢٣", ""),
        ("2025550123,2025550124", ""),
        ("2025550123\n", ""),
        ("2025550123 x12", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_is_read_strictly(text: str, number: str) -> None:
    assert phone(text) == number


def test_each_channel_has_its_own_kind_of_address() -> None:
    assert usable("email", "2025550123") == ""
    assert usable("sms", "a@x.example") == ""
    assert usable("push", "../x") == ""
    assert usable("push", "102") == "102"
    assert usable("none", "a@x.example") == ""
