/*
title = "Worked while reported sick"
group = "Oversight"

[audit]
population = "seats"
key = "position"
exception = "a seat held by an officer who was reported sick on that day"
ground = "Denver, Auditor: police time accounting (2008)"
severity = "high"
report = "details-while-away"
typed = {status = "sick"}
*/
