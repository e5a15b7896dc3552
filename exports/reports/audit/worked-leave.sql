/*
title = "Worked while on leave of absence"
group = "Oversight"

[audit]
population = "seats"
key = "position"
exception = "a seat held by an officer who was on leave of absence on that day"
ground = "our own question"
severity = "medium"
report = "details-while-away"
typed = {status = "leave"}
*/
