/*
title = "Officers with a detail in the period or within two days of it"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "unit"},
  {name = "details", format = "number", total = true},
]
opens = {record = "officer", column = "officer_id"}
*/
SELECT w.officer_id, person.badge || ' ' || person.name AS officer, person.unit,
  count(DISTINCT w.detail_id) AS details
FROM work AS w JOIN person ON person.officer_id = w.officer_id
WHERE w.starts_at >= :from_at - 172800 AND w.starts_at < :until_at + 172800
GROUP BY w.officer_id
ORDER BY officer
