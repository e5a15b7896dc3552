/*
title = "Open posts that may stay empty"
group = "Planning"
readers = "coordinator, employer desk"
question = "Which open posts of the coming weeks may stay empty, with what chance, and what raises it?"
computed = "unfilled_risk"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "next 21 days"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "employer"},
  {name = "type", label = "Type of job"},
  {name = "role"},
  {name = "chance", label = "Stays empty", format = "percent"},
  {name = "alike", label = "Alike, empty"},
  {name = "why", label = "What raises it"},
]
chart = {kind = "histogram", label = "chance"}
opens = {record = "detail", column = "detail_id"}
*/
