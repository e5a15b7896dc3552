/*
title = "Rest shorter than required"
group = "Oversight"
heavy = true

[audit]
population = "officers"
key = "officer"
exception = "less than 8 hours between a detail and what came before or after it"
ground = "Tallahassee, City Auditor: police secondary employment (1012, 2010; 1307, 2013)"
severity = "medium"
report = "short-rest"
typed = {rest = "8"}
*/
