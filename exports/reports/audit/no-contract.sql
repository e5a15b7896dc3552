/*
title = "Worked without accepted terms"
group = "Oversight"

[audit]
population = "with-terms"
key = "position"
exception = "a seat at an employer that had not accepted the agency's terms by that day"
ground = "Allentown, City Controller: receivables of police extra duty (2025)"
severity = "high"
where = "coalesce(accepted_on, '9999-12-31') > on_day"
*/
