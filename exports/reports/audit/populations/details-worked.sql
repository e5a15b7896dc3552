/*
title = "Details that officers worked"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "employer"},
  {name = "ended_at", label = "Ended", format = "instant"},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, w.detail, employer.name AS employer, max(w.ends_at) AS ended_at
FROM work AS w JOIN employer ON employer.id = w.employer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
GROUP BY w.detail_id
ORDER BY w.detail
