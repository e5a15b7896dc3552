/*
title = "Who may apply for the jobs coming up"
group = "Distribution"
readers = "union, chief, coordinator"
question = "For each job with open seats: how many may ask for it, who is kept from it by which clause, and from when may which tier ask?"
computed = "who_may_apply"
parameter = [
  {name = "period", kind = "period", default = "next 14 days"},
  {name = "seats", kind = "choice", choices = ["open", "all"], default = "open"},
  {name = "job", kind = "job"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "job", label = "Number"},
  {name = "title", label = "Job"},
  {name = "employer"},
  {name = "starts_at", label = "First start", format = "instant"},
  {name = "seats", format = "number", total = true},
  {name = "wants", label = "Seat for"},
  {name = "may", format = "number"},
  {name = "with_leave", label = "With leave", format = "number"},
  {name = "kept", format = "number"},
  {name = "why", label = "Kept by"},
  {name = "opens_at", label = "Opens", format = "instant"},
  {name = "opens", label = "Tiers"},
]
opens = {record = "detail", column = "detail_id"}
*/
