"""Hours, charges, invoices, receipts, payroll, accounts."""
