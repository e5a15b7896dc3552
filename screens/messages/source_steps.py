"""A source of answers set from the screen: its kind, what that asks for, the password, a look."""

from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.messages.gateway_steps import AskSecret, ask_each
from screens.modals import Ask, Choose

if TYPE_CHECKING:
    from coordinator.actions.answers.answer_sources import SourceKind

LOOK, TYPED, OFF = "look", "typed", "off"
HINT = "a URL with {secret} where the password stands, such as imaps://user:{secret}@host/INBOX"


def ask_source(screen: BookScreen[Any], name: str, url: str) -> None:
    """What is wanted of a source that is set."""
    choices = (
        (LOOK, "look into it and the others now"),
        (TYPED, f"change its URL: {url}"),
        (OFF, "fetch no answers from it any more"),
    )

    def chosen(key: str | None) -> None:
        if key == LOOK:
            from screens.messages.inbox_acts import look_now

            look_now(screen)
        elif key == TYPED:
            _ask_url(screen, name, url)
        elif key == OFF:
            _keep(screen, name, "", "")

    screen.app.push_screen(Choose(f"Answers from {name}", choices), chosen)


def ask_new_source(screen: BookScreen[Any]) -> None:
    """Where answers are fetched from: the kind, then what it asks for."""
    from coordinator.actions.answers.answer_sources import KINDS, kind

    choices = [(one.key, one.name) for one in KINDS]
    choices.append((TYPED, "another one, by its URL"))

    def chosen(key: str | None) -> None:
        if key == TYPED:
            _ask_name(screen, "desk", lambda name: _ask_url(screen, name, ""))
        elif key is not None:
            _ask_wanted(screen, kind(key))

    screen.app.push_screen(Choose("Answers come from", choices), chosen)


def _ask_wanted(screen: BookScreen[Any], one: "SourceKind") -> None:
    from coordinator.actions.answers.answer_sources import source_url_of

    steps: list[tuple[str, Ask]] = [
        (
            wanted.mark,
            Ask(
                wanted.words,
                value="INBOX" if wanted.mark == "folder" else "",
                hint=f"{wanted.hint} · esc stops",
            ),
        )
        for wanted in one.wanted
    ]
    if one.secret:
        steps.append(("secret", _password(one.secret)))

    def asked(given: dict[str, str]) -> None:
        secret = given.pop("secret", "")
        url = source_url_of(one, given)
        _ask_name(screen, one.key, lambda name: _keep(screen, name, url, secret))

    ask_each(screen, steps, asked)


def _ask_name(screen: BookScreen[Any], usual: str, then: Any) -> None:
    hint = "a name of your own for it, letters and digits · enter takes it · esc stops"
    screen.app.push_screen(
        Ask("What it is called", value=usual, hint=hint),
        lambda name: then(name) if name else screen.refuse("Nothing was changed."),
    )


def _ask_url(screen: BookScreen[Any], name: str, url: str) -> None:
    steps: list[tuple[str, Ask]] = [
        ("url", Ask(f"Answers from {name}", value=url, hint=HINT)),
        ("secret", _password("Password")),
    ]
    ask_each(screen, steps, lambda given: _keep(screen, name, given["url"], given["secret"]))


def _password(words: str) -> AskSecret:
    hint = "kept in the system's keyring · empty keeps the one that is there · esc stops"
    return AskSecret(words, hint=hint, empty_ok=True)


def _keep(screen: BookScreen[Any], name: str, url: str, secret: str) -> None:
    from coordinator.actions.answers.receiving import set_source
    from screens.staffing.detail_acts import saying

    screen.perform(saying(screen), set_source, name, url, secret)
