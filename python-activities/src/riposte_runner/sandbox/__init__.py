"""The port through which scripts run, and how it reaches the launcher."""
