"""The fields that each kind of file may carry, and the headers under which they are found.

Headers are compared after `normal`: letters and digits only, small, words apart by one blank.
"""

import re
import unicodedata
from dataclasses import dataclass

REASON_HEADER = "refused because"
"""The column that a file of refused rows carries in addition; it is read past."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APART = re.compile(r"[^0-9a-z#]+")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: what it is called here, and its usual headers, the likeliest first."""

    name: str
    synonyms: tuple[str, ...]
    date: bool = False
    """Whether its values carry dates, so that their order of day and month must be found."""


def normal(header: str) -> str:
    """A header as it is compared: 'Badge #', 'badge_no.' and 'BadgeNo' come near each other."""
    folded = unicodedata.normalize("NFKD", _CAMEL.sub(" ", header))
    bare = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    bare = bare.replace("#", " no ").replace("number", "no").replace("&", " and ")
    return " ".join(_APART.sub(" ", bare).split())


def _field(name: str, synonyms: str, *, date: bool = False) -> FieldSpec:
    words = (normal(word) for word in (name, *synonyms.split("|")))
    return FieldSpec(name, tuple(dict.fromkeys(words)), date)


_BADGE = (
    "badge no|badge id|badge|shield|shield no|star|star no|employee no|employee id|emp id|emp no|"
    "empid|employee|personnel no|officer id|officer no|officer badge|member id|member no|"
    "payroll id|payroll no|serial no|pin|id|id no|user id|external id|person number|ein|officer|"
    "member|service no|regimental no|collar no|unique id"
)
_LAST = "surname|family name|lastname|last|officer last name|lname|employee last name"
_FIRST = (
    "given name|given|firstname|first|officer first name|fname|employee first name|forename|"
    "forenames|given names"
)
_FULL = "name|full name|officer name|employee name|member name|display name|officer|employee|member"
_RANK = (
    "rank|rank code|title|job title|grade|class|classification|position title|rank title|"
    "rank name|officer rank|job class code|class title"
)
_EMAIL = "email address|e mail|mail|work email|email work|contact email|e mail address"
_PHONE = (
    "phone no|telephone|tel|mobile|cell|cell phone|mobile phone|cellphone|phone 1|work phone|"
    "telephone no|contact phone|primary phone"
)
_CUSTOMER_NO = (
    "customer no|customer id|customer number|cust no|account|account no|account number|vendor no|"
    "vendor id|client no|client id|company no|company id|employer id|employer no|bill to no|"
    "billing account|requester id|acct|acct no"
)
_CUSTOMER = (
    "customer|customer name|client|client name|company|company name|organization|organisation|"
    "organization name|business|business name|vendor|vendor name|account name|requester|requestor|"
    "hiring company|contractor|bill to|billed to|employer name|business or venue"
)
_START = (
    "start|starts|start time|start date time|start datetime|starts at|begin|begins|begin time|"
    "shift start|start at|scheduled start|job start|detail start|dtstart|"
    "from|time in|in|begin date time|actual start|start timestamp|starting"
)
_END = (
    "end|ends|end time|end date time|end datetime|ends at|finish|finishes|finish time|to|until|"
    "shift end|end at|scheduled end|job end|detail end|dtend|time out|out|stop|end timestamp|"
    "actual end|ending|thru|through"
)
_DATE = (
    "date|day|shift date|work date|detail date|job date|date worked|service date|duty date|"
    "date of detail|schedule date|event date|dt"
)

