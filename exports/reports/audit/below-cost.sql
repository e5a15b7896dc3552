/*
title = "Billed less than it cost"
group = "Oversight"

[audit]
population = "priced-details"
key = "detail"
exception = "a detail that was billed less than its officers were paid"
ground = "Tallahassee, City Auditor: police secondary employment (1012, 2010; 1307, 2013)"
severity = "high"
where = "billed < paid"
*/
