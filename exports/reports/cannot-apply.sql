/*
title = "Can everybody apply for the jobs coming up?"
group = "Distribution"
readers = "union, chief, coordinator"
question = "Which officers may ask for no seat at all of those coming up, and which clause keeps them from it?"
computed = "cannot_apply"
parameter = [
  {name = "period", kind = "period", default = "next 14 days"},
  {name = "seats", kind = "choice", choices = ["open", "all"], default = "open"},
  {name = "job", kind = "job"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "badge"},
  {name = "officer"},
  {name = "unit"},
  {name = "rank"},
  {name = "with_leave", label = "Seats with somebody's leave", format = "number"},
  {name = "why", label = "Kept by"},
  {name = "seats", format = "number", hidden = true},
  {name = "officers", format = "number", hidden = true},
]
chart = {kind = "bars", label = "why"}
opens = {record = "officer", column = "officer_id"}
*/
