/*
title = "Officers asked for by name"
group = "Distribution"
readers = "chief"
question = "Which employers ask for which officer, how often, and how often do they get him?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "employer"},
  {name = "officer"},
  {name = "asked", label = "Details asked", format = "number", total = true},
  {name = "given", format = "number", total = true},
  {name = "share", label = "Given of asked", format = "percent", part = "given", of = "asked"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
]
chart = {kind = "bars", label = "employer", value = "asked"}
opens = {record = "officer", column = "officer_id"}
*/
SELECT j.asked_officer_id AS officer_id, employer.name AS employer, person.name AS officer,
  count(DISTINCT d.id) AS asked, count(DISTINCT w.detail_id) AS given,
  100.0 * count(DISTINCT w.detail_id) / count(DISTINCT d.id) AS share, sum(w.minutes) AS minutes
FROM job AS j
JOIN detail AS d ON d.job_id = j.id AND d.state = 'planned'
JOIN employer ON employer.id = j.employer_id
JOIN person ON person.officer_id = j.asked_officer_id
LEFT JOIN work AS w ON w.detail_id = d.id AND w.officer_id = j.asked_officer_id
WHERE d.starts_at >= :from_at AND d.starts_at < :until_at
  AND (:employer IS NULL OR j.employer_id = :employer)
GROUP BY employer.id, j.asked_officer_id
ORDER BY asked DESC
