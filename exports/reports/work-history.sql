/*
title = "Work history of one officer"
group = "Oversight"
readers = "internal affairs"
question = "Every seat that this officer held, gave back or missed, with hours, pay and what is remarked?"
parameter = [
  {name = "officer", kind = "officer", hint = "badge or name; without one nothing is listed"},
  {name = "period", kind = "period", default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "position"},
  {name = "employer"},
  {name = "site"},
  {name = "state"},
  {name = "how"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "pay", format = "money", total = true},
  {name = "remarks"},
]
chart = {kind = "bars", label = "employer", value = "minutes"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT p.detail_id, a.starts_at, p.number AS position, employer.name AS employer,
  site.name AS site, a.state, a.how,
  CASE WHEN a.state IN ('assigned', 'confirmed', 'worked') AND a.ends_at <= :now_at THEN
    coalesce((t.ended_at - t.started_at) / 60 - t.break_minutes, (a.ends_at - a.starts_at) / 60)
  END AS minutes,
  (SELECT sum(amount_cents) FROM charge AS c WHERE c.assignment_id = a.id AND c.side = 'pay'
    AND c.released = 0) AS pay,
  trim(coalesce((SELECT 'call-off: ' || reason || ' ' || words FROM call_off
      WHERE assignment_id = a.id), '')
    || coalesce((SELECT ' case: ' || state FROM overlap_case WHERE assignment_id = a.id LIMIT 1),
      '')
    || coalesce((SELECT ' check: ' || result FROM spot_check WHERE assignment_id = a.id
      AND result IS NOT NULL LIMIT 1), '')) AS remarks
FROM assignment AS a
JOIN position AS p ON p.id = a.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
JOIN site ON site.id = d.site_id
LEFT JOIN timesheet_entry AS t ON t.assignment_id = a.id AND t.state <> 'replaced'
WHERE a.officer_id = :officer AND a.starts_at >= :from_at AND a.starts_at < :until_at
ORDER BY a.starts_at DESC
