/*
title = "Details during overtime"
group = "Oversight"

[audit]
population = "worked"
key = "position"
exception = "hours of a detail that lie within the officer's overtime"
ground = "Montgomery County, Internal Audit: police overtime (MCIA-11-1, 2011)"
severity = "high"
report = "overlaps"
typed = {kind = "overtime"}
*/
