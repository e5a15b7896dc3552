"""The settings of messages and answers, as Settings lists them; the manuals tell of each."""

from coordinator.actions.book.known_settings import YES_NO, Known


def _number(key: str, words: str, default: str, hint: str) -> Known:
    return Known(key, words, default, hint=hint, number=True)


MESSAGING = (
    _number(
        "messages.fall_back_minutes",
        "Another way after",
        "30 minutes",
        "minutes without a sign of arrival; 0: only after a bounce or a failure",
    ),
    _number(
        "messages.fall_back_urgent_minutes",
        "Another way, urgent, after",
        "10 minutes",
        "minutes without a sign of arrival, of what is urgent",
    ),
    _number(
        "messages.urgent_hours",
        "Urgent so near the start",
        "12 hours",
        "hours before the start in which a call-off and a search do not wait for the morning",
    ),
    Known(
        "messages.urgent_classes",
        "Urgent classes of jobs",
        "none",
        hint='["utility", "traffic"]',
        shape=list,
    ),
    Known("messages.texts_need_consent", "Texts only with consent", "no", YES_NO),
    Known("messages.say_why_not", "Not awarded: say why", "no", YES_NO),
    Known("messages.posted", "Announce details put up", "yes", YES_NO),
    Known(
        "messages.reminders",
        "Remind officers before",
        "24 and 2 hours",
        hint='by job class, "" is all others: {"": [24, 2]}',
        shape=dict,
    ),
    Known(
        "messages.employer_reminders",
        "Remind employers before",
        "24 hours",
        hint='by job class, "" is all others: {"": [24]}',
        shape=dict,
    ),
    _number(
        "messages.closing_minutes",
        "Remind before an offer ends",
        "30 minutes",
        "minutes; 0: not at all",
    ),
    _number(
        "messages.posting_closes_minutes",
        "Remind before sign-up ends",
        "120 minutes",
        "minutes before the policy's deadline; 0: not at all",
    ),
    _number(
        "messages.confirm_hours",
        "Ask whether he comes after",
        "12 hours",
        "hours after the award; 0: not at all",
    ),
    _number(
        "messages.not_seen_minutes",
        "Not seen after",
        "15 minutes",
        "minutes after the start; 0: not at all",
    ),
    Known(
        "messages.hours_due",
        "Ask for hours after",
        "2 and 48 hours",
        hint="hours after the end: [2, 48]",
        shape=list,
    ),
    _number(
        "messages.certify_hours",
        "Ask employers for hours after",
        "1 hour",
        "hours after the end; 0: not at all",
    ),
    _number(
        "messages.feedback_after_hours",
        "Ask for feedback after",
        "2 hours",
        "hours after the end; 0: not at all",
    ),
    _number(
        "messages.feedback_hours",
        "Feedback is taken for",
        "72 hours",
        "hours after the question",
    ),
    _number(
        "messages.feedback_every_days",
        "Feedback: each employer once in",
        "30 days",
        "days",
    ),
    Known(
        "messages.wanted",
        "Search substitutes by steps",
        "no: you ask",
        hint='[{"who": "backups"}, {"who": "eligible", "minutes": 10, "at_most": 5}]',
        shape=list,
    ),
    Known(
        "messages.expiring_days",
        "Certificates: warn before",
        "60, 30 and 7 days",
        hint="days: [60, 30, 7]",
        shape=list,
    ),
    Known(
        "messages.insurance_days",
        "Employers' insurance: warn before",
        "30 and 7 days",
        hint="days: [30, 7]",
        shape=list,
    ),
    _number("messages.day_hour", "What comes by the day, from", "8 o'clock", "local hour, 0 to 23"),
    Known(
        "messages.clock_since",
        "The clock speaks since",
        "always",
        ((0, "all that is still of use"),),
    ),
    Known("messages.chase", "Reminders of debt by itself", "no", YES_NO),
    Known(
        "messages.audiences",
        "Who hears of what",
        "everybody concerned",
        hint='{"reminder": ["officer"], "receipt": ["employer"], "feedback": []}',
        shape=dict,
    ),
    Known(
        "employers.officers_as",
        "Employers hear of officers",
        "by name",
        (("name", "by name"), ("surname", "by surname and badge"), ("badge", "by badge")),
    ),
    Known(
        "messages.supervisor",
        "Supervisors",
        "nobody",
        hint='[{"name": "Sgt. Cole", "email": "cole@town.gov", "channel": "email"}]',
        shape=list,
    ),
    Known(
        "messages.command",
        "Command",
        "nobody",
        hint='[{"name": "Chief Moss", "email": "chief@town.gov", "channel": "email"}]',
        shape=list,
    ),
    Known(
        "messages.witness",
        "The book's seal goes daily to",
        "nobody",
        hint='[{"name": "Clerk Ames", "email": "ames@town.gov"}]',
        shape=list,
    ),
    _number(
        "messages.witness_days",
        "Today tells of a missing seal after",
        "7 days",
        "days in which nobody outside had one; 0: never",
    ),
    Known(
        "gateway.sms.cents_per_part",
        "A text costs, each part",
        "not known",
        hint="cents, such as 0.79",
    ),
    Known(
        "replies.address", "Answers by mail go to", "where mails come from", hint="desk@town.gov"
    ),
    Known(
        "replies.automatic",
        "Answers carried out unasked",
        "all but a yes to an ordinary offer",
        hint='["confirm", "decline", "substitute", "call_off", "late", "warning"] …',
        shape=list,
    ),
    Known("replies.first_yes", "The first valid yes has it", "yes", YES_NO),
    _number(
        "replies.urgent_hours",
        "A yes fills a seat so near",
        "12 hours",
        "hours before the start; a seat that was called off is filled by a yes anyway",
    ),
    Known("replies.acknowledge", "Limits near are acknowledged", "yes", YES_NO),
    Known(
        "replies.without_code",
        "Answers without their number",
        "by text",
        hint='channels on which it may be left out; ANSWER is filed at its word: ["sms"]',
        shape=list,
    ),
    _number(
        "replies.answers_a_day",
        "Answers to one address",
        "30 a day",
        "so many in a day, so that no loop goes on",
    ),
    _number(
        "replies.wrong_codes",
        "Wrong numbers, then silence",
        "5 a day",
        "after so many in a day an address is only listened to",
    ),
    _number("replies.feedback_hours", "Scores are taken for", "72 hours", "hours after the end"),
    _number(
        "replies.approval_hours",
        "Questions to deciders stand",
        "24 hours",
        "hours in which the answer counts",
    ),
    Known(
        "replies.text_shapes",
        "Texts that arrive as mail",
        "the services that are known",
        hint="address  subject  New text from {number}; see the manual on sources",
    ),
    Known(
        "replies.words",
        "Words of your own in answers",
        "none",
        hint='{"yes": ["oui"], "no": ["non"]}',
        shape=dict,
    ),
    Known(
        "offers.silence",
        "Silence counts as refused",
        "only if he was shown to be reached",
        (
            ("shown", "only if he was shown to be reached"),
            ("plausible", "if nothing came back"),
        ),
    ),
)
