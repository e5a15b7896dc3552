/*
title = "Hours corrected without a reason"
group = "Oversight"

[audit]
population = "corrected-hours"
key = "position"
exception = "hours put in place of others with no reason written down"
ground = "Montgomery County, Internal Audit: police overtime (MCIA-11-1, 2011)"
severity = "medium"
where = "without_reason"
*/
