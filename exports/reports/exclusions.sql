/*
title = "Officers and employers kept apart"
group = "Distribution"
readers = "chief, union"
question = "Who may not work for whom, who asked for it, why, and how many details did it concern?"
parameter = [
  {name = "state", kind = "choice", choices = ["running", "all"], default = "running"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "employer"},
  {name = "side", label = "Asked by"},
  {name = "reason"},
  {name = "decided_by", label = "Decided by"},
  {name = "from_on", label = "From", format = "date"},
  {name = "until_on", label = "Until", format = "date"},
  {name = "reply", label = "Officer's reply"},
  {name = "details", label = "Details since", format = "number", total = true},
]
chart = {kind = "bars", label = "employer"}
opens = {record = "officer", column = "officer_id"}
*/
SELECT x.officer_id, person.name AS officer, employer.name AS employer, x.side, x.reason,
  x.decided_by, x.from_on, x.until_on, x.reply,
  (SELECT count(*) FROM job AS j JOIN detail AS d ON d.job_id = j.id
    WHERE j.employer_id = x.employer_id AND d.state = 'planned'
      AND d.starts_at >= day_start(x.from_on)
      AND d.starts_at < coalesce(day_start(x.until_on), :now_at)) AS details
FROM exclusion AS x
JOIN person ON person.officer_id = x.officer_id
JOIN employer ON employer.id = x.employer_id
WHERE (:state = 'all' OR (x.from_on <= :today AND (x.until_on IS NULL OR x.until_on > :today)))
  AND (:employer IS NULL OR x.employer_id = :employer)
ORDER BY employer.name, person.name
