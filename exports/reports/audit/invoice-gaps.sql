/*
title = "Missing numbers of invoices"
group = "Oversight"

[audit]
population = "invoice-numbers"
key = "invoice"
exception = "a number that no invoice bears, though later ones were given"
ground = "Greenwich, internal audit: police side jobs (2022)"
severity = "high"
where = "NOT given"
*/
