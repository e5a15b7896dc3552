/*
title = "Employers for whom officers worked"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "number"},
  {name = "employer"},
  {name = "details", format = "number", total = true},
]
opens = {record = "employer", column = "employer_id"}
*/
SELECT w.employer_id, employer.number, employer.name AS employer,
  count(DISTINCT w.detail_id) AS details
FROM work AS w JOIN employer ON employer.id = w.employer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
GROUP BY w.employer_id
ORDER BY employer.number
