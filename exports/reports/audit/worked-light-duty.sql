/*
title = "Worked while on light duty"
group = "Oversight"

[audit]
population = "seats"
key = "position"
exception = "a seat held by an officer who was on light duty on that day"
ground = "our own question"
severity = "high"
report = "details-while-away"
typed = {status = "light_duty"}
*/
