/*
title = "Jobs coordinated per officer, and his income from them"
group = "Oversight"
readers = "chief, auditor"
question = "Who coordinates jobs on site, how many, with how many hours and what pay of his own?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
  {name = "over", kind = "number", label = "More than jobs"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "jobs", format = "number", total = true},
  {name = "employers", format = "number"},
  {name = "details", format = "number", total = true},
  {name = "minutes", label = "Hours of the jobs", format = "hours", total = true},
  {name = "own_minutes", label = "Own hours there", format = "hours", total = true},
  {name = "own_pay", label = "Own pay there", format = "money", total = true},
]
chart = {kind = "bars", label = "officer", value = "jobs"}
opens = {record = "officer", column = "officer_id"}
*/
SELECT j.led_by_id AS officer_id, person.badge || ' ' || person.name AS officer,
  count(DISTINCT j.id) AS jobs, count(DISTINCT j.employer_id) AS employers,
  count(DISTINCT w.detail_id) AS details, sum(w.minutes) AS minutes,
  sum(CASE WHEN w.officer_id = j.led_by_id THEN w.minutes ELSE 0 END) AS own_minutes,
  sum(CASE WHEN w.officer_id = j.led_by_id THEN (SELECT sum(amount_cents) FROM charge AS c
    WHERE c.assignment_id = w.assignment_id AND c.side = 'pay' AND c.released = 0) END) AS own_pay
FROM job AS j
JOIN work AS w ON w.job_id = j.id
JOIN person ON person.officer_id = j.led_by_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
GROUP BY j.led_by_id
HAVING :over IS NULL OR count(DISTINCT j.id) > :over
ORDER BY jobs DESC, officer
