/*
title = "Standing assignments and their renewal"
group = "Distribution"
readers = "union, chief"
question = "Who has a post of his own, since when, with how many hours, until when, and when was it last open to others?"
parameter = [
  {name = "period", kind = "period", default = "this year", label = "Hours in"},
  {name = "state", kind = "choice", choices = ["running", "all"], default = "running"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "job"},
  {name = "title"},
  {name = "employer"},
  {name = "officer"},
  {name = "role"},
  {name = "weekdays"},
  {name = "from_on", label = "Since", format = "date"},
  {name = "until_on", label = "Until", format = "date"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "last_opened", label = "Last open to others", format = "instant"},
  {name = "decided_by", label = "Decided by"},
]
chart = {kind = "bars", label = "officer", value = "minutes"}
opens = {record = "officer", column = "officer_id"}
*/
SELECT s.officer_id, j.number AS job, j.title, employer.name AS employer, person.name AS officer,
  s.role, s.weekdays, s.from_on, s.until_on,
  (SELECT sum(w.minutes) FROM work AS w WHERE w.officer_id = s.officer_id AND w.job_id = s.job_id
    AND w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at) AS minutes,
  -- When somebody else was last asked about such a seat of the job, or asked for one.
  (SELECT max(at) FROM (
    SELECT o.offered_at AS at, p.role FROM detail AS d JOIN position AS p ON p.detail_id = d.id
    JOIN offer AS o ON o.position_id = p.id
    WHERE d.job_id = s.job_id AND o.officer_id <> s.officer_id
    UNION ALL
    SELECT i.expressed_at, p.role FROM detail AS d JOIN position AS p ON p.detail_id = d.id
    JOIN interest AS i ON i.position_id = p.id
    WHERE d.job_id = s.job_id AND i.officer_id <> s.officer_id
  ) AS asked WHERE s.role IN ('', asked.role)) AS last_opened,
  s.decided_by
FROM standing_assignment AS s
JOIN job AS j ON j.id = s.job_id
JOIN employer ON employer.id = j.employer_id
JOIN person ON person.officer_id = s.officer_id
WHERE :state = 'all' OR (s.from_on <= :today AND (s.until_on IS NULL OR s.until_on > :today))
ORDER BY employer.name, j.number, person.name
