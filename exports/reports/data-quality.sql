/*
title = "Data quality"
group = "Oversight"
readers = "coordinator"
question = "What is missing, impossible or out of date in the book?"
shows = ["phone", "mail", "contacts"]
parameter = [
  {name = "kind", kind = "text", hint = "such as phone, insurance, import"},
  {name = "period", kind = "period", default = "last 30 days", label = "Details of"},
]
column = [
  {name = "about", hidden = true},
  {name = "about_id", hidden = true},
  {name = "kind"},
  {name = "record"},
  {name = "problem"},
]
chart = {kind = "bars", label = "kind"}
opens = {by = "about", column = "about_id"}
*/
WITH here AS (
  SELECT o.* FROM officer AS o WHERE o.approved = 1 AND NOT EXISTS (SELECT 1 FROM officer_status
    AS s WHERE s.officer_id = o.id AND s.kind = 'departed' AND s.from_on <= :today)
),
found AS (
  SELECT 'officer' AS about, id AS about_id, 'phone' AS kind, badge || ' ' || last_name AS record,
    'no telephone number' AS problem
  FROM here WHERE phone = ''
  UNION ALL
  SELECT 'officer', id, 'address', badge || ' ' || last_name, 'no address for ' || channel FROM here
  WHERE (channel = 'email' AND email = '') OR (channel = 'sms' AND phone = '') OR channel = 'none'
  UNION ALL
  SELECT 'officer', id, 'rank', badge || ' ' || last_name, 'no rank' FROM here
  WHERE NOT EXISTS (SELECT 1 FROM rank_held WHERE officer_id = here.id)
  UNION ALL
  SELECT 'officer', id, 'seniority', badge || ' ' || last_name, 'no date of seniority' FROM here
  WHERE seniority_on IS NULL
  UNION ALL
  SELECT 'officer', id, 'seniority', badge || ' ' || last_name, 'senior before he was hired'
  FROM here WHERE seniority_on < hired_on
  UNION ALL
  SELECT 'officer', min(id), 'same address', group_concat(badge, ' '), 'share ' || email
  FROM (SELECT * FROM here ORDER BY id)
  WHERE email <> '' GROUP BY lower(email) HAVING count(*) > 1
  UNION ALL
  SELECT 'employer', e.id, 'contact', e.number || ' ' || e.name, 'nobody hears of changes'
  FROM employer AS e
  WHERE EXISTS (SELECT 1 FROM job AS j WHERE j.employer_id = e.id AND j.state = 'open')
    AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.employer_id = e.id AND c.hears_changes = 1
      AND (c.email <> '' OR c.phone <> ''))
  UNION ALL
  SELECT 'employer', e.id, 'insurance', e.number || ' ' || e.name,
    CASE WHEN insurance_until IS NULL THEN 'no insurance on file'
      ELSE 'insurance ended ' || insurance_until END
  FROM employer AS e
  WHERE (insurance_until IS NULL OR insurance_until < :today) AND insurance_waived IS NULL
    AND e.id IN (SELECT j.employer_id FROM detail AS d CROSS JOIN job AS j ON j.id = d.job_id
      WHERE d.state = 'planned' AND d.starts_at > :now_at)
  UNION ALL
  SELECT 'detail', d.id, 'detail', d.number, 'has no seats' FROM detail AS d
  WHERE d.state = 'planned' AND d.starts_at >= :from_at AND d.starts_at < :until_at
    AND NOT EXISTS (SELECT 1 FROM position WHERE detail_id = d.id AND cancelled = 0)
  UNION ALL
  SELECT 'detail', id, 'detail', number, 'is ' || ((ends_at - starts_at) / 3600) || ' h long'
  FROM detail
  WHERE state = 'planned' AND starts_at >= :from_at AND starts_at < :until_at
    AND ends_at - starts_at > 57600
  UNION ALL
  SELECT 'detail', p.detail_id, 'hours', p.number,
    'worked ' || (w.minutes / 60) || ' h of ' || ((w.ends_at - w.starts_at) / 3600)
      || ' h planned'
  FROM stint AS w CROSS JOIN position AS p ON p.id = w.position_id
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at
    AND (w.minutes > (w.ends_at - w.starts_at) / 60 * 2 OR w.minutes <= 0)
  UNION ALL
  SELECT '', NULL, 'import', source, 'newest on-duty file is '
    || ((:now_at - max(imported_at)) / 86400) || ' days old'
  FROM shift_batch WHERE state = 'active' GROUP BY source
  HAVING :now_at - max(imported_at) > 7 * 86400
  UNION ALL
  SELECT '', NULL, 'import', source, 'on-duty schedule ends ' || local_date(max(until_at))
  FROM shift_batch WHERE state = 'active' GROUP BY source
  HAVING max(until_at) < :now_at + 14 * 86400
  UNION ALL
  SELECT 'employer', s.employer_id, 'site', s.name, 'no address' FROM site AS s
  WHERE s.address = ''
    AND s.id IN (SELECT d.site_id FROM detail AS d WHERE d.state = 'planned'
      AND d.starts_at > :now_at)
)
SELECT about, about_id, kind, record, problem FROM found
WHERE :kind = '' OR kind LIKE '%' || :kind || '%'
ORDER BY kind, record
