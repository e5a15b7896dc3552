/*
title = "Order of officers, today or on a date"
group = "Distribution"
readers = "all members, union, coordinator"
question = "Who comes first by each method of the policy, today or on another date, and by what?"
computed = "order_list"
parameter = [
  {name = "date", kind = "date", default = "today"},
  {name = "method", kind = "text", hint = "a method's name; empty means all"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "method"},
  {name = "place"},
  {name = "badge"},
  {name = "officer"},
  {name = "why", label = "By what"},
]
opens = {record = "officer", column = "officer_id"}
*/
