"""Mail addresses by which telephone companies turned mails into texts; they close one by one.

What still runs drops mails without a word, so nobody is written to there who can be reached
otherwise. The days or months are those that the companies gave (ISO).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carrier:
    """A telephone company, and when its door from mail to texts closed or closes (an ISO date or
    month; empty where it gave none)."""

    name: str
    closes_on: str = ""

    def words(self, today: str) -> str:
        """What there is to know of it on a day (ISO)."""
        if not self.closes_on:
            return f"{self.name}: mails to it become texts unreliably or not at all"
        closes = "stopped" if self.closes_on <= today else "stops"
        return f"{self.name} {closes} turning mails into texts ({self.closes_on})"


_T_MOBILE = Carrier("T-Mobile", "2024-12")
_ATT = Carrier("AT&T", "2025-06-17")
_VERIZON = Carrier("Verizon", "2027-03-31")
_ROGERS = Carrier("Rogers", "2023-07")
_CRICKET = Carrier("Cricket (AT&T)")
_SPRINT = Carrier("Sprint (T-Mobile)")

CARRIERS: Mapping[str, Carrier] = {
    "tmomail.net": _T_MOBILE,
    "mymetropcs.com": Carrier("Metro by T-Mobile"),
    "messaging.sprintpcs.com": _SPRINT,
    "pm.sprint.com": _SPRINT,
    "page.nextel.com": _SPRINT,
    "txt.att.net": _ATT,
    "mms.att.net": _ATT,
    "sms.cricketwireless.net": _CRICKET,
    "mms.cricketwireless.net": _CRICKET,
    "vtext.com": _VERIZON,
    "vzwpix.com": _VERIZON,
    "email.uscc.net": Carrier("U.S. Cellular"),
    "mms.uscc.net": Carrier("U.S. Cellular"),
    "sms.myboostmobile.com": Carrier("Boost Mobile"),
    "myboostmobile.com": Carrier("Boost Mobile"),
    "msg.fi.google.com": Carrier("Google Fi"),
    "message.alltel.com": Carrier("Alltel"),
    "vmobl.com": Carrier("Virgin Mobile"),
    "mmst5.tracfone.com": Carrier("Tracfone"),
    "pcs.rogers.com": _ROGERS,
    "fido.ca": _ROGERS,
    "txt.bell.ca": Carrier("Bell"),
    "msg.telus.com": Carrier("Telus"),
    "txt.windmobile.ca": Carrier("Freedom Mobile"),
    "text.mts.net": Carrier("Bell MTS"),
    "sms.sasktel.com": Carrier("SaskTel"),
    "vmobile.ca": Carrier("Virgin Plus"),
}
"""The part of the address after the @, and whose it is."""


def carrier_of(address: str) -> Carrier | None:
    """Whose door to texts a mail address is, or None where it is a mailbox."""
    return CARRIERS.get(address.rpartition("@")[2].strip().lower().rstrip("."))


def is_carrier(address: str) -> bool:
    """Whether a mail address is a telephone company's door to texts."""
    return carrier_of(address) is not None
