/*
title = "Hours corrected by the officer whom they pay"
group = "Oversight"

[audit]
population = "corrected-hours"
key = "position"
exception = "hours that their officer, by his badge or name, put in place of others"
ground = "Philadelphia, City Controller: Police Department 2006-2009 (2012)"
severity = "high"
where = "by_himself"
*/
