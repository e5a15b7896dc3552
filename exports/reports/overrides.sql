/*
title = "Awards by hand and overrides"
group = "Distribution"
readers = "chief, union, auditor"
question = "Which seats were given otherwise than by the order, by whom, who was first by it, and why?"
computed = "overrides"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Decided"},
  {name = "kind", kind = "choice", choices = ["with an authoriser", "all"], default = "with an authoriser"},
  {name = "officer", kind = "officer"},
  {name = "reason", kind = "text"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "decided_at", label = "Decided", format = "instant"},
  {name = "position"},
  {name = "employer"},
  {name = "expected", label = "First by the order"},
  {name = "officer", label = "Chosen"},
  {name = "kind"},
  {name = "authoriser"},
  {name = "reason"},
  {name = "policy"},
]
chart = {kind = "bars", label = "kind"}
opens = {record = "detail", column = "detail_id"}
*/
