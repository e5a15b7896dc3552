"""Hours, rates, invoices, payments, payroll, accounts."""
