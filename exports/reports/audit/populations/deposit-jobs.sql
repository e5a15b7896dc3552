/*
title = "Jobs that began and have a deposit invoice"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "job"},
  {name = "employer"},
  {name = "deposit"},
]
opens = {record = "employer", column = "employer_id"}
*/
SELECT j.employer_id, j.number AS job, employer.name AS employer, i.number AS deposit
FROM invoice AS i JOIN job AS j ON j.id = i.job_id JOIN employer ON employer.id = j.employer_id
WHERE i.kind = 'deposit' AND i.state = 'issued'
  AND EXISTS (SELECT 1 FROM detail AS d WHERE d.job_id = j.id AND d.state = 'planned'
    AND d.starts_at >= :from_at AND d.starts_at < :until_at AND d.starts_at <= :now_at)
ORDER BY j.number, i.number
