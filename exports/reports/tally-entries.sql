/*
title = "Points and hours charged without working"
group = "Distribution"
readers = "union"
question = "What was added to or taken off tallies by hand, when, and on what ground?"
parameter = [
  {name = "period", kind = "period", default = "this year", label = "Counting in"},
  {name = "tally", kind = "text"},
  {name = "officer", kind = "officer"},
  {name = "ground", kind = "text"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "counts_at", label = "Counts from", format = "instant"},
  {name = "officer"},
  {name = "tally"},
  {name = "amount", label = "Amount", format = "number"},
  {name = "ground"},
  {name = "entered_by", label = "Entered by"},
  {name = "entered_at", label = "Entered", format = "instant"},
]
chart = {kind = "bars", label = "officer"}
opens = {record = "officer", column = "officer_id"}
*/
SELECT t.officer_id, t.counts_at, person.badge || ' ' || person.name AS officer, t.tally, t.amount,
  t.words AS ground, a.who AS entered_by, a.at AS entered_at
FROM tally_entry AS t
JOIN person ON person.officer_id = t.officer_id
LEFT JOIN change AS c ON c.tbl = 'tally_entry' AND c.row = t.id AND c.before IS NULL
LEFT JOIN action AS a ON a.id = (SELECT max(id) FROM action WHERE first <= c.id)
WHERE t.counts_at >= :from_at AND t.counts_at < :until_at
  AND (:tally = '' OR t.tally LIKE :tally) AND (:officer IS NULL OR t.officer_id = :officer)
  AND (:ground = '' OR t.words LIKE :ground)
ORDER BY t.counts_at DESC
