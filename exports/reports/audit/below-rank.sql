/*
title = "Worked below rank"
group = "Oversight"

[audit]
population = "ranked"
key = "position"
exception = "a seat of a lower rank than its officer's"
ground = "our own question"
severity = "low"
report = "wrong-rank"
typed = {way = "below"}
*/
