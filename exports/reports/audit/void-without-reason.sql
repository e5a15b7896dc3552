/*
title = "Voided without a reason"
group = "Oversight"

[audit]
population = "void-invoices"
key = "invoice"
exception = "an invoice that was voided with no reason written down"
ground = "Greenwich, internal audit: police side jobs (2022)"
severity = "medium"
where = "without_reason"
*/
