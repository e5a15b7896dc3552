/*
title = "Details during regular duty"
group = "Oversight"

[audit]
population = "worked"
key = "position"
exception = "hours of a detail that lie within the officer's regular duty"
ground = "Fresno, Internal Audit: officers who taught in City time (2018)"
severity = "high"
report = "overlaps"
typed = {kind = "regular"}
*/
