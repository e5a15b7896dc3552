/*
title = "Worked after leaving the agency"
group = "Oversight"

[audit]
population = "seats"
key = "position"
exception = "a seat held by an officer who was no longer with the agency on that day"
ground = "our own question"
severity = "high"
report = "details-while-away"
typed = {status = "departed"}
*/
