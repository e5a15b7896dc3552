/*
title = "No break between duty and a detail"
group = "Oversight"

[audit]
population = "seats"
key = "position"
exception = "a detail that began within 15 minutes of the end of duty elsewhere"
ground = "Tallahassee, City Auditor: police secondary employment (1012, 2010; 1307, 2013)"
severity = "medium"
report = "no-break-after-duty"
typed = {minutes = "15"}
*/
