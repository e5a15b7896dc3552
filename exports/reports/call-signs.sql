/*
title = "Last contact by call sign"
group = "Today"
readers = "dispatch"
question = "Which call signs are out on details now, and when was each last heard of?"
column = [
  {name = "detail_id", hidden = true},
  {name = "call_sign"},
  {name = "site"},
  {name = "detail"},
  {name = "officers"},
  {name = "ends_at", label = "Until", format = "instant"},
  {name = "heard_at", label = "Last heard", format = "instant"},
  {name = "ago", label = "Ago", format = "hours"},
]
opens = {record = "detail", column = "detail_id"}
*/
WITH out AS (
  SELECT w.detail_id, w.detail, w.call_sign, w.site_id, max(w.ends_at) AS ends_at,
    group_concat(person.badge || ' ' || person.name, '; ') AS officers,
    max(max(coalesce(w.seen_at, 0), coalesce((SELECT max(at) FROM punch
      WHERE punch.assignment_id = w.assignment_id), 0))) AS seen_at,
    (SELECT max(e.starts_at) FROM dispatch_entry AS e
      WHERE e.call_sign = w.call_sign AND w.call_sign <> ''
        AND e.starts_at > :now_at - 86400 AND e.starts_at <= :now_at) AS entry_at
  FROM work AS w JOIN person ON person.officer_id = w.officer_id
  WHERE w.starts_at > :now_at - 172800 AND w.starts_at <= :now_at AND w.ends_at > :now_at
  GROUP BY w.detail_id
)
SELECT out.detail_id, out.call_sign, site.name AS site, out.detail, out.officers, out.ends_at,
  nullif(max(coalesce(entry_at, 0), seen_at), 0) AS heard_at,
  (:now_at - nullif(max(coalesce(entry_at, 0), seen_at), 0)) / 60 AS ago
FROM out JOIN site ON site.id = out.site_id
ORDER BY heard_at IS NOT NULL, heard_at, out.call_sign
