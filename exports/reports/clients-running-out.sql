/*
title = "Insurance, orders and permits of employers running out"
group = "Requests and employers"
readers = "coordinator"
question = "Which papers of employers end soon, and how many details ahead do they touch?"
parameter = [
  {name = "period", kind = "period", default = "next 90 days", label = "Ending in"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "ends_on", label = "Ends", format = "date"},
  {name = "days", format = "number"},
  {name = "employer"},
  {name = "document"},
  {name = "words"},
  {name = "touched", label = "Details after it", format = "number", total = true},
]
opens = {record = "employer", column = "employer_id"}
*/
WITH ending AS (
  SELECT id AS employer_id, insurance_until AS ends_on, 'insurance' AS document, '' AS words
  FROM employer WHERE insurance_until IS NOT NULL
  UNION ALL
  SELECT employer_id, add_days(until_on, -1), 'purchase order ' || number, words
  FROM purchase_order WHERE until_on IS NOT NULL
  UNION ALL
  SELECT CAST(substr(subject, 10) AS INTEGER), expires_on, kind, words FROM kept_file
  WHERE subject LIKE 'employer:%' AND expires_on IS NOT NULL AND removed_at IS NULL
  UNION ALL
  SELECT r.employer_id, k.expires_on, k.kind || ' of ' || r.number, k.words
  FROM kept_file AS k JOIN request AS r ON k.subject = 'request:' || r.id
  WHERE k.expires_on IS NOT NULL AND k.removed_at IS NULL AND r.employer_id IS NOT NULL
)
SELECT ending.employer_id, ends_on, CAST(julianday(ends_on) - julianday(:today) AS INTEGER) AS days,
  employer.name AS employer, document, words,
  (SELECT count(*) FROM job AS j JOIN detail AS d ON d.job_id = j.id
    WHERE j.employer_id = ending.employer_id AND d.state = 'planned'
      AND d.starts_at >= max(:now_at, day_start(add_days(ends_on, 1)))) AS touched
FROM ending JOIN employer ON employer.id = ending.employer_id
WHERE ends_on >= :from_on AND ends_on < :until_on
  AND (:employer IS NULL OR ending.employer_id = :employer)
ORDER BY ends_on, employer.name
