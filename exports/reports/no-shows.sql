/*
title = "No-shows, late arrivals and early leavers"
group = "Attendance"
readers = "coordinator, chief"
question = "Who did not come, came late or left early, by how much, and how often in the year before?"
parameter = [
  {name = "period", kind = "period", default = "this month"},
  {name = "minutes", kind = "number", label = "Late or early by minutes", default = "5"},
  {name = "repeat", kind = "choice", choices = ["all", "repeated"], default = "all"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "officer"},
  {name = "position"},
  {name = "employer"},
  {name = "what"},
  {name = "minutes", label = "By", format = "hours"},
  {name = "in_year", label = "In a year", format = "number"},
]
chart = {kind = "bars", label = "what"}
opens = {record = "detail", column = "detail_id"}
*/
WITH punched AS (
  SELECT a.id, min(CASE p.kind WHEN 'in' THEN p.at END) AS came,
    max(CASE p.kind WHEN 'out' THEN p.at END) AS went
  FROM assignment AS a JOIN punch AS p ON p.assignment_id = a.id
  WHERE a.starts_at >= :from_at AND a.starts_at < :until_at
  GROUP BY a.id
),
found AS (
  SELECT a.id, 'no-show' AS what, NULL AS minutes FROM assignment AS a
  WHERE a.state = 'no_show' AND a.starts_at >= :from_at AND a.starts_at < :until_at
  UNION ALL
  SELECT a.id, 'late', (punched.came - a.starts_at) / 60 FROM punched
  JOIN assignment AS a ON a.id = punched.id
  WHERE punched.came > a.starts_at + coalesce(:minutes, 0) * 60
  UNION ALL
  SELECT a.id, 'left early', (a.ends_at - punched.went) / 60 FROM punched
  JOIN assignment AS a ON a.id = punched.id
  WHERE punched.went < a.ends_at - coalesce(:minutes, 0) * 60
),
counted AS (
  SELECT found.*, a.officer_id, a.starts_at, a.position_id,
    (SELECT count(*) FROM assignment AS b WHERE b.officer_id = a.officer_id
      AND b.state = 'no_show' AND b.starts_at > a.starts_at - 31536000
      AND b.starts_at <= a.starts_at)
    + count(*) FILTER (WHERE found.what <> 'no-show') OVER (PARTITION BY a.officer_id) AS in_year
  FROM found JOIN assignment AS a ON a.id = found.id
)
SELECT p.detail_id, c.starts_at, person.badge || ' ' || person.name AS officer,
  p.number AS position, employer.name AS employer, c.what, c.minutes, c.in_year
FROM counted AS c
JOIN position AS p ON p.id = c.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
JOIN person ON person.officer_id = c.officer_id
WHERE (:repeat = 'all' OR c.in_year > 1) AND (:officer IS NULL OR c.officer_id = :officer)
ORDER BY c.starts_at DESC, officer
