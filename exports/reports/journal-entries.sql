/*
title = "Accounting entries of closed months"
group = "Billing and money"
readers = "finance"
question = "What did the closed months post to which account?"
parameter = [
  {name = "period", kind = "period", default = "last month", label = "Closed months"},
  {name = "account", kind = "text"},
]
column = [
  {name = "month", format = "month"},
  {name = "posted_on", label = "Date", format = "date"},
  {name = "source"},
  {name = "account"},
  {name = "debit", format = "money", total = true},
  {name = "credit", format = "money", total = true},
  {name = "words", label = "Text"},
]
*/
SELECT m.month, p.posted_on, p.source, p.account, max(p.amount_cents, 0) AS debit,
  max(-p.amount_cents, 0) AS credit, p.words
FROM closed_month AS m JOIN posting AS p ON p.month_id = m.id
WHERE m.month || '-01' >= :from_on AND m.month || '-01' < :until_on
  AND (:account = '' OR p.account LIKE :account)
ORDER BY m.month, p.posted_on, p.id
