"""A gateway set from the screen: the provider, what it asks for, secrets typed unseen, a test."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.widgets import Input

from screens.base import BookScreen
from screens.modals import Ask, Choose, Reader
from screens.shown import visible

if TYPE_CHECKING:
    from coordinator.actions.messages.gateway_providers import Provider

HINT = "a URL with {secret} where the password stands, such as mailtos://user:{secret}@host"
TEST, TYPED, OFF = "test", "typed", "off"


class AskSecret(Ask):
    """What is typed is not shown; it goes to the system's keyring, never into the book."""

    def on_mount(self) -> None:
        """Dots instead of letters."""
        self.query_one(Input).password = True
        super().on_mount()


def ask_gateway(screen: BookScreen[Any], channel: str, url: str) -> None:
    """Ask what is wanted: a test of what is set, a provider, a URL, or none any more."""
    from coordinator.actions.messages.gateway_providers import provider, providers

    choices = [(one.key, one.name) for one in providers(channel)]
    choices.append((TYPED, "another service, by its Apprise URL"))
    if url:
        choices = [(TEST, "send a test message"), *choices, (OFF, "no gateway any more")]

    def chosen(key: str | None) -> None:
        if key == TEST:
            ask_test(screen, channel)
        elif key == TYPED:
            _ask_url(screen, channel, url)
        elif key == OFF:
            _keep(screen, channel, "", {})
        elif key is not None:
            _ask_wanted(screen, provider(key))

    screen.app.push_screen(Choose(f"Gateway for {channel}", choices), chosen)


def _ask_url(screen: BookScreen[Any], channel: str, url: str) -> None:
    def answered(given: str | None) -> None:
        if given:
            _ask_secrets(screen, channel, given, {})

    screen.app.push_screen(Ask(f"Gateway for {channel}", value=url, hint=HINT), answered)


def _ask_wanted(screen: BookScreen[Any], one: "Provider") -> None:
    """What the provider's URL names, one after another."""
    from coordinator.actions.messages.gateway_providers import url_of

    steps = [
        (wanted.mark, Ask(f"{one.channel}: {wanted.words}", hint=f"{wanted.hint} · esc stops"))
        for wanted in one.wanted
    ]

    def asked(given: dict[str, str]) -> None:
        _ask_secrets(screen, one.channel, url_of(one, given), dict(one.secrets or {}))

    ask_each(screen, steps, asked)


def _ask_secrets(screen: BookScreen[Any], channel: str, url: str, called: dict[str, str]) -> None:
    """Each secret; `called` says in words what they are."""
    from coordinator.actions.messages.gateways import placeholders

    hint = "kept in the system's keyring · empty keeps the one that is there · esc stops"
    steps: list[tuple[str, Ask]] = []
    for word in placeholders(channel, url):
        title = f"{called.get(word, f'{{{word}}}')} of {channel}"
        steps.append((word, AskSecret(title[:1].upper() + title[1:], hint=hint, empty_ok=True)))

    def asked(given: dict[str, str]) -> None:
        _keep(screen, channel, url, {word: value for word, value in given.items() if value})

    ask_each(screen, steps, asked)


def ask_each(
    screen: BookScreen[Any],
    steps: list[tuple[str, Ask]],
    then: Callable[[dict[str, str]], None],
) -> None:
    """One window after another; `then` gets all answers, and is not called where one was left."""
    given: dict[str, str] = {}

    def following() -> None:
        if len(given) == len(steps):
            then(given)
            return
        name, window = steps[len(given)]

        def typed(value: str | None) -> None:
            if value is None:
                screen.refuse("Nothing was changed.")
            else:
                given[name] = value
                following()

        screen.app.push_screen(window, typed)

    following()


def _keep(screen: BookScreen[Any], channel: str, url: str, given: dict[str, str]) -> None:
    from coordinator.actions.messages.gateways import set_gateway
    from coordinator.actions.results import Refused
    from screens.staffing.detail_acts import saying

    def kept(result: Any) -> None:
        saying(screen)(result)
        if url and not isinstance(result, Refused):
            ask_test(screen, channel)

    screen.perform(kept, set_gateway, channel, url, given)


def ask_test(screen: BookScreen[Any], channel: str) -> None:
    """Ask where a test message is to go, and hand it over at once."""
    from coordinator.actions.messages.gateways import own_address

    def ask(address: str) -> None:
        hint = "it leaves at once; what the gateway says is shown · esc sends nothing"
        window = Ask(f"A test message by {channel} to", value=address, hint=hint)
        screen.app.push_screen(window, lambda given: _test(screen, channel, given))

    screen.fetch("own address", ask, own_address, channel)


def _test(screen: BookScreen[Any], channel: str, address: str | None) -> None:
    if not address:
        return
    screen.say(f"A test message by {channel} is handed over …")

    def tried(outcome: object) -> None:
        screen.say("")
        screen.app.push_screen(Reader(f"Test of {channel}", outcome_words(outcome, address)))

    screen.fetch("test", tried, lambda _: _try(screen, channel, address))


def _try(screen: BookScreen[Any], channel: str, address: str) -> Any:
    from secrets import token_hex

    from coordinator.actions.messages.gateways import try_gateway

    return try_gateway(screen.desk.book, screen.desk.clock, channel, address, token_hex(12))


def outcome_words(outcome: object, address: str) -> str:
    """What came of the test, and what to do then."""
    said = visible(getattr(outcome, "answer", "") or getattr(outcome, "sentence", ""))
    kind = type(outcome).__name__
    words = {
        "Sent": f"SENT to {visible(address)}. See whether it arrives.",
        "Failed": "NOT SENT now; it may work another time.",
        "Unknown": "It may have arrived or not: the line went dead after it had left.",
    }.get(kind, "NOT SENT.")
    return "\n".join(part for part in (words, said) if part)
