"""The gateways: each channel's Apprise URL, opened with its secret for one run of the sender."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from notify.addresses import mailbox
from notify.gateway_urls import filled, is_mail, secret_names
from notify.parcels import Failed, Outcome, Parcel, Refused, Sent, Unknown, one_line
from notify.secrets import Secret, find_secret

if TYPE_CHECKING:
    from notify.mail_plugin import CoordinatorMail


@dataclass(frozen=True, slots=True)
class AgencyMail:
    """In whose name mail goes out unless the gateway's URL says otherwise.

    Answers go to `replies`, where that is set; `plus` as `Sender` has it.
    """

    name: str
    email: str
    replies: str = ""
    plus: bool = False


@dataclass(slots=True)
class _Open:
    url: str
    values: dict[str, str]
    mail: "CoordinatorMail | None" = None


def _nothing() -> None:
    """Nothing is to be done meanwhile."""


class Gateways:
    """Hands parcels over. Each channel is opened when it is first asked for.

    `urls` maps a channel to its URL with placeholders, `clock` gives UTC seconds.
    """

    def __init__(
        self,
        urls: Mapping[str, str],
        agency: AgencyMail,
        clock: Callable[[], int],
        secrets: Callable[[str], Secret] = find_secret,
    ) -> None:
        self._urls = urls
        self._agency = agency
        self._clock = clock
        self._secrets = secrets
        self._open: dict[str, _Open] = {}

    def trouble(self, channel: str) -> str:
        """Why nothing can go out on the channel now, or nothing. May take three seconds."""
        if channel in self._open:
            return ""
        url = self._urls.get(channel, "")
        if not url:
            return f"No gateway is set for {channel}."
        values = {}
        for placeholder, name in secret_names(channel, url).items():
            secret = self._secrets(name)
            if secret.trouble:
                return secret.trouble
            values[placeholder] = secret.value
        gateway = _Open(url, values)
        return self._open_mail(gateway) or self._opened(channel, gateway)

    def ready(self, parcel: Parcel) -> Parcel | Outcome:
        """The parcel with all made that can be made before its turn, or why it cannot be sent."""
        gateway = self._open.get(parcel.channel)
        if gateway is None or gateway.mail is None or parcel.mail:
            return parcel
        return gateway.mail.made(parcel)

    def hand_over(self, parcel: Parcel, meanwhile: Callable[[], None] = _nothing) -> Outcome:
        """Give one parcel to its channel's gateway. Never raises; no secret is in the answer.

        `meanwhile` is called, and must not raise, where there is time while the server works.
        """
        gateway = self._open.get(parcel.channel)
        if gateway is None:
            return Failed("The gateway could not be opened again.", rests=60)
        try:
            if gateway.mail is not None:
                outcome = _by_mail(gateway.mail, parcel, meanwhile)
            else:
                outcome = _by_service(gateway, parcel)
        except Exception as error:  # noqa: BLE001 - a plugin's fault must not stop the others
            outcome = Unknown(f"The gateway's plugin failed ({type(error).__name__}).")
        return _without(outcome, gateway.values.values())

    def reach(self, channel: str) -> str:
        """Go as far as the gateway's door, and hand nothing over; why that failed, or nothing.

        A mail server is logged in to; of a web service only its host is known without a message.
        """
        if trouble := self.trouble(channel):
            return trouble
        gateway = self._open[channel]
        if gateway.mail is not None:
            found = gateway.mail.line.greet()
        else:
            from notify.reaching import service_reached

            found = service_reached(gateway.url, gateway.values)
        for secret in gateway.values.values():
            found = found.replace(secret, "***") if secret else found
        return found

    def hang_up(self, channel: str) -> None:
        """Give the channel's line up at once; the next parcel gets a new one."""
        gateway = self._open.pop(channel, None)
        if gateway is not None and gateway.mail is not None:
            gateway.mail.line.drop()
        self.trouble(channel)

    def close(self) -> None:
        """End every line."""
        for gateway in self._open.values():
            if gateway.mail is not None:
                gateway.mail.line.close()
        self._open.clear()

    def _opened(self, channel: str, gateway: _Open) -> str:
        self._open[channel] = gateway
        return ""

    def _open_mail(self, gateway: _Open) -> str:
        """One plugin, with one line to the server, for the whole run."""
        if not is_mail(gateway.url):
            return ""
        from notify.apprise_door import service

        plugin = service(self._with_sender(filled(gateway.url, gateway.values | {"address": ""})))
        if plugin is None:
            return "The mail gateway's URL cannot be used: it may lack ?from=."
        gateway.mail = cast("CoordinatorMail", plugin)
        gateway.mail.clock = self._clock
        gateway.mail.answer_to(self._agency.replies, plus=self._agency.plus)
        return ""

    def _with_sender(self, url: str) -> str:
        if "from=" not in url:
            if not mailbox(self._agency.email):
                return url
            url += f"&from={quote(self._agency.email, safe='')}"
        name = quote(one_line(self._agency.name, 60), safe="")
        return url if "name=" in url else f"{url}&name={name}"


def _by_mail(plugin: "CoordinatorMail", parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
    whole = parcel if parcel.mail else plugin.made(parcel)
    return plugin.hand_over(whole, meanwhile) if isinstance(whole, Parcel) else whole


def _by_service(gateway: _Open, parcel: Parcel) -> Outcome:
    """One URL per recipient: a plugin waits seconds between the targets of one URL."""
    from notify.apprise_door import listening, service
    from notify.http_witness import verdict, witnessed

    plugin: Any = service(filled(gateway.url, gateway.values | {"address": parcel.address}))
    if plugin is None or not _aims_at(plugin, parcel.address):
        return Refused("The gateway's plugin does not accept this address.")
    with listening() as words, witnessed() as exchanges:
        taken = plugin.notify(body=parcel.body, title=parcel.subject, body_format="text")
    if taken:
        return Sent(_status(exchanges[-1].response) if exchanges else "")
    if exchanges:
        return verdict(exchanges[-1])
    said = one_line(" ".join(words)) or "The gateway did not take it."
    return Refused(said) if _speaks_http(plugin) else Unknown(said)


def _aims_at(plugin: Any, address: str) -> bool:
    """Whether the message will go where it is meant to.

    Several plugins drop a number that they do not like and send to the sender instead.
    """
    targets = getattr(plugin, "targets", None)
    if not targets:
        return targets is None
    return any(_same(address, target) for target in targets)


def _same(address: str, target: Any) -> bool:
    """Some plugins leave out the plus or the country, or add what kind of target it is."""
    parts = target if isinstance(target, tuple | list) else (target,)
    wanted = address.lstrip("+")
    bare = [part.lstrip("+") for part in parts if isinstance(part, str)]
    return any(part == wanted or (len(part) > 6 and wanted.endswith(part)) for part in bare)


def _speaks_http(plugin: Any) -> bool:
    """A web service that made no request has refused by itself; of others we cannot know."""
    import sys

    return hasattr(sys.modules.get(type(plugin).__module__), "requests")


def _status(response: Any) -> str:
    return (
        one_line(f"{response.status_code} {response.reason or ''}") if response is not None else ""
    )


def _without(outcome: Outcome, secrets: Iterable[str]) -> Outcome:
    """The outcome with every secret in its answer struck out: servers repeat what they are sent."""
    answer = outcome.answer
    for secret in secrets:
        for form in (secret, quote(secret, safe="")):
            answer = answer.replace(form, "***")
    match outcome:
        case Failed():
            return Failed(answer, outcome.after, outcome.rests)
        case _:
            return type(outcome)(answer)
