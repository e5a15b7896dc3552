/*
title = "Hours that nobody signed off"
group = "Oversight"

[audit]
population = "worked"
key = "position"
exception = "work whose hours were missing or not approved 14 days later"
ground = "Montgomery County, Internal Audit: police overtime (MCIA-11-1, 2011)"
severity = "medium"
report = "hours-pending"
typed = {days = "14"}
*/
