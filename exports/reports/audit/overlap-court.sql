/*
title = "Details during court"
group = "Oversight"

[audit]
population = "worked"
key = "position"
exception = "hours of a detail that lie within the officer's time in court"
ground = "Denver, Auditor: police time accounting (2008)"
severity = "high"
report = "overlaps"
typed = {kind = "court"}
*/
