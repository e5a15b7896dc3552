"""Paying officers and keeping the accounts, as plain values: periods, layouts, journals."""
