/*
title = "Against the policy of the day"
group = "Oversight"
heavy = true

[audit]
population = "seats"
key = "position"
exception = "a seat that a clause of the policy in force does not allow"
ground = "Dallas, City Auditor: off-duty employment (2005; A19-001, 2018)"
severity = "high"
report = "limits-broken"
*/
