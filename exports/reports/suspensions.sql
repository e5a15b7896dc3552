/*
title = "State of the discipline ladder"
group = "Attendance"
readers = "chief"
question = "Who stands on which step after what happened, and until when is he kept from details?"
parameter = [
  {name = "state", kind = "choice", choices = ["all", "proposed", "confirmed", "dismissed"], default = "all"},
  {name = "period", kind = "period", default = "last 365 days", label = "Happened in"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "event_on", label = "Happened", format = "date"},
  {name = "officer"},
  {name = "clause"},
  {name = "step", format = "number"},
  {name = "days", format = "number", total = true},
  {name = "from_on", label = "From", format = "date"},
  {name = "until_on", label = "Until", format = "date"},
  {name = "state"},
  {name = "decided_by", label = "Decided by"},
  {name = "barred_now", label = "Barred now", format = "yes_no"},
]
chart = {kind = "bars", label = "officer"}
opens = {record = "officer", column = "officer_id"}
*/
SELECT s.officer_id, s.event_on, person.badge || ' ' || person.name AS officer, s.clause, s.step,
  s.days, s.from_on, s.until_on, s.state, s.decided_by,
  s.state = 'confirmed' AND s.from_on <= :today AND s.until_on > :today AS barred_now
FROM suspension AS s JOIN person ON person.officer_id = s.officer_id
WHERE s.event_on >= :from_on AND s.event_on < :until_on AND (:state = 'all' OR s.state = :state)
ORDER BY s.event_on DESC
