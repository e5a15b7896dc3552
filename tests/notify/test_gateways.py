import io
import json
import logging
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from notify.gateway_problems import url_problems, url_warnings
from notify.gateway_urls import filled, secret_names
from notify.gateways import AgencyMail, Gateways
from notify.parcels import Failed, Outcome, Parcel, Refused, Sent, Unknown
from notify.secrets import Secret
from tests.conftest import NOW
from tests.notify.servers import MailServer, WebGateway, plain, silent_server

AGENCY = AgencyMail("Rivermouth PD", "desk@rivermouth.example")
TOKEN = "s3cr:t/@?&%token"


def opened(channel: str, url: str, secret: str = TOKEN) -> Gateways:
    gateways = Gateways({channel: url}, AGENCY, lambda: NOW, lambda _name: Secret(secret))
    assert gateways.trouble(channel) == ""
    return gateways


def text_to(url: str, address: str = "+12025550123") -> Outcome:
    parcel = Parcel("sms", "k1", "Dana", address, "Detail 26-0412.3", "You are on it.")
    return opened("sms", url).hand_over(parcel)


def url_of(web: WebGateway, more: str = "") -> str:
    return f"json://user:{{secret}}@127.0.0.1:{web.port}/to/{{address}}{more}"


def test_a_text_goes_to_its_one_recipient(web: WebGateway) -> None:
    assert text_to(url_of(web)) == Sent("200 OK")
    ((path, content),) = web.posted
    assert path == "/to/+12025550123"
    assert json.loads(content)["message"] == "You are on it."


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Refused("400 Bad Request {}")),
        (401, Failed("401 Unauthorized {}", rests=900)),
        (404, Refused("404 Not Found {}")),
        (500, Failed("500 Internal Server Error {}")),
        (503, Failed("503 Service Unavailable {}")),
        (502, Unknown("502 Bad Gateway {}")),
        (504, Unknown("504 Gateway Timeout {}")),
        (429, Failed("429 Too Many Requests {}", after=60, rests=60)),
    ],
)
def test_each_status_has_its_meaning(web: WebGateway, status: int, outcome: Outcome) -> None:
    web.answers = [status]
    assert text_to(url_of(web)) == outcome


def test_retry_after_is_heeded_in_seconds_and_as_a_date(web: WebGateway) -> None:
    web.answers, web.headers = [429], {"Retry-After": "777"}
    assert text_to(url_of(web)) == Failed("429 Too Many Requests {}", after=777, rests=777)
    then = datetime.now(UTC) + timedelta(seconds=100)
    web.answers, web.headers = [503], {"Retry-After": format_datetime(then, usegmt=True)}
    outcome = text_to(url_of(web))
    assert isinstance(outcome, Failed)
    assert 95 <= outcome.after <= 100


def test_no_answer_or_a_broken_line_leaves_the_fate_unknown(web: WebGateway) -> None:
    web.answers = ["never"]
    assert isinstance(text_to(url_of(web, "?rto=0.1")), Unknown)
    web.answers = ["drop"]
    assert isinstance(text_to(url_of(web)), Unknown)
    assert len(web.posted) == 2


def test_what_never_connected_has_failed_for_now(web: WebGateway) -> None:
    with silent_server() as port:
        pass
    assert text_to(f"json://127.0.0.1:{port}/{{address}}") == Failed(
        "The gateway cannot be reached.", rests=60
    )


def test_a_plugin_that_would_send_elsewhere_is_not_asked_to() -> None:
    url = "twilio://{secret_sid}:{secret}@+12025550100/{address}"
    sid = Secret("AC" + "a" * 32), Secret("b" * 32)
    gateways = Gateways(
        {"sms": url}, AGENCY, lambda: NOW, lambda name: sid[0] if "sid" in name else sid[1]
    )
    assert gateways.trouble("sms") == ""
    outcome = gateways.hand_over(Parcel("sms", "k", "", "not-a-number", "", "text"))
    assert outcome == Refused("The gateway's plugin does not accept this address.")


def test_no_secret_is_in_an_answer_a_log_or_the_terminal(
    web: WebGateway, capfd: pytest.CaptureFixture[str]
) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(1)
    web.body = f'{{"error": "bad token {TOKEN}"}}'.encode()
    try:
        for status in (200, 400, 500, "drop"):
            web.answers = [status]
            outcome = text_to(url_of(web))
            assert TOKEN not in outcome.answer
            assert "s3cr" not in outcome.answer
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    out, err = capfd.readouterr()
    everything = written.getvalue() + out + err
    assert "s3cr" not in everything
    assert "2025550123" not in everything


