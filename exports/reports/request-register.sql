/*
title = "Register of requests"
group = "Requests and employers"
readers = "coordinator, auditor"
question = "What was asked for, by whom, how far ahead, and how and by whom was it decided?"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Received"},
  {name = "state", kind = "choice", choices = ["all", "received", "waiting", "approved", "refused", "withdrawn", "booked"], default = "all"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "request_id", hidden = true},
  {name = "number"},
  {name = "received_at", label = "Received", format = "instant"},
  {name = "source"},
  {name = "client"},
  {name = "event"},
  {name = "title"},
  {name = "first_at", label = "First date", format = "instant"},
  {name = "notice", label = "Notice", format = "hours"},
  {name = "state"},
  {name = "decided_by", label = "Decided by"},
  {name = "to_decide", label = "Time to decide", format = "hours"},
  {name = "price", format = "money", total = true},
  {name = "job"},
]
chart = {kind = "bars", label = "state"}
opens = {record = "request", column = "request_id"}
*/
SELECT r.employer_id, r.id AS request_id, r.number, r.received_at, r.source,
  coalesce(employer.name, r.firm) AS client, r.event, r.title,
  (SELECT min(d.starts_at) FROM job AS j JOIN detail AS d ON d.job_id = j.id
    WHERE j.request_id = r.id) AS first_at,
  ((SELECT min(d.starts_at) FROM job AS j JOIN detail AS d ON d.job_id = j.id
    WHERE j.request_id = r.id) - r.received_at) / 60 AS notice,
  r.state, r.decided_by, (r.decided_at - r.received_at) / 60 AS to_decide,
  r.price_cents AS price, (SELECT number FROM job WHERE job.request_id = r.id LIMIT 1) AS job
FROM request AS r LEFT JOIN employer ON employer.id = r.employer_id
WHERE r.received_at >= :from_at AND r.received_at < :until_at
  AND (:state = 'all' OR r.state = :state) AND (:employer IS NULL OR r.employer_id = :employer)
ORDER BY r.received_at DESC
