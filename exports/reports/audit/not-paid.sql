/*
title = "Worked and not paid in time"
group = "Oversight"

[audit]
population = "worked"
key = "position"
exception = "work that no locked payroll run has paid 45 days later"
ground = "our own question"
severity = "medium"
report = "worked-not-paid"
typed = {days = "45"}
*/
