/*
title = "Effect of a rule change on last year's book"
group = "Planning"
readers = "union, chief"
question = "Had another policy governed: who would have had more or less hours, details and pay, and which awards would differ?"
computed = "rule_effect"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "last 365 days"},
  {name = "policy", kind = "text", hint = "a file, the date of a version, a shipped policy, or 'as it was'; empty: the next version to come into force, if there is one"},
  {name = "by", kind = "choice", choices = ["officer", "award"], default = "officer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "what", label = "Award"},
  {name = "officer"},
  {name = "before", label = "Hours before", format = "hours", total = true},
  {name = "after", label = "Hours after", format = "hours", total = true},
  {name = "difference", format = "hours", total = true},
  {name = "details_before", label = "Details before", format = "number", total = true},
  {name = "details_after", label = "Details after", format = "number", total = true},
  {name = "pay_before", label = "Pay before", format = "money", total = true},
  {name = "pay_after", label = "Pay after", format = "money", total = true},
  {name = "instead", label = "Instead of him"},
  {name = "why"},
]
chart = {kind = "bars", label = "officer", value = "difference"}
opens = {record = "officer", column = "officer_id"}
*/
