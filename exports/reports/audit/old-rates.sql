/*
title = "Billed with a rate from before a change"
group = "Oversight"

[audit]
population = "invoices"
key = "invoice"
exception = "a line whose rate is not the one of most lines of the same version of the card"
ground = "Miami, Independent Auditor General: off-duty police employment (16-10, 2016)"
severity = "high"
report = "fee-changes"
*/
