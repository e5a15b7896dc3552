"""Dates that recur: rules, their words, closed days, and the course of a series."""
