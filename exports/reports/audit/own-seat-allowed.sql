/*
title = "An officer who allowed his own seat"
group = "Oversight"

[audit]
population = "overrides"
key = "decision"
exception = "an award against the rules that its officer, by his badge or name, allowed"
ground = "our own question"
severity = "high"
where = "by_himself"
*/
