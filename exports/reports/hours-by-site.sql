/*
title = "Hours by site, employer and officer"
group = "Pay"
readers = "city"
question = "How many hours were worked where, for whom, and by whom?"
parameter = [
  {name = "period", kind = "period", default = "last quarter"},
  {name = "by", kind = "choice", choices = ["site and employer", "site, employer and officer"], default = "site and employer"},
  {name = "site", kind = "text"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "site"},
  {name = "employer"},
  {name = "officer"},
  {name = "details", format = "number", total = true},
  {name = "minutes", label = "Hours", format = "hours", total = true},
]
chart = {kind = "bars", label = "site", value = "minutes"}
opens = {record = "employer", column = "employer_id"}
*/
SELECT w.employer_id, site.name AS site, employer.name AS employer,
  CASE WHEN :by = 'site and employer' THEN '' ELSE person.badge || ' ' || person.name END
    AS officer,
  count(*) AS details, sum(w.minutes) AS minutes
FROM work AS w
JOIN site ON site.id = w.site_id
JOIN employer ON employer.id = w.employer_id
JOIN person ON person.officer_id = w.officer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND (:site = '' OR site.name LIKE '%' || :site || '%')
  AND (:employer IS NULL OR w.employer_id = :employer)
GROUP BY site.id, employer.id, officer
ORDER BY site.name, employer.name, officer
