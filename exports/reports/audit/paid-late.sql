/*
title = "Paid later than the term allows"
group = "Oversight"

[audit]
population = "paid-after-money"
key = "position"
exception = "an officer paid more than 10 working days after the employer's money came"
ground = "our own question"
severity = "medium"
report = "pay-against-term"
typed = {only = "late", term = "10"}
*/
