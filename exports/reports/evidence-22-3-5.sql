/*
title = "Evidence for CALEA 22.3.5"
group = "Oversight"
readers = "accreditation"
question = "What in the book shows, point by point, that extra-duty employment is regulated and supervised?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
  {name = "point", kind = "choice", choices = ["all", "a", "b", "c", "d", "e"], default = "all"},
]
column = [
  {name = "point"},
  {name = "what"},
  {name = "records", format = "number"},
  {name = "first_on", label = "First", format = "date"},
  {name = "last_on", label = "Last", format = "date"},
  {name = "latest", label = "Latest record"},
]
*/
-- Each record with when it was made; the last of a kind is found by its time before its name.
WITH shown AS (
  SELECT 'a. permission is required' AS point, 'permits to work details issued' AS what,
    day_start(c.issued_on) AS at, k.code || ' of ' || o.badge AS record
  FROM certificate AS c JOIN certification AS k ON k.id = c.certification_id
  JOIN officer AS o ON o.id = c.officer_id
  WHERE k.kind = 'permit' AND c.issued_on >= :from_on AND c.issued_on < :until_on
  UNION ALL
  SELECT 'a. permission is required', 'requests decided', decided_at, number
  FROM request WHERE decided_at >= :from_at AND decided_at < :until_at
  UNION ALL
  SELECT 'b. rules of conduct are written', 'versions of the policy in force',
    day_start(effective_on), name || ' of ' || effective_on
  FROM policy WHERE effective_on < :until_on
  UNION ALL
  SELECT 'c. approval, review, revocation', 'suspensions from details confirmed', s.decided_at,
    o.badge || ' by ' || s.decided_by
  FROM suspension AS s JOIN officer AS o ON o.id = s.officer_id
  WHERE s.state = 'confirmed' AND s.decided_at >= :from_at AND s.decided_at < :until_at
  UNION ALL
  SELECT 'c. approval, review, revocation', 'overrides with a named authoriser', x.decided_at,
    p.number || ' by ' || x.override_by
  FROM decision AS x JOIN position AS p ON p.id = x.position_id
  WHERE x.override_by <> '' AND x.decided_at >= :from_at AND x.decided_at < :until_at
  UNION ALL
  SELECT 'c. approval, review, revocation', 'findings of audits closed', closed_at, number
  FROM audit_finding WHERE state = 'closed' AND closed_at >= :from_at AND closed_at < :until_at
  UNION ALL
  SELECT 'd. a point of coordination is named', 'actions by the coordinator', at,
    verb || ' by ' || who
  FROM action WHERE at >= :from_at AND at < :until_at
  UNION ALL
  SELECT 'e. each detail is documented', 'details with officers, date, hours and employer',
    starts_at, number
  FROM detail WHERE state = 'planned' AND starts_at >= :from_at AND starts_at < :until_at
    AND starts_at < :now_at
  UNION ALL
  SELECT 'e. each detail is documented', 'hours entered and approved', t.started_at, p.number
  FROM timesheet_entry AS t JOIN assignment AS a ON a.id = t.assignment_id
  JOIN position AS p ON p.id = a.position_id
  WHERE t.state = 'approved' AND t.started_at >= :from_at AND t.started_at < :until_at
  UNION ALL
  SELECT 'e. each detail is documented', 'spot checks on site', checked_at, seed || ' ' || place
  FROM spot_check WHERE checked_at >= :from_at AND checked_at < :until_at
),
points(point, what, n) AS (
  VALUES ('a. permission is required', 'permits to work details issued', 1),
    ('a. permission is required', 'requests decided', 2),
    ('b. rules of conduct are written', 'versions of the policy in force', 3),
    ('c. approval, review, revocation', 'suspensions from details confirmed', 4),
    ('c. approval, review, revocation', 'overrides with a named authoriser', 5),
    ('c. approval, review, revocation', 'findings of audits closed', 6),
    ('d. a point of coordination is named', 'actions by the coordinator', 7),
    ('e. each detail is documented', 'details with officers, date, hours and employer', 8),
    ('e. each detail is documented', 'hours entered and approved', 9),
    ('e. each detail is documented', 'spot checks on site', 10)
),
counted AS (
  SELECT point, what, count(*) AS records, min(at) AS first_at, max(at) AS last_at,
    substr(max(printf('%020d', at) || record), 21) AS latest
  FROM shown GROUP BY point, what
)
-- What the book has nothing of stands there with none: that is what an assessor asks about.
SELECT p.point, p.what, coalesce(c.records, 0) AS records, local_date(c.first_at) AS first_on,
  local_date(c.last_at) AS last_on, c.latest
FROM points AS p LEFT JOIN counted AS c ON c.point = p.point AND c.what = p.what
WHERE :point = 'all' OR substr(p.point, 1, 1) = :point
ORDER BY p.n
