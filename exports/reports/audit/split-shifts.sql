/*
title = "Duty split round a detail"
group = "Oversight"

[audit]
population = "worked"
key = "position"
exception = "a detail between two parts of one day's duty"
ground = "our own question"
severity = "medium"
report = "split-shifts"
*/
