"""Triggers of modules: what runs for as long as its playbook is on, and brings events."""
