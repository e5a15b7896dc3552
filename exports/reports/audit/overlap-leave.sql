/*
title = "Details during leave"
group = "Oversight"

[audit]
population = "worked"
key = "position"
exception = "hours of a detail that lie within the officer's leave"
ground = "Greenwich, internal audit: police side jobs (2022)"
severity = "medium"
report = "overlaps"
typed = {kind = "leave"}
*/
