/*
title = "Rate cards in force and to come"
group = "Billing and money"
readers = "finance"
question = "Which rate card holds now, since when, and which comes next?"
column = [
  {name = "name", label = "Rate card"},
  {name = "from_on", label = "From", format = "date"},
  {name = "until_on", label = "Until", format = "date"},
  {name = "state"},
  {name = "jobs", label = "Open jobs", format = "number"},
  {name = "sha", label = "Document"},
]
*/
WITH versions AS (
  SELECT name, effective_on AS from_on, sha256,
    lead(effective_on) OVER (PARTITION BY name ORDER BY effective_on) AS until_on
  FROM rate_card
)
SELECT name, from_on, until_on,
  CASE WHEN from_on > :today THEN 'to come' WHEN until_on <= :today THEN 'past'
    ELSE 'in force' END AS state,
  (SELECT count(*) FROM job WHERE job.rate_card = versions.name AND job.state = 'open') AS jobs,
  substr(sha256, 1, 12) AS sha
FROM versions
ORDER BY name, from_on DESC
