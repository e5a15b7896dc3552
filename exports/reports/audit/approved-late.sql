/*
title = "Approved after the start"
group = "Oversight"

[audit]
population = "details"
key = "detail"
exception = "a request, an award or a question that was decided after the detail had begun"
ground = "Montgomery County, Internal Audit: police overtime (MCIA-11-1, 2011)"
severity = "high"
report = "approved-late"
*/
