/*
title = "Details of the coming days"
group = "Today"
readers = "coordinator, command"
question = "What is coming, is it filled, is it approved, and does it carry a risk?"
parameter = [
  {name = "period", kind = "period", default = "next 30 days"},
  {name = "employer", kind = "employer"},
  {name = "type", kind = "text", label = "Type of job"},
  {name = "least_risk", kind = "number", label = "Risk of at least"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "day", format = "date", hidden = true},
  {name = "detail"},
  {name = "title", label = "Job"},
  {name = "employer"},
  {name = "site"},
  {name = "ends_at", label = "End", format = "instant"},
  {name = "positions", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "open", format = "number", total = true},
  {name = "request", label = "Request"},
  {name = "risk", format = "number"},
  {name = "deposit", label = "Deposit open", format = "money", total = true},
]
chart = {kind = "columns", label = "day", value = "open"}
opens = {record = "detail", column = "detail_id"}
*/
-- The rows come in the order of the index by start, so that the first are there at once.
SELECT d.id AS detail_id, d.starts_at, d.number AS detail, j.title, employer.name AS employer,
  site.name AS site, d.ends_at, local_date(d.starts_at) AS day,
  (SELECT count(*) FROM position AS p WHERE p.detail_id = d.id AND p.cancelled = 0
    AND p.role NOT IN ('trainee', 'backup')) AS positions,
  (SELECT count(*) FROM position AS p CROSS JOIN assignment AS a ON a.position_id = p.id
      AND a.state IN ('assigned', 'confirmed', 'worked')
    WHERE p.detail_id = d.id AND p.cancelled = 0
      AND p.role NOT IN ('trainee', 'backup')) AS filled,
  (SELECT count(*) FROM position AS p WHERE p.detail_id = d.id AND p.cancelled = 0
    AND p.role NOT IN ('trainee', 'backup') AND NOT EXISTS (SELECT 1 FROM assignment AS a
      WHERE a.position_id = p.id AND a.state IN ('assigned', 'confirmed', 'worked'))) AS open,
  coalesce(r.number || ' ' || r.state, '') AS request, r.risk,
  -- What a job still has to deposit stands once, beside the first of its details.
  (SELECT sum(open_cents) FROM bill WHERE bill.job_id = j.id AND bill.kind = 'deposit'
    AND NOT EXISTS (SELECT 1 FROM detail AS e WHERE e.job_id = j.id AND e.state = 'planned'
      AND e.starts_at >= :from_at AND (e.starts_at, e.id) < (d.starts_at, d.id))) AS deposit
FROM detail AS d
CROSS JOIN job AS j ON j.id = d.job_id
CROSS JOIN employer ON employer.id = j.employer_id
CROSS JOIN site ON site.id = d.site_id
LEFT JOIN request AS r ON r.id = j.request_id
WHERE d.state = 'planned' AND d.starts_at >= :from_at AND d.starts_at < :until_at
  AND (:employer IS NULL OR j.employer_id = :employer)
  AND (:type = '' OR j.job_class LIKE :type)
  AND (:least_risk IS NULL OR r.risk >= :least_risk)
ORDER BY d.starts_at, d.number
