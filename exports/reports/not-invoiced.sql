/*
title = "Worked, not yet invoiced"
group = "Billing and money"
readers = "coordinator"
question = "Which details were worked and are on no invoice, since when, and what do they wait for?"
parameter = [
  {name = "period", kind = "period", default = "last 90 days", label = "Worked"},
  {name = "employer", kind = "employer"},
  {name = "days", kind = "number", label = "Waiting at least days", default = "0"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "title", label = "Job"},
  {name = "employer"},
  {name = "ended_at", label = "Ended", format = "instant"},
  {name = "days", format = "number"},
  {name = "seats", format = "number", total = true},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "waits_for"},
]
chart = {kind = "bars", label = "employer", value = "minutes"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, w.detail, w.title, employer.name AS employer, max(w.ends_at) AS ended_at,
  (:now_at - max(w.ends_at)) / 86400 AS days, count(*) AS seats, sum(w.minutes) AS minutes,
  CASE WHEN sum(w.entry_id IS NULL) THEN 'hours of ' || sum(w.entry_id IS NULL)
    WHEN sum(w.entry_state = 'entered') THEN 'approval of ' || sum(w.entry_state = 'entered')
    ELSE 'the invoice' END AS waits_for
FROM work AS w JOIN employer ON employer.id = w.employer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND w.invoice_id IS NULL AND w.role <> 'trainee'
  AND (:employer IS NULL OR w.employer_id = :employer)
  AND w.ends_at <= :now_at - coalesce(:days, 0) * 86400
GROUP BY w.detail_id
ORDER BY ended_at, w.detail