ROSTER = (
    _field("badge", _BADGE),
    _field("last_name", _LAST),
    _field("first_name", _FIRST),
    _field("full_name", _FULL),
    _field("rank", _RANK),
    _field("rank_since", "rank since|promoted|promotion date|date of rank|rank date", date=True),
    _field(
        "unit",
        "unit|division|district|assignment|command|bureau|precinct|section|station|squad|team|"
        "department|dept|work unit|duty station|org unit|cost center",
    ),
    _field(
        "hired",
        "hire date|date hired|hired on|date of hire|doh|employment date|start date|appointed|"
        "appointment date|original hire date|hire dt|date of appointment|entry date",
        date=True,
    ),
    _field(
        "seniority",
        "seniority date|seniority on|seniority|adjusted service date|service date|sen date",
        date=True,
    ),
    _field("seniority_tie", "seniority rank|seniority no|seniority order|seniority tie|sen no"),
    _field("email", _EMAIL),
    _field("phone", _PHONE),
    _field("channel", "contact method|preferred contact|notify by|contact by|contact preference"),
    _field("status", "status|duty status|employment status|employee status|officer status|active"),
    _field(
        "status_since", "status since|status date|status from|status effective|eff dt", date=True
    ),
    _field("certifications", "certification|certificates|certs|cert|qualifications|skills"),
    _field("tier", "detail tier|officer tier|employment type|officer type|person class"),
    _field("eligible", "eligible on|eligible since|eligible from|details since", date=True),
    _field("groups", "group|pool|pools|detail groups|detail group"),
)

EMPLOYERS = (
    _field("number", _CUSTOMER_NO + "|number|no|id|code|employer"),
    _field("name", _CUSTOMER + "|name"),
    _field("kind", "type|employer type|customer type|category|industry|kind of business|sector"),
    _field("address", "billing address|mailing address|street|street address|address 1|address1"),
    _field("address_2", "address line 2|address 2|suite|apt|address2"),
    _field("city", "town|city town|municipality|billing city"),
    _field("state", "province|st|region|billing state"),
    _field("postcode", "zip|zip code|postal code|zipcode|billing zip"),
    _field("phone", "main phone|office phone|company phone|business phone|telephone|tel"),
    _field("email", "billing email|company email|office email|invoice email|accounts email"),
    _field("po_number", "po|p o|po no|purchase order|purchase order no|default po"),
    _field(
        "payment_terms_days", "terms|payment terms|net days|terms days|days to pay|payment terms"
    ),
    _field("fee_exempt", "fee waived|no fee|admin fee exempt|exempt from fee"),
    _field("tax_exempt", "tax exempt status|exempt from tax|tax free|exempt"),
    _field(
        "insurance_until",
        "insurance expires|insurance expiry|insurance expiration|coi expires|coi expiration|"
        "insurance exp|insurance valid until|certificate of insurance expires",
        date=True,
    ),
    _field(
        "contact_name", "contact|contact person|attention|attn|primary contact|contact full name"
    ),
    _field("contact_role", "contact title|role|contact position|position"),
    _field("contact_email", "contact e mail|contact email address|email address|e mail|mail"),
    _field("contact_phone", "contact telephone|contact cell|contact mobile|cell|mobile|phone no"),
    _field("site_name", "site|location|location name|job site|work site|venue|place|store"),
    _field("site_address", "location address|job address|work address|site street|venue address"),
)

DUTY = (
    _field("badge", _BADGE),
    _field("full_name", _FULL),
    _field("date", _DATE + "|start date|begin date|shift start date", date=True),
    _field("end_date", "end date|finish date|date out|shift end date", date=True),
    _field("start", _START, date=True),
    _field("end", _END, date=True),
    _field("hours", "length|duration|shift hours|hrs|shift length|paid hours"),
    _field(
        "kind",
        "type|shift type|duty type|work code|code|pay code|activity|category|shift kind|work type|"
        "assignment type|reason|shift code",
    ),
    _field(
        "leave_kind",
        "leave type|leave code|type of leave|absence type|absence code|absence reason|"
        "time off type|leave category",
    ),
)

