"""Demand and posts as planning reads them: by month, and one by one."""
