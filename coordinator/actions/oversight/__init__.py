"""Oversight: the tests of the self-audit and their binder, findings, dossiers, retention."""