DETAILS = (
    _field(
        "reference",
        "tracking no|tracking number|tracking id|detail no|detail id|detail number|job no|job id|"
        "job number|event id|event no|order no|order id|work order|request id|request no|"
        "confirmation no|case no|control no|detail|sequence no|assignment id",
    ),
    _field("badge", _BADGE),
    _field("full_name", _FULL),
    _field("rank", _RANK),
    _field(
        "seats",
        "officers|no of officers|officers needed|officers requested|officers required|headcount|"
        "head count|how many officers|how many|qty|quantity|positions needed|no of positions",
    ),
    _field(
        "requested_at",
        "requested|requested on|asked|asked at|asked for at|date requested|request date|"
        "order date|ordered at|received at|date received|request received",
        date=True,
    ),
    _field("employer_number", _CUSTOMER_NO),
    _field("employer", _CUSTOMER),
    _field(
        "site", "location|site name|location name|job site|venue|place|work location|job location"
    ),
    _field("site_address", "address|location address|job address|site street address|full address"),
    _field("street_no", "street number|house no|house number|st no|street num|address no"),
    _field("street", "street name|st|road|st name|street address"),
    _field("cross_street", "xstreet|x street|intersection|cross st|at street|intersecting street"),
    _field("city", "town|municipality|neighborhood|neighbourhood"),
    _field("date", _DATE + "|start date|begin date", date=True),
    _field("end_date", "end date|finish date|date out", date=True),
    _field("start", _START, date=True),
    _field("end", _END, date=True),
    _field(
        "hours_worked",
        "hours|hours worked|worked hours|actual hours|hrs worked|total hours|worked|hrs|"
        "duration|time worked",
    ),
    _field("job_class", "detail type|job type|type|category|class of detail|kind|event type"),
    _field("state", "status|detail status|job status|event status|assignment status"),
    _field("title", "job title|description|event|event name|job name|detail name|job description"),
    _field("po_number", "po|p o|po no|purchase order|purchase order no"),
    _field("pay_hours", "paid hours|hours paid|pay hrs|billable hours|hours to pay"),
    _field("pay_rate", "rate|hourly rate|pay per hour|rate of pay|officer rate|wage"),
    _field("pay_amount", "amount|pay|total pay|amount paid|gross|gross pay|total|pay total"),
)

STATED = (
    _field("badge", _BADGE),
    _field("full_name", _FULL),
    _field(
        "place",
        "position|position no|seat|detail|detail no|detail id|detail number|job|job no|reference",
    ),
    _field("date", _DATE + "|start date|begin date|punch date", date=True),
    _field("end_date", "end date|finish date|date out", date=True),
    _field("start", _START + "|punch in|clock in|in punch|clocked in|signed in", date=True),
    _field("end", _END + "|punch out|clock out|out punch|clocked out|signed out", date=True),
    _field("hours_worked", "hours|hours worked|actual hours|total hours|hrs|duration|worked"),
    _field("break", "break minutes|meal minutes|unpaid minutes|lunch|break min|meal"),
    _field("said_by", "certified by|signed by|supervisor|approved by|entered by|contact|signature"),
    _field("words", "remarks|remark|comment|comments|note|notes"),
)

DISPATCH = (
    _field(
        "call_sign",
        "callsign|unit|unit id|unit no|unit name|radio|radio id|radio no|radio call sign|car|"
        "officer unit|sign|resource|apparatus",
    ),
    _field("date", _DATE + "|log date|call date|start date", date=True),
    _field("end_date", "end date|clear date|cleared date", date=True),
    _field(
        "start",
        _START + "|time|timestamp|time stamp|date time|datetime|log time|event time|call time|"
        "dispatched|dispatch time|received|at|on air",
        date=True,
    ),
    _field("end", _END + "|cleared|clear|clear time|time cleared|off air", date=True),
    _field("hours", "duration|length|hrs|time on call"),
    _field(
        "words",
        "remarks|remark|comment|comments|note|notes|status|event|event type|nature|nature of call|"
        "call type|type|activity|disposition|description|code|narrative|message",
    ),
)

STATED_BY = {"punches": "punched", "claims": "claimed", "certificates": "certified"}
"""Kinds of files of hours, and which side states them."""

KINDS: dict[str, tuple[FieldSpec, ...]] = {
    "roster": ROSTER,
    "employers": EMPLOYERS,
    "on-duty": DUTY,
    "details": DETAILS,
    **dict.fromkeys(STATED_BY, STATED),
    "dispatch": DISPATCH,
}

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "roster": (("badge",), ("last_name", "full_name")),
    "employers": (("name",),),
    "on-duty": (("badge", "full_name"), ("start",), ("end", "hours")),
    "details": (
        ("employer", "employer_number"),
        ("start",),
        ("end", "hours_worked"),
        ("site", "site_address", "street"),
    ),
    **dict.fromkeys(STATED_BY, (("badge", "full_name"), ("start",), ("end", "hours_worked"))),
    "dispatch": (("call_sign",), ("start",)),
}
"""Of each group at least one column must be there."""
