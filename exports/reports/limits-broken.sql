/*
title = "Details that break the policy"
group = "Hours and eligibility"
readers = "auditor, supervisors, chief"
question = "Which details of the period break a clause of the policy of their day, with which figure, and who allowed it?"
computed = "limits_broken"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "this month"},
  {name = "reason", kind = "text", hint = "words of the clause, such as rest or week"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "position"},
  {name = "badge"},
  {name = "officer"},
  {name = "reason"},
  {name = "allowed", format = "yes_no"},
  {name = "by", label = "Allowed by"},
]
chart = {kind = "bars", label = "officer"}
opens = {record = "detail", column = "detail_id"}
*/
