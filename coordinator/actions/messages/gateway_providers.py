"""Ways out that agencies use, as Apprise URLs to be filled in with what each of them asks for.

The forms are those of Apprise's own plugins (mailto, azure, sendgrid, twilio, vonage, plivo, sinch,
sns, clicksend, httpsms, ntfy); what the keyring holds stands in them as {secret…}. Of big mail
providers Apprise knows the server and its ways by the domain alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from coordinator.rules.words import Channel


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a provider's URL names: its mark in the URL, and how it is asked for."""

    mark: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """A way out. `secrets` says in words what each placeholder stands for."""

    key: str
    channel: str
    name: str
    url: str
    wanted: tuple[Wanted, ...] = ()
    secrets: Mapping[str, str] | None = None


_HOST = Wanted("host", "Name of the mail server", "smtp.town.gov, smtp.gmail.com …")
_USER = Wanted("user", "User name there", "mostly the whole mail address")
_FROM = Wanted("from", "Address that mails come from", "desk@town.gov")
_NUMBER = Wanted("number", "Number that texts come from", "+16175550100")

PROVIDERS = (
    Provider(
        "starttls",
        Channel.EMAIL,
        "a mail server with a password, port 587",
        "mailtos://<user>:{secret}@<host>:587?from=<from>&mode=starttls",
        (_HOST, _USER, _FROM),
        {"secret": "password, or app password"},
    ),
    Provider(
        "ssl",
        Channel.EMAIL,
        "a mail server with a password, port 465",
        "mailtos://<user>:{secret}@<host>:465?from=<from>&mode=ssl",
        (_HOST, _USER, _FROM),
        {"secret": "password"},
    ),
    Provider(
        "relay",
        Channel.EMAIL,
        "a mail server of the house without a password, port 25",
        "mailto://<host>:25?from=<from>",
        (_HOST, _FROM),
    ),
    Provider(
        "azure",
        Channel.EMAIL,
        "Microsoft 365 by an application of your tenant (OAuth)",
        "azure://<from>/{secret_tenant}/{secret_client}/{secret}/{address}",
        (_FROM,),
        {
            "secret_tenant": "tenant id",
            "secret_client": "client id",
            "secret": "client secret",
        },
    ),
    Provider(
        "sendgrid",
        Channel.EMAIL,
        "SendGrid",
        "sendgrid://{secret}:<from>/{address}",
        (_FROM,),
        {"secret": "API key"},
    ),
    Provider(
        "app",
        Channel.EMAIL,
        "Gmail, Yahoo, Fastmail, Zoho and other big providers, by an app password",
        "mailtos://<user>:{secret}@<domain>?from=<user>@<domain>",
        (
            Wanted("user", "Your mail address there, before the @", "desk"),
            Wanted("domain", "The same after the @", "gmail.com, yahoo.com, fastmail.com …"),
        ),
        {"secret": "app password, made in the account's security settings"},
    ),
    Provider(
        "twilio",
        Channel.SMS,
        "Twilio",
        "twilio://{secret_sid}:{secret}@<number>/{address}",
        (_NUMBER,),
        {"secret_sid": "account SID (AC…)", "secret": "auth token"},
    ),
    Provider(
        "vonage",
        Channel.SMS,
        "Vonage",
        "vonage://{secret_key}:{secret}@<number>/{address}",
        (_NUMBER,),
        {"secret_key": "API key", "secret": "API secret"},
    ),
    Provider(
        "plivo",
        Channel.SMS,
        "Plivo",
        "plivo://{secret_id}@{secret}/<number>/{address}",
        (_NUMBER,),
        {"secret_id": "auth id", "secret": "auth token"},
    ),
    Provider(
        "sinch",
        Channel.SMS,
        "Sinch",
        "sinch://{secret_plan}:{secret}@<number>/{address}",
        (_NUMBER,),
        {"secret_plan": "service plan id", "secret": "API token"},
    ),
    Provider(
        "sns",
        Channel.SMS,
        "Amazon SNS",
        "sns://{secret_key}/{secret}/<region>/{address}",
        (Wanted("region", "Region", "us-east-1"),),
        {"secret_key": "access key id", "secret": "secret access key"},
    ),
    Provider(
        "clicksend",
        Channel.SMS,
        "ClickSend",
        "clicksend://<user>:{secret}@{address}",
        (Wanted("user", "User name there"),),
        {"secret": "API key"},
    ),
    Provider(
        "httpsms",
        Channel.SMS,
        "an Android telephone of your own (httpSMS)",
        "httpsms://{secret}@<number>/{address}",
        (_NUMBER,),
        {"secret": "API key"},
    ),
    Provider(
        "ntfy",
        Channel.PUSH,
        "ntfy, open topics",
        "ntfys://<host>/{address}",
        (Wanted("host", "Name of the server", "ntfy.sh, or your own"),),
    ),
    Provider(
        "ntfy_token",
        Channel.PUSH,
        "ntfy with an access token",
        "ntfys://{secret}@<host>/{address}",
        (Wanted("host", "Name of the server", "ntfy.town.gov"),),
        {"secret": "access token"},
    ),
)


def providers(channel: str) -> tuple[Provider, ...]:
    """The ways out of a channel that are asked for step by step; any other is typed as a URL."""
    return tuple(one for one in PROVIDERS if one.channel == channel)


def provider(key: str) -> Provider:
    """One of them. Raises KeyError for an unknown one."""
    return {one.key: one for one in PROVIDERS}[key]


def url_of(one: Provider, values: Mapping[str, str]) -> str:
    """The provider's URL with what was asked for, each quoted whole, and its placeholders left."""
    url = one.url
    for wanted in one.wanted:
        url = url.replace(
            f"<{wanted.mark}>", quote(values[wanted.mark].strip(), safe=_PLAIN.get(wanted.mark, ""))
        )
    return url


_PLAIN = {"from": "@", "number": "+"}
"""What of them is read as it stands; a user's name is quoted whole, since `@` ends it."""
