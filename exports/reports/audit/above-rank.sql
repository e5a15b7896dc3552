/*
title = "Worked above rank"
group = "Oversight"

[audit]
population = "ranked"
key = "position"
exception = "a seat of a higher rank than its officer's"
ground = "our own question"
severity = "medium"
report = "wrong-rank"
typed = {way = "above"}
*/
