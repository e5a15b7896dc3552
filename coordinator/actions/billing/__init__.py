"""Rates, invoices, and the money that comes in."""
