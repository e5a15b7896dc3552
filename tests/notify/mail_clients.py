"""Every mail program whose answers are known, as a builder of the mail that it would send."""

from tests.notify.google_apple_answers import (
    apple_mail,
    gmail,
    gmail_android,
    gmail_android_below,
    gmail_french,
    gmail_german,
    gmail_html_only,
    gmail_japanese,
    gmail_signature,
    gmail_spanish,
    iphone,
    iphone_french,
    iphone_german,
    iphone_html,
    iphone_nbsp,
)
from tests.notify.mail_answer import Builder
from tests.notify.microsoft_answers import (
    outlook_365,
    outlook_365_both,
    outlook_365_plain,
    outlook_2007,
    outlook_android,
    outlook_french,
    outlook_german,
    outlook_ios,
    outlook_ios_html,
    outlook_mac,
    outlook_web,
    windows_mail,
)
from tests.notify.other_answers import (
    bare,
    blackberry,
    city_server,
    proton,
    samsung,
    thunderbird,
    thunderbird_below,
    thunderbird_below_html,
    verizon_samsung,
    yahoo,
    yahoo_html,
    zoho,
)

CLIENTS: tuple[Builder, ...] = (
    outlook_2007, outlook_365_plain, outlook_365, outlook_365_both, outlook_web, outlook_ios,
    outlook_ios_html, outlook_android, outlook_mac, outlook_german, outlook_french,
    windows_mail, gmail, gmail_html_only, gmail_android, gmail_android_below, gmail_signature,
    gmail_german, gmail_french, gmail_spanish, gmail_japanese, iphone, iphone_nbsp,
    iphone_html, iphone_german, iphone_french, apple_mail, samsung, verizon_samsung,
    thunderbird, thunderbird_below, thunderbird_below_html, yahoo, yahoo_html, proton, zoho,
    blackberry, city_server, bare,
)  # fmt: skip
