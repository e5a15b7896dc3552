/*
title = "Somebody who approves everything"
group = "Oversight"
parameter = [
  {name = "least", kind = "number", label = "At least decisions", default = "20"},
]

[audit]
population = "approvers"
key = "approver"
exception = "a decider who decided at least 20 times and never said no"
ground = "our own question"
severity = "low"
where = "approved = decided AND decided >= coalesce(:least, 20)"
*/
