/*
title = "How good the forecast of empty posts was"
group = "Planning"
readers = "coordinator, chief, auditor"
question = "How near did the chances come, in months that they did not know, beside the month before's rate and the best that the data allow?"
computed = "unfilled_score"
heavy = true
parameter = [
  {name = "months", kind = "number", label = "Months held out", default = "6"},
]
column = [
  {name = "month", format = "month"},
  {name = "posts", format = "number", total = true},
  {name = "empty", label = "Stayed empty", format = "number", total = true},
  {name = "was", label = "Were empty", format = "percent", part = "empty", of = "posts"},
  {name = "told", label = "Foretold", format = "percent"},
  {name = "ours", label = "Brier score", format = "score"},
  {name = "base", label = "Month before's rate", format = "score"},
  {name = "best", label = "Best possible", format = "score"},
]
chart = {kind = "line", label = "month", value = "ours", low = "best", high = "base"}
*/
