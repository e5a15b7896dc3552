/*
title = "Hours approved by the officer himself"
group = "Oversight"

[audit]
population = "approved-hours"
key = "position"
exception = "hours that their officer, by his badge or name, approved"
ground = "Philadelphia, City Controller: Police Department 2006-2009 (2012)"
severity = "high"
where = "by_himself"
*/
