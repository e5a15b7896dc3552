/*
title = "Worked while suspended"
group = "Oversight"

[audit]
population = "seats"
key = "position"
exception = "a seat held by an officer who was suspended on that day"
ground = "our own question"
severity = "high"
report = "details-while-away"
typed = {status = "suspended"}
*/
