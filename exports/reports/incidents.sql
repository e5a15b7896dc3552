/*
title = "Incidents and complaints during details"
group = "Attendance"
readers = "chief, risk"
question = "What happened on details, with which officers and employers, and what became of it?"
parameter = [
  {name = "period", kind = "period", default = "this quarter", label = "Written"},
  {name = "kind", kind = "choice", choices = ["all", "incident", "complaint", "after_action", "site_visit"], default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "written_at", label = "Written", format = "instant"},
  {name = "kind"},
  {name = "about"},
  {name = "employer"},
  {name = "officers"},
  {name = "text"},
  {name = "written_by", label = "By"},
  {name = "state"},
]
chart = {kind = "bars", label = "kind"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT d.id AS detail_id, n.written_at, n.kind, coalesce(d.number, e.name, n.subject) AS about,
  coalesce(employer.name, e.name) AS employer,
  coalesce((SELECT group_concat(person.badge || ' ' || person.name, '; ') FROM work AS w
    JOIN person ON person.officer_id = w.officer_id WHERE w.detail_id = d.id),
    (SELECT badge || ' ' || name FROM person WHERE n.subject = 'officer:' || officer_id))
    AS officers,
  n.text, n.written_by,
  CASE WHEN n.done_at IS NOT NULL THEN 'dealt with' WHEN n.due_at IS NOT NULL THEN 'follow-up'
    ELSE 'noted' END AS state
FROM note AS n
LEFT JOIN detail AS d ON n.subject = 'detail:' || d.id
  AND d.id = CAST(substr(n.subject, 8) AS INTEGER)
LEFT JOIN job AS j ON j.id = d.job_id
LEFT JOIN employer ON employer.id = j.employer_id
LEFT JOIN employer AS e ON n.subject = 'employer:' || e.id
  AND e.id = CAST(substr(n.subject, 10) AS INTEGER)
WHERE n.kind IS NOT NULL AND n.written_at >= :from_at AND n.written_at < :until_at
  AND (:kind = 'all' OR n.kind = :kind)
ORDER BY n.written_at DESC
