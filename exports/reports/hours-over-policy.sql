/*
title = "Hours over the caps of the policy"
group = "Hours and eligibility"
readers = "chief, supervisors, auditor"
question = "Has anybody worked more hours than the policy allows, in which window, and by how much?"
computed = "hours_over_policy"
parameter = [
  {name = "period", kind = "period", default = "this year"},
  {name = "unit", kind = "text"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "badge"},
  {name = "officer"},
  {name = "unit"},
  {name = "clause"},
  {name = "window_from", label = "From", format = "instant", hidden = true},
  {name = "window_until", label = "Until", format = "instant", hidden = true},
  {name = "window"},
  {name = "minutes", label = "Hours", format = "hours"},
  {name = "cap", format = "hours"},
  {name = "over", format = "hours"},
  {name = "allowed", label = "Details allowed by somebody", format = "number"},
]
chart = {kind = "bars", label = "clause"}
opens = {record = "officer", column = "officer_id"}
*/
