/*
title = "Worked and not invoiced in time"
group = "Oversight"

[audit]
population = "details-worked"
key = "detail"
exception = "a worked detail that is on no invoice 30 days later"
ground = "Miami, Independent Auditor General: off-duty police employment (16-10, 2016)"
severity = "high"
report = "not-invoiced"
typed = {days = "30"}
*/
