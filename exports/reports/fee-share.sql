/*
title = "Exempt payers and the share of fees"
group = "Billing and money"
readers = "auditor"
question = "Which invoices carry no fee or tax, on what ground, and where is the fee above the cap?"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Issued"},
  {name = "cap", kind = "number", label = "Cap in percent", default = "10"},
  {name = "only", kind = "choice", choices = ["all", "over the cap", "without fee"], default = "all"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "invoice_id", hidden = true},
  {name = "invoice"},
  {name = "employer"},
  {name = "kind", label = "Kind of payer"},
  {name = "fee_exempt", label = "Exempt of fee", format = "yes_no"},
  {name = "tax_exempt", label = "Exempt of tax", format = "yes_no"},
  {name = "net", format = "money", total = true},
  {name = "fee", format = "money", total = true},
  {name = "tax", format = "money", total = true},
  {name = "percent", label = "Fee of net", format = "percent", part = "fee", of = "net"},
  {name = "over", label = "Over the cap", format = "yes_no"},
]
opens = {record = "invoice", column = "invoice_id"}
*/
SELECT i.employer_id, i.id AS invoice_id, i.number AS invoice, employer.name AS employer, employer.kind,
  employer.fee_exempt, employer.tax_exempt, i.net_cents AS net, i.fee_cents AS fee,
  i.tax_cents AS tax, 100.0 * i.fee_cents / nullif(i.net_cents, 0) AS percent,
  -- To a tenth of a percent, so that rounding each line to the cent is no excess.
  round(100.0 * i.fee_cents / nullif(i.net_cents, 0), 1) > coalesce(:cap, 100) AS over
FROM invoice AS i JOIN employer ON employer.id = i.employer_id
WHERE i.state = 'issued' AND coalesce(i.kind, '') NOT IN ('deposit', 'credit')
  AND i.issued_on >= :from_on AND i.issued_on < :until_on
  AND (:only = 'all' OR (:only = 'over the cap' AND over) OR (:only = 'without fee'
    AND i.fee_cents = 0))
ORDER BY i.issued_on, i.number
