"""Runs the Python scripts of playbooks: a Temporal worker, a launcher of sandboxes, and what they share."""
