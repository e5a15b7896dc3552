/*
title = "Allowed without a reason"
group = "Oversight"

[audit]
population = "overrides"
key = "decision"
exception = "an award against the rules with no reason written down"
ground = "our own question"
severity = "medium"
where = "trim(reason) = ''"
*/
