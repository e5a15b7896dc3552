/*
title = "Share of hours against opportunity"
group = "Distribution"
readers = "union, chief, coordinator"
question = "Who worked more or less than the days on which he could have would give him, and how far apart are they?"
computed = "hours_shares"
parameter = [
  {name = "period", kind = "period", default = "last 365 days"},
  {name = "unit", kind = "text"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "badge"},
  {name = "officer"},
  {name = "unit"},
  {name = "days", label = "Days active", format = "number"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "expected", format = "hours", total = true},
  {name = "share", label = "Of what was expected", format = "percent"},
  {name = "off", label = "Deviation", format = "hours"},
]
chart = {kind = "histogram", label = "share"}
opens = {record = "officer", column = "officer_id"}
*/
