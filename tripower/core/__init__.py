"""Findings, rules, records, people, parameters, calendar: what every room stands on."""
