import logging
import time

import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.errors import KeyringLocked

from notify.secrets import Secret, find_secret, keep_secret, keyring_name, variable_of


class Keeps:
    """A keyring that works."""

    name = "Test keyring"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self.kept[service, name] = value


class Raises(Keeps):
    """A keyring that raises what it was made with."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, name: str) -> str | None:
        raise self.error

    def set_password(self, service: str, name: str, value: str) -> None:
        raise self.error


class Hangs(Keeps):
    """A keyring whose bus does not answer."""

    def get_password(self, service: str, name: str) -> str | None:
        time.sleep(60)
        return "too late"


class PlaintextKeyring(Keeps):
    """A keyring that writes a file in the clear."""


class Chained(Keeps):
    """A chain with a keyring in the clear at its head."""

    def __init__(self, *backends: object) -> None:
        super().__init__()
        self.backends = backends


def test_what_is_kept_is_found() -> None:
    ring = Keeps()
    assert keep_secret("sms", "geheim", keyring=ring) == ""
    assert find_secret("sms", environ={}, keyring=ring) == Secret("geheim")
    assert keyring_name(keyring=ring) == "Test keyring"


def test_the_environment_wins_and_asks_no_keyring() -> None:
    environ = {"COORDINATOR_SECRET_SMS_TOKEN": "geheim"}
    assert variable_of("sms_token") == "COORDINATOR_SECRET_SMS_TOKEN"
    assert find_secret("sms_token", environ=environ, keyring=Hangs()) == Secret("geheim")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyringLocked("geheim"), "The keyring is locked."),
        (RuntimeError("geheim on the bus"), "The keyring failed (RuntimeError)."),
        (SystemExit("geheim"), "The keyring failed (RuntimeError)."),
    ],
)
def test_whatever_a_keyring_raises_becomes_a_sentence(error: BaseException, words: str) -> None:
    found = find_secret("sms", environ={}, keyring=Raises(error))
    assert found.value == ""
    assert found.trouble.startswith(words)
    assert "COORDINATOR_SECRET_SMS" in found.trouble
    assert "geheim" not in found.trouble
    assert keep_secret("sms", "geheim", keyring=Raises(error)).startswith(words)


def test_a_keyring_that_hangs_is_not_waited_for() -> None:
    began = time.monotonic()
    found = find_secret("sms", environ={}, keyring=Hangs(), patience=0.05)
    assert time.monotonic() - began < 1
    assert found.trouble.startswith("The keyring did not answer within 0.05 seconds.")


@pytest.mark.parametrize(
    "ring",
    [
        keyring.backends.fail.Keyring(),
        keyring.backends.null.Keyring(),
        PlaintextKeyring(),
        Chained(PlaintextKeyring()),
    ],
)
def test_a_keyring_that_keeps_nothing_or_in_the_clear_is_refused(ring: object) -> None:
    assert "no place for a secret" in keep_secret("sms", "geheim", keyring=ring)
    assert "no place for a secret" in find_secret("sms", environ={}, keyring=ring).trouble


def test_keyrings_alt_is_refused_by_its_name() -> None:
    kind = type("Keyring", (Keeps,), {"__module__": "keyrings.alt.file"})
    assert "no place for a secret" in keep_secret("sms", "geheim", keyring=kind())


def test_in_a_chain_the_first_good_one_is_taken() -> None:
    good = Keeps()
    assert keep_secret("sms", "geheim", keyring=Chained(PlaintextKeyring(), good)) == ""
    assert good.kept == {("coordinator", "sms"): "geheim"}


def test_a_secret_does_not_print_itself(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("x").warning("found %s", Secret("geheim"))
    assert "geheim" not in caplog.text + repr(Secret("geheim")) + f"{Secret('geheim')}"


def test_nothing_kept_says_how_to_keep_it() -> None:
    assert find_secret("email", environ={}, keyring=Keeps()).trouble.startswith(
        "No secret is kept for email."
    )
