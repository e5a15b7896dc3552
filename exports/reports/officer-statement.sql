/*
title = "Officer's own statement"
group = "Pay"
readers = "officer"
question = "What did this officer work, what was it worth, and what of it was paid?"
parameter = [
  {name = "officer", kind = "officer", hint = "badge or name; without one, everybody"},
  {name = "period", kind = "period", default = "this year"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "worked_on", label = "Date", format = "date"},
  {name = "position"},
  {name = "employer"},
  {name = "site"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "pay", format = "money", total = true},
  {name = "paid", format = "money", total = true},
  {name = "run"},
  {name = "state"},
]
opens = {record = "detail", column = "detail_id"}
*/
-- In the order of two indexes, those of the badges and of an officer's seats: nothing is sorted, and
-- the first rows come at once.
SELECT w.detail_id, o.badge || ' ' || o.name AS officer, local_date(w.starts_at) AS worked_on,
  w.position, employer.name AS employer, site.name AS site, w.minutes,
  (SELECT sum(amount_cents) FROM charge WHERE charge.assignment_id = w.assignment_id
    AND side = 'pay' AND released = 0) AS pay,
  (SELECT sum(amount_cents) FROM charge JOIN payroll_run AS r ON r.id = charge.payroll_run_id
    WHERE charge.assignment_id = w.assignment_id AND side = 'pay' AND released = 0
      AND r.state = 'locked') AS paid,
  run.number AS run,
  CASE WHEN run.state = 'locked' THEN 'paid' WHEN w.entry_state = 'approved' THEN 'approved'
    WHEN w.entry_id IS NULL THEN 'hours missing' ELSE 'not approved' END AS state
FROM person AS o
CROSS JOIN work AS w ON w.officer_id = o.officer_id
  AND w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
CROSS JOIN employer ON employer.id = w.employer_id
CROSS JOIN site ON site.id = w.site_id
LEFT JOIN payroll_run AS run ON run.id = w.payroll_run_id
WHERE :officer IS NULL OR o.officer_id = :officer
ORDER BY o.badge, w.starts_at
