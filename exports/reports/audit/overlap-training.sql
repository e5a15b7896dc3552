/*
title = "Details during training"
group = "Oversight"

[audit]
population = "worked"
key = "position"
exception = "hours of a detail that lie within the officer's training"
ground = "Denver, Auditor: police time accounting (2008)"
severity = "high"
report = "overlaps"
typed = {kind = "training"}
*/
