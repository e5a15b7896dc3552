/*
title = "Seats whose officer did not come"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "officer"},
  {name = "employer"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "ends_at", label = "End", format = "instant"},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT p.detail_id, p.number AS position, person.badge || ' ' || person.name AS officer,
  employer.name AS employer, a.starts_at, a.ends_at
FROM assignment AS a
JOIN position AS p ON p.id = a.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
JOIN person ON person.officer_id = a.officer_id
WHERE a.state = 'no_show' AND a.starts_at >= :from_at AND a.starts_at < :until_at
ORDER BY a.starts_at, p.number
