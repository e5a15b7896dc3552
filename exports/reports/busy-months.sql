/*
title = "Busy months ahead"
group = "Planning"
readers = "coordinator, chief"
question = "How many seats were asked for in each month, and how many are to be expected in the next ones, between what?"
computed = "busy_months"
heavy = true
parameter = [
  {name = "type", kind = "text", label = "Type of job"},
  {name = "ahead", kind = "number", label = "Months ahead", default = "6"},
]
column = [
  {name = "month", format = "month"},
  {name = "what"},
  {name = "seats", format = "number"},
  {name = "low", label = "At least", format = "number"},
  {name = "high", label = "At most", format = "number"},
  {name = "booked", label = "Ordered", format = "number"},
  {name = "filled", format = "number"},
  {name = "volunteers", label = "Asked for by officers", format = "number"},
  {name = "busy", format = "yes_no"},
]
chart = {kind = "line", label = "month", value = "seats", low = "low", high = "high"}
*/
