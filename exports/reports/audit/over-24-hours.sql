/*
title = "More hours within 24 than the maximum"
group = "Oversight"
heavy = true

[audit]
population = "officers"
key = "officer"
exception = "24 hours with more than 16 hours of duty and details together"
ground = "Denver, Auditor: police time accounting (2008)"
severity = "high"
report = "hours-in-a-day"
typed = {maximum = "16"}
*/
