/*
title = "Invoices issued"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "invoice_id", hidden = true},
  {name = "invoice"},
  {name = "employer"},
  {name = "issued_on", label = "Issued", format = "date"},
  {name = "state"},
  {name = "total", format = "money", total = true},
]
opens = {record = "invoice", column = "invoice_id"}
*/
SELECT i.employer_id, i.id AS invoice_id, i.number AS invoice, employer.name AS employer, i.issued_on, i.state,
  i.total_cents AS total
FROM invoice AS i JOIN employer ON employer.id = i.employer_id
WHERE i.issued_on >= :from_on AND i.issued_on < :until_on
ORDER BY i.number
