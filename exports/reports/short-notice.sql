/*
title = "Details asked for at short notice"
group = "Requests and employers"
readers = "coordinator"
question = "Who orders late, how late, and was the emergency rate applied?"
parameter = [
  {name = "period", kind = "period", default = "this month"},
  {name = "hours", kind = "number", label = "Notice under hours", default = "48"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "employer"},
  {name = "title", label = "Job"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "notice", format = "hours"},
  {name = "seats", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "surcharge", label = "Surcharge", format = "money", total = true},
]
chart = {kind = "bars", label = "employer"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT d.id AS detail_id, d.number AS detail, employer.name AS employer, j.title, d.starts_at,
  (d.starts_at - coalesce(r.received_at, j.requested_at)) / 60 AS notice,
  (SELECT count(*) FROM seat WHERE seat.detail_id = d.id) AS seats,
  (SELECT count(seat.officer_id) FROM seat WHERE seat.detail_id = d.id) AS filled,
  (SELECT sum(amount_cents) FROM charge AS c WHERE c.detail_id = d.id AND c.side = 'bill'
    AND c.released = 0 AND (c.label LIKE '%notice%' OR c.label LIKE '%emergency%'
      OR c.label LIKE '%short%' OR c.trace LIKE '%"notice%')) AS surcharge
FROM detail AS d
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
LEFT JOIN request AS r ON r.id = j.request_id
WHERE d.state = 'planned' AND d.starts_at >= :from_at AND d.starts_at < :until_at
  AND d.starts_at - coalesce(r.received_at, j.requested_at) < coalesce(:hours, 48) * 3600
  AND (:employer IS NULL OR j.employer_id = :employer)
ORDER BY notice
