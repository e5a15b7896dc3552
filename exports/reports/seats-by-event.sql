/*
title = "Seats by kind of event and risk"
group = "Requests and employers"
readers = "transport department, auditor"
question = "How many seats and hours did each kind of request lead to, at which risk, and on whose approval?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
  {name = "event", kind = "text", label = "Kind of event"},
]
column = [
  {name = "event", label = "Kind of event"},
  {name = "risk", format = "number"},
  {name = "jobs", format = "number", total = true},
  {name = "details", format = "number", total = true},
  {name = "seats", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "approvers"},
]
chart = {kind = "bars", label = "event", value = "minutes"}
*/
SELECT coalesce(nullif(r.event, ''), '(without a request)') AS event, r.risk,
  count(DISTINCT seat.job_id) AS jobs, count(DISTINCT seat.detail_id) AS details,
  count(*) AS seats, count(seat.officer_id) AS filled, sum(seat.minutes) AS minutes,
  group_concat(DISTINCT nullif(r.decided_by, '')) AS approvers
FROM seat
JOIN job AS j ON j.id = seat.job_id
LEFT JOIN request AS r ON r.id = j.request_id
WHERE seat.starts_at >= :from_at AND seat.starts_at < :until_at
  AND (:event = '' OR r.event LIKE :event)
GROUP BY r.event, r.risk
ORDER BY minutes DESC