def test_mail_goes_over_one_line_in_the_agencys_name(mail: MailServer) -> None:
    gateways = opened("email", f"mailto://127.0.0.1:{mail.port}")
    for number in range(3):
        parcel = Parcel("email", f"k{number}", "Lee", "lee@pd.example", "Hi", "<b>a</b> & b\n- c")
        assert gateways.hand_over(parcel) == Sent("250 OK")
    gateways.close()
    assert mail.connections == 1
    assert [taken["Message-ID"] for taken in mail.mails()] == [
        f"<k{number}@rivermouth.example>" for number in range(3)
    ]
    taken = mail.mails()[0]
    assert str(taken["From"]) == "Rivermouth PD <desk@rivermouth.example>"
    assert plain(taken).splitlines() == ["<b>a</b> & b", "- c"]
    assert taken["Subject"] == "Hi"


def test_a_mail_password_stays_in_the_gateway(mail: MailServer) -> None:
    url = f"mailto://desk:{{secret}}@127.0.0.1:{mail.port}"
    outcome = opened("email", url).hand_over(
        Parcel("email", "k", "Lee", "lee@pd.example", "Hi", "text")
    )
    assert isinstance(outcome, Failed)
    assert outcome.rests == 900
    assert "s3cr" not in outcome.answer


def test_a_message_without_a_text_is_refused(mail: MailServer) -> None:
    gateways = opened("email", f"mailto://127.0.0.1:{mail.port}")
    assert isinstance(
        gateways.hand_over(Parcel("email", "k", "Lee", "lee@pd.example", "Hi", "")), Refused
    )


def test_a_channel_without_gateway_or_secret_says_so() -> None:
    gateways = Gateways(
        {"sms": "json://{secret}@h/{address}"},
        AGENCY,
        lambda: NOW,
        lambda _n: Secret("", "Locked."),
    )
    assert gateways.trouble("email") == "No gateway is set for email."
    assert gateways.trouble("sms") == "Locked."


def test_a_gateway_that_drips_is_cut_by_the_lane_not_by_the_plugin(web: WebGateway) -> None:
    from notify.lanes import Lanes

    web.answers = ["drip"]
    gateways = opened("sms", url_of(web))
    lanes = Lanes(gateways.ready, gateways.hand_over, gateways.hang_up, longest=0.2)
    began = time.monotonic()
    lanes.give(1, Parcel("sms", "k", "", "+12025550123", "", "text"))
    (result,) = lanes.collect()
    assert isinstance(result.outcome, Unknown)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("channel", "url", "words"),
    [
        ("sms", "json://host/", "{address}"),
        ("sms", "json://{adress}/{address}", "{adress}"),
        ("sms", "nonsense://host/{address}", "does not know"),
        ("sms", "twilio://AC" + "a" * 32 + ":" + "b" * 32 + "@+12025550100/{address}", "secret"),
        ("email", "mailtos://desk:geheim@smtp.example?from=a@b.example", "secret"),
        ("fax", "json://host/{address}", "no channel"),
    ],
)
def test_a_url_that_cannot_be_used_or_shows_a_secret_is_refused(
    channel: str, url: str, words: str
) -> None:
    (problem,) = url_problems(channel, url)
    assert words in problem
    assert "geheim" not in problem


@pytest.mark.parametrize(
    ("channel", "url"),
    [
        ("email", "mailtos://desk:{secret}@smtp.example:587?from=desk@agency.example"),
        ("email", "mailto://127.0.0.1:2525?from=desk@agency.example"),
        ("sms", "json://127.0.0.1/{address}"),
        ("sms", "twilio://{secret_sid}:{secret}@+12025550100/{address}"),
        ("push", "ntfys://{secret}@push.example/{address}"),
    ],
)
def test_a_url_with_its_secret_in_a_placeholder_is_taken(channel: str, url: str) -> None:
    assert url_problems(channel, url) == ()


def test_placeholders_are_filled_quoted_and_limits_are_added() -> None:
    assert secret_names("sms", "x://{secret_sid}:{secret}@{address}") == {
        "secret_sid": "sms_sid",
        "secret": "sms",
    }
    assert filled("x://{secret}@h/{address}?rto=5", {"secret": "a/b@", "address": "+1"}) == (
        "x://a%2Fb%40@h/%2B1?rto=5&cto=10"
    )


def test_dying_mail_to_text_gateways_are_warned_of() -> None:
    assert url_warnings("sms", "mailto://smtp.example?to={address}@vtext.com")
    assert url_warnings("email", "mailtos://smtp.example") == ()
