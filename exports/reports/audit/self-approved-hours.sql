/*
title = "Hours approved by whoever entered them"
group = "Oversight"

[audit]
population = "approved-hours"
key = "position"
exception = "hours that one and the same person entered and approved"
ground = "Philadelphia, City Controller: Police Department 2006-2009 (2012)"
severity = "medium"
where = "by_one"
*/
