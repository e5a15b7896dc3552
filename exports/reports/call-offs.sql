/*
title = "Call-offs and replacements"
group = "Today"
readers = "coordinator"
question = "Who gave a seat back, how late, why, and how soon was it filled again?"
parameter = [
  {name = "period", kind = "period", default = "this week"},
  {name = "reason", kind = "text"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "called_at", label = "Called", format = "instant"},
  {name = "officer"},
  {name = "position"},
  {name = "employer"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "notice", format = "hours"},
  {name = "reason"},
  {name = "replaced_by", label = "Replaced by"},
  {name = "to_fill", label = "Time to fill", format = "hours"},
]
chart = {kind = "bars", label = "reason"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT d.id AS detail_id, c.called_at, person.name AS officer, p.number AS position,
  employer.name AS employer, a.starts_at, (a.starts_at - c.called_at) / 60 AS notice,
  c.reason,
  (SELECT other.name FROM assignment AS b JOIN person AS other ON other.officer_id = b.officer_id
    WHERE b.position_id = c.position_id AND b.awarded_at >= c.called_at
      AND b.state IN ('assigned', 'confirmed', 'worked') LIMIT 1) AS replaced_by,
  (SELECT (min(b.awarded_at) - c.called_at) / 60 FROM assignment AS b
    WHERE b.position_id = c.position_id AND b.awarded_at >= c.called_at) AS to_fill
FROM call_off AS c
JOIN assignment AS a ON a.id = c.assignment_id
JOIN position AS p ON p.id = c.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
JOIN person ON person.officer_id = a.officer_id
WHERE c.called_at >= :from_at AND c.called_at < :until_at
  AND (:reason = '' OR c.reason LIKE :reason) AND (:officer IS NULL OR a.officer_id = :officer)
ORDER BY c.called_at DESC
