/*
title = "Open audit findings"
group = "Oversight"
readers = "chief, council"
question = "What did audits find, who answers for it until when, what was said and done, and what shows it?"
parameter = [
  {name = "state", kind = "choice", choices = ["not closed", "open", "answered", "closed", "all"], default = "not closed"},
  {name = "period", kind = "period", default = "all", label = "Found"},
  {name = "owner", kind = "text"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "finding_id", hidden = true},
  {name = "number"},
  {name = "found_on", label = "Found", format = "date"},
  {name = "finding"},
  {name = "about"},
  {name = "owner"},
  {name = "due_on", label = "Due", format = "date"},
  {name = "overdue", label = "Days overdue", format = "number"},
  {name = "state"},
  {name = "answer"},
  {name = "done"},
  {name = "evidence"},
]
chart = {kind = "bars", label = "state"}
opens = {record = "audit_finding", column = "finding_id"}
*/
SELECT f.officer_id, f.id AS finding_id, f.number, f.found_on, f.title AS finding,
  trim(f.test || ' ' || CASE WHEN f.test = 'early-warning' THEN coalesce(person.badge, '')
    ELSE f.exception END) AS about,
  f.owner, f.due_on,
  CASE WHEN f.state <> 'closed' AND f.due_on < :today
    THEN CAST(julianday(:today) - julianday(f.due_on) AS INTEGER) END AS overdue,
  f.state, f.answer, f.done, f.evidence
FROM audit_finding AS f LEFT JOIN person ON person.officer_id = f.officer_id
WHERE f.found_on >= :from_on AND f.found_on < :until_on
  AND (:state = 'all' OR f.state = :state OR (:state = 'not closed' AND f.state <> 'closed'))
  AND (:owner = '' OR f.owner LIKE '%' || :owner || '%')
ORDER BY coalesce(f.due_on, '9999-12-31'), f.number
