/*
title = "Details that began"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "employer"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "state"},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT d.id AS detail_id, d.number AS detail, employer.name AS employer, d.starts_at, d.state
FROM detail AS d JOIN job AS j ON j.id = d.job_id JOIN employer ON employer.id = j.employer_id
WHERE (d.starts_at >= :from_at AND d.starts_at < :until_at)
  OR d.id IN (SELECT detail_id FROM position
    WHERE starts_at >= :from_at AND starts_at < :until_at)
ORDER BY d.starts_at, d.number
