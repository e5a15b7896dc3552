/*
title = "Are the supervisors' posts staffed?"
group = "Today"
readers = "event commander, coordinator"
question = "Which seats for sergeants and above are filled on each detail, and what share of officers have one?"
parameter = [
  {name = "period", kind = "period", default = "next month"},
  {name = "job", kind = "job"},
  {name = "event", kind = "choice", choices = ["all", "largest"], default = "all", hint = "largest: the job with the most seats on one day"},
  {name = "least", kind = "number", label = "Seats at least", default = "4", hint = "details with fewer seats are left out"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "title", label = "Job"},
  {name = "employer"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "seats", format = "number", total = true},
  {name = "officers_filled", label = "Officers filled", format = "number", total = true},
  {name = "supervisors", label = "Supervisor posts", format = "number", total = true},
  {name = "staffed", format = "number", total = true},
  {name = "missing", format = "number", total = true},
  {name = "ratio", label = "Officers to a supervisor", format = "number"},
]
opens = {record = "detail", column = "detail_id"}
*/
WITH largest AS (
  SELECT job_id FROM seat WHERE starts_at >= :from_at AND starts_at < :until_at
    AND :event = 'largest'
  GROUP BY job_id, local_date(starts_at) ORDER BY count(*) DESC, min(starts_at) LIMIT 1
)
SELECT seat.detail_id, seat.detail, seat.title, employer.name AS employer,
  min(seat.starts_at) AS starts_at, count(*) AS seats,
  count(CASE WHEN seat.role = 'officer' THEN seat.officer_id END) AS officers_filled,
  count(CASE WHEN seat.role <> 'officer' THEN 1 END) AS supervisors,
  count(CASE WHEN seat.role <> 'officer' THEN seat.officer_id END) AS staffed,
  count(CASE WHEN seat.role <> 'officer' AND seat.officer_id IS NULL THEN 1 END) AS missing,
  1.0 * count(CASE WHEN seat.role = 'officer' THEN 1 END)
    / nullif(count(CASE WHEN seat.role <> 'officer' THEN 1 END), 0) AS ratio
FROM seat JOIN employer ON employer.id = seat.employer_id
WHERE seat.starts_at >= :from_at AND seat.starts_at < :until_at
  AND (:job IS NULL OR seat.job_id = :job)
  AND (:event = 'all' OR seat.job_id IN (SELECT job_id FROM largest))
GROUP BY seat.detail_id
HAVING count(*) >= coalesce(:least, 1)
ORDER BY missing DESC, starts_at
