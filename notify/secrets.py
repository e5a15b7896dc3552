"""Gateway passwords: from the environment or the system's keyring, never anywhere else.

`COORDINATOR_SECRET_<NAME>` wins where it is set: it is how a machine without a keyring is served.
A keyring can hang for minutes or raise whatever it likes, so it is asked in a thread of its own
and not waited for longer than three seconds.
"""

import os
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

SERVICE = "coordinator"
PATIENCE_SECONDS = 3.0
AGAIN = "Unlock it and set the gateway again"

_REFUSED = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret, or why there is none. Its repr shows neither."""

    value: str = ""
    trouble: str = ""

    def __repr__(self) -> str:
        return f"Secret({'***' if self.value else self.trouble!r})"


class _Refused(Exception):
    """The keyring at hand would not keep a secret."""


def variable_of(name: str) -> str:
    """The environment variable that holds the secret of that name."""
    return "COORDINATOR_SECRET_" + "".join(c if c.isalnum() else "_" for c in name).upper()


def find_secret(
    name: str,
    *,
    environ: Mapping[str, str] = os.environ,
    keyring: Any = None,
    patience: float = PATIENCE_SECONDS,
    again: str = AGAIN,
) -> Secret:
    """The secret of that name. Never raises; `trouble` says what to do where there is none, `again`
    how it is put there."""
    if given := environ.get(variable_of(name)):
        return Secret(given)
    try:
        value = _bounded(lambda: _backend(keyring).get_password(SERVICE, name), patience)
    except Exception as error:  # noqa: BLE001 - keyrings raise whatever their bus raises
        return Secret(trouble=f"{_why(error, patience)} {_cure(name, again)}")
    return (
        Secret(value)
        if value
        else Secret(trouble=f"No secret is kept for {name}. {_cure(name, again)}")
    )


def keep_secret(
    name: str,
    value: str,
    *,
    keyring: Any = None,
    patience: float = PATIENCE_SECONDS,
    again: str = AGAIN,
) -> str:
    """Put a secret into the keyring. Returns why that failed, or nothing."""
    try:
        _bounded(lambda: _backend(keyring).set_password(SERVICE, name, value), patience)
    except Exception as error:  # noqa: BLE001 - keyrings raise whatever their bus raises
        return f"{_why(error, patience)} {_cure(name, again)}"
    return ""


def keyring_name(*, keyring: Any = None, patience: float = PATIENCE_SECONDS) -> str:
    """What keeps the secrets, as Settings shows it."""
    try:
        return _bounded(lambda: str(_backend(keyring).name), patience)
    except Exception as error:  # noqa: BLE001 - keyrings raise whatever their bus raises
        return _why(error, patience)


def keyring_trouble(*, keyring: Any = None, patience: float = PATIENCE_SECONDS) -> str:
    """Why no secret can be read now, though there may be a keyring: it is asked for one that
    nobody keeps. Empty where it answers."""
    try:
        _bounded(lambda: _backend(keyring).get_password(SERVICE, "asked by the doctor"), patience)
    except Exception as error:  # noqa: BLE001 - keyrings raise whatever their bus raises
        return _why(error, patience)
    return ""


def _backend(keyring: Any) -> Any:
    """The system's keyring; raises _Refused where it is none or writes secrets in the clear."""
    if keyring is None:
        # Imported here, in the thread: it costs more than the first screen, and may hang.
        import keyring as installed

        keyring = installed.get_keyring()
    for backend in _members(keyring):
        if not _writes_in_the_clear(backend):
            return backend
    raise _Refused(f"{type(keyring).__module__} is no place for a secret.")


def _members(keyring: Any) -> Iterator[Any]:
    """A chain's own keyrings, since one of them may be a file in the clear."""
    yield from getattr(keyring, "backends", None) or (keyring,)


def _writes_in_the_clear(backend: Any) -> bool:
    kind = type(backend)
    return kind.__module__.startswith(_REFUSED) or "plaintext" in kind.__name__.lower()


def _bounded(call: Callable[[], T], patience: float) -> T:
    """The call's result, or what it raised; TimeoutError after `patience` seconds.

    The thread is a daemon: one that hangs does not keep the process from ending.
    """
    answers: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(1)

    def ask() -> None:
        try:
            answers.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            answers.put((None, error))

    threading.Thread(target=ask, name="keyring", daemon=True).start()
    try:
        value, error = answers.get(timeout=patience)
    except queue.Empty:
        raise TimeoutError from None
    if error is not None:
        # A keyring that wants to end the program (SystemExit) does not get its way.
        raise error if isinstance(error, Exception) else RuntimeError
    return value  # type: ignore[return-value]


def _why(error: BaseException, patience: float) -> str:
    """A sentence without the error's own words: they are not ours to trust with a secret."""
    if isinstance(error, TimeoutError):
        return f"The keyring did not answer within {patience:g} seconds."
    if isinstance(error, _Refused):
        return str(error)
    return {
        "KeyringLocked": "The keyring is locked.",
        "InitError": "The keyring is locked.",
        "NoKeyringError": "This machine has no keyring.",
    }.get(type(error).__name__, f"The keyring failed ({type(error).__name__}).")


def _cure(name: str, again: str) -> str:
    return f"{again}, or set {variable_of(name)}."
