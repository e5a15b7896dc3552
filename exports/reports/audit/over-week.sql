/*
title = "More detail hours in a week than the maximum"
group = "Oversight"

[audit]
population = "officers"
key = "officer"
exception = "a week in which an officer worked more than 24 hours of details"
ground = "Dallas, City Auditor: off-duty employment (2005; A19-001, 2018)"
severity = "high"
report = "weeks-over"
typed = {maximum = "24"}
*/
