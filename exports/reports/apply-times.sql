/*
title = "Times from which officers may apply"
group = "Distribution"
readers = "members, union"
question = "From when may each officer ask for the seats coming up, by when they are put up and the tier that he is in?"
computed = "apply_times"
parameter = [
  {name = "period", kind = "period", default = "next 7 days"},
  {name = "seats", kind = "choice", choices = ["open", "all"], default = "open"},
  {name = "job", kind = "job"},
  {name = "employer", kind = "employer"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "detail_id", hidden = true},
  {name = "opens_at", label = "Opens", format = "instant"},
  {name = "opens", label = "Or"},
  {name = "badge"},
  {name = "officer"},
  {name = "tier"},
  {name = "seats", format = "number"},
  {name = "first", label = "First seat"},
  {name = "starts_at", label = "Its start", format = "instant"},
  {name = "wants", label = "Seat for"},
  {name = "leave", label = "Needs leave"},
]
opens = {record = "detail", column = "detail_id"}
*/
