/*
title = "Worked but not paid"
group = "Pay"
readers = "payroll, union"
question = "Who has worked and has not been paid, for how long, and what does it wait for?"
parameter = [
  {name = "period", kind = "period", default = "last 90 days", label = "Worked"},
  {name = "officer", kind = "officer"},
  {name = "days", kind = "number", label = "Waiting at least days", default = "0"},
  {name = "waits_for", kind = "choice", choices = ["all", "hours", "approval", "payroll run", "run not locked"], default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "position"},
  {name = "employer"},
  {name = "worked_on", label = "Worked", format = "date"},
  {name = "days", format = "number"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "waits_for"},
]
chart = {kind = "bars", label = "waits_for", value = "minutes"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, person.badge || ' ' || person.name AS officer, w.position,
  employer.name AS employer, local_date(w.starts_at) AS worked_on,
  (:now_at - w.ends_at) / 86400 AS days, w.minutes,
  CASE WHEN w.entry_id IS NULL THEN 'hours' WHEN w.entry_state = 'entered' THEN 'approval'
    WHEN w.payroll_run_id IS NULL THEN 'payroll run' ELSE 'run not locked' END AS waits_for
FROM work AS w
JOIN employer ON employer.id = w.employer_id
JOIN person ON person.officer_id = w.officer_id
LEFT JOIN payroll_run AS run ON run.id = w.payroll_run_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND (run.id IS NULL OR run.state <> 'locked')
  AND NOT EXISTS (SELECT 1 FROM charge AS c WHERE c.detail_id = w.detail_id AND c.side = 'bill'
    AND c.assignment_id = w.assignment_id AND c.kind = 'direct' AND c.released = 0)
  AND (:officer IS NULL OR w.officer_id = :officer)
  AND w.ends_at <= :now_at - coalesce(:days, 0) * 86400
  AND (:waits_for = 'all' OR waits_for = :waits_for)
ORDER BY w.starts_at, officer
