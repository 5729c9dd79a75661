"""What operators see of requests: log, figures, traces; and how a process leaves."""
