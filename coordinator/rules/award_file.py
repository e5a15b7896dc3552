"""One decision as one file: packet, policy and account, to be replayed on any other machine.

Form "award/1", JSON: `packet` is the stored body (zlib, base64) under its hash `packet_sha256`,
`policy` the whole text of the policy that was applied; `facts` (the packet unpacked) and `account`
are for reading, and must agree with the packet.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from coordinator.rules.award_account import Account, account_lines, account_of
from coordinator.rules.decision import Packet, decode, replay
from coordinator.rules.policy import Policy, read_policy

FORM = "award/1"


@dataclass(frozen=True, slots=True)
class ReplayedFile:
    """What came of a file: its account, and everything that does not agree."""

    account: Account
    differences: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """The file is whole, and its facts give the same order and verdicts again."""
        return not self.differences


def award_file(body: bytes, policy_document: str, agency: str) -> str:
    """The file's text. Raises KeyError, TypeError or ValueError where the packet is not whole."""
    packet = decode(body)
    account = account_of(packet, _policy(policy_document))
    values = {
        "form": FORM,
        "agency": agency,
        "packet_sha256": sha256(body).hexdigest(),
        "packet": b64encode(body).decode("ascii"),
        "policy": policy_document,
        "facts": packet,
        "account": list(account_lines(account)),
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def replay_file(text: str) -> ReplayedFile:
    """Check a file and judge its officers again, without any book.

    Raises ValueError, with a sentence, where it is no such file.
    """
    values = _opened(text)
    try:
        body = b64decode(values["packet"], validate=True)
        packet = decode(body)
        account = account_of(packet, _policy(values["policy"]))
        found = [*_disagreements(values, body, packet, account)]
        found += replay(packet, values["policy"]).differences
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ValueError(f"The file is not whole: {error}") from error
    return ReplayedFile(account, tuple(found))


def _disagreements(
    values: dict[str, Any], body: bytes, packet: Packet, account: Account
) -> list[str]:
    checks = {
        "The packet is not the one of its hash.": sha256(body).hexdigest()
        == values["packet_sha256"],
        "The facts shown are not those of the packet.": values["facts"] == packet,
        "The account is not that of the packet.": values["account"] == [*account_lines(account)],
    }
    return [words for words, holds in checks.items() if not holds]


def _opened(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"The file is not JSON: {error}") from error
    if not isinstance(values, dict) or values.get("form") != FORM:
        raise ValueError(f"The file is not of the form {FORM}.")
    return values


def _policy(document: str) -> Policy:
    policy = read_policy(document)
    if not isinstance(policy, Policy):
        raise ValueError("The policy's text can no longer be read as a policy.")  # noqa: TRY004
    return policy
