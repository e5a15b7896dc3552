/*
title = "Crews other than card and policy ask for"
group = "Requests and employers"
readers = "command"
question = "Where was a job entered with another crew than was asked for, by whom, and why?"
parameter = [
  {name = "period", kind = "period", default = "this quarter", label = "Entered"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "at", label = "Entered", format = "instant"},
  {name = "job"},
  {name = "title"},
  {name = "employer"},
  {name = "by", label = "Changed by"},
  {name = "seats", label = "Seats on the first detail", format = "number"},
  {name = "reason", label = "Asked for, and why not"},
]
chart = {kind = "bars", label = "employer"}
opens = {record = "employer", column = "employer_id"}
*/
SELECT j.employer_id, a.at, j.number AS job, j.title, employer.name AS employer, a.who AS by,
  (SELECT count(*) FROM seat WHERE seat.detail_id = (SELECT min(id) FROM detail
    WHERE detail.job_id = j.id)) AS seats,
  a.reason
FROM action AS a
JOIN job AS j ON j.id = coalesce(
  CASE WHEN a.subject LIKE 'job:%' THEN CAST(substr(a.subject, 5) AS INTEGER) END,
  (SELECT job_id FROM detail WHERE a.subject = 'detail:' || detail.id
    AND detail.id = CAST(substr(a.subject, 8) AS INTEGER)))
JOIN employer ON employer.id = j.employer_id
WHERE a.at >= :from_at AND a.at < :until_at AND a.reason LIKE '%crew: %'
  AND (:employer IS NULL OR j.employer_id = :employer)
ORDER BY a.at DESC
