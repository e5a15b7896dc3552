/*
title = "Not seen yet"
group = "Today"
readers = "coordinator, supervisor"
question = "Whose detail has begun without a sign of him?"
shows = ["phone"]
parameter = [
  {name = "minutes", kind = "number", label = "Late by minutes", default = "0"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "officer"},
  {name = "phone"},
  {name = "employer"},
  {name = "site"},
  {name = "starts_at", label = "Due", format = "instant"},
  {name = "late", label = "Late by", format = "hours"},
  {name = "expected_at", label = "Says he comes", format = "instant"},
  {name = "calls", format = "number", total = true},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, w.position, person.name AS officer, person.phone, employer.name AS employer,
  site.name AS site, w.starts_at, (:now_at - w.starts_at) / 60 AS late, a.expected_at,
  (SELECT count(*) FROM call_note AS c WHERE c.position_id = w.position_id
    AND c.officer_id = w.officer_id AND c.called_at >= w.starts_at - 7200) AS calls
FROM work AS w
JOIN assignment AS a ON a.id = w.assignment_id
JOIN person ON person.officer_id = w.officer_id
JOIN employer ON employer.id = w.employer_id
JOIN site ON site.id = w.site_id
WHERE w.starts_at > :now_at - 172800 AND w.starts_at <= :now_at - coalesce(:minutes, 0) * 60
  AND w.ends_at > :now_at AND w.seen_at IS NULL AND w.state <> 'worked'
  AND NOT EXISTS (SELECT 1 FROM punch WHERE punch.assignment_id = w.assignment_id AND kind = 'in')
ORDER BY w.starts_at, person.name
