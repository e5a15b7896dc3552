"""What a public copy of the book withholds whole, and where names are looked for and where not."""

WITHHELD: dict[str, str] = {
    "setting": "addresses of people, gateways and mailboxes",
    "note": "what was noted of anybody",
    "saved_filter": "what the coordinator looks for",
    "import_mapping": "files of others",
    "officer_status": "illness, leave and injury",
    "call_off": "why somebody could not come",
    "exclusion": "who does not want whom",
    "conflict": "ties of family and business",
    "outside_work": "work elsewhere",
    "availability": "when somebody can and cannot",
    "suspension": "measures against an officer",
    "overlap_case": "what was held against an officer, and his answer",
    "audit_finding": "what is looked into",
    "hold": "what a dispute is about",
    "disclosure": "who asked to see what",
    "feedback": "what was said of persons",
    "spot_check": "who was found where",
    "dispatch_entry": "the dispatch log",
    "punch": "when and where somebody reported",
    "bank_account": "accounts",
    "reply_code": "codes by which people answer",
    "consent": "addresses",
    "message": "what people were told",
    "message_attachment": "what went with it",
    "received": "what people wrote",
    "kept_file": "papers",
    "shift_block": "the duty schedule",
    "shift_overlay": "the duty schedule",
    "merge_conflict": "whole rows of other tables",
}
"""Logged tables that are empty in the copy; their changes are closed whole."""

WHY_PRIVATE = (
    *("officer_status", "call_off", "exclusion", "conflict", "outside_work", "availability"),
    *("suspension", "overlap_case", "audit_finding", "hold", "feedback", "bank_account"),
)
"""Of those withheld: the reason of an action that touches one tells of the same affair."""

EMPTIED = (
    *("draft", "delivery", "delivery_report", "raw_mail", "packet", "shift", "lane"),
    *("mailbox_mark", "written_file", "watched_file", "watched_source", "desk_day"),
)
"""Tables outside the log that are empty in the copy."""

NAMING: tuple[tuple[str, str], ...] = (
    ("officer", "last_name"),
    ("officer", "email"),
    ("officer", "phone"),
    ("contact", "name"),
    ("contact", "email"),
    ("contact", "phone"),
    ("request", "asker"),
    ("request", "email"),
    ("request", "phone"),
    ("message", "name"),
    ("message", "address"),
    ("received", "address"),
    ("approval_request", "asked_of"),
    ("approval_request", "address"),
    ("consent", "address"),
    ("bank_line", "payer"),
)
"""Personal columns whose values name somebody: words in which one stands are withheld too."""

PUBLIC_WORDS = frozenset(
    {
        ("agency", "name"),
        ("agency", "address"),
        ("agency", "email"),
        ("agency", "phone"),
        ("agency", "remit_to"),
        ("employer", "name"),
        ("employer", "address"),
        ("site", "name"),
        ("site", "address"),
        ("policy", "document"),
        ("rate_card", "document"),
        ("intake", "document"),
        ("accounts_document", "document"),
        ("template", "body"),
        ("invoice", "bill_to"),
    }
)
"""Plain columns in which a name is no person's: firms, streets, and the agency's own documents."""
