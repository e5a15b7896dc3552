/*
title = "Paid though he did not come"
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
  {name = "pay", format = "money", total = true},
]
opens = {record = "detail", column = "detail_id"}

[audit]
population = "no-shows"
key = "position"
exception = "pay that was charged for a seat whose officer did not come"
ground = "our own question"
severity = "high"
*/
SELECT p.detail_id, p.number AS position, person.badge || ' ' || person.name AS officer,
  employer.name AS employer, a.starts_at, a.ends_at, sum(c.amount_cents) AS pay
FROM assignment AS a
JOIN charge AS c ON c.assignment_id = a.id AND c.side = 'pay' AND c.released = 0
JOIN position AS p ON p.id = a.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
JOIN person ON person.officer_id = a.officer_id
WHERE a.state = 'no_show' AND a.starts_at >= :from_at AND a.starts_at < :until_at
GROUP BY a.id
HAVING sum(c.amount_cents) > 0
ORDER BY a.starts_at, p.number
