/*
title = "The same person in two roles"
group = "Oversight"
readers = "auditor"
question = "Where did one person ask and approve, enter and approve, or approve what he worked or was paid for?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "pair", kind = "choice", choices = ["all", "entered and approved hours", "asked and approved", "led and worked", "allowed his own seat", "approved what he is paid", "corrected what he is paid"], default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "at", label = "When", format = "instant"},
  {name = "pair"},
  {name = "record"},
  {name = "person"},
  {name = "what"},
]
chart = {kind = "bars", label = "pair"}
opens = {record = "detail", column = "detail_id"}
*/
-- Seats are found by when they begin, their hours by the seat (+ keeps other indexes away).
WITH own AS MATERIALIZED (
  SELECT a.position_id, t.approved_at, t.state, t.approved_by, t.entered_by, t.replaces_id,
    o.badge, o.last_name, o.first_name
  FROM assignment AS a
  CROSS JOIN timesheet_entry AS t ON t.assignment_id = a.id
  CROSS JOIN officer AS o ON o.id = a.officer_id
  WHERE a.starts_at >= :from_at AND a.starts_at < :until_at
    AND (t.approved_by = o.badge OR t.entered_by = o.badge OR (o.last_name <> ''
      AND (lower(t.approved_by) IN (lower(o.last_name), lower(o.first_name || ' ' || o.last_name))
        OR lower(t.entered_by) IN (lower(o.last_name), lower(o.first_name || ' ' || o.last_name)))))
),
pairs AS (
  SELECT 'entered and approved hours' AS pair, t.approved_at AS at, a.position_id, a.officer_id,
    NULL AS record, t.entered_by AS person, NULL AS what
  FROM assignment AS a
  CROSS JOIN timesheet_entry AS t ON t.assignment_id = a.id
  WHERE a.starts_at >= :from_at AND a.starts_at < :until_at AND +t.state = 'approved'
    AND lower(trim(t.entered_by)) = lower(trim(t.approved_by)) AND t.source = 'coordinator'
  UNION ALL
  SELECT 'asked and approved', q.answered_at, NULL, NULL, q.subject, q.asked_by, q.kind
  FROM approval_request AS q
  WHERE q.answered_at >= :from_at AND q.answered_at < :until_at AND q.state = 'given'
    AND trim(q.asked_by) <> '' AND lower(trim(q.asked_by)) = lower(trim(q.asked_of))
  UNION ALL
  SELECT 'asked and approved', r.decided_at, NULL, NULL, r.number, r.decided_by, 'request'
  FROM request AS r
  WHERE r.decided_at >= :from_at AND r.decided_at < :until_at AND r.state IN ('approved', 'booked')
    AND trim(r.asker) <> ''
    AND lower(trim(r.asker)) IN (lower(trim(r.decided_by)), lower(trim(r.allowed_by)))
  UNION ALL
  SELECT 'led and worked', w.starts_at, w.position_id, NULL, NULL, person.name,
    'coordinates the job on site'
  FROM work AS w JOIN job AS j ON j.id = w.job_id
  JOIN person ON person.officer_id = w.officer_id
  WHERE j.led_by_id = w.officer_id AND w.starts_at >= :from_at AND w.starts_at < :until_at
    AND w.officer_id IN (SELECT led_by_id FROM job WHERE led_by_id IS NOT NULL)
  UNION ALL
  SELECT 'allowed his own seat', x.decided_at, x.position_id, NULL, NULL, x.override_by, x.reason
  FROM decision AS x JOIN officer AS o ON o.id = x.officer_id
  WHERE x.override_by <> '' AND x.decided_at >= :from_at AND x.decided_at < :until_at
    AND (x.override_by = o.badge OR (o.last_name <> '' AND lower(x.override_by) IN
      (lower(o.last_name), lower(o.first_name || ' ' || o.last_name))))
  UNION ALL
  SELECT roles.pair, roles.approved_at, roles.position_id, NULL, NULL, roles.who,
    roles.badge || ' ' || roles.last_name
  FROM (
    SELECT own.*, 'approved what he is paid' AS pair, approved_by AS who FROM own
    WHERE state = 'approved'
    UNION ALL
    SELECT own.*, 'corrected what he is paid', entered_by FROM own WHERE replaces_id IS NOT NULL
  ) AS roles
  WHERE roles.who <> '' AND (roles.who = roles.badge OR (roles.last_name <> ''
    AND lower(roles.who) IN
      (lower(roles.last_name), lower(roles.first_name || ' ' || roles.last_name))))
)
SELECT p.detail_id, s.at, s.pair, coalesce(p.number, s.record) AS record, s.person,
  coalesce(s.what, person.badge || ' ' || person.name) AS what
FROM pairs AS s
LEFT JOIN position AS p ON p.id = s.position_id
LEFT JOIN person ON person.officer_id = s.officer_id
WHERE :pair = 'all' OR s.pair = :pair
ORDER BY s.pair, s.at
