import pytest

from notify.carriers import CARRIERS, carrier_of, is_carrier


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("6175550100@vtext.com", "Verizon"),
        ("6175550100@VTEXT.COM.", "Verizon"),
        ("6175550100@tmomail.net", "T-Mobile"),
        ("baker@pd.example", None),
        ("baker@vtext.com.pd.example", None),
        ("vtext.com@pd.example", None),
        ("", None),
    ],
)
def test_a_carriers_address_is_known_by_its_domain(address: str, name: str | None) -> None:
    found = carrier_of(address)
    assert (found.name if found else None) == name
    assert is_carrier(address) is bool(name)


def test_what_is_said_goes_by_the_day() -> None:
    verizon = CARRIERS["vtext.com"]
    assert "stops" in verizon.words("2027-03-30")
    assert "stopped" in verizon.words("2027-03-31")
    assert "unreliably" in CARRIERS["email.uscc.net"].words("2026-06-01")
