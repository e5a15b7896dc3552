"""The words of a question: which say nothing, and which are other words for those of the manual."""

_SMALL = (
    "a an and am are at be by can could did do does for from have has how i if in is it its me my "
    "need of on or our please she should show so tell than that the their them then there they "
    "this to want was we were what when where which will with would you your he his him her "
    "get got go make us wants wanted needs needed one two some any somebody someone must may "
    "might shall about been being let lets says said say went goes going just really still s t "
    "last next each ever always yet too very much put "
    "monday tuesday wednesday thursday friday saturday sunday january february april june "
    "july august september october november december"
)
EMPTY = frozenset(_SMALL.split())
"""Words that say nothing of what is asked for."""

_MEANT = {
    "officer": "cop cops guy guys policeman policewoman patrolman employee member sworn detective",
    "employer": "client clients customer customers company companies firm firms vendor sponsor "
    "contractor contractors store business merchant applicant",
    "detail": "gig gigs shift shifts assignment",
    "invoice": "bill bills billed billing",
    "pay": "payday paycheck paychecks wage wages salary salaries stipend payroll",
    "payment": "check checks cheque wire ach remittance money",
    "overdue": "unpaid delinquent arrears owes owed",
    "storm": "hurricane blizzard tornado flood weather snow snowstorm",
    "incident": "fight fights assault brawl fistfight shooting accident injury injured hurt",
    "equipment": "truck trucks van trailer motorcycle barricade barricades cones radio vehicle",
    "replacement": "sub subs substitute stand-in cover coverage fill fills",
    "sick": "flu ill fever covid hospital",
    "recurring": "weekly season seasonal daily every",
    "rules": "ordinance regulation regulations directive order",
    "backup": "usb stolen ransomware burned",
    "request": "application inquiry online website form",
    "promoted": "promotion promote",
    "report": "figures numbers statistics stats",
    "leaves": "retires retired retirement resigns resigned quits fired terminated",
    "mail": "email emails e-mail",
    "message": "text texts sms texted texting",
    "parade": "march procession",
    "all": "everyone everybody",
    "recruit": "hire hired hires lateral transfer rookie",
}
"""The manual's word → what others say for it."""

MEANT: dict[str, str] = {said: word for word, others in _MEANT.items() for said in others.split()}
"""What somebody says → the manual's word, which is looked for as well."""
